"""Lesson 04: two cuts on paper, what a window keeps and leaves out, chunks, and memories to order."""

import numpy as np

from helpers.checks.slips import eighths
from variants import MEND, STEP, WILD, Pencil, Variant


def pencil(rng):
    sums = np.append(rng.choice(np.arange(2, 9), 3, replace=False), -rng.integers(1, 4)) * rng.choice([-1, 1])
    parts = np.diff(sums, prepend=0)
    whole, n = int(sums[-1]), 5
    gives = [int(sums[min(i, 3)]) for i in range(n)]
    excess = abs(sum(gives[:3]) - 3 * whole)
    least = 10 * excess // abs(whole) + 1
    return Pencil(
        "**4.1 · Two cuts, with a pencil.** A very long sequence with a loss at every step. Whichever loss you take, "
        f"the parts of its gradient by one weight are {parts[0]}, {parts[1]}, {parts[2]} and {parts[3]} at the lags 0, "
        "1, 2 and 3, and 0 beyond. (The first few losses don't matter.) (a) What does a loss give with the whole "
        f"gradient? What with windows of 0, 1, 2 and 3? (b) Now chunks of {n}. What does a loss give at the first, "
        "second, … step of its chunk, and what do they give on average? (c) From which length on is the average of "
        "chunks off by less than a tenth of the whole gradient?",
        f"(a) The whole: {whole}. Windows: {', '.join(map(str, sums))}.\n"
        f"(b) {', '.join(map(str, gives))}, on average {sum(gives) / n:.4g}.\n"
        f"(c) Only the first three losses of a chunk are off, by {excess} together, so the average of n is off by "
        f"{excess}/n. That is below {abs(whole) / 10:g} from n = {least} on.",
        points=3,
    )


def units(rng, shapes):
    """Cases of a unit with inputs, the short ones first; shapes: (T, k)."""
    return [
        {
            "a": float(rng.choice([-1.5, -0.75, 0.75, 1.25, 1.5])),
            "h_0": float(rng.choice([-0.5, 0.25, 0.75])),
            "xs": eighths(rng.choice([-1, 1], T) * rng.uniform(0.2, 0.8, T)),
            "k": k,
        }
        for T, k in shapes
    ]


KEEPS = "a window of k keeps k + 1 uses: the lags 0 to k."
CARRIED = "the blame must be carried: at each step back it's multiplied by a (1 - h_t²)."
NO_SLOPE = "the slope of tanh is missing where the weight is used."
NO_SLOPES = "the slopes of tanh are missing on the way back."
NO_WEIGHT = "the weight a is missing on the way back."
TWICE = "tanh twice: h_t is a value of tanh already, so the slope is 1 - h_t²."
FROM_0 = "the state starts from 0 instead of h_0."


def by_input(rng):
    solution = """\
def window_of_b(a, b, h_0, xs, k):
    h = [h_0]
    for x in xs:
        h.append(np.tanh(a * h[-1] + b * x))
    total, carried = 0.0, 1.0
    for t in range(len(xs), max(0, len(xs) - k - 1), -1):
        total += carried * (1 - h[t] ** 2) * xs[t - 1]
        carried *= a * (1 - h[t] ** 2)
    return total"""

    def truth(a, b, h_0, xs, k):
        h = complex(h_0)
        for t, x in enumerate(xs, start=1):
            h = np.tanh(a * h + (b + STEP * 1j * (t >= len(xs) - k)) * x)
        return h.imag / STEP

    drawn = units(rng, [(3, 1), (4, 2), (1, 0), (3, 0), (4, 9), (5, 4), (8, 2), (9, 5)])
    cases = [{"a": case.pop("a"), "b": float(rng.choice([-1.25, 0.75, 1.5]))} | case for case in drawn]
    return Variant(
        "**4.2 · A window for another weight.** One unit, $h_t=\\tanh(a\\,h_{t-1}+b\\,x_t)$, and the loss is $h_T$. "
        "Return the part of $dh_T/db$ that a window of $k$ keeps: the uses of $b$ at the steps $T,T-1,\\dots,T-k$ (or "
        "back to step 1). (`xs` holds $x_1, \\dots, x_T$.)",
        solution,
        truth,
        cases,
        [
            ("len(xs) - k - 1", "len(xs) - k", KEEPS),
            ("len(xs) - k - 1", "len(xs) - k - 2", f"one use too many: {KEEPS}"),
            ("max(0, len(xs) - k - 1)", "0", "that is the whole gradient. The window ends it."),
            ("* xs[t - 1]", "* h[t - 1]", "that is the derivative by a. The weight b meets the input x_t."),
            ("* xs[t - 1]", "* b * xs[t - 1]", "b itself is no factor here: the use of b meets x_t alone."),
            ("        carried *= a * (1 - h[t] ** 2)\n", "", CARRIED),
            ("carried * (1 - h[t] ** 2)", "carried", NO_SLOPE),
            ("carried *= a * (1 - h[t] ** 2)", "carried *= a", NO_SLOPES),
            ("carried *= a * (1 - h[t] ** 2)", "carried *= 1 - h[t] ** 2", NO_WEIGHT),
            ("h[t] ** 2", "np.tanh(h[t]) ** 2", TWICE),
            ("h = [h_0]", "h = [0.0]", FROM_0),
            ("+ b * x)", "+ x)", "b is missing in your states."),
        ],
        "The window keeps its last uses, whichever weight it is.",
    )


def left_out(rng):
    solution = """\
def left_out(a, h_0, xs, k):
    h = [h_0]
    for x in xs:
        h.append(np.tanh(a * h[-1] + x))
    total, carried = 0.0, 1.0
    for t in range(len(xs), 0, -1):
        if t < len(xs) - k:
            total += carried * (1 - h[t] ** 2) * h[t - 1]
        carried *= a * (1 - h[t] ** 2)
    return total"""

    def truth(a, h_0, xs, k):
        h = complex(h_0)
        for t, x in enumerate(xs, start=1):
            h = np.tanh((a + STEP * 1j * (t < len(xs) - k)) * h + x)
        return h.imag / STEP

    return Variant(
        "**4.2 · What a window leaves out.** One unit, $h_t=\\tanh(a\\,h_{t-1}+x_t)$, and the loss is $h_T$. Return "
        "the part of $dh_T/da$ that a window of $k$ drops: the uses of $a$ at all steps before $T-k$. It is 0 if the "
        "window reaches back to step 1. (`xs` holds $x_1, \\dots, x_T$.)",
        solution,
        truth,
        units(rng, [(3, 1), (4, 1), (2, 0), (3, 2), (4, 9), (6, 2), (8, 5), (7, 3)]),
        [
            ("t < len(xs) - k", "t <= len(xs) - k", "one use too many: that of step T - k is kept."),
            ("t < len(xs) - k", "t < len(xs) - k - 1", "one use too few: the window's last use is that of step T - k."),
            ("t < len(xs) - k", "t >= len(xs) - k", "that is what the window keeps. What it drops is asked for."),
            ("if t < len(xs) - k", "if t > 0", "that is the whole gradient. The window keeps a part of it."),
            ("        carried", "            carried", "the blame begins at the loss, at T, not at the border."),
            ("        carried *= a * (1 - h[t] ** 2)\n", "", CARRIED),
            ("carried * (1 - h[t] ** 2)", "carried", NO_SLOPE),
            ("carried *= a * (1 - h[t] ** 2)", "carried *= a", NO_SLOPES),
            ("carried *= a * (1 - h[t] ** 2)", "carried *= 1 - h[t] ** 2", NO_WEIGHT),
            ("* h[t - 1]", "* h[t]", "off by one: the weight meets the state before it, h_{t-1}."),
            ("h[t] ** 2", "np.tanh(h[t]) ** 2", TWICE),
            ("h = [h_0]", "h = [0.0]", FROM_0),
        ],
        "Together with what the window keeps it is the whole gradient.",
    )  # fmt: skip


LENGTHS = [(4, 2), (5, 3), (2, 1), (6, 3), (7, 3), (9, 4), (11, 5), (5, 9)]  # T and n: some with a shorter last chunk


def sequences(rng):
    """Cases of a unit that starts from 0, and its inputs; in chunks of n."""
    cases = [case | {"n": case.pop("k")} for case in units(rng, LENGTHS)]
    return [{key: case[key] for key in ("a", "xs", "n")} for case in cases]


SWEEP = """\
    total = 0.0
    for start in range(0, len(xs), n):
        handed = 0.0
        for t in range(min(start + n, len(xs)), start, -1):
            dz = (DIRECT + handed) * (1 - h[t] ** 2)
            total += dzUSE
            handed = a * dz
    return total"""
SWEPT = [
    ("total = 0.0\n", "total, n = 0.0, len(xs)\n", "that is the whole gradient: nothing is cut."),
    ("range(0, len(xs), n)", "range(0, len(xs) // n * n, n)", "the last, shorter chunk is left out."),
    ("range(0, len(xs), n)", "[0]", "that is what the first chunk gives. Add up all of them."),
    (" + handed)", ")", "you cut at every step: within a chunk, step t + 1 hands its blame back."),
    ("(1 - h[t] ** 2)", "1", "the slope of tanh is missing."),
    ("a * dz", "dz", NO_WEIGHT),
    ("h[t] ** 2", "np.tanh(h[t]) ** 2", TWICE),
    ("return total", "return total / len(xs)", "that is the mean over the steps. The losses are added up."),
]  # fmt: skip
RESET = """\
n):
        h = [0.0] * (start + 1)
        for x in xs[start : start + n]:
            h.append(np.tanh(Z))
        handed"""
IS_RESET = "the state starts from 0 in each chunk. Only the gradient is cut; the state goes on."


def in_chunks(solution, truth, cases, title, slips):
    text = (
        f"**4.3 · {title}, as a training loop computes it that cuts every $n$ steps and carries the state. (Without "
        "updates in between; the last chunk may be shorter.)"
    )
    praise = "That is what a training loop with detach computes."
    return Variant(text, solution, truth, cases, [*slips, *SWEPT], praise)


def by_chunk(loss, a, xs, n, b=0.0, of_a=0.0, of_b=0.0):
    """The chunks one by one, the state at the start of each held and the weights of this chunk moved alone."""
    h = total = 0.0
    for t, x in enumerate(xs):
        h = complex(h.real if t % n == 0 else h)
        h = np.tanh((a + STEP * 1j * of_a) * h + x + b + STEP * 1j * of_b)
        total += loss(h).imag / STEP
    return total


def to_target(rng):
    y = float(rng.choice([-0.75, -0.5, 0.25, 0.5, 0.75]))
    solution = f"""\
def target_in_chunks(a, xs, n):
    h = [0.0]
    for x in xs:
        h.append(np.tanh(a * h[-1] + x))
{SWEEP.replace("DIRECT", f"h[t] - {y}").replace("USE", " * h[t - 1]")}"""
    return in_chunks(
        solution,
        lambda a, xs, n: by_chunk(lambda h: (h - y) ** 2 / 2, a, xs, n, of_a=1),
        sequences(rng),
        f"Chunks with a target.** One unit, $h_t=\\tanh(a\\,h_{{t-1}}+x_t)$, from $h_0=0$. Each state should be ${y}$: "
        f"$L=\\frac12\\sum_{{t=1}}^T(h_t - {y})^2$. Return $dL/da$".replace("- -", "+ "),
        [
            (f"(h[t] - {y} + handed)", "(1 + handed)", f"the direct derivative of a loss is h_t minus {y}, not 1."),
            (f"(h[t] - {y} + handed)", "(h[t] + handed)", f"the target is missing: a loss goes by h_t minus {y}."),
            (f"(h[t] - {y} + handed)", f"(2 * (h[t] - {y}) + handed)", "½ and the square: the factor 2 cancels."),
            (f"(h[t] - {y} + handed)", f"(handed or h[t] - {y})", "every step has a loss, not only a chunk's end."),
            ("n):\n        handed", RESET.replace("Z", "a * h[-1] + x"), IS_RESET),
            ("* h[t - 1]", "* h[t]", "off by one: the weight meets the state before it, h_{t-1}."),
        ],
    )  # fmt: skip


def by_bias(rng):
    solution = f"""\
def bias_in_chunks(a, b, xs, n):
    h = [0.0]
    for x in xs:
        h.append(np.tanh(a * h[-1] + x + b))
{SWEEP.replace("DIRECT", "1").replace("USE", "")}"""
    biases = rng.choice([-0.5, -0.25, 0.25, 0.375], len(LENGTHS)).tolist()
    cases = [{"a": c["a"], "b": b, "xs": c["xs"], "n": c["n"]} for c, b in zip(sequences(rng), biases, strict=True)]
    return in_chunks(
        solution,
        lambda a, b, xs, n: by_chunk(lambda h: h, a, xs, n, b=b, of_b=1),
        cases,
        "Chunks for a bias.** One unit with a bias, $h_t=\\tanh(a\\,h_{t-1}+x_t+b)$, from $h_0=0$, and "
        "$L=h_1+h_2+\\dots+h_T$: a loss at every step. Return the gradient $dL/db$",
        [
            ("total += dz", "total += dz * h[t - 1]", "that is the derivative by a. The bias meets a 1."),
            ("total += dz", "total += dz * b", "b itself is no factor here: its use meets a 1."),
            ("+ x + b", "+ x", "b is missing in your states."),
            ("(1 + handed)", "(handed or 1)", "every step has a loss, not only a chunk's end."),
            ("n):\n        handed", RESET.replace("Z", "a * h[-1] + x + b"), IS_RESET),
        ],
    )


LINEAR = (
    "Its `lag` + 1 units are linear, $h_t=W\\,h_{t-1}+(1,0,\\dots,0)^\\top x_t$, so the input enters at the first "
    "unit. Let the state start from 0, one input be 1 and all others 0. "
)
LAGS = [2, 3, 1, 4, 5, 7]
SIDE = "is yours transposed? Row i of W says what unit i hears."


def again(rng):
    solution = """\
def echo_again(factor, lag):
    W = np.eye(lag + 1, k=-1)
    W[0, -1] = factor
    return W"""

    def truth(factor, lag):
        """Column j: what a 1 in unit j has become a step later."""
        columns = []
        for j in range(lag + 1):
            queue = [float(i == j) for i in range(lag + 1)]
            columns.append([factor * queue.pop(), *queue])
        return np.array(columns).T

    factors = rng.choice([0.125, 0.25, 0.375, 0.5, 0.625, 0.75], len(LAGS), replace=False).tolist()
    return Variant(
        f"**4.4 · Design an echo that returns.** Build a network that echoes without any training. {LINEAR}Unit $i$ "
        "shall say 1 exactly $i-1$ steps after that 1 (so the last one after `lag` steps), and again every `lag` + 1 "
        "steps, each time `factor` times as loud as the time before; in between, it says 0. Return $W$. Then say: "
        "of which size are its eigenvalues, and what does that tell you about the memory?",
        solution,
        truth,
        [{"factor": factor, "lag": lag} for lag, factor in zip(LAGS, factors, strict=True)],
        [
            ("return W", "return W.T", SIDE),
            ("    W[0, -1] = factor\n", "", "nothing comes back: who hears the last unit?"),
            ("W[0, -1] = factor", "W[0, -1] = 1", "the echo returns as loud as it was. The factor is missing."),
            ("W[0, -1]", "W[-1, -1]", "the last unit hears itself: its echo returns after one step already."),
            ("W[0, -1]", "W[0, 0]", "the first unit hears itself, so its echo returns after one step already."),
            ("k=-1)", "k=-1) * factor", "the first echo shall be as loud as the input: it loses nothing in the queue."),
            ("= factor", "= factor ** (1 / (lag + 1))", "a round passes this weight once, so it is the factor itself."),
            ("= factor", "= factor ** (lag + 1)", "a round passes this weight once, so it is the factor itself."),
        ],
        "A ring: what leaves it at the end comes in again at its beginning.",
        words="All have the size factor^(1/(lag + 1)), for after lag + 1 steps every state is itself times the factor. "
        "Below 1, so in the long run it forgets; a step costs this factor on average.",
    )


def late_sum(rng):
    solution = """\
def late_sum(keep, lag):
    W = np.eye(lag + 1, k=-1)
    W[-1, -1] = keep
    return W"""

    def truth(keep, lag):
        columns = []
        for j in range(lag + 1):
            queue = [float(i == j) for i in range(lag + 1)]
            said = queue.pop()
            columns.append([0.0, *queue[:-1], queue[-1] + keep * said])
        return np.array(columns).T

    keeps = rng.choice([0.25, 0.5, 0.625, 0.75, 0.875, -0.5], len(LAGS), replace=False).tolist()
    return Variant(
        f"**4.4 · Design a late memory.** Build a network that remembers without any training. {LINEAR}Each unit but "
        "the last, unit $i$, shall say 1 exactly $i-1$ steps after that 1, and 0 at all other steps. The last unit "
        "says 0 until `lag` steps after it, then 1, and from then on at each step `keep` times what it said before. "
        "Return $W$. Then say: what are its eigenvalues, and which one tells you of the memory in the long run? Which "
        "inputs does the last unit blame with a window of `lag`?",
        solution,
        truth,
        [{"keep": keep, "lag": lag} for lag, keep in zip(LAGS, keeps, strict=True)],
        [
            ("return W", "return W.T", SIDE),
            ("    W[-1, -1] = keep\n", "", "the last unit forgets at once: what does it hear of itself?"),
            ("W[-1, -1] = keep", "W[-1, -1] = 1", "the last unit keeps all of it. It shall fade by `keep`."),
            ("W[-1, -1]", "W[0, 0]", "the first unit keeps, and all after it. Only the last one shall."),
            ("W[-1, -1] = keep", "W = W + keep * np.eye(lag + 1)", "every unit keeps. Only the last one shall."),
            ("W[-1, -1]", "W[0, -1]", "the last unit hands on to the first: its 1 comes round again."),
            ("k=-1)", "k=-1) * keep", "on its way to the last unit nothing fades: the weights of the queue are 1."),
            ("W[-1, -1] = keep", "W[-1] = keep", "the last unit hears all units. It hears its neighbour and itself."),
        ],
        "A queue, and at its end a unit that lets go slowly.",
        words="keep, and 0 (lag times). In the long run keep tells: the 0s belong to the queue. With a window of lag "
        "the last unit blames one input alone, that of lag steps ago; older ones get exactly 0.",
    )  # fmt: skip


def reset_once(rng):
    solution = """\
def mended_texts(a, texts, n):
    ends = []
    for xs in texts:
        h = 0.0
        for start in range(0, len(xs), n):
            for x in xs[start : start + n]:
                h = np.tanh(a * h + x)
        ends.append(h)
    return np.array(ends)"""

    def truth(a, texts, n):
        h = np.zeros(len(texts))
        for x in np.transpose(texts):
            h = np.tanh(a * h + x)
        return h

    sizes = [(2, 3, 2), (3, 2, 1), (2, 5, 2), (3, 4, 9), (4, 6, 3), (1, 4, 2)]
    weights = rng.permutation([-1.5, -0.75, 0.75, 1.25, 1.5, 2]).tolist()
    cases = [
        {"a": a, "texts": eighths(rng.normal(scale=0.5, size=(B, T)) + 0.25), "n": n}
        for a, (B, T, n) in zip(weights, sizes, strict=True)
    ]
    cases[0]["texts"] = eighths([rng.uniform(0.5, 1, 3), rng.uniform(-0.5, 0.5, 3)])
    outside = "    h = 0.0\n    for xs in texts:\n"
    return Variant(
        f"{WILD}This function shall read several texts that have nothing to do with each other, the rows of `texts`, "
        "each in chunks of $n$ steps, and return the last state of each. Its author reports: \"The first text comes "
        f'out right. What becomes of the others depends on the order in which I read them."{MEND}',
        solution,
        truth,
        cases,
        [
            ("    for xs in texts:\n        h = 0.0\n", outside, "this is still the answer of the code with the bug. "
             "Where does something unrelated begin?"),
            ("xs), n):\n", "xs), n):\n            h = 0.0\n", "each chunk starts from 0. In a text the state goes on."),
            ("range(0, len(xs), n)", "range(0, len(xs) // n * n, n)", "the last, shorter chunk is left out."),
            ("range(0, len(xs), n)", "[0]", "only the first chunk of each text is read."),
            ("start + n]", "start + n - 1]", "the last step of each chunk is left out."),
            ("np.tanh(a * h + x)", "np.tanh(x)", "each step starts from 0: it never sees the state before it."),
            ("np.tanh(a * h + x)", "a * h + x", "tanh is missing."),
            ("for xs in texts", "for xs in texts[:, ::-1]", "you read backwards. Only a gradient goes that way."),
        ],
        "The state crosses the border between chunks, and not that between texts.",
        bug=("ends_of_texts", "    for xs in texts:\n        h = 0.0\n", outside),
    )  # fmt: skip


def ends(rng):
    solution = """\
def mended_ends(a, xs, n):
    h, total = 0.0, 0.0
    for start in range(0, len(xs), n):
        states, carried = [h], 1.0
        for x in xs[start : start + n]:
            states.append(np.tanh(a * states[-1] + x))
        for t in range(len(states) - 1, 0, -1):
            total += carried * (1 - states[t] ** 2) * states[t - 1]
            carried *= a * (1 - states[t] ** 2)
        h = states[-1]
    return total"""

    def truth(a, xs, n):
        h = total = 0.0
        for t, x in enumerate(xs, start=1):
            h = np.tanh((a + STEP * 1j) * (h.real if (t - 1) % n == 0 else h) + x)
            total += h.imag / STEP * (t % n == 0 or t == len(xs))
        return total

    return Variant(
        f"{WILD}A unit $h_t=\\tanh(a\\,h_{{t-1}}+x_t)$ starts from 0, and reads its inputs in chunks of $n$. A loss, "
        "the state itself, stands at the end of each chunk; the last chunk may be shorter. This function shall return "
        "the derivative of their sum by $a$ as a training loop computes it that cuts after every chunk and carries the "
        'state. Its author reports: "In chunks of one step my gradient is exactly 0, whatever the inputs. Is '
        f'truncation that bad?"{MEND}',
        solution,
        truth,
        sequences(rng),
        [
            ("[h], 1.0", "[0.0], 1.0", "this is still the answer of the code with the bug. Where does a chunk start?"),
            ("[h], 1.0", "[a * h], 1.0", "the state goes over the border as it is: a stands before h in each step."),
            ("states, carried = [h], 1.0", "states, carried = [h], 1.0 if start == 0 else carried",
             "blame crosses the cut: in each chunk it begins anew, with 1 for the loss at its end."),
            ("range(0, len(xs), n)", "range(0, len(xs) // n * n, n)", "the last, shorter chunk is left out."),
            ("h = states[-1]", "h = states[-2]", "off by one: the next chunk starts from the last state of this one."),
            ("* states[t - 1]", "* states[t]", "off by one: the weight meets the state before it, h_{t-1}."),
            ("carried *= a * (1 - states[t] ** 2)", "carried *= a", NO_SLOPES),
            ("            carried *= a * (1 - states[t] ** 2)\n", "", CARRIED),
        ],
        "The state crosses the border between chunks; only the gradient stops there.",
        bug=("gradient_of_ends", "[h], 1.0", "[0.0], 1.0"),
    )  # fmt: skip


EXERCISES = {
    "4.1": [pencil],
    "4.2": [by_input, left_out],
    "4.3": [to_target, by_bias],
    "4.4": [again, late_sum],
    "bug": [reset_once, ends],
}
