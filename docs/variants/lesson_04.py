"""Lesson 04: two cuts on paper, what a window keeps and leaves out, chunks, and memories to order."""

import numpy as np

from helpers.checks.chunks import KNOBS
from helpers.checks.slips import SLOPE, eighths
from helpers.checks.unit import BY_WEIGHT, RUN, WINDOW
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
        "chunks off by less than a tenth of the size of the whole gradient?",
        f"(a) The whole: {whole}. Windows: {', '.join(map(str, sums))}.\n"
        f"(b) {', '.join(map(str, gives))}, on average {sum(gives) / n:.4g}.\n"
        f"(c) Only the first three losses of a chunk are off, by {excess} together, so the average of n is off by "
        f"{excess}/n. That is below {abs(whole) / 10:g} from n = {least} on.",
        points=3,
    )


def units(rng, shapes, truth, names, biases=(0.0,), least=0.05):
    """Cases of a unit with inputs, the short ones first. shapes: (T, k or n); names: of the arguments, in their order.

    Where the parts of an answer nearly cancel, it is drawn again: what is left would be rounding in single precision.
    """
    cases = []
    for i, (T, k) in enumerate(shapes):
        answer, weights = least / 2, [-1.5, -0.75, 0.75, 1.25, 1.5]
        if i == len(shapes) - 2:
            weights = weights[:2]  # so that its sign counts
        while 0 < abs(answer) < least:
            drawn = {
                "a": float(rng.choice(weights)),
                "b": float(rng.choice(biases)),
                "h_0": float(rng.choice([-0.5, 0.25, 0.75])),
                "xs": eighths(rng.choice([-1, 1], T) * rng.uniform(0.2, 0.8, T)),
                "k": k,
                "n": k,
            }
            case = {name: drawn[name] for name in names}
            answer = truth(**case)
        cases.append(case)
    return cases


KEEPS = "a window of k keeps k + 1 uses: the lags 0 to k."
CARRIED = "the blame must be carried: at each step back it's multiplied by a (1 - h_t²)."
NO_SLOPE = "the slope of tanh is missing where the weight is used."
NO_SLOPES = "the slopes of tanh are missing on the way back."
NO_WEIGHT = "the weight a is missing on the way back."
FROM_0 = "the state starts from 0 instead of h_0."
LATE, SIZE = BY_WEIGHT["carry"]["twice"], BY_WEIGHT["carry"]["size"]
BORDER = "at the window's border. Only the gradient is cut; the state goes on."
ROUND = (
    "the wrong way round: the use at T comes first and isn't carried at all, that at T - k is carried the longest way."
)


def of_states(z):
    """Slips in the states np.tanh(z); z: its source."""
    linear, logistic = RUN["apply"]["linear"], RUN["apply"]["logistic"]
    return [(f"np.tanh({z})", f"({z})", linear), (f"np.tanh({z})", f"1 / (1 + np.exp(-({z})))", logistic)]


def of_slope(square):
    """Slips in each slope 1 - square; square: its source, as "h[t] ** 2"."""
    h = square.removesuffix(" ** 2")
    return [
        (f"(1 - {square})", "1", "the slope of tanh is missing."),
        (square, f"np.tanh({h}) ** 2", SLOPE["twice"]),
        (square, f"{h.replace('[t]', '[t - 1]')} ** 2", SLOPE["previous"]),
        (square, f"np.arctanh({h}) ** 2", SLOPE["of z"]),
        (f"(1 - {square})", f"(1 - {h})", SLOPE["square"]),
        (f"(1 - {square})", f"{h} * (1 - {h})", SLOPE["logistic"]),
        (f"(1 - {square})", f"(1 + {square})", SLOPE["plus"]),
        (f"(1 - {square})", h, SLOPE["of tanh"]),
    ]


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

    shapes = [(3, 1), (4, 2), (1, 0), (3, 0), (4, 9), (5, 4), (8, 2), (9, 5)]
    steps = "range(len(xs), max(0, len(xs) - k - 1), -1)"
    use = "total += carried"
    return Variant(
        "**4.2 · A window for another weight.** One unit, $h_t=\\tanh(a\\,h_{t-1}+b\\,x_t)$, and the loss is $h_T$. "
        "Return the part of $dh_T/db$ that a window of $k$ keeps: the uses of $b$ at the steps $T,T-1,\\dots,T-k$ (or "
        "back to step 1). (`xs` holds $x_1, \\dots, x_T$.)",
        solution,
        truth,
        units(rng, shapes, truth, ("a", "b", "h_0", "xs", "k"), biases=[-1.25, 0.75, 1.5]),
        [
            ("len(xs) - k - 1", "len(xs) - k", KEEPS),
            ("len(xs) - k - 1", "len(xs) - k - 2", f"one use too many: {KEEPS}"),
            ("max(0, len(xs) - k - 1)", "0", "that is the whole gradient. The window ends it."),
            (use, f"if t == len(xs) - k: {use}", WINDOW["at k"]),
            (use, "total = carried", "the uses add up: you return the part of one of them."),
            (use, f"if t == len(xs): {use}", "that is the use at step T alone. The window keeps those before it too."),
            (f"{steps}:\n        ", "range(len(xs), 0, -1):\n        if t <= k + 1: ", WINDOW["early"]),
            ("    h = [h_0]\n", "    xs = xs[: k + 1]\n    h = [h_0]\n", WINDOW["early"]),
            (f"{steps}:\n        ", "range(len(xs), 0, -1):\n        if t < len(xs) - k: ", WINDOW["beyond"]),
            (steps, "range(max(1, len(xs) - k), len(xs) + 1)", ROUND),
            ("    h = [h_0]\n", "    xs = xs[-k - 1 :]\n    h = [h_0]\n", f"the state starts from h_0 again {BORDER}"),
            (
                "    h = [h_0]\n",
                "    h, xs = [h_0 if k + 1 >= len(xs) else 0.0], xs[-k - 1 :]\n",
                f"the state starts from 0 {BORDER}",
            ),
            ("* xs[t - 1]", "* h[t - 1]", "that is the derivative by a. The weight b meets the input x_t."),
            ("* xs[t - 1]", "* (h[t - 1] + xs[t - 1])", "the uses of a are in it too. Those of b alone are asked for."),
            ("* xs[t - 1]", "* xs[t - 2]", "off by one: step t reads x_t, which is xs[t - 1]."),
            ("* xs[t - 1]", "", "what b meets is missing: each use adds the slope times x_t."),
            ("* xs[t - 1]", "* b * xs[t - 1]", "b itself is no factor here: the use of b meets x_t alone."),
            ("        carried *= a * (1 - h[t] ** 2)\n", "", CARRIED),
            ("carried * (1 - h[t] ** 2)", "carried", NO_SLOPE),
            ("carried *= a * (1 - h[t] ** 2)", "carried *= a", NO_SLOPES),
            ("carried *= a * (1 - h[t] ** 2)", "carried *= 1 - h[t] ** 2", NO_WEIGHT),
            ("carried *= a", "carried *= abs(a)", SIZE),
            *of_states("a * h[-1] + b * x"),
            ("carried *= a", "carried *= b", "back to the state before it, a step goes by a. The input comes in by b."),
            (
                use,
                f"{use} * a",
                "one a too many: the use at step t meets the slope and x_t. Only later steps have an a.",
            ),
            (use, f"{use} * a * (1 - h[t] ** 2)", LATE),
            ("carried *= a * (1 - h[t] ** 2)", "carried *= a * (1 - h[t - 1] ** 2)", SLOPE["previous"]),
            *of_slope("h[t] ** 2"),
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

    shapes = [(3, 1), (4, 1), (2, 0), (3, 2), (4, 9), (6, 2), (8, 5), (7, 3)]
    carry, use = "carried *= a * (1 - h[t] ** 2)", "carried * (1 - h[t] ** 2)"

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
        units(rng, shapes, truth, ("a", "h_0", "xs", "k"), least=0.005),
        [
            ("t < len(xs) - k", "t <= len(xs) - k", "one use too many: that of step T - k is kept."),
            ("t < len(xs) - k", "t < len(xs) - k - 1", "one use too few: the window's last use is that of step T - k."),
            ("t < len(xs) - k", "t >= len(xs) - k", "that is what the window keeps. What it drops is asked for."),
            ("if t < len(xs) - k", "if t > 0", "that is the whole gradient. The window keeps a part of it."),
            (
                "if t < len(xs) - k",
                "if t == len(xs) - k - 1",
                "that is the use at step T - k - 1 alone. All before it too are dropped.",
            ),
            (
                "if t < len(xs) - k",
                "if t == 1 < len(xs) - k",
                "that is the use at step 1 alone. All before T - k are dropped.",
            ),
            (
                "t < len(xs) - k",
                "t > k",
                "you count the window from step 1. It is counted from the end: T, T-1, …, T-k.",
            ),
            (
                "t < len(xs) - k",
                "t > k + 1",
                "you count the window from step 1. It is counted from the end: T, T-1, …, T-k.",
            ),
            ("        carried", "            carried", "the blame begins at the loss, at T, not at the border."),
            (
                "carried *= a",
                "carried *= 1 if t < len(xs) - k else a",
                "before the window too the blame must be carried: each step back multiplies it by a (1 - h_t²).",
            ),
            (
                "carried *= a",
                "carried *= 1 if t == len(xs) - k else a",
                "one step is missing on the way: blame goes back through step T - k as well.",
            ),
            (f"        {carry}\n", "", CARRIED),
            (use, "carried", NO_SLOPE),
            (
                use,
                f"a * {use}",
                "one a too many: the use at step t meets the slope and h_{t-1}. Only later steps have an a.",
            ),
            (use, f"a * (1 - h[t] ** 2) * {use}", LATE),
            (carry, "carried *= a", NO_SLOPES),
            (carry, "carried *= 1 - h[t] ** 2", NO_WEIGHT),
            (carry, "carried *= a * (1 - h[t - 1] ** 2)", SLOPE["previous"]),
            ("carried *= a", "carried *= abs(a)", SIZE),
            *of_states("a * h[-1] + x"),
            ("* h[t - 1]", "* h[t]", "off by one: the weight meets the state before it, h_{t-1}."),
            (
                "* h[t - 1]",
                "* xs[t - 1]",
                "the weight a meets the state before it, h_{t-1}. The input comes in beside it.",
            ),
            ("* h[t - 1]", "", BY_WEIGHT["meets"]["nothing"]),
            *of_slope("h[t] ** 2"),
            ("h = [h_0]", "h = [0.0]", FROM_0),
        ],
        "Together with what the window keeps it is the whole gradient.",
    )


LENGTHS = [(4, 2), (5, 3), (2, 1), (6, 3), (7, 3), (9, 4), (11, 5), (5, 9)]  # T and n: some with a shorter last chunk


SWEEP = """\
    total = 0.0
    for start in range(0, len(xs), n):
        handed = 0.0
        for t in range(min(start + n, len(xs)), start, -1):
            dz = (DIRECT + handed) * (1 - h[t] ** 2)
            total += dzUSE
            handed = a * dz
    return total"""
STARTS = "    for start in range(0, len(xs), n):\n        handed = 0.0\n"
ALL = "total = 0.0\n"
CUT, LOSSES, PIECES, CARRY = (KNOBS[knob] for knob in ("cut", "losses", "pieces", "carry"))
SWEPT = [
    (ALL, "total, n = 0.0, len(xs)\n", CUT["whole"]),
    (ALL, "total, n = 0.0, n + 1\n", CUT["one more"]),
    (ALL, "total, n = 0.0, max(1, n - 1)\n", CUT["one less"]),
    ("min(start + n, len(xs))", "len(xs)", CUT["to the end"]),
    ("min(start + n, len(xs))", "min(start + n, len(xs)) - 1", CUT["no end"]),
    (STARTS, f"    handed = 0.0\n{STARTS.replace('        handed = 0.0' + chr(10), '')}", CUT["leaks"]),
    ("range(0, len(xs), n)", "range(0, len(xs) // n * n, n)", PIECES["full"]),
    ("range(0, len(xs), n)", "[0]", PIECES["first"]),
    ("        handed = 0.0", "        handed = total = 0.0", PIECES["last"]),
    (" + handed)", ")", "you cut at every step: within a chunk, step t + 1 hands its blame back."),
    ("handed = a", "handed = abs(a)", SIZE),
    ("        handed = 0.0", "        handed = 1.0", "each sweep begins with 1 handed back. At a chunk's end it is 0."),
    ("a * dz", "dz", NO_WEIGHT),
    ("a * dz", "a * dz * (1 - h[t] ** 2)", CARRY["slope twice"]),
    ("a * dz", "a * dz * (1 - h[t - 1] ** 2)", CARRY["slope before"]),
    ("handed = a", "handed += a", CARRY["added"]),
    *of_slope("h[t] ** 2"),
    ("return total", "return total / len(xs)", LOSSES["mean"]),
    ("return total", "return total / n", PIECES["of n"]),
    ("return total", "return total / -(-len(xs) // n)", PIECES["mean"]),
]
RESET = """\
n):
        h = [0.0] * (start + 1)
        for x in xs[start : start + n]:
            h.append(np.tanh(Z))
        handed"""
IS_RESET = "the state starts from 0 in each chunk. Only the gradient is cut; the state goes on."


def in_chunks(solution, truth, cases, title, direct, slips):
    """direct: source of the direct derivative of the loss at step t by h_t, as it stands in the solution."""
    text = (
        f"**4.3 · {title}, as a training loop computes it that cuts every $n$ steps and carries the state. (Without "
        "updates in between; the last chunk may be shorter.)"
    )
    dh, slope = f"({direct} + handed)", "(1 - h[t] ** 2)"
    swept = f"{STARTS}        for t in range(min(start + n, len(xs)), start, -1):\n            dz = {dh}"
    window = f"""\
    for end in range(1, len(xs) + 1):
        handed = {direct.replace("h[t]", "h[end]")}
        for t in range(end, max(0, end - n), -1):
            dz = handed"""
    known = [
        (swept, window, CUT["window"]),
        (dh, f"(({direct}) * (t == len(xs)) + handed)", "only the last step has a loss in yours. Every step has one."),
        (dh, f"(handed or {direct})", "every step has a loss, not only a chunk's end."),
        (f"{dh} * {slope}", f"{direct} + handed * {slope}", "brackets: the slope belongs to the loss's own part too."),
        ("handed = a * dz", f"handed = a * {dh}", CARRY["weights"]),
    ]
    praise = "That is what a training loop with detach computes."
    return Variant(text, solution, truth, cases, [*slips, *known, *SWEPT], praise)


def by_chunk(loss, a, xs, n, b=0.0, of_a=0.0, of_b=0.0):
    """The chunks one by one, the state at the start of each held and the weights of this chunk moved alone."""
    h = total = 0.0
    for t, x in enumerate(xs):
        h = complex(h.real if t % n == 0 else h)
        h = np.tanh((a + STEP * 1j * of_a) * h + x + b + STEP * 1j * of_b)
        total += loss(h).imag / STEP
    return total


def to_target(rng):
    y = float(rng.choice([-0.25, 0.25, 0.5, 0.625, 0.75]))
    solution = f"""\
def target_in_chunks(a, xs, n):
    h = [0.0]
    for x in xs:
        h.append(np.tanh(a * h[-1] + x))
{SWEEP.replace("DIRECT", f"h[t] - {y}").replace("USE", " * h[t - 1]")}"""

    def truth(a, xs, n):
        return by_chunk(lambda h: (h - y) ** 2 / 2, a, xs, n, of_a=1)

    dh, less = f"(h[t] - {y} + handed)", f"h_t - {y}".replace("- -", "+ ")
    return in_chunks(
        solution,
        truth,
        units(rng, LENGTHS, truth, ("a", "xs", "n")),
        f"Chunks with a target.** One unit, $h_t=\\tanh(a\\,h_{{t-1}}+x_t)$, from $h_0=0$. Each state should be ${y}$: "
        f"$L=\\frac12\\sum_{{t=1}}^T(h_t - {y})^2$. Return $dL/da$".replace("- -", "+ "),
        f"h[t] - {y}",
        [
            (dh, "(1 + handed)", f"the direct derivative of a loss is {less}, not 1."),
            (dh, "(h[t] + handed)", f"the target is missing: a loss goes by {less}."),
            (dh, f"(h[t] + {y} + handed)", f"a sign: a loss goes by {less}."),
            (dh, f"(h[t - 1] - {y} + handed)", "off by one: the loss at step t goes by h_t, the state after it."),
            *of_states("a * h[-1] + x"),
            (dh, f"(2 * (h[t] - {y}) + handed)", "½ and the square: the factor 2 cancels."),
            (
                dh,
                f"((h[t] - {y}) ** 2 / 2 + handed)",
                f"you take the loss itself. Its derivative by h_t is {less}.",
            ),
            (dh, f"(abs(h[t] - {y}) + handed)", "a sign: below the target, the derivative of a loss is negative."),
            (
                dh,
                f"({y} - h[t] + handed)",
                f"right but for the sign: the derivative of a loss by h_t is {less}.",
            ),
            ("n):\n        handed", RESET.replace("Z", "a * h[-1] + x"), IS_RESET),
            ("* h[t - 1]", "* h[t]", "off by one: the weight meets the state before it, h_{t-1}."),
            ("* h[t - 1]", "* xs[t - 1]", KNOBS["meets"]["inputs"]),
            (" * h[t - 1]", "", KNOBS["meets"]["nothing"]),
        ],
    )


def by_bias(rng):
    solution = f"""\
def bias_in_chunks(a, b, xs, n):
    h = [0.0]
    for x in xs:
        h.append(np.tanh(a * h[-1] + x + b))
{SWEEP.replace("DIRECT", "1").replace("USE", "")}"""

    def truth(a, b, xs, n):
        return by_chunk(lambda h: h, a, xs, n, b=b, of_b=1)

    return in_chunks(
        solution,
        truth,
        units(rng, LENGTHS, truth, ("a", "b", "xs", "n"), biases=[-0.5, -0.25, 0.25, 0.375]),
        "Chunks for a bias.** One unit with a bias, $h_t=\\tanh(a\\,h_{t-1}+x_t+b)$, from $h_0=0$, and "
        "$L=h_1+h_2+\\dots+h_T$: a loss at every step. Return the gradient $dL/db$",
        "1",
        [
            ("total += dz", "total += dz * h[t - 1]", "that is the derivative by a. The bias meets a 1."),
            *of_states("a * h[-1] + x + b"),
            ("total += dz", "total += dz * b", "b itself is no factor here: its use meets a 1."),
            ("total += dz", "total += dz * xs[t - 1]", "x_t is met by the weight of the input. The bias meets a 1."),
            ("+ x + b", "+ x", "b is missing in your states."),
            ("(1 + handed)", "(h[t] + handed)", LOSSES["value"]),
            ("a * dz", "b * dz", "back to the state before it, a step goes by a. The bias is no way to go."),
            (
                "a * dz",
                "(a + b) * dz",
                "back to the state before it, a step goes by a alone. The bias is no way to go.",
            ),
            ("n):\n        handed", RESET.replace("Z", "a * h[-1] + x + b"), IS_RESET),
        ],
    )


LINEAR = (
    "Its `lag` + 1 units are linear, $h_t=W\\,h_{t-1}+(1,0,\\dots,0)^\\top x_t$, so the input enters at the first "
    "unit. Let the state start from 0, one input be 1 and all others 0. "
)
LAGS = [2, 3, 1, 4, 5, 7]
SIDE = "is yours transposed? Row i of W says what unit i hears."
STAYS = "each unit hears itself, so nothing moves on. In a queue it hears the unit before it."
MANY = "each unit hears all units before it, so the input takes short cuts. It shall hear its neighbour alone."


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
        "steps, each time `factor` times as loud as the time before (`factor` is between 0 and 1); in between, it says "
        "0. Return $W$. Then say: which absolute value do its eigenvalues have, in terms of `factor` and `lag`? What "
        "does that tell you about the memory?",
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
            ("= factor", "= factor ** (1 / lag)", "a round passes this weight once, so it is the factor itself."),
            ("= factor", "= factor**lag", "a round passes this weight once, so it is the factor itself."),
            (
                "return W",
                "return W + factor * np.eye(lag + 1)",
                "each unit also hears itself, and echoes a step later.",
            ),
            ("= factor", "= 1 / factor", "each echo is louder than the one before: you divide by the factor."),
            ("= factor", "= -factor", "the echo returns with the other sign."),
            (
                "    W[0, -1] = factor",
                "    W[0, -1] = 1\n    W *= factor ** (1 / (lag + 1))",
                "a round costs the right factor, but each step takes a part of it. Only the last one may: in the queue "
                "nothing is lost.",
            ),
            ("W[0, -1]", "W[-1, 0]", "the last unit hears the first. It is the first that shall hear the last."),
            ("W[0, -1]", "W[1, -1]", "the second unit hears the last: the echo skips the first unit."),
            ("W[0, -1]", "W[0, -2]", "the first unit hears the last but one: the echo returns a step too soon."),
            ("W[0, -1] = factor", "W[0] = factor", "the first unit hears all units. It shall hear the last one alone."),
            ("lag + 1, k=-1)", "lag + 1)", STAYS),
            ("return W", "return factor * np.eye(lag + 1)", STAYS),
            ("np.eye(lag + 1, k=-1)", "np.tril(np.ones((lag + 1, lag + 1)), -1)", MANY),
        ],
        "A ring: what leaves it at the end comes in again at its beginning.",
        words="All have the absolute value factor^(1/(lag + 1)), for after lag + 1 steps every state is itself times "
        "the factor. That is below 1, so in the long run it forgets: on average a step multiplies by this number. "
        "(With a long lag it is close to 1, however small the factor.)",
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
        "Return $W$. Then say: what are its eigenvalues, and which one tells you of the memory in the long run? And if "
        "a loss stands at the last unit: which inputs does it blame with a window of `lag`?",
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
            (
                "W[-1, -1] = keep",
                "W[-1] = lag * [1] + [keep]",
                "the last unit hears all units. It hears its neighbour and itself.",
            ),
            (
                "    W[-1, -1] = keep",
                "    W[-1] = 0\n    W[-1, 0], W[-1, -1] = 1, keep",
                "the last unit hears the first one at once. It shall hear its neighbour, so that `lag` steps pass.",
            ),
            (
                "    W[-1, -1] = keep",
                "    W[-1, -2:] = 1 - keep, keep",
                "what arrives comes in times 1 - keep, as in a mean. It shall come in whole.",
            ),
            (
                "W[-1, -1] = keep",
                "W[-1, -2] = keep",
                "what arrives is multiplied by `keep`, and forgotten at once. By `keep` the last unit hears itself.",
            ),
            ("= keep", "= keep**lag", "each step passes this weight once: it is `keep` itself."),
            ("= keep", "= 1 - keep", "each step takes the part `keep` away. It shall leave it."),
            (
                "= keep",
                "= -keep",
                "the last unit turns the sign at each step. It says `keep` times what it said before.",
            ),
            ("W[-1, -1]", "W[-2, -2]", "the last unit but one keeps. Only the last one shall."),
            ("np.eye(lag + 1, k=-1)", "np.zeros((lag + 1, lag + 1))", "nothing moves on: who hears the first unit?"),
            ("lag + 1, k=-1)", "lag + 1)", STAYS),
            ("np.eye(lag + 1, k=-1)", "np.tril(np.ones((lag + 1, lag + 1)), -1)", MANY),
        ],
        "A queue, and at its end a unit that lets go slowly.",
        words="keep, and 0 (lag times). In the long run keep tells, by its size: the 0s belong to the queue. With a "
        "window of lag it blames one input alone, that of lag steps ago: younger ones haven't arrived, and older ones "
        "get exactly 0, though they are still heard.",
    )


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
        'each in chunks of $n$ steps, and return the last state of each. Its author reports: "The first text comes '
        f'out right. What becomes of the others depends on the order in which I read them."{MEND}',
        solution,
        truth,
        cases,
        [
            (
                "    for xs in texts:\n        h = 0.0\n",
                outside,
                "this is still the answer of the code with the bug. Where does something unrelated begin?",
            ),
            ("xs), n):\n", "xs), n):\n            h = 0.0\n", "each chunk starts from 0. In a text the state goes on."),
            ("range(0, len(xs), n)", "range(0, len(xs) // n * n, n)", "the last, shorter chunk is left out."),
            ("range(0, len(xs), n)", "[0]", "only the first chunk of each text is read."),
            ("start + n]", "start + n - 1]", "the last step of each chunk is left out."),
            ("np.tanh(a * h + x)", "np.tanh(x)", "each step starts from 0: it never sees the state before it."),
            *of_states("a * h + x"),
            ("in texts:", "in texts[:, 1:]:", "the first step of each text is left out."),
            ("in texts:", "in texts[:, :-1]:", "the last step of each text is left out."),
            ("start + n]", "start + n + 1]", "the first step of the next chunk is run already: it runs twice."),
            ("ends.append(h)", "h = 0.0\n        ends.append(h)", "you set the state to 0 before you put it down."),
            ("h = 0.0", "h = 1.0", "each text starts from 1, not from 0."),
            (
                "h = 0.0",
                "h, xs = xs[0], xs[1:]",
                "you take the first input for a state. It goes through tanh too, from 0.",
            ),
            ("for xs in texts", "for xs in texts[:, ::-1]", "you read backwards. Only a gradient goes that way."),
        ],
        "The state crosses the border between chunks, and not that between texts.",
        bug=("ends_of_texts", "    for xs in texts:\n        h = 0.0\n", outside),
    )


UNCUT = """\
    total, states = 0.0, [0.0]
    for start in range(0, len(xs), n):
        carried = 1.0
"""


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
        units(rng, LENGTHS, truth, ("a", "xs", "n")),
        [
            (
                "[h], 1.0",
                "[0.0], 1.0",
                "this is still the answer of the code with the bug. From which state does a chunk start?",
            ),
            ("[h], 1.0", "[a * h], 1.0", "the state goes over the border as it is: a stands before h in each step."),
            (
                "states, carried = [h], 1.0",
                "states, carried = [h], 1.0 if start == 0 else carried",
                "blame crosses the cut: in each chunk it begins anew, with 1 for the loss at its end.",
            ),
            ("range(0, len(xs), n)", "range(0, len(xs) // n * n, n)", "the last, shorter chunk is left out."),
            ("[h], 1.0", "[np.tanh(h)], 1.0", "tanh twice: the state goes over the border as it is."),
            ("[h], 1.0", "[np.tanh(a * h)], 1.0", "a step too many: the state goes over the border as it is."),
            (
                "h, total = 0.0, 0.0\n",
                "h, total, n = 0.0, 0.0, len(xs)\n",
                "that is the whole gradient of the last loss: nothing is cut, and the other chunks have losses too.",
            ),
            (
                solution[solution.index("    h, total") : solution.index("        for x in")],
                UNCUT,
                "that is the whole gradient "
                "of all these losses: the blame shall end where the chunk of its loss begins.",
            ),
            (
                "carried *= a * (1 - states[t] ** 2)",
                "carried = 1 + carried * a * (1 - states[t] ** 2)",
                "you take a loss at every step. It stands at the end of each chunk alone.",
            ),
            (
                "total += carried",
                "if t > 1: total += carried",
                "the first step of each chunk is left out. There the weight meets the state that was carried.",
            ),
            ("[h], 1.0\n", "[h], 1.0\n        total = 0.0\n", PIECES["last"]),
            ("return total", "return total / -(-len(xs) // n)", PIECES["mean"]),
            ("return total", "return total / n", "you divide by n. The losses are added up."),
            ("h = states[-1]", "h = states[-2]", "off by one: the next chunk starts from the last state of this one."),
            ("* states[t - 1]", "* states[t]", "off by one: the weight meets the state before it, h_{t-1}."),
            ("carried *= a * (1 - states[t] ** 2)", "carried *= a", NO_SLOPES),
            ("            carried *= a * (1 - states[t] ** 2)\n", "", CARRIED),
            ("carried *= a * (1", "carried *= (1", NO_WEIGHT),
            ("carried *= a", "carried *= abs(a)", SIZE),
            *of_states("a * states[-1] + x"),
            ("carried * (1 - states[t] ** 2)", "carried", NO_SLOPE),
            ("total += carried", "total += carried * a * (1 - states[t] ** 2)", LATE),
            ("* states[t - 1]", "* xs[start + t - 1]", KNOBS["meets"]["inputs"]),
            *of_slope("states[t] ** 2"),
        ],
        "The state crosses the border between chunks; only the gradient stops there.",
        bug=("gradient_of_ends", "[h], 1.0", "[0.0], 1.0"),
    )


EXERCISES = {
    "4.1": [pencil],
    "4.2": [by_input, left_out],
    "4.3": [to_target, by_bias],
    "4.4": [again, late_sum],
    "bug": [reset_once, ends],
}
