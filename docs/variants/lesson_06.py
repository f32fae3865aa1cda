"""Lesson 06: gains on paper, gains of matrices, starts to order, and fair races."""

import math
import statistics

import numpy as np

from helpers.checks.slips import eighths
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
        f"gradient is left after {n} steps?",
        f"(a) The variance is {gain**2:g}/H, the gain {gain:g}.\n"
        f"(b) Below {1 / (2 * steepest):g}: the largest singular value is about 2 g, and 2 g · {steepest:g} must be "
        "below 1.\n"
        f"(c) The mean of the squared slopes is 1/{share}, so the factor is g/{math.isqrt(share)}, and 1 at g = "
        f"{math.isqrt(share)}.\n(d) ({g:g} · {rms:g})^{n} = {g * rms:g}^{n} = {(g * rms) ** n:.3g}.",
        points=4,
    )  # fmt: skip


def matrices(rng):
    """Square matrices in eighths, with a mean of exactly 0."""
    found = []
    for H in (2, 3, 4, 5, 8, 20):
        half = eighths(rng.uniform(0.2, 1.5, H * H // 2) / math.sqrt(H)) + 0.125
        found.append(rng.permutation([*half, *-half, *[0.0] * (H % 2)]).reshape(H, H))
    return found


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
        "**6.2 · To another gain.** Somebody hands you random recurrent weights `W` with entries of mean 0. Multiply "
        "them by a number, so that they have the variance of a Gaussian start of gain `gain`, and return them.",
        solution,
        truth,
        [{"W": W, "gain": gain} for W, gain in zip(matrices(rng), gains, strict=True)],
        [
            (own, "np.std(W)", "the root of H is missing: a Gaussian start has the standard deviation g / √H."),
            (own, "(np.std(W) * len(W))", "it is the root of H that belongs there, not H."),
            (own, "(np.std(W) / np.sqrt(len(W)))", "you multiply by √H. The standard deviation shall be g / √H."),
            (own, "np.sqrt(len(W))", "W has a gain of its own: divide by it."),
            ("gain * W", "W", "that has gain 1. Another gain is asked for."),
            (f"W / {own}", f"W * {own}", "upside down: divide by the gain that W has."),
            (own, "(np.mean(W**2) * len(W))", "the variance goes by the square of the gain: a root is missing."),
            (own, "np.linalg.norm(W, 2)", "by the largest singular value. The gain is by the variance."),
            (own, "max(abs(np.linalg.eigvals(W)))", "by the spectral radius. The gain is by the variance."),
            (own, "(np.abs(W).mean() * np.sqrt(len(W)))", "by the mean size. A variance is the mean of the *squares*."),
        ],
        "So a draw of one gain serves for a race at all gains.",
    )  # fmt: skip


def width_of(rng):
    solution = """\
def width_of(W):
    return np.sqrt(3 * np.mean(W**2))"""

    def truth(W):
        """The width at which even steps through a uniform draw have this mean square."""
        even = np.mean(((np.arange(10_000) + 0.5) / 5_000 - 1) ** 2)
        return math.sqrt(math.fsum(w * w for w in W.ravel().tolist()) / W.size / even)

    root = "np.sqrt(3 * np.mean(W**2))"
    scales = rng.permutation([0.5, 1.0, 1.5, 2.0, 3.0, 4.0])
    return Variant(
        "**6.2 · The width of a draw.** Somebody hands you random recurrent weights `W` with entries of mean 0. Return "
        "the $w$ of a uniform start with the same variance, one that draws between $\\pm w$.",
        solution,
        truth,
        [{"W": scale * W} for scale, W in zip(scales, matrices(rng), strict=True)],
        [
            (root, "np.abs(W).max()", "that is the largest entry. The variance is to be the same."),
            (root, "np.std(W)", "that is the standard deviation. A uniform draw between ±w has the variance w²/3."),
            (root, "np.sqrt(np.mean(W**2) / 3)", "upside down: w²/3 is the variance. Solve for w."),
            (root, "3 * np.mean(W**2)", "that is w². Its root is asked for."),
            (root, "3 * np.std(W)", "3 times the standard deviation: w²/3 is its square, so √3 belongs there."),
            (root, "np.std(W) * np.sqrt(len(W))", "that is the gain. The width of the draw is asked for."),
            (root, "np.sqrt(3 * np.mean(W**2) / len(W))", "H is no part of it: W has the right variance already."),
            (root, "np.sqrt(3 * np.mean(W**2) * len(W))", "H is no part of it: W has the right variance already."),
            (root, "np.sqrt(12 * np.mean(W**2))", "that is the way from -w to w. Return w, half of it."),
            (root, "np.sqrt(3) * np.abs(W).mean()", "by the mean size. A variance is the mean of the *squares*."),
        ],
        "PyTorch's default has the width 1 / √H.",
    )  # fmt: skip


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
        "are logistic, $h_t=\\sigma(z_t)$. Each shall hear itself alone, and the gradient by unit $j$ shall be down to "
        f"{said} after `lags[j]` steps, while the unit sits where its value $h$ is `values[j]`. Return $W_{{hh}}$, an "
        "array (H, H). Both arguments are arrays (H,).",
        solution,
        truth,
        [
            {"lags": rng.permutation(np.arange(2.0, 50))[:H], "values": rng.permutation(np.arange(1, 8))[:H] / 8}
            for H in sizes
        ],
        [
            ("values * (1 - values)", "1 - values**2", "1 - h² is the slope of tanh. These units are logistic."),
            ("values * (1 - values)", "values", "those are the states. Their slopes are h (1 - h)."),
            ("values * (1 - values)", "1 / (2 + np.exp(values) + np.exp(-values))", "σ twice: values come from σ."),
            ("values * (1 - values)", "0.25", "¼ is the largest slope. Each unit has the slope of where it sits."),
            (" / slopes", "", "the slope is missing: a step multiplies by weight times slope."),
            (" / slopes", " * slopes", "you multiply by the slope. Weight times slope shall be the root: divide."),
            ("(1 / lags)", "lags", "the other way round: one step is the n-th *root*."),
            (f"{part} ** (1 / lags)", f"{part}", "that is for a single step. Of n steps each is the n-th root."),
            (weight, f"({part} / slopes) ** (1 / lags)", "each step has its slope: divide outside the root."),
            (f"{part} **", "0.5 **", f"halved after so many steps. It is {said} that shall be left."),
            (f"{part} **", "np.exp(-1) **", f"1/e after so many steps. It is {said} that shall be left."),
        ],
        "Logistic slopes are small, so the weights are large.",
    )  # fmt: skip


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
        "and at every step about such slopes again. Section 1 says what counts of them. Which gain must orthogonal "
        "weights have, so that about the part `part` of a gradient's length is left after `n` steps?",
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
            (rms, "slopes.max()", "by the largest slope. The other units hold back more."),
            (" / rms", "", "the slopes are missing: a step multiplies by the gain and their rms."),
            (" / rms", " * rms", "gain times rms shall be the factor of a step: divide by the rms."),
            ("part ** (1 / n)", "part", "that is for a single step. Of n steps each is the n-th root."),
            ("part ** (1 / n)", "part / n", "steps multiply: each is the n-th root of the part, not its n-th part."),
            ("part ** (1 / n) / rms", "(part / rms) ** (1 / n)", "each step has its slopes: divide outside the root."),
        ],
        "A smaller rms wants a larger gain, and an input can change the rms.",
    )  # fmt: skip


def table(rng, rates, seeds, budget):
    """Updates (rates, seeds), in tens; some seeds fail, which is 0."""
    typical = rng.permutation([0.1, 0.14, 0.2, 0.28])[:rates, None] * budget
    updates = np.round(typical * rng.uniform(0.2, 2.8, (rates, seeds)) / 10) * 10
    return np.where(rng.random((rates, seeds)) < rng.choice([0.1, 0.3, 0.6], (rates, 1)), 0, updates).astype(int)


COUNTED = "np.where(updates == 0, budget, updates)"
ZERO = "not learned is not 0 updates, the fewest of all. A failure counts as the whole budget."
ALONE = "those are the successes alone. A failure counts as the whole budget."
SUCCESSES = "np.where(updates == 0, np.nan, updates)"


TOLD_APART = [  # by the median it is always the first row, and other rows by mean, by luck, without failures, ...
    [[900, 100, 110], [150, 160, 170], [0, 0, 20], [400, 300, 500]],
    [[200, 210, 220], [100, 300, 310], [240, 230, 250], [400, 420, 410]],
    [[100, 110, 980], [150, 160, 500], [330, 340, 350], [400, 410, 420]],
    [[130, 140, 150], [0, 120, 300], [200, 210, 220], [500, 510, 520]],
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
    while len(cases) < 9:
        i = len(cases)
        updates = rng.permutation(TOLD_APART[i]) if i < len(TOLD_APART) else table(rng, 4, rng.integers(3, 6), 1000)
        case = {"rates": rng.permutation(rates), "updates": updates, "budget": 1000}
        least, next_one = sorted(medians(updates, 1000))[:2]
        if least < next_one and (i != 1 or truth(**case) != truth(**cases[0])):
            cases.append(case)
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
            (place, f"np.nanargmin([np.nanmedian(r) for r in {SUCCESSES}])", ALONE),
        ],
        "Chosen like this for every contender, a comparison is fair.",
        words="The best of several rates has also had luck on these seeds; on others its result is worse. On new seeds "
        "it is an honest measurement, for all contenders alike.",
    )  # fmt: skip


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
        if bests[0].argmin() != bests[1].argmin() and (len(cases) > 1 or any(shown)):
            cases.append(case)
    both = "fewest(first) / fewest(second)"
    fair = "counted.mean(axis=1).min()"
    return Variant(
        "**6.4 · Judge a fair race.** Two starts have run at the same learning rates. `first[i, j]` is how many "
        "updates the first start took at rate `i` with seed `j`, and **0 if it did not learn within `budget` "
        "updates**; `second` is the same for the second start. A failure counts as the whole budget. Each start counts "
        "with its mean at its own best rate, that with the smallest mean. Return how many times as many updates the "
        "first start takes as the second. Then say in a sentence "
        "what would go wrong if both had run at one rate, the best of the second.",
        solution,
        truth,
        cases,
        [
            (COUNTED, "updates", ZERO),
            (both, "fewest(second) / fewest(first)", "upside down: the first start's updates, by the second's."),
            (both, "fewest(first) - fewest(second)", "that is the difference. How many *times* as many is asked for."),
            (fair, "counted.mean()", "that is the mean over all rates. Each start counts at its best rate."),
            (fair, "counted.min()", "that is the luckiest seed. Take the mean of all seeds at a rate."),
            (fair, "np.median(counted, axis=1).min()", "that is by the median. The mean is asked for."),
            (fair, "counted.mean(axis=1).max()", "that is at the worst rate. Each start counts at its best one."),
            (fair, "counted.mean(axis=0).min()", "you average over the rates. A row is a rate, its entries are seeds."),
            (fair, "counted.sum(axis=1).min() / (updates > 0).sum()", "divide by the number of seeds, failures too."),
        ],
        "Each at its own best rate: that is what a fair race means.",
        words="It would measure how well that rate suits the second start: the first, at a rate that isn't its own, "
        "looks slower than it is.",
    )  # fmt: skip


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
            ("1 / np.sqrt(on)", "1 / on", "this is still the answer of the code with the bug. Which rms have slopes?"),
            ("1 / np.sqrt(on)", "np.sqrt(on)", "upside down: fewer units that are on want a larger gain."),
            ("1 / np.sqrt(on)", "1", "the gain is missing: the units that are off hold the gradient back."),
            ("1 / np.sqrt(on)", "np.sqrt(2)", "√2 is right if half of the units are on. Here it is the share `on`."),
            ("1 / np.sqrt(on)", "on**-0.25", "one root too many in the gain."),
            (" / np.sqrt(len(A))", "", "entries of a Gaussian start have the standard deviation g / √H."),
            (" / np.sqrt(len(A))", " / len(A)", "you divide by H. The standard deviation is g / √H."),
        ],
        "With half of the units on it is He's gain.",
        bug=("he_start", "1 / np.sqrt(on)", "1 / on"),
    )  # fmt: skip


def uniform(rng):
    solution = """\
def mended_uniform(U, gain):
    width = gain * np.sqrt(3 / len(U))
    return width * U"""

    def truth(U, gain):
        even = np.mean(((np.arange(10_000) + 0.5) / 5_000 - 1) ** 2)  # the variance of a draw between -1 and 1
        return [[u * math.sqrt(gain**2 / len(U) / even) for u in row] for row in U]

    gains = rng.permutation([0.5, 0.75, 1.25, 1.5, 2.0, 3.0]).tolist()
    width = "gain * np.sqrt(3 / len(U))"
    return Variant(
        f"{WILD}The entries of `U` are drawn uniformly between -1 and 1. This function shall multiply them by $w$, and "
        "so return a uniform start between $\\pm w$, for the $w$ with which such a draw has the gain `gain`. Its "
        f'author reports: "I ask for gain 1, and measure 0.58 whenever the network is large."{MEND}',
        solution,
        truth,
        [{"U": eighths(rng.uniform(-1, 1, (H, H))), "gain": g} for H, g in zip(SIZES, gains, strict=True)],
        [
            (width, "gain / np.sqrt(len(U))", "this is still the answer of the code with the bug. Which variance is it?"),
            (width, "gain * 3 / np.sqrt(len(U))", "the variance is w²/3, so w has a √3 in it, not a 3."),
            (width, "gain / np.sqrt(3 * len(U))", "√3 belongs above: a draw between ±1 has a small variance."),
            (width, "gain * np.sqrt(3) / len(U)", "you divide by H. The standard deviation of an entry is g / √H."),
            (width, "gain * np.sqrt(3)", "√H is missing: the standard deviation of an entry is g / √H."),
            (width, "np.sqrt(3 * gain / len(U))", "the gain itself belongs there: the variance is g² / H."),
            (width, "np.sqrt(3 / len(U))", "the gain is missing."),
            (width, "gain / np.std(U) / np.sqrt(len(U))", "that goes by the entries of this U, not by the draw."),
        ],
        "A gain of 1 has the width √(3/H).",
        bug=("uniform_start", width, "gain / np.sqrt(len(U))"),
    )  # fmt: skip


EXERCISES = {
    "6.1": [pencil],
    "6.2": [to_gain, width_of],
    "6.3": [fading, gain_that_leaves],
    "6.4": [by_median, lead],
    "bug": [he, uniform],
}
