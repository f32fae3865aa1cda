"""Checks for the exercises of lesson 04."""

import numpy as np

from helpers import gradcheck
from helpers.checks import chunks, delay, judge, unit
from helpers.checks.slips import eighths, turned


def truncated(function):
    """Exercise 4.2: truncated(a, h_0, xs, k) -> the part of dh_T/da from the uses at steps T, T-1, …, T-k."""
    rng = np.random.default_rng(0)
    cases = [
        {"a": a, "h_0": h_0, "xs": eighths(rng.normal(scale=0.4, size=T)), "k": k}
        for T, k, a, h_0 in (
            *((1, 0, 0.75, 0.5), (3, 0, -1.5, 0.25), (3, 1, 1.25, -0.5), (4, 2, 0.5, 0.75)),
            *((4, 9, 0.75, 0.25), (5, 4, 1.5, 0.25), (8, 2, -0.75, 0.75), (9, 5, 1.25, 0.5)),
        )
    ]
    cases.append({"a": 1.015625, "h_0": 0.125, "xs": np.zeros(60), "k": 50})  # well above 5

    def truth(a, h_0, xs, k):
        """Only the weight of the last k + 1 steps is moved."""
        start = max(0, len(xs) - k - 1)
        h = unit.run(a, h_0, xs)[start]
        return gradcheck.numeric_gradient(lambda weight: unit.run(weight, h, xs[start:])[-1], a)

    def answer(a, h_0, xs, k, start="right", apply="right", inputs="right", **knobs):
        return unit.by_weight(a, unit.run(a, h_0, xs, start=start, apply=apply, inputs=inputs), k, **knobs)

    def cut_state(a, h, xs, k):
        return unit.by_weight(a, unit.run(a, h, xs[max(0, len(xs) - k - 1) :]))

    border = "at the window's border. Only the gradient is cut; the state goes on."

    def scale(a, h_0, xs, k):
        return unit.by_weight_size(a, unit.run(a, h_0, xs), k)

    mistakes = [
        *turned(answer, unit.BY_WEIGHT | unit.RUN | {"uses": unit.WINDOW}),
        (lambda a, h_0, xs, k: unit.by_weight(a, unit.run(a, h_0, xs[: k + 1])), unit.WINDOW["early"]),
        (
            lambda a, h_0, xs, k: unit.by_weight(a, unit.run(a, h_0, xs), k, meets=np.array(xs)),
            "the weight a meets the state before it, h_{t-1}; x_t is met by the weight of the input.",
        ),
        (lambda a, h_0, xs, k: cut_state(a, 0.0, xs, k), f"the state starts from 0 {border}"),
        (lambda a, h_0, xs, k: cut_state(a, h_0, xs, k), f"the state starts from h_0 again {border}"),
        (
            lambda a, h_0, xs, k: unit.by_start(a, unit.run(a, h_0, xs)[-min(k + 1, len(xs)) - 1 :]),
            "that is the derivative by the state before the window. The one by the weight a is asked for.",
        ),
    ]
    praise = "The window keeps what finite differences say it should."
    return judge(function, cases, truth, mistakes, praise, scale=scale)


def in_chunks(function):
    """Exercise 4.3: in_chunks(a, xs, n) -> dL/da of L = h_1 + … + h_T, cut every n steps, the state carried."""
    rng = np.random.default_rng(1)
    cases = [
        {"a": a, "xs": eighths(rng.normal(scale=0.6, size=T)), "n": n}
        for T, n, a in (
            (2, 1, 0.75),
            (4, 2, 1.25),
            (6, 3, -1.5),
            (7, 3, 0.75),
            (9, 4, -0.75),
            (11, 5, 1.5),
            (5, 9, 1.0),
        )
    ]

    def truth(a, xs, n):
        """The weight of one chunk at a time is moved, and the state at its start held."""
        h = unit.run(a, 0.0, xs)

        def piece(start):
            losses = lambda weight: unit.run(weight, h[start], xs[start : start + n])[1:].sum()  # noqa: E731
            return gradcheck.numeric_gradient(losses, a)

        return sum(piece(start) for start in range(0, len(xs), n))

    mistakes = turned(chunks.gradient, chunks.KNOBS)
    praise = "That is what a training loop with detach computes."
    return judge(
        function, cases, truth, [*mistakes], praise, scale=lambda a, xs, n: chunks.gradient(a, xs, n, sizes=True)
    )


def delay_line(function):
    """Exercise 4.4: delay_line(lag) -> W (lag+1, lag+1): the last of linear units says what was heard lag steps ago."""
    cases = [{"lag": lag} for lag in (1, 2, 3, 4, 7)]
    view = ("what the last unit says 0, 1, 2, … steps after a single 1, row by row", delay.heard)
    praise = "A perfect memory for lag steps, with eigenvalues that are all 0."
    return judge(function, cases, lambda lag: delay.heard(delay.line(lag)), delay.MISTAKES, praise, view=view)


def mended(function):
    """The bug of lesson 04: mended(a, xs, n) -> the last state of a run in chunks; the state must not be reset."""
    rng = np.random.default_rng(2)
    cases = [
        {"a": a, "xs": eighths(rng.normal(scale=0.5, size=T)), "n": n}
        for T, n, a in ((4, 2, 1.25), (6, 3, -1.5), (7, 3, 0.75), (9, 4, 1.5), (5, 9, -0.75), (8, 1, 1.0))
    ]

    def last(a, xs, h=0.0, **knobs):
        return unit.run(a, h, xs, **knobs)[-1]

    def borders(a, xs, n, skip=0, double=0):
        """A run whose chunks overlap by `double` steps, or leave `skip` out."""
        return last(a, [x for s in range(0, len(xs), n) for x in xs[max(0, s - double) : s + n - skip]])

    def handed(a, xs, n, h=0.0):
        for s in range(0, len(xs), n):
            h = last(a, xs[s : s + n], a * h)
        return h

    mistakes = [
        (
            lambda a, xs, n: last(a, xs[(len(xs) - 1) // n * n :]),
            "this is still the answer of the code with the bug: each chunk starts from 0.",
        ),
        (lambda a, xs, n: last(a, xs[: len(xs) // n * n]), "the last, shorter chunk is left out."),
        (lambda a, xs, n: last(a, xs[:n]), "only the first chunk is run."),
        (lambda a, xs, n: last(a, xs[-n:]), "only the last n steps are run. Those before them left a state behind."),
        (handed, "a stands before h in every step already: the state goes over the border as it is."),
        (lambda a, xs, n: borders(a, xs, n, skip=1), "the last step of each chunk is left out."),
        (lambda a, xs, n: borders(a, xs, n, double=1), "the last step of each chunk is run twice."),
        (lambda a, xs, n: last(a, xs[::n]), "one step of each chunk is run; all of its steps are asked for."),
        (lambda a, xs, n: last(a, xs[:-1]), "the last step is missing."),
        (lambda a, xs, n: last(a, xs[::-1]), "you read the inputs backwards. Only a gradient goes that way."),
        (lambda a, xs, n: last(0, xs), "each step starts from 0 now: it never sees the state before it."),
        *turned(lambda a, xs, n, **knobs: last(a, xs, **knobs), {"apply": unit.RUN["apply"]}),
    ]
    praise = "The state crosses the border between chunks; only the gradient stops there."
    return judge(function, cases, lambda a, xs, n: last(a, xs), mistakes, praise)
