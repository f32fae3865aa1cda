"""Lesson 03: a sweep on paper, a derivative forwards, a sweep, the step of a gradient check, and an index below 0."""

import numpy as np

from helpers.checks.slips import eighths
from variants import MEND, STEP, WILD, Pencil, Variant


def matrix(rows):
    """A matrix, or a vector as a column, in LaTeX."""
    lines = (" & ".join(f"{x:g}" for x in np.atleast_1d(row)) for row in rows)
    return r"\begin{pmatrix}" + r" \\ ".join(lines) + r"\end{pmatrix}"


def pencil(rng):
    handed = own = W = np.zeros((2, 2))
    while W[0, 1] == W[1, 0] or not handed.all() or not own.all():  # no term of it is 0
        W = rng.choice([-3.0, -2.0, -1.0, 1.0, 2.0, 3.0], (2, 2))
        h_0 = rng.choice([-0.6, -0.4, -0.2, 0.2, 0.4, 0.6], 2)
        h_1, h_2 = rng.permutation([0.0, rng.choice([-0.5, 0.5])]), rng.permutation([0.0, rng.choice([-0.5, 0.5])])
        total = rng.choice([-2.0, 2.0], (2, 2)) * [1 + (h_1 != 0), 1 + (h_2 != 0)] / 2  # by h_1 and h_2
        delta_1, delta_2 = total * (1 - np.array([h_1, h_2]) ** 2)
        handed = W.T @ delta_2
        own = np.array([total[0] - handed, total[1]])
    at_1, at_2 = np.outer(delta_1, h_0) + 0.0, np.outer(delta_2, h_1) + 0.0  # no -0
    return Pencil(
        "**3.1 · One sweep, with a pencil.** Two units, two steps, $h_t=\\tanh(W h_{t-1}+x_t)$, with\n\n"
        f"$$W={matrix(W)},\\quad h_0={matrix(h_0)},\\quad h_1={matrix(h_1)},\\quad h_2={matrix(h_2)}.$$\n\n"
        f"The loss's own derivatives are $({own[0, 0]:g},\\ {own[0, 1]:g})$ at step 1 and "
        f"$({own[1, 0]:g},\\ {own[1, 1]:g})$ at step 2. Find (a) $\\delta_2$, (b) $\\delta_1$, (c) $dL/dW$, and "
        "(d) the derivatives of the loss by $h_0$ and by the input $x_1$.",
        f"(a) δ_2 = {delta_2.tolist()}\n"
        f"(b) W.T δ_2 = {handed.tolist()}, with the own part {total[0].tolist()}, so δ_1 = {delta_1.tolist()}\n"
        f"(c) {at_2.round(4).tolist()} from step 2 and {at_1.round(4).tolist()} from step 1, together "
        f"{(at_1 + at_2).round(4).tolist()}\n"
        f"(d) By h_0: W.T δ_1 = {(W.T @ delta_1).tolist()}. By x_1: δ_1 itself, since x_1 is added to z_1.",
        points=4,
    )


def runs(rng):
    """Cases of a unit: two short ones first; the last has a derivative well above 5. No state is 0 by chance."""
    cases = [
        {
            "a": float(rng.choice([-1.3, -0.7, 0.7, 1.2, 1.4])),
            "h_0": float(rng.choice([-0.4, 0.3, 0.45])),
            "xs": eighths(rng.choice([-1, 1], T) * rng.uniform(0.2, 0.9, T)),
        }
        for T in (2, 3, 1, 4, 5, 7)
    ]
    return [*cases, {"a": 1.015625, "h_0": 0.125, "xs": np.zeros(60)}]


SLOPED = [
    ("1 - h**2", "1 - np.tanh(h) ** 2", "tanh twice: h_t is a value of tanh already, so the slope is 1 - h_t²."),
    ("1 - h**2", "1 - before**2", "off by one: the slope of the step to h_t is 1 - h_t², not 1 - h_{t-1}²."),
    ("(1 - h**2) * ", "", "the slope of tanh is missing: it multiplies all that enters a step."),
    ("a * dh", "dh", "a is missing on the way: what has changed before is carried on by a."),
    ("h, dh = h_0, 0.0", "h, dh = h_0, 1.0", "the derivative starts from 0: h_0 does not depend on a."),
    ("h, dh = h_0, 0.0", "h, dh = 0.0, 0.0", "the state starts from 0 instead of h_0."),
    (" + a * dh)", ") + a * dh", "the slope multiplies what is carried on as well, not only what is new."),
    (" + a * dh)", ") + dh", "you add up direct derivatives. Each must be carried on: a (1 - h_t²) a step."),
    (" + a * dh", "", "that is the direct derivative: what has changed in the steps before is carried on, and added."),
]


def shared(rng):
    p = int(rng.choice([2, 3, 4]))
    solution = f"""\
def shared_weight(a, h_0, xs):
    h, dh = h_0, 0.0
    for x in xs:
        before = h
        h = np.tanh(a * (before + {p} * x))
        dh = (1 - h**2) * (before + {p} * x + a * dh)
    return dh"""

    def truth(a, h_0, xs):
        h = complex(h_0)
        for x in xs:
            h = np.tanh((a + STEP * 1j) * (h + p * x))
        return h.imag / STEP

    return Variant(
        "**3.2 · One weight for both.** A unit has a single weight $a$, for its state and for its input: "
        f"$h_t=\\tanh(a\\,h_{{t-1}}+{p}a\\,x_t)$. Return $dh_T/da$, the total derivative, from $a$, $h_0$ and the "
        "inputs $x_1,\\dots,x_T$.",
        solution,
        truth,
        runs(rng),
        [
            *SLOPED,
            (f" + {p} * x + a", " + a", "the weight meets the input too: its derivative has a part with x_t."),
            (f"+ {p} * x + a", "+ x + a", f"the input comes {p} times: so it does in the derivative by a."),
            (f"(before + {p} * x + a", f"({p} * x + a", "the weight meets the state before the step as well."),
            (f"(before + {p} * x + a", f"(h + {p} * x + a", "off by one: the weight meets h_{t-1}, not h_t. Keep it."),
            ("return dh", "return h", "that is the state h_T. Its derivative by a is asked for."),
        ],
        "What changes here, and what has changed before and is carried on.",
    )


def summed(rng):
    p = int(rng.choice([2, 3]))
    solution = f"""\
def loss_by_weight(a, h_0, xs):
    h, dh, total = h_0, 0.0, 0.0
    for x in xs:
        before = h
        h = np.tanh(a * before + x)
        dh = (1 - h**2) * (before + a * dh)
        total += {p} * h{f"**{p - 1}" if p > 2 else ""} * dh
    return total"""
    inner = f"{p} * h{f'**{p - 1}' if p > 2 else ''} * dh"

    def truth(a, h_0, xs):
        h, loss = complex(h_0), 0
        for x in xs:
            h = np.tanh((a + STEP * 1j) * h + x)
            loss += h**p
        return loss.imag / STEP

    starts = ("dh, total = h_0, 0.0, 0.0", "dh, total = h_0, 1.0, 0.0"), ("h, dh, total = h_0", "h, dh, total = 0.0")
    return Variant(
        f"**3.2 · A loss at every step.** One unit, $h_t=\\tanh(a\\,h_{{t-1}}+x_t)$, with the loss "
        f"$L=h_1^{p}+h_2^{p}+\\dots+h_T^{p}$. Return $dL/da$, the total derivative, from $a$, $h_0$ and the inputs "
        "$x_1,\\dots,x_T$. Go forwards, in one pass.",
        solution,
        truth,
        runs(rng),
        [
            *(slip for slip in SLOPED if slip[0] not in ("h, dh = h_0, 0.0",)),
            *((*edit, said) for edit, (*_, said) in zip(starts, SLOPED[4:6], strict=True)),
            ("(before + a", "(h + a", "off by one: the weight meets h_{t-1}, not h_t. Keep it until dh is made."),
            ("total +=", "total =", "that is the loss of the last step alone. Every step has one: add them."),
            (inner, "dh", f"you add the derivatives of the states. The loss has their power {p}: the chain rule."),
            (inner, f"h**{p}", "that is the loss itself. Its derivative by a is asked for."),
            (inner, f"{p} * h**{p} * dh", f"the derivative of the power {p} has the power {p - 1}."),
            (inner, f"h**{p} * dh", f"the derivative of h^{p} is {p} times a power one lower, times dh."),
            (inner, inner.removeprefix(f"{p} * "), f"the derivative of the power {p} has a {p} in front."),
            ("return total", "return dh", "that is dh_T/da. The derivative of the whole loss is asked for."),
        ],
        "Forwards, the gradient is known at every step, and no state has to be kept.",
    )


def one_use(rng):
    solution = """\
def part_of_use(a, h_0, xs, k):
    h = [h_0]
    for x in xs:
        h.append(np.tanh(a * h[-1] + x))
    slopes = 1 - np.array(h[1:]) ** 2
    return slopes[k - 1] * h[k - 1] * np.prod(a * slopes[k:])"""

    def truth(a, h_0, xs, k):
        h = complex(h_0)
        for t, x in enumerate(xs, start=1):
            h = np.tanh((a + (STEP * 1j if t == k else 0)) * h + x)
        return h.imag / STEP

    way = " * np.prod(a * slopes[k:])"
    used = zip(runs(rng), (1, 2, 1, int(rng.integers(2, 4)), 5, int(rng.integers(1, 7)), 1), strict=True)
    return Variant(
        "**3.2 · One use of the weight.** One unit, $h_t=\\tanh(a\\,h_{t-1}+x_t)$. Its total derivative $dh_T/da$ is a "
        "sum with a term for each use of $a$. Return the term of step $k$: what the use at step $k$ adds, carried to "
        "$h_T$. You are given $a$, $h_0$, the inputs $x_1,\\dots,x_T$, and $k$ from 1 to $T$.",
        solution,
        truth,
        [case | {"k": k} for case, k in used],
        [
            (way, "", "that is the direct derivative at step k. It must be carried to h_T, through the steps after k."),
            ("np.prod(a * slopes[k:])", "np.prod(slopes[k:])", "a is missing on the way: each later step has it."),
            ("np.prod(a * slopes[k:])", "a ** (len(xs) - k)", "the slopes are missing on the way to h_T."),
            ("slopes[k:]", "slopes[k - 1 :]", "one step too many on the way: it begins with the step after k."),
            ("slopes[k:]", "slopes[k:-1]", "one step too few on the way: it goes on to h_T."),
            ("slopes[k - 1] * h", "h", "the slope of step k itself is missing."),
            ("slopes[k - 1] * h", "a * slopes[k - 1] * h", "one a too many: it comes in at the steps after k only."),
            (
                f"slopes[k - 1] * h[k - 1]{way}",
                "sum(slopes[j] * h[j] * np.prod(a * slopes[j + 1 :]) for j in range(len(xs)))",
                "that is the total derivative, of all uses. The term of step k alone is asked for.",
            ),
            ("h[k - 1]", "h[k]", "off by one: at step k the weight meets the state before it, h_{k-1}."),
            (" * h[k - 1]", "", "what the weight is multiplied by at step k is missing: the state before the step."),
            (
                " * h[k - 1]",
                " * a",
                "that is how h_T depends on h_{k-1}. By the weight, at step k: the state comes down.",
            ),
            ("1 - np.array(h[1:])", "1 - np.array(h[:-1])", "off by one: the slope of the step to h_t is 1 - h_t²."),
            ("1 - np.array(h[1:])", "1 - np.tanh(h[1:])", "tanh twice: h_t is a value of tanh already."),
            ("h = [h_0]", "h = [0.0]", "the state starts from 0 instead of h_0."),
        ],
        "Added up over all k, these terms make the total derivative.",
    )


def sizes(rng):
    """W, states and direct of (T, H), for cases: two short ones first; a large gradient, and a single step."""
    for T, H, size in ((2, 2, 1), (3, 2, 1), (1, 3, 1), (4, 2, 20), (5, 4, 1), (7, 3, 4)):
        yield (
            eighths(rng.normal(size=(H, H))),
            eighths(rng.choice([-1, 1], (T + 1, H)) * rng.uniform(0.2, 0.9, (T + 1, H))),
            eighths(size * rng.choice([-1, 1], (T, H)) * rng.uniform(0.2, 1.5, (T, H))),
        )


SWEPT = [
    ("W.T @", "W @", "you hand back W @ delta. On the way back a matrix is transposed: where did each unit go?"),
    ("states[t + 1] ** 2", "states[t] ** 2", "off by one: the slope of the step is that of the state it leads to."),
    ("states[t + 1] ** 2", "np.tanh(states[t + 1]) ** 2", "tanh twice: states are values of tanh already."),
    (" * (1 - states[t + 1] ** 2)", "", "the slope of tanh is missing: delta has it, entry by entry."),
    (
        "reversed(range(len(direct)))",
        "range(len(direct))",
        "the direction: a sweep goes from the last step to the first.",
    ),
]


def table(rng):
    n = int(rng.choice([3, 4, 5]))
    solution = f"""\
def table_gradient(W, states, words, direct):
    dU, handed = np.zeros((len(W), {n})), np.zeros(len(W))
    for t in reversed(range(len(direct))):
        delta = (direct[t] + handed) * (1 - states[t + 1] ** 2)
        dU[:, words[t]] += delta
        handed = W.T @ delta
    return dU"""

    def truth(W, states, words, direct):
        xs, dU = np.arctanh(states[1:]) - states[:-1] @ W.T, np.zeros((len(W), n))
        for i, word in np.ndindex(dU.shape):
            h = states[0]
            for t in range(len(xs)):
                h = np.tanh(W @ h + xs[t] + STEP * 1j * (words[t] == word) * np.eye(len(W))[i])
                dU[i, word] += direct[t] @ h.imag / STEP
        return dU

    read = [
        rng.permutation(n)[:2],
        rng.permutation(n)[[0, 1, 0]],
        [n - 1],
        *(rng.integers(n, size=T) for T in (4, 5, 7)),
    ]
    return Variant(
        f"**3.3 · The sweep, to the words.** A network reads words, numbered from 0 to {n - 1}: "
        "$h_t=\\tanh(W h_{t-1}+U x_t)$, where $x_t$ is one-hot, so that each word has its own column in $U$. Given "
        "$W$, the states $h_0,\\dots,h_T$ as `states` (T+1, H), the numbers of the words read at $t=1,\\dots,T$ as "
        "`words` (T,), and the losses' own derivatives $\\partial^+L/\\partial h_t$ for $t=1,\\dots,T$ as `direct` (T, "
        f"H), return $dL/dU$ (H, {n}).",
        solution,
        truth,
        [
            {"W": W, "states": states, "words": np.array(words), "direct": direct}
            for (W, states, direct), words in zip(sizes(rng), read, strict=True)
        ],
        [
            *SWEPT,
            ("+= delta", "= delta", "of a word that is read twice, one use is kept. Uses of one column add up."),
            (
                "handed = W.T @ delta",
                "handed = 0 * delta",
                "only the direct parts: each step also hands back to the one before.",
            ),
            ("handed = W.T @ delta", "handed = delta", "W is missing in what is handed back."),
            (
                "handed = W.T @ delta",
                "handed += W.T @ delta",
                "what was handed back is replaced at each step, not added to.",
            ),
            ("W.T @ delta", "W.T @ (direct[t] + handed)", "the slope is missing in what is handed back: delta has it."),
            (
                "(direct[t] + handed) * (1 - states[t + 1] ** 2)",
                "direct[t] + handed * (1 - states[t + 1] ** 2)",
                "the slope acts on both parts, direct too.",
            ),
            ("words[t]", "words[t - 1]", "off by one: the delta of step t belongs to the word that is read there."),
        ],
        "Each word gets the blame of all places where it is read.",
    )


def recalled(rng):
    c = float(rng.choice([-2.0, -0.5, 0.5, 2.0]))
    solution = f"""\
def recalled_gradient(W, states, direct):
    dW, one, two = np.zeros_like(W), np.zeros(len(W)), np.zeros(len(W))
    for t in reversed(range(len(direct))):
        delta = (direct[t] + W.T @ one + {c:g} * two) * (1 - states[t + 1] ** 2)
        dW += np.outer(delta, states[t])
        one, two = delta, one
    return dW"""

    def truth(W, states, direct):
        back = np.vstack([0 * states[:1], states])  # from h_{-1} on
        xs, dW = np.arctanh(back[2:]) - back[1:-1] @ W.T - c * back[:-2], np.zeros_like(W)
        for place in np.ndindex(W.shape):
            moved, before, h = W.astype(complex), back[0], back[1]
            moved[place] += STEP * 1j
            for own, x in zip(direct, xs, strict=True):
                before, h = h, np.tanh(moved @ h + c * before + x)
                dW[place] += own @ h.imag / STEP
        return dW

    return Variant(
        "**3.3 · The sweep, with a second way.** Each unit also recalls its own state of two steps before: "
        f"$h_t=\\tanh(z_t)$ with $z_t=W h_{{t-1}}{'+' if c > 0 else '-'}{abs(c):g}\\,h_{{t-2}}+x_t$, where $h_{{-1}}$ "
        "is zero. Given $W$, the states $h_0,\\dots,h_T$ as `states` (T+1, H), and the losses' own derivatives "
        "$\\partial^+L/\\partial h_t$ for $t=1,\\dots,T$ as `direct` (T, H), return $dL/dW$ (H, H).",
        solution,
        truth,
        [dict(zip(("W", "states", "direct"), case, strict=True)) for case in sizes(rng)],
        [
            *SWEPT,
            (f" + {c:g} * two", "", "the second way is missing: a state goes into the step two later as well."),
            (
                f"{c:g} * two",
                f"{c:g} * one",
                "both from the next step: the second way comes back from the step two later.",
            ),
            (f"{c:g} * two", f"{c:g} * W.T @ two", "you pass W on the second way too. There is a number alone on it."),
            (f"{c:g} * two", "two", f"the second way multiplies by {c:g}, forwards and back."),
            ("W.T @ one + ", "", "the first way is missing: each step hands back through W too."),
            ("states[t])", "states[t + 1])", "off by one: each delta meets the state before its step."),
            ("states[t])", f"states[t] + {c:g} * states[t - 1] * (t > 0))", "W meets the state before the step alone."),
            ("np.outer(delta, states[t])", "np.outer(states[t], delta)", "transposed: delta comes first."),
            ("dW +=", "dW =", "that is the use at step 1 alone: add the uses of all steps."),
        ],
        "A state asks where it went: here to two places, and their blames add up.",
    )


def least(error, u, L, M):
    """The ε at which the error is smallest: by bisection for where its slope, by a complex step, is 0."""
    low, high = -30.0, 10.0  # logarithms to base 10
    for _ in range(80):
        step = 10 ** ((low + high) / 2)
        rises = error(step * (1 + STEP * 1j), u, L, M).imag > 0
        low, high = (low, np.log10(step)) if rises else (np.log10(step), high)
    return step


def precisions(rng):
    """Cases of losses and their precision; the last two are those of float32 and float64."""
    u = [1e-3, 7e-5, 4e-3, 1e-10, 6e-8, 1.1e-16]
    L, M = rng.permutation([0.125, 2.5, 4.0, 15.5, 40.0, 400.0]), rng.permutation([0.75, 3.0, 5.0, 12.5, 48.0, 3000.0])
    cases = zip(u, L.tolist(), M.tolist(), strict=True)
    return [dict(zip(("u", "L", "M"), case, strict=True)) for case in cases]


def steps(cases, f):
    """What f says for the losses of the last case in float32 and in float64, and these losses."""
    _, L, M = cases[-1].values()
    return L, M, *(f"{f(u, L, M):.1e}" for u in (6e-8, 1.1e-16))


def forward(rng):
    solution = """\
def forward_step(u, L, M):
    return 2 * (u * L / M) ** 0.5"""

    def truth(u, L, M):
        return least(lambda step, u, L, M: M * step / 2 + 2 * u * L / step, u, L, M)

    cases = precisions(rng)
    L, M, single, double = steps(cases, truth)
    return Variant(
        "**3.4 · Design a cheaper check.** A *forward* difference needs one new loss for each weight, a central one "
        "two. Each loss is computed with a relative error of about $u$, so the two losses of the difference are each "
        "wrong by about $u\\,L$, and its error is at most about\n\n"
        "$$\\frac{M\\varepsilon}{2}+\\frac{2uL}{\\varepsilon}\\qquad(M:\\text{ the size of the second derivative; "
        "}L,M>0).$$\n\n"
        "Return the step $\\varepsilon$ that makes this smallest, from `u`, `L` and `M`. Then use it, and say: which "
        f"step for $L={L:g}$, $M={M:g}$ in float32 with $u=6\\cdot10^{{-8}}$, and which in float64 with "
        "$u=1.1\\cdot10^{-16}$?",
        solution,
        truth,
        cases,
        [
            ("2 * (u", "(2 * u", "a factor is lost: mind the 2 above and the 2 below, and take the root of all."),
            ("2 * (u", "(u", "a factor is lost: mind the 2 above and the 2 below."),
            ("** 0.5", "** (1 / 3)", "a cube root, as for the central difference. Here the first part grows like ε."),
            (
                "2 * (u * L / M) ** 0.5",
                "(4 * u * L / M) ** (1 / 3)",
                "a cube root; ε times ε stands together: a square root.",
            ),
            (" ** 0.5", "", "the root is missing: where the derivative is 0 stands ε², not ε."),
            (" * L", "", "L is missing: the rounding error is u times the size of the loss."),
            (" / M", "", "M is missing: the more the loss bends, the smaller the step."),
            ("u * L / M", "M / (u * L)", "upside down: a larger rounding error asks for a larger step."),
            ("2 * (u * L / M) ** 0.5", "(3 * u * L / M) ** (1 / 3)", "that is the step of the central difference."),
            (
                "2 * (u * L / M) ** 0.5",
                "u**0.5",
                "that is the rule of thumb, the root of u. L and M are known: use them.",
            ),
            (
                "2 * (u * L / M) ** 0.5",
                "2 * (u * L * M) ** 0.5",
                "that is the error at the best step. The step itself is asked for.",
            ),
        ],
        "Bend and rounding, in balance: a square root, and so half of the digits is lost.",
        words=f"About {single} in float32 and {double} in float64.",
    )


def five(rng):
    solution = """\
def five_point_step(u, L, M):
    return (45 * u * L / (4 * M)) ** (1 / 5)"""

    def truth(u, L, M):
        return least(lambda step, u, L, M: M * step**4 / 30 + 3 * u * L / (2 * step), u, L, M)

    cases = precisions(rng)
    L, M, single, double = steps(cases, truth)
    return Variant(
        "**3.4 · Design a finer check.** With *four* losses, at $w\\pm\\varepsilon$ and $w\\pm2\\varepsilon$, a "
        "difference can be made whose error falls like $\\varepsilon^4$. If every loss is computed with a relative "
        "error of about $u$, and so is wrong by about $u\\,L$, the error of this difference is at most about\n\n"
        "$$\\frac{M\\varepsilon^4}{30}+\\frac{3uL}{2\\varepsilon}\\qquad(M:\\text{ the size of the fifth derivative; "
        "}L,M>0).$$\n\n"
        "Return the step $\\varepsilon$ that makes this smallest, from `u`, `L` and `M`. Then use it, and say: which "
        f"step for $L={L:g}$, $M={M:g}$ in float32 with $u=6\\cdot10^{{-8}}$, and which in float64 with "
        "$u=1.1\\cdot10^{-16}$?",
        solution,
        truth,
        cases,
        [
            (
                "45 * u * L / (4 * M)",
                "45 * u * L / M",
                "that is where the two parts are equal. The sum is smallest where its derivative is 0.",
            ),
            ("(4 * M)", "(M / 4)", "the 4 of the derivative of ε⁴ stands on the wrong side."),
            ("(4 * M)", "4 * M", "brackets: / 4 * M multiplies by M."),
            (
                "(45 * u * L / (4 * M)) ** (1 / 5)",
                "(3 * u * L / M) ** (1 / 3)",
                "that is the step of the central difference.",
            ),
            ("45 * ", "30 * ", "the 3/2 of the second part is lost."),
            ("(1 / 5)", "(1 / 4)", "the fourth root is one too few: ε³ times ε² stands together."),
            ("(1 / 5)", "(1 / 3)", "a cube root, as for the central difference. Here the first part grows like ε⁴."),
            (" ** (1 / 5)", "", "that is ε⁵. Take the root of it."),
            ("(1 / 5)", "1 / 5", "brackets: ** 1 / 5 takes the power 1 and divides by 5."),
            (" * L", "", "L is missing: the rounding error is u times the size of the loss."),
            ("(4 * M)", "4", "M is missing: the larger the fifth derivative, the smaller the step."),
            (
                "45 * u * L / (4 * M)",
                "4 * M / (45 * u * L)",
                "upside down: a larger rounding error asks for a larger step.",
            ),
        ],
        "The finer the difference, the larger its step, and the more digits are left.",
        words=f"About {single} in float32 and {double} in float64.",
    )


def best_error(rng):
    solution = """\
def best_error(u, L, M):
    step = (3 * u * L / M) ** (1 / 3)
    return M * step**2 / 6 + u * L / step"""

    def error(step, u, L, M):
        return M * step**2 / 6 + u * L / step

    def truth(u, L, M):
        return error(least(error, u, L, M), u, L, M)

    cases = precisions(rng)
    L, M, single, double = steps(cases, truth)
    returned = "M * step**2 / 6 + u * L / step"
    return Variant(
        "**3.4 · Design a gradient check: how strict?** Every loss is computed with a relative error of about $u$, so "
        "the two losses of a central difference are each wrong by about $u\\,L$. Its error is then at most about\n\n"
        "$$\\frac{M\\varepsilon^2}{6}+\\frac{uL}{\\varepsilon}\\qquad(M:\\text{ the size of the third derivative; "
        "}L,M>0).$$\n\n"
        "A check may demand no more than this at the best $\\varepsilon$. Return the smallest value that it has for "
        "any $\\varepsilon>0$, from `u`, `L` and `M`. Then use it, and say: which error must a check allow for "
        f"$L={L:g}$, $M={M:g}$ in float32 with $u=6\\cdot10^{{-8}}$, and which in float64 with "
        f"$u=1.1\\cdot10^{{-16}}$?",
        solution,
        truth,
        cases,
        [
            (returned, "step", "that is the best step. The error that is left there is asked for."),
            (returned, "M * step**2 / 6", "the rounding is missing: at the best step both parts count."),
            (returned, "u * L / step", "the bend is missing: at the best step both parts count."),
            ("3 * u", "6 * u", "you took the step at which both parts are equal. The sum is smallest elsewhere."),
            ("3 * u", "u", "a factor of 3 is lost in the step: the derivative of M ε²/6 is M ε/3."),
            ("(1 / 3)", "0.5", "a square root, as for the forward difference. Here ε times ε² stands together."),
            ("3 * u * L / M", "M / (3 * u * L)", "upside down: a larger rounding error asks for a larger step."),
            ("(3 * u * L / M) ** (1 / 3)", "1e-5", "you took 10⁻⁵ as the step. The best one depends on u, L and M."),
            ("3 * u * L / M", "3 * u * L", "M is missing in the step: the more the loss bends, the smaller it is."),
        ],
        "No check can demand more, and one that demands much less lets mistakes through.",
        words=f"About {single} in float32 and {double} in float64.",
    )


def met(rng, shapes):
    """Deltas and states, neither of them 0 anywhere, of (T, H)."""
    for T, H in shapes:
        deltas, states = rng.choice([-1, 1], (2, T + 1, H)) * rng.uniform(0.2, 0.9, (2, T + 1, H))
        yield eighths(3 * deltas[1:]), eighths(states)


def delayed(rng):
    d = int(rng.choice([2, 3]))
    solution = f"""\
def mended_delay(deltas, s):
    dW = np.zeros((deltas.shape[1], s.shape[1]))
    for t in range({d}, len(s)):
        dW += np.outer(deltas[t], s[t - {d}])
    return dW"""

    def truth(deltas, s):
        zeros = np.zeros((d, s.shape[1]))
        return deltas.T @ np.vstack([zeros, s])[: len(s)]

    cases = met(rng, ((d + 1, 2), (d, 2), (5, 2), (6, 3), (8, 2), (7, 4)))
    return Variant(
        f"{WILD}A network hears its state of {d} steps before, not the last one: $h_t=\\tanh(W h_{{t-{d}}}+x_t)$. `s` "
        "(T, H) holds its states after each step; all states before the first step are zero, and are not in it. From "
        'these and the `deltas` (T, H) this function shall return $dL/dW$ (H, H). Its author reports: "Deltas and '
        "states are right, "
        f'and yet the gradient check fails, for long sentences too."{MEND}',
        solution,
        truth,
        [{"deltas": deltas, "s": states[1:]} for deltas, states in cases],
        [
            (
                f"range({d}, len(s))",
                "range(len(s))",
                "this is still the answer of the code with the bug. Which row does "
                "Python take for the first steps, and which state is meant?",
            ),
            (
                f"range({d}, len(s))",
                "range(1, len(s))",
                "one step less is wrong now. Which steps have a zero state to hear?",
            ),
            (
                f"range({d}, len(s))",
                f"range({d + 1}, len(s))",
                f"one step too many is left out: deltas[{d}] meets s[0].",
            ),
            (
                f"range({d}, len(s)):\n        dW += np.outer(deltas[t], s[t - {d}])",
                "range(1, len(s)):\n        dW += np.outer(deltas[t], s[t - 1])",
                f"each delta meets the last state. This network hears that of {d} steps before.",
            ),
            (f"s[t - {d}])", "s[t])", f"now each delta meets the state after its step, not that of {d} steps before."),
            (
                f"s[t - {d}])",
                f"s[t - {d - 1}])",
                f"off by one: the state that step t hears lies {d} rows before row t.",
            ),
            (f"np.outer(deltas[t], s[t - {d}])", f"np.outer(s[t - {d}], deltas[t])", "transposed: delta comes first."),
            (f"s[t - {d}])", f"s[max(t - {d + 1}, 0)])", f"off by one: deltas[{d + 1}] meets s[1]."),
        ],
        "The bug is mended.",
        bug=("delayed_gradient", f"range({d}, len(s))", "range(len(s))"),
    )


def late(rng):
    solution = """\
def mended_late(deltas, states, k):
    before = states[:-1]
    first = len(deltas) - k
    return deltas[first:].T @ before[first:]"""

    def truth(deltas, states, k):
        T, H = deltas.shape
        return sum((np.outer(deltas[t], states[t]) for t in range(T) if t >= T - k), np.zeros((H, H)))

    used = zip(met(rng, ((2, 2), (3, 2), (1, 2), (4, 3), (5, 2), (7, 3))), (0, 2, 1, 4, 0, 3), strict=True)
    return Variant(
        f"{WILD}How much of $dL/dW$ comes from the last $k$ steps? From the `deltas` (T, H), the `states` "
        "$h_0,\\dots,h_T$ (T+1, H) and $k$ from 0 to $T$ this function shall return the part that the uses of $W$ in "
        "the "
        'last $k$ steps add up to, (H, H). Its author reports: "I plot the size of this part against $k$. The curve '
        f'ends where it begins."{MEND}',
        solution,
        truth,
        [{"deltas": deltas, "states": states, "k": k} for (deltas, states), k in used],
        [
            ("len(deltas) - k", "-k", "this is still the answer of the code with the bug. What are the last 0 rows?"),
            ("len(deltas) - k", "-k - 1", "now one step too many is taken: k steps are asked for, 0 of them too."),
            ("len(deltas) - k", "len(deltas) - max(k, 1)", "for k = 0 you take the last step. No step is asked for."),
            ("states[:-1]", "states[1:]", "each delta meets the state before its step, not after it."),
            (
                "deltas[first:].T @ before[first:]",
                "before[first:].T @ deltas[first:]",
                "transposed: delta comes first.",
            ),
            (
                "deltas[first:].T @ before[first:]",
                "deltas[:first].T @ before[:first]",
                "those are the uses before the last k steps. The last k are asked for.",
            ),
            ("deltas[first:].T @ before[first:]", "deltas[:k].T @ before[:k]", "those are the first k steps."),
        ],
        "The bug is mended.",
        bug=("late_part", "len(deltas) - k", "-k"),
    )


def heard_late(rng):
    n = int(rng.choice([3, 4, 5]))
    solution = f"""\
def mended_table(deltas, words):
    dU = np.zeros((deltas.shape[1], {n}))
    for t in range(1, len(words)):
        dU[:, words[t - 1]] += deltas[t]
    return dU"""

    def truth(deltas, words):
        read = np.eye(n)[words]
        return deltas.T @ np.vstack([np.zeros(n), read])[: len(words)]

    sentences = [
        rng.permutation(n)[:2],
        rng.permutation(n)[[0, 1, 0]],
        [0],
        *(rng.integers(n, size=T) for T in (4, 6, 9)),
    ]
    return Variant(
        f"{WILD}A network hears each word one step late: at step $t$ it gets the word of step $t-1$, and at the first "
        f"step none. `words` (T,) holds the numbers of the words, from 0 to {n - 1}, `deltas` (T, H) the deltas of the "
        "steps; column $j$ of $U$ is what word $j$ adds to $z_t$ when it is heard. This function shall return $dL/dU$ "
        f"(H, {n}). Its "
        'author reports: "The gradient check fails in one column only, that of the last word of a sentence."'
        f"{MEND}",
        solution,
        truth,
        [
            {"deltas": deltas, "words": np.array(words)}
            for (deltas, _), words in zip(
                met(rng, ((2, 2), (3, 2), (1, 2), (4, 3), (6, 2), (9, 3))), sentences, strict=True
            )
        ],
        [
            (
                "range(1, len(words))",
                "range(len(words))",
                "this is still the answer of the code with the bug. Which word is words[t - 1] at the first step?",
            ),
            (
                "range(1, len(words))",
                "range(2, len(words))",
                "one step too many is left out: the second step hears words[0].",
            ),
            (
                "range(1, len(words)):\n        dU[:, words[t - 1]]",
                "range(len(words)):\n        dU[:, words[t]]",
                "now each step hears its own word, the first too. It hears the one before.",
            ),
            (
                "range(1, len(words)):\n        dU[:, words[t - 1]]",
                "range(len(words)):\n        dU[:, words[max(t - 1, 0)]]",
                "the first step hears no word, not the first one.",
            ),
            ("words[t - 1]]", "words[t]]", "now each step hears its own word. It hears the one before."),
            ("+= deltas[t]", "+= deltas[t - 1]", "the delta must be that of the step at which the word is heard."),
            ("+= deltas[t]", "= deltas[t]", "of a word that is heard twice, one use is kept. Uses add up."),
            ("words[t - 1]]", "words[max(t - 2, 0)]]", "off by one: step t hears words[t - 1]."),
        ],
        "The bug is mended.",
        bug=("table_from", "range(1, len(words))", "range(len(words))"),
    )


EXERCISES = {
    "3.1": [pencil],
    "3.2": [shared, summed, one_use],
    "3.3": [table, recalled],
    "3.4": [forward, five, best_error],
    "bug": [delayed, late, heard_late],
}
