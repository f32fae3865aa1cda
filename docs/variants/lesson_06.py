"""Lesson 06: gains on paper, gains of matrices, starts to order, and fair races."""

import math
import statistics

import numpy as np

from helpers.checks.slips import eighths
from helpers.checks.starts import GAIN
from variants import MEND, WILD, Pencil, Variant


def pencil(rng):
    gain, steepest = rng.choice([0.5, 1.5, 2, 3]), rng.choice([0.125, 0.2, 0.25, 0.5])
    share, (g, rms) = (
        int(rng.choice([4, 9, 16])),
        rng.permutation([[1.25, 0.72], [1.5, 0.6], [1.6, 0.5], [1.25, 0.76]])[0],
    )
    n = int(rng.choice([10, 20, 30]))
    return Pencil(
        "**6.1 · Gains, with a pencil.** A uniform draw between $\\pm w$ has variance $w^2/3$. (a) Somebody draws the "
        f"recurrent weights of $H$ units uniformly between $\\pm\\sqrt{{{3 * gain**2:g}/H}}$. What is their gain? (b) "
        f"The units of a large network have slopes of at most {steepest:g}. Below which gain do Gaussian weights let "
        f"every gradient vanish for certain? (c) Of very many ReLU units with Gaussian weights one in {share} is on at "
        "each step. By which factor does a step multiply the length of a gradient, and at which gain is it 1? (d) "
        f"Orthogonal weights of gain {g:g}; the slopes have an rms of {rms:g} at every step. About how much of a "
        f"gradient's length is left after {n} steps?",
        f"(a) The variance is {gain**2:g}/H, the gain {gain:g}.\n"
        f"(b) Below {1 / (2 * steepest):g}: the largest singular value is about 2 g, and 2 g · {steepest:g} must be "
        "below 1.\n"
        f"(c) The mean of the squared slopes is 1/{share}, so the factor is g/{math.isqrt(share)}, and 1 at g = "
        f"{math.isqrt(share)}.\n(d) ({g:g} · {rms:g})^{n} = {g * rms:g}^{n} = {(g * rms) ** n:.3g}.",
        points=4,
    )


def matrices(rng):
    """Square matrices in eighths, with a mean of exactly 0."""
    found = []
    for H in (2, 3, 4, 5, 8, 20):
        half = eighths(rng.uniform(0.2, 1.5, H * H // 2) / math.sqrt(H)) + 0.125
        found.append(rng.permutation([*half, *-half, *[0.0] * (H % 2)]).reshape(H, H))
    return found


ROOT_3 = "√3 belongs to the width of a uniform draw. Here both have a variance, and it doesn't come in."
BY_ROW = [
    f"{size}, axis={axis}{', keepdims=True' * axis}){root}"
    for size, root in (("np.std(W", ""), ("np.linalg.norm(W", " / np.sqrt(len(W))"))
    for axis in (0, 1)
]


def to_gain(rng):
    solution = """\
def to_gain(W, gain):
    return gain * W / np.sqrt(np.mean(W**2) * len(W))"""

    def truth(W, gain):
        """Of H units each hears H squares that add up to gain², on average."""
        return W * math.sqrt(gain**2 * len(W) / math.fsum(w * w for w in W.ravel().tolist()))

    own = "np.sqrt(np.mean(W**2) * len(W))"
    gains = rng.permutation([0.5, 0.75, 1.25, 1.5, 2.0, 3.0]).tolist()
    return Variant(
        "**6.2 · To another gain.** Somebody hands you random recurrent weights `W`; the mean of its entries is 0. "
        "Multiply all of them by one number, so that they have the variance of a Gaussian start of gain `gain`, and "
        "return them.",
        solution,
        truth,
        [{"W": W, "gain": gain} for W, gain in zip(matrices(rng), gains, strict=True)],
        [
            (own, "np.std(W)", "the root of H is missing: a Gaussian start has the standard deviation g / √H."),
            (
                own,
                "(np.std(W) * len(W))",
                "you divide by H times the standard deviation, as np.linalg.norm(W) is. It is the root of H that "
                "belongs there.",
            ),
            (own, "(np.std(W) / np.sqrt(len(W)))", "you multiply by √H. The standard deviation shall be g / √H."),
            (own, "np.sqrt(len(W))", "W has a gain of its own: divide by it."),
            (f" / {own}", "", "W has a gain of its own: divide by it."),
            (own, "(np.var(W) * np.sqrt(len(W)))", GAIN["mixed"][1]),
            (own, "np.abs(W).max()", "by the largest entry. The gain is by the variance."),
            (own, "(np.linalg.norm(W, 2) / 2)", GAIN["half"][1]),
            (own, "np.var(W)", "you divide by the variance. A number that multiplies W comes into it by its square."),
            (
                f"gain * W / {own}",
                "gain**2 / len(W) * W / np.var(W)",
                "that is the ratio of the two variances. A number "
                "that multiplies W comes into its variance by its square.",
            ),
            (
                f"gain * W / {own}",
                "gain**2 / len(W) * W / np.std(W)",
                "g² / H is a variance, and you divide by a standard deviation.",
            ),
            (
                f"gain * W / {own}",
                "gain**2 / len(W) * W",
                "g² / H is the variance that shall come out. And W has one of its own.",
            ),
            ("gain * W", "gain**2 * W", "the gain itself belongs there: its square is in the variance, g² / H."),
            ("gain * W", "np.sqrt(gain) * W", "the gain itself, not its root: the variance is g² / H."),
            (own, "(np.std(W, ddof=1) * np.sqrt(len(W)))", GAIN["unbiased"][1]),
            ("gain * W", "gain * np.sqrt(3) * W", ROOT_3),
            ("gain * W", "gain / np.sqrt(3) * W", ROOT_3),
            *(
                (
                    own,
                    f"({size} * np.sqrt(len(W)))",
                    "you scale each row or column by itself. One number for all of W is asked for.",
                )
                for size in BY_ROW
            ),
            ("gain * W", "W", "that has gain 1. Another gain is asked for."),
            (f"W / {own}", f"W * {own}", "upside down: divide by the gain that W has."),
            (own, "(np.mean(W**2) * len(W))", "the variance goes by the square of the gain: a root is missing."),
            (own, "np.linalg.norm(W, 2)", "by the largest singular value. The gain is by the variance."),
            (own, "max(abs(np.linalg.eigvals(W)))", "by the spectral radius. The gain is by the variance."),
            (own, "(np.abs(W).mean() * np.sqrt(len(W)))", "by the mean size. A variance is the mean of the *squares*."),
        ],
        "So a draw of one gain serves for a race at all gains.",
    )


EVEN = sum(w * u * u / 2 for u, w in zip(*np.polynomial.legendre.leggauss(4), strict=True))  # the mean of u², |u| < 1


def width_of(rng):
    solution = """\
def width_of(W):
    return np.sqrt(3 * np.mean(W**2))"""

    def truth(W):
        """The width at which a uniform draw has this mean square."""
        return math.sqrt(math.fsum(w * w for w in W.ravel().tolist()) / W.size / EVEN)

    root = "np.sqrt(3 * np.mean(W**2))"
    scales = rng.permutation([0.5, 1.0, 1.5, 2.0, 3.0, 4.0])
    return Variant(
        "**6.2 · The width of a draw.** Somebody hands you random recurrent weights `W`; the mean of its entries is 0. "
        "Return the $w$ of a uniform start with the same variance, one that draws between $\\pm w$.",
        solution,
        truth,
        [{"W": scale * W} for scale, W in zip(scales, matrices(rng), strict=True)],
        [
            (
                root,
                "np.abs(W).max()",
                "that is the largest entry, or half the range. It is the variance that is to be the same.",
            ),
            (root, "np.std(W)", "that is the standard deviation. A uniform draw between ±w has the variance w²/3."),
            (root, "np.sqrt(np.mean(W**2) / 3)", "upside down: w²/3 is the variance. Solve for w."),
            (root, "3 * np.mean(W**2)", "that is w². Its root is asked for."),
            (root, "np.mean(W**2)", "that is the variance, w²/3. Solve for w."),
            (root, "np.sqrt(3) * np.mean(W**2)", "a root is missing: √3 goes with the standard deviation."),
            (root, "np.sqrt(3 * np.std(W))", "w²/3 is the variance, the *square* of the standard deviation."),
            (root, "np.std(W, ddof=1) * np.sqrt(3)", GAIN["unbiased"][1]),
            (root, "W.max() - W.min()", "that is the range of the entries. It is the variance that is to be the same."),
            (
                root,
                "1 / np.sqrt(len(W))",
                "that is PyTorch's default width. These entries have a variance of their own.",
            ),
            (root, "np.sqrt(3 / len(W))", "that is the width for gain 1. These entries have a variance of their own."),
            (root, "np.sqrt(3) * np.linalg.norm(W)", "you add the squares. A variance is their *mean*."),
            (
                root,
                "np.sqrt(3 / len(W)) * np.linalg.norm(W, 2)",
                "by the largest singular value. The width goes by the variance of the entries.",
            ),
            (
                root,
                "np.sqrt(3 / len(W)) * max(abs(np.linalg.eigvals(W)))",
                "by the spectral radius. The width goes by the variance of the entries.",
            ),
            (
                root,
                "2 * np.abs(W).mean()",
                "by the mean size, which is w/2 for a uniform draw. It is the variance that is to be the same.",
            ),
            (root, "3 * np.std(W)", "3 times the standard deviation: w²/3 is its square, so √3 belongs there."),
            (root, "np.std(W) * np.sqrt(len(W))", "that is the gain. The width of the draw is asked for."),
            (root, "np.sqrt(3 * np.mean(W**2) / len(W))", "H is no part of it: W has the right variance already."),
            (root, "np.sqrt(3 * np.mean(W**2) * len(W))", "H is no part of it: W has the right variance already."),
            (root, "np.sqrt(12 * np.mean(W**2))", "that is the way from -w to w. Return w, half of it."),
            (root, "np.sqrt(3) * np.abs(W).mean()", "by the mean size. A variance is the mean of the *squares*."),
        ],
        "PyTorch's default has the width 1 / √H.",
    )


Z = "np.log(values / (1 - values))"


def fading(rng):
    part, said = [(0.25, "a quarter"), (0.1, "a tenth"), (0.01, "a hundredth")][rng.integers(3)]
    solution = f"""\
def fading(lags, values):
    slopes = values * (1 - values)
    return np.diag({part} ** (1 / lags) / slopes)"""

    def truth(lags, values):
        W = np.zeros((len(lags), len(lags)))
        for j, (lag, y) in enumerate(zip(lags.tolist(), values.tolist(), strict=True)):
            x = complex(math.log(y / (1 - y)), 1e-20)
            W[j, j] = math.exp(math.log(part) / lag) / ((1 / (1 + np.exp(-x))).imag / 1e-20)
        return W

    sizes = [2, 3, 3, 4, 6]
    weight = f"{part} ** (1 / lags) / slopes"
    return Variant(
        "**6.3 · Design a logistic start.** You know how far back the things lie that your network needs. Its units "
        "are logistic, $h_t=\\sigma(z_t)$. Each shall hear itself alone, with a positive weight, and the gradient by "
        f"unit $j$ shall be down to {said} after `lags[j]` steps, while the unit sits where its value $h$ is "
        "`values[j]`. Return $W_{hh}$, an array (H, H). Both arguments are arrays (H,).",
        solution,
        truth,
        [
            {"lags": rng.permutation(np.arange(2.0, 50))[:H], "values": rng.permutation(np.arange(1, 8))[:H] / 8}
            for H in sizes
        ],
        [
            ("values * (1 - values)", "1 - values**2", "1 - h² is the slope of tanh. These units are logistic."),
            ("values * (1 - values)", "values", "those are the states. Their slopes are h (1 - h)."),
            (
                "values * (1 - values)",
                "1 / (2 + np.exp(values) + np.exp(-values))",
                "σ twice: `values` come from σ already.",
            ),
            ("values * (1 - values)", "0.25", "¼ is the largest slope. Each unit has the slope of where it sits."),
            (
                "values * (1 - values)",
                "1 - np.tanh(values) ** 2",
                "these units are logistic, and `values` are what comes out. The slope there is h (1 - h).",
            ),
            (
                "values * (1 - values)",
                f"{Z} * (1 - {Z})",
                "h (1 - h) is meant of the value h. You take the sum z for it.",
            ),
            (
                "values * (1 - values)",
                "np.mean(values * (1 - values))",
                "you take the mean slope. Each unit has its own.",
            ),
            (" / slopes", "", "the slope is missing: a step multiplies by weight times slope."),
            (" / slopes", " * slopes", "you multiply by the slope. Weight times slope shall be the root: divide."),
            ("(1 / lags)", "lags", "the other way round: one step is the n-th *root*."),
            (f"{part} ** (1 / lags)", f"{part}", "that is for a single step. Of n steps each is the n-th root."),
            (weight, f"({part} / slopes) ** (1 / lags)", "each step has its slope: divide outside the root."),
            ("(1 / lags)", "(-1 / lags)", "a sign in the power: so the gradient grows from step to step."),
            (
                "(1 / lags)",
                "(1 / (lags + 1))",
                f"off by one: after `lags[j]` steps, of one factor each, {said} is left.",
            ),
            (
                "(1 / lags)",
                "(1 / (lags - 1))",
                f"off by one: after `lags[j]` steps, of one factor each, {said} is left.",
            ),
            (f"{part} ** (1 / lags)", "1", "so nothing fades: weight times slope is 1 at each step."),
            (f"{part} ** (1 / lags)", f"{part} / lags", "steps multiply: each is the n-th root, not the n-th part."),
            (
                f"{part} ** (1 / lags)",
                f"(1 - {1 - part} / lags)",
                "steps multiply: yours would take away as much at each.",
            ),
            (f"{part} ** (1 / lags)", f"(1 - {part} / lags)", "steps multiply: yours would take away as much at each."),
            (f"{part} **", f"{1 - part} **", f"so much is lost in the end, or so you want it: {said} shall be *left*."),
            (f"{part} ** (1 / lags)", f"np.log({part}) / lags", "that is the logarithm of a step's factor."),
            (f"{part} ** (1 / lags)", f"np.log10({part}) / lags", "that is the logarithm of a step's factor."),
            (f"np.diag({part}", f"np.diag(-{part}", "right but for the sign: positive weights are asked for."),
            (
                "np.diag(",
                "np.ones((len(lags), 1)) * (",
                "every unit hears all. It shall hear itself alone: off the diagonal there are zeros.",
            ),
            (f"{part} **", "0.5 **", f"halved after so many steps. It is {said} that shall be left."),
            (f"{part} **", "np.exp(-1) **", f"1/e after so many steps. It is {said} that shall be left."),
        ],
        "Logistic slopes are small, so the weights are large.",
    )


def gain_that_leaves(rng):
    solution = """\
def gain_that_leaves(slopes, part, n):
    rms = np.sqrt(np.mean(slopes**2))
    return part ** (1 / n) / rms"""

    def truth(slopes, part, n):
        low, high = 0.0, 100.0
        for _ in range(60):
            g, squared = (low + high) / 2, 1.0
            for _ in range(n):
                squared *= sum((g * slope) ** 2 for slope in slopes.tolist()) / len(slopes)
            low, high = (low, g) if squared > part**2 else (g, high)
        return low

    rms = "np.sqrt(np.mean(slopes**2))"
    steps = rng.permutation([2, 5, 10, 20, 40]).tolist()
    parts = rng.permutation([0.5, 0.125, 0.01, 2.0, 1.0]).tolist()
    return Variant(
        "**6.3 · Design an orthogonal start.** The units of a large network have the slopes `slopes`, an array (H,), "
        "and at every step about such slopes again. Section 1 says what of them counts. Which gain must orthogonal "
        "weights have, so that after `n` steps a gradient is about `part` times as long as before?",
        solution,
        truth,
        [
            {"slopes": eighths(rng.permutation([0.125, 0.75, *rng.uniform(0.2, 0.9, H - 2)])), "part": part, "n": n}
            for H, part, n in zip([3, 4, 6, 8, 12], parts, steps, strict=True)
        ],
        [
            (rms, "np.mean(slopes)", "you average the slopes. Lengths add in squares."),
            (rms, "np.mean(slopes**2)", "the root is missing: a length is the root of squares."),
            (rms, "np.median(slopes)", "that is the median slope. Lengths add in squares."),
            (rms, "np.linalg.norm(slopes)", "you add the squares. It is their mean that counts."),
            (rms, "np.std(slopes)", "that is the standard deviation. Lengths go by the root of the mean *square*."),
            (rms, "np.sqrt(np.mean(slopes))", "the squares are missing: lengths go by the root of the mean *square*."),
            (rms, "np.exp(np.mean(np.log(slopes)))", "that is the geometric mean. It is lengths that add in squares."),
            (rms, "np.prod(slopes)", "you multiply the slopes. The units of a step stand side by side: squares add."),
            (
                rms,
                "np.sqrt(np.mean((1 - slopes**2) ** 2))",
                "1 - h² of a state is a slope. `slopes` are slopes already.",
            ),
            (rms, "slopes.min()", "by the smallest slope. The other units let more through."),
            (rms, "slopes.max()", "by the largest slope. The other units hold back more."),
            (" / rms", "", "the slopes are missing: a step multiplies by the gain and their rms."),
            (" / rms", " * rms", "gain times rms shall be the factor of a step: divide by the rms."),
            (
                "part ** (1 / n)",
                "1",
                "so a gradient keeps its length. It shall be `part` times as long after `n` steps.",
            ),
            ("(1 / n)", "n", "the other way round: one step is the n-th *root*."),
            (
                "(1 / n)",
                "(-1 / n)",
                "a sign in the power, or upside down: the factor of a step is the n-th root of `part`.",
            ),
            ("(1 / n)", "(1 / (n - 1))", "off by one: `n` steps have `n` factors."),
            ("(1 / n)", "(1 / (n + 1))", "off by one: `n` steps have `n` factors."),
            ("(1 / n)", "(0.5 / n)", "a root too many: `part` is of the length, and so are gain and rms."),
            ("(1 / n)", "(2 / n)", "`part` is of the length, not of its square: a root is missing."),
            ("part ** (1 / n)", "np.log(part) / n", "that is the logarithm of a step's factor."),
            (
                "return part ** (1 / n) / rms",
                "return rms**n",
                "that is how long a gradient is at gain 1. Which gain makes it `part` times as long?",
            ),
            ("part ** (1 / n)", "part", "that is for a single step. Of n steps each is the n-th root."),
            ("part ** (1 / n)", "part / n", "steps multiply: each is the n-th root of the part, not its n-th part."),
            ("part ** (1 / n) / rms", "(part / rms) ** (1 / n)", "each step has its slopes: divide outside the root."),
        ],
        "A smaller rms wants a larger gain, and an input can change the rms.",
    )


def table(rng, rates, seeds, budget):
    """Updates (rates, seeds), in tens; some seeds fail, which is 0."""
    typical = rng.permutation([0.1, 0.14, 0.2, 0.28])[:rates, None] * budget
    updates = np.round(typical * rng.uniform(0.2, 2.8, (rates, seeds)) / 10) * 10
    return np.where(rng.random((rates, seeds)) < rng.choice([0.1, 0.3, 0.6], (rates, 1)), 0, updates).astype(int)


COUNTED = "np.where(updates == 0, budget, updates)"
ZERO = "not learned is not 0 updates, the fewest of all. A failure counts as the whole budget."
ALONE = "those are the successes alone. A failure counts as the whole budget."
SUCCESSES = "np.where(updates == 0, np.nan, updates)"
FAILURES = [
    (COUNTED, "np.where(updates == 0, np.inf, updates)", "a failure counts as the budget, not as infinitely many."),
    (
        COUNTED,
        "np.where(updates == 0, 2 * budget, updates)",
        "a failure counts as the budget, not as twice the budget.",
    ),
    (COUNTED, "np.where(updates == 0, 1000, updates)", "the budget isn't always 1000: use the argument."),
    (COUNTED, "np.where(updates == 0, updates.max(), updates)", "a failure counts as the budget, not as the slowest."),
]
TWO_IN_THE_MIDDLE = "of an even number of seeds the median is the mean of the two in the middle."


TOLD_APART = [  # by the median it is always the first row, and other rows by mean, by luck, without failures, ...
    (1000, [[900, 100, 110], [150, 160, 170], [0, 0, 20], [400, 300, 500]]),
    (1000, [[200, 210, 220], [100, 300, 310], [240, 230, 250], [400, 420, 410]]),
    (1000, [[100, 110, 980], [150, 160, 500], [330, 340, 350], [400, 410, 420]]),
    (1000, [[130, 140, 150], [0, 110, 300], [200, 210, 220], [500, 510, 520]]),
    (1000, [[100, 300, 0, 0], [690, 700, 710, 720], [800, 0, 670, 960], [830, 810, 820, 800]]),
    (1000, [[400, 430, 420, 410], [900, 100, 950, 200], [90, 0, 880, 870], [530, 500, 510, 520]]),
    (1000, [[510, 100, 500, 110], [310, 320, 330, 340], [600, 610, 620, 630], [700, 0, 710, 720]]),
    (1000, [[100, 110, 120, 130], [10, 20, 0, 0], [140, 150, 160, 170], [150, 160, 170, 180]]),
    (600, [[100, 500, 0, 0], [560, 570, 580, 590], [0, 0, 0, 20], [590, 550, 0, 580]]),
    (2000, [[100, 200, 0, 0], [300, 0, 400, 0], [0, 500, 510, 0], [0, 0, 600, 700]]),
]


def by_median(rng):
    solution = f"""\
def best_by_median(rates, updates, budget):
    counted = {COUNTED}
    return rates[np.argmin(np.median(counted, axis=1))]"""

    def medians(updates, budget):
        return [statistics.median(u or budget for u in row) for row in updates.tolist()]

    def truth(rates, updates, budget):
        found = medians(updates, budget)
        return rates[found.index(min(found))]

    cases, rates = [], np.array([0.001, 0.003, 0.01, 0.03])
    while len(cases) < 13:
        budget, rows = 3000, table(rng, 4, rng.integers(3, 5), 3000)
        if len(cases) < len(TOLD_APART):
            budget, rows = TOLD_APART[len(cases)]
        case = {"rates": rng.permutation(rates), "updates": rng.permutation(rows), "budget": budget}
        found = medians(case["updates"], budget)
        least, next_one = sorted(found)[:2]
        endless = len(cases) == len(TOLD_APART) - 1  # all medians, where a failure is endless: the first would be least
        if least < next_one and not (endless and found[0] == least):
            cases.append(case)
    if truth(**cases[0]) == truth(**cases[1]):
        cases[1]["rates"] = np.roll(cases[1]["rates"], 1)
    place = "np.argmin(np.median(counted, axis=1))"
    return Variant(
        "**6.4 · Design a fair race, by the median.** Before two starts may race, each needs its best learning rate. "
        "`updates[i, j]` is how many updates seed `j` took at `rates[i]`, and **0 if it did not learn within `budget` "
        "updates**. Return the rate with the smallest *median*, where a failure counts as the whole budget. Then say "
        "in a sentence: why should the race itself be run on other seeds?",
        solution,
        truth,
        cases,
        [
            (COUNTED, "updates", ZERO),
            ("np.median(counted, axis=1)", "np.mean(counted, axis=1)", "that is by the mean. The median is asked for."),
            ("np.median(counted, axis=1)", "np.min(counted, axis=1)", "that is by the luckiest seed. Take the median."),
            ("np.median(counted, axis=1)", "np.max(counted, axis=1)", "that is by the slowest seed. Take the median."),
            ("np.argmin", "np.argmax", "that is the largest median. The smallest is asked for."),
            (f"rates[{place}]", place, "that is the place of the rate. The rate itself is asked for."),
            (f"rates[{place}]", "np.median(counted, axis=1).min()", "that is the median. Its rate is asked for."),
            ("np.median(counted, axis=1)", "counted[:, 0]", "that is the first seed alone. Take the median of all."),
            (
                "np.median(counted, axis=1)",
                "np.median(counted, axis=0)",
                "that is the median over the rates. A row is a rate, its entries are seeds.",
            ),
            (
                "np.median(counted, axis=1)",
                "counted[:, counted.shape[1] // 2]",
                "that is the seed that stands in the middle. For a median they are put in order first.",
            ),
            ("np.median(counted, axis=1)", "np.sort(counted, axis=1)[:, counted.shape[1] // 2]", TWO_IN_THE_MIDDLE),
            (
                "np.median(counted, axis=1)",
                "np.sort(counted, axis=1)[:, (counted.shape[1] - 1) // 2]",
                TWO_IN_THE_MIDDLE,
            ),
            (f"rates[{place}]", "np.median(counted)", "that is a median over all rates. Each rate has one of its own."),
            (
                "rates[",
                "np.sort(rates)[",
                "you put the rates in order. The rows of `updates` stand in the order they had.",
            ),
            ("rates[", "rates[-1 - ", "you count the rates from the end."),
            (
                place,
                "(updates > 0).sum(axis=1).argmax()",
                "by how many seeds learn. How quickly they do is in the median.",
            ),
            (place, f"np.nanargmin([np.nanmedian(r) for r in {SUCCESSES}])", ALONE),
            (place, f"np.nanargmin([np.nanmean(r) for r in {SUCCESSES}])", f"by the mean, and {ALONE}"),
            (COUNTED, SUCCESSES, "the median of a row with a nan in it is nan. A failure counts as the whole budget."),
            (
                f"{COUNTED}\n    return rates[np.argmin(np.median(",
                "updates\n    return rates[np.argmin(np.mean(",
                f"by the mean, and {ZERO}",
            ),
            *FAILURES,
        ],
        "Chosen like this for every contender, a comparison is fair.",
        words="The best of several rates has also had luck on these seeds; on others its result is worse. On new seeds "
        "it is an honest measurement, for all contenders alike.",
    )


APART = [  # two seeds of each start: the rate best for the first, for the second, of the least, of the largest ratio
    [110, 90, 180, 220],
    [280, 320, 100, 100],
    [130, 110, 0, 200],
    [0, 800, 190, 210],
    [510, 490, 410, 390],
]
RATE_BY_RATE = "you compare them rate by rate. Each start counts at its own best rate."


def lead(rng):
    solution = f"""\
def lead(first, second, budget):
    def fewest(updates):
        counted = {COUNTED}
        return counted.mean(axis=1).min()

    return fewest(first) / fewest(second)"""

    def truth(first, second, budget):
        best = []
        for updates in first, second:
            means = [math.fsum(u or budget for u in row) / len(row) for row in updates.tolist()]
            best.append(sorted(means)[0])
        return best[0] / best[1]

    cases = []
    while len(cases) < 8:
        seeds, budget = [3, 3, 2, 4][len(cases) % 4], int(rng.choice([500, 1000, 2000, 3000]))
        case = {"first": table(rng, 3, seeds, budget), "second": table(rng, 3, seeds, budget), "budget": budget}
        bests = [np.where(case[key] == 0, budget, case[key]).mean(axis=1) for key in ("first", "second")]
        shown = [np.any(case[key][best.argmin()] == 0) for key, best in zip(case, bests, strict=False)]
        one_best = all(np.ptp(np.partition(best, 1)[:2]) > 0 for best in bests)
        if one_best and bests[0].argmin() != bests[1].argmin() and (len(cases) > 1 or any(shown)):
            cases.append(case)
    rows = rng.permutation(APART)
    cases.append({"first": rows[:, :2], "second": rows[:, 2:], "budget": 1000})
    both = "fewest(first) / fewest(second)"
    fair = "counted.mean(axis=1).min()"
    end = f"{fair}\n\n    return {both}"
    means = "counted.mean(axis=1)\n\n    a, b = fewest(first), fewest(second)"
    return Variant(
        "**6.4 · Judge a fair race.** Two starts have run at the same learning rates. `first[i, j]` is how many "
        "updates the first start took at rate `i` with seed `j`, and **0 if it did not learn within `budget` "
        "updates**; `second` is the same for the second start. A failure counts as the whole budget. Each start counts "
        "with its mean at its own best rate, that with the smallest mean. Return how many times as many updates the "
        "first start takes as the second. Then say in a sentence what would go wrong if you compared them at one rate, "
        "the best of the second.",
        solution,
        truth,
        cases,
        [
            (COUNTED, "updates", ZERO),
            (both, "fewest(second) / fewest(first)", "upside down: the first start's updates, by the second's."),
            *(
                (end, f"{means}\n    return {one}", said)
                for one, said in (
                    (
                        "(a / b)[b.argmin()]",
                        "both at the rate that is best for the second. Each start counts at its own.",
                    ),
                    (
                        "(a / b)[a.argmin()]",
                        "both at the rate that is best for the first. Each start counts at its own.",
                    ),
                    ("(a / b).min()", RATE_BY_RATE),
                    ("(a / b).max()", RATE_BY_RATE),
                    ("(a / b).mean()", RATE_BY_RATE),
                    ("(a / b)[0]", "both at the first of the rates. Each start counts at its own best one."),
                )
            ),
            (both, "fewest(first) / fewest(second) - 1", "that is how many times as many *more*: 1 is missing."),
            (
                both,
                "fewest(first) / (fewest(first) + fewest(second))",
                "that is the first's share of both. How many times as many as the second is asked for.",
            ),
            (both, "fewest(first) - fewest(second)", "that is the difference. How many *times* as many is asked for."),
            (fair, "counted.mean()", "that is the mean over all rates. Each start counts at its best rate."),
            (fair, "counted.min()", "that is the luckiest seed. Take the mean of all seeds at a rate."),
            (fair, "np.median(counted, axis=1).min()", "that is by the median. The mean is asked for."),
            (fair, "counted.mean(axis=1).max()", "that is at the worst rate. Each start counts at its best one."),
            (fair, "counted.mean(axis=0).min()", "you average over the rates. A row is a rate, its entries are seeds."),
            (fair, "counted.sum(axis=1).min() / (updates > 0).sum()", "divide by the number of seeds, failures too."),
            (fair, f"np.nanmin([np.nanmean(r) for r in {SUCCESSES}])", ALONE),
            *FAILURES,
        ],
        "Each at its own best rate: that is what a fair race means.",
        words="It would measure how well that rate suits the second start: the first, at a rate that isn't its own, "
        "looks slower than it is.",
    )


SIZES = [2, 3, 4, 4, 6, 9]


def he(rng):
    solution = """\
def mended_he(A, on):
    gain = 1 / np.sqrt(on)
    return gain * A / np.sqrt(len(A))"""

    def truth(A, on):
        slopes = np.arange(64) < 64 * on
        gain = 1 / np.sqrt(np.mean(slopes**2.0))  # a step multiplies lengths by gain times rms
        return [[gain * a * len(A) ** -0.5 for a in row] for row in A]

    shares = rng.permutation([0.125, 0.25, 0.375, 0.5, 0.625, 0.75]).tolist()
    return Variant(
        f"{WILD}This function shall make a Gaussian start for very many ReLU units, of which a share `on` is on at "
        "each step: one that keeps the length of a gradient on its way back. (`A` is a random matrix to start from, "
        'its entries drawn from $N(0, 1)$.) Its author reports: "With half of the units on, my gradient grows by a '
        f'factor of a million in 40 steps."{MEND}',
        solution,
        truth,
        [{"A": eighths(rng.normal(size=(H, H))), "on": on} for H, on in zip(SIZES, shares, strict=True)],
        [
            (
                "1 / np.sqrt(on)",
                "1 / on",
                "this is still the answer of the code with the bug. Which rms do the slopes have?",
            ),
            ("1 / np.sqrt(on)", "np.sqrt(on)", "upside down: fewer units that are on want a larger gain."),
            ("1 / np.sqrt(on)", "on", "upside down: fewer units that are on want a larger gain."),
            ("1 / np.sqrt(on)", "1 / on**2", "the rms of the slopes is a root: their mean square is the share `on`."),
            ("1 / np.sqrt(on)", "np.sqrt(2 / on)", "one 2 too many: He's 2 is what `on` = ½ gives already."),
            ("1 / np.sqrt(on)", "1 / (2 * on)", "the share `on` belongs under a root, and no 2 with it."),
            ("1 / np.sqrt(on)", "np.sqrt(0.5 / on)", "½ is the share that He's start is for. Here it is `on` alone."),
            (
                "1 / np.sqrt(on)",
                "2",
                "that is the gain of the code with the bug for half of the units. It goes by `on`.",
            ),
            ("1 / np.sqrt(on)", "1 / np.sqrt(1 - on)", "that goes by the units that are off. Those that are on count."),
            (
                "1 / np.sqrt(on)",
                "1 / np.sqrt(on) / np.std(A)",
                "you divide by the spread of this A. Its entries come from N(0, 1), so the draw has 1.",
            ),
            (
                "gain * A / np.sqrt(len(A))",
                "A / (on * len(A))",
                "that is the variance, g² / H. The entries go by its root.",
            ),
            ("1 / np.sqrt(on)", "1", "the gain is missing: the units that are off hold the gradient back."),
            ("1 / np.sqrt(on)", "np.sqrt(2)", "√2 is right if half of the units are on. Here it is the share `on`."),
            ("1 / np.sqrt(on)", "on**-0.25", "one root too many in the gain."),
            (" / np.sqrt(len(A))", "", "entries of a Gaussian start have the standard deviation g / √H."),
            (" / np.sqrt(len(A))", " * np.sqrt(len(A))", "you multiply by √H. The standard deviation is g / √H."),
            (" / np.sqrt(len(A))", " / len(A)", "you divide by H. The standard deviation is g / √H."),
        ],
        "With half of the units on it is He's gain.",
        bug=("he_start", "1 / np.sqrt(on)", "1 / on"),
    )


def uniform(rng):
    solution = """\
def mended_uniform(U, gain):
    width = gain * np.sqrt(3 / len(U))
    return width * U"""

    def truth(U, gain):
        return [[u * math.sqrt(gain**2 / len(U) / EVEN) for u in row] for row in U]

    gains = rng.permutation([0.5, 0.75, 1.25, 1.5, 2.0, 3.0]).tolist()
    width, one = "gain * np.sqrt(3 / len(U))", "gain / np.sqrt(len(U))"
    return Variant(
        f"{WILD}The entries of `U` are drawn uniformly between -1 and 1. This function shall multiply them by $w$, and "
        "so return a uniform start between $\\pm w$, for the $w$ with which such a draw has the gain `gain`. Its "
        f'author reports: "I ask for gain 1, and measure 0.58 whenever the network is large."{MEND}',
        solution,
        truth,
        [{"U": eighths(rng.uniform(-1, 1, (H, H))), "gain": g} for H, g in zip(SIZES, gains, strict=True)],
        [
            (width, one, "this is still the answer of the code with the bug. Which variance do the entries of U have?"),
            (width, "gain * 3 / np.sqrt(len(U))", "the variance is w²/3, so w has a √3 in it, not a 3."),
            (width, "gain * np.sqrt(12 / len(U))", "√12 belongs to the whole way from -w to w. Half of it is w."),
            (
                width,
                "gain * np.sqrt(6 / len(U))",
                "√6 belongs to Glorot's formula, over H + H. A variance w²/3 has a 3.",
            ),
            (
                width,
                "2 * gain / np.sqrt(len(U))",
                "½ is the mean size of an entry of U. A variance is the mean *square*.",
            ),
            (
                width,
                "gain**2 * np.sqrt(3 / len(U))",
                "the gain itself belongs there: its square is in the variance, g² / H.",
            ),
            (width, "3 * gain**2 / len(U)", "that is w². Its root is asked for."),
            *(
                (width, f"gain / {nearly} / np.sqrt(len(U))", f"{nearly} is rounded. Which number is it exactly?")
                for nearly in (0.58, 0.577, 0.5774)
            ),
            (width, "gain * 0.58 / np.sqrt(len(U))", "so 0.58 comes in twice. It has to go out."),
            (
                "width * U",
                "width * (2 * U - 1)",
                "U lies between -1 and 1 already. 2 U - 1 is for a draw between 0 and 1.",
            ),
            (width, "gain / np.sqrt(3 * len(U))", "√3 belongs above: a draw between ±1 has a small variance."),
            (width, "gain * np.sqrt(3) / len(U)", "you divide by H. The standard deviation of an entry is g / √H."),
            (width, "gain * np.sqrt(3)", "√H is missing: the standard deviation of an entry is g / √H."),
            (width, "np.sqrt(3 * gain / len(U))", "the gain itself belongs there: the variance is g² / H."),
            (width, "np.sqrt(3 / len(U))", "the gain is missing."),
            (width, "np.sqrt(3 / len(U)) / gain", "you divide by the gain. A larger gain wants larger weights."),
            (width, "gain * np.sqrt(3 * len(U))", "you multiply by √H. The standard deviation of an entry is g / √H."),
            *(
                (width, f"gain * {nearly} / np.sqrt(len(U))", f"{nearly} is rounded. Which number is it exactly?")
                for nearly in (1.73, 1.732)
            ),
            (width, "gain / np.std(U) / np.sqrt(len(U))", "that goes by the entries of this U, not by the draw."),
        ],
        "A gain of 1 has the width √(3/H).",
        bug=("uniform_start", width, one),
    )


EXERCISES = {
    "6.1": [pencil],
    "6.2": [to_gain, width_of],
    "6.3": [fading, gain_that_leaves],
    "6.4": [by_median, lead],
    "bug": [he, uniform],
}
