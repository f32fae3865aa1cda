"""Lesson 05: how long Adam remembers, cuts on the way back, gradients that are turned, and walls to order."""

import math

import numpy as np

from helpers.checks.slips import eighths
from helpers.checks.turns import angle
from variants import MEND, STEP, WILD, Variant, entry

MEAN = (
    "The running mean of squares is $v \\leftarrow \\beta_2 v + (1 - \\beta_2)\\cdot\\text{square}$. Right after an "
    "explosion to $G$, its share in $v$ is $(1 - \\beta_2)\\,G^2$. "
)
WEIGHT = "an explosion enters the mean with the weight 1 - β₂; that is missing."


def sized(rng):
    c = int(rng.choice([4, 10, 25]))
    solution = f"""\
def size_of_explosion(g, beta2, n):
    return g / np.sqrt({c} * (1 - beta2) * beta2**n)"""

    def truth(g, beta2, n):
        share = 1 - beta2  # of an explosion of size 1
        for _ in range(n):
            share *= beta2
        return math.sqrt(g**2 / c / share)

    runs = [(0.5, 20), (0.9, 60), (0.9, 110), (0.99, 600), (0.999, 4000), (0.999, 8000)]
    usual = rng.choice([0.25, 0.5, 2.0, 3.0, 8.0, 10.0], 6, replace=False)
    return Variant(
        f"**5.1 · With pencil: how large was it?** A weight's gradient has size $g$ at every update, but once it was "
        f"$G$, much larger. {MEAN}$n$ updates later that share is down to $g^2/{c}$. How large was $G$? Derive a "
        "formula on paper, then type it.",
        solution,
        truth,
        [{"g": g, "beta2": beta2, "n": n} for g, (beta2, n) in zip(usual.tolist(), runs, strict=True)],
        [
            ("(1 - beta2) * ", "", WEIGHT),
            ("(1 - beta2)", "beta2", "an explosion enters the mean with the weight 1 - β₂, not β₂."),
            (f"{c} * ", "", f"the share is down to g²/{c}, not to g²."),
            (f"{c} * (1 - beta2)", f"(1 - beta2) / {c}", f"the share is down to g²/{c}, not to {c} g²."),
            ("np.sqrt", "", "the share has the square of G, so a root belongs to it."),
            ("g / np.sqrt", "g**2 / ", "that is G². G itself is asked for."),
            (" * beta2**n", "", "that is for no later update. Each of the n multiplies the share by β₂."),
            (" * beta2**n)", ") / beta2**n", "the root belongs to β₂ⁿ too."),
            ("beta2**n", "(beta2 * n)", "n updates multiply by β₂ n times: a power."),
            ("beta2**n", "beta2 ** (n + 1)", "off by one: (1 - β₂) G² is the share *after* the update that exploded."),
            ("beta2**n", "(1 - beta2) ** n", "a later update multiplies the share by β₂, not by 1 - β₂."),
        ],
        "So large an explosion is not forgotten earlier.",
    )


def twice(rng):
    solution = """\
def memory_of_two(G1, G2, d, g, beta2):
    share = (1 - beta2) * (G1**2 * beta2**d + G2**2)
    return np.log(share / g**2) / -np.log(beta2)"""

    def truth(G1, G2, d, g, beta2):
        v, n = (1 - beta2) * G1**2, 0
        for t in range(1, d + 1):
            v = beta2 * v + (1 - beta2) * (G2**2 if t == d else 0)
        while v > g**2:
            before, v, n = v, beta2 * v, n + 1
        return n - math.log(g**2 / v) / math.log(before / v)

    later = [(0.9, 5), (0.99, 50), (0.5, 1), (0.9, 10), (0.99, 100), (0.999, 700), (0.999, 200)]
    sizes = rng.permutation([100.0, 150.0, 200.0, 250.0, 300.0, 400.0, 500.0]).tolist()
    return Variant(
        "**5.1 · With pencil: how long does Adam remember two?** A weight's gradient has size $g$ at every update, but "
        f"once it is $G_1$, and $d$ updates later $G_2$, both much larger. {MEAN}After how many updates $n$ (a real "
        "number), counted from the second explosion, is the share of both together down to $g^2$? Derive a formula on "
        "paper, then type it. (`G1` and `G2` are $G_1$ and $G_2$.)",
        solution,
        truth,
        [
            {"G1": G1, "G2": G2, "d": d, "g": float(rng.choice([0.5, 2.0, 4.0])), "beta2": beta2}
            for G1, G2, (beta2, d) in zip(sizes, sizes[1:] + sizes[:1], later, strict=True)
        ],
        [
            ("(1 - beta2) * ", "", WEIGHT),
            ("G1**2 * beta2**d + ", "", "that is the second explosion alone. A part of the first is still in v."),
            (" + G2**2", "", "that is the first explosion alone. The second has a share too."),
            (" * beta2**d", "", "the first explosion's share has shrunk by β₂ at each of the d updates since."),
            ("G1**2 * beta2**d + G2**2", "G1**2 + G2**2 * beta2**d", "the *first* one is older, by d updates."),
            ("beta2**d", "beta2 * d", "d updates multiply by β₂ d times: a power."),
            ("G1**2 * beta2**d + G2**2", "(G1 + G2)**2", "squares are added, and the first has shrunk by then."),
            ("G1**2 * beta2**d + G2**2", "(G1 * beta2**d + G2)**2", "squares are added, not the sizes."),
            ("share / g**2", "share / g", "the share is compared with g², the square."),
            ("-np.log(beta2)", "(1 - beta2)", "1 / (1 - β₂) is close for a β₂ near 1. From β₂ⁿ exactly: -ln β₂."),
            ("-np.log(beta2)", "np.log(beta2)", "a sign: β₂ is below 1, so its logarithm is negative."),
            (
                "return np.log(share / g**2) / -np.log(beta2)",
                "return np.ceil(np.log(share / g**2) / -np.log(beta2))",
                "a real number is asked for: don't round it.",
            ),
            (
                "return np.log(share / g**2) / -np.log(beta2)",
                "return d + np.log(share / g**2) / -np.log(beta2)",
                "you count from the first explosion. Count from the second.",
            ),
        ],
        "Shares add up, and a logarithm follows: the smaller explosion hardly makes the memory longer.",
    )  # fmt: skip


def ways(rng):
    """Cases of a way back: factors (T,) in eighths, and a limit."""
    shapes = [(4, 1.0), (1, 8.0), (1, 0.5), (3, 2.0), (5, 0.5), (8, 4.0), (12, 2.0)]
    drawn = [(rng.choice([-1, 1], T) * rng.uniform(0.3, 4, T), limit) for T, limit in shapes]
    first = [(rng.uniform([0.2, -4], [0.8, -3]), 2.0), (rng.uniform([2.5, 0.3, 2.5], [3.5, 0.6, 3.5]), 2.0)]
    return [{"factors": eighths(f), "limit": limit} for f, limit in [*first, ([0.125, 0.5, 3.0], 2.0), *drawn]]


CHAIN = (
    "Some programs clip *inside* the backward pass. A chain of single units has the factors $f_1, \\dots, f_T$, where "
    "$f_t = \\partial h_t/\\partial h_{t-1}$. "
)
LAST_FIRST = "the way back begins at h_T: the last factor comes first."


def all_losses(rng):
    solution = """\
def cut_with_losses(factors, limit):
    g = 0.0
    for factor in factors[::-1]:
        g = np.clip((g + 1) * factor, -limit, limit)
    return g"""

    def truth(factors, limit):
        return sorted((-limit, factors[0] * (1 + truth(factors[1:], limit)), limit))[1] if len(factors) else 0.0

    cut = "np.clip((g + 1) * factor, -limit, limit)"
    return Variant(
        f"**5.2 · Cut on the way, with many losses.** {CHAIN}Each of the states $h_1, \\dots, h_T$ has a loss, and "
        "$L = h_1 + \\dots + h_T$. Begin with a gradient of 1 at $h_T$. Each step back multiplies by the factor, then "
        "cuts the result off at ±`limit`, and then adds 1 for the loss at the state that it has reached. Return what "
        "arrives at $h_0$, which has no loss.",
        solution,
        truth,
        ways(rng),
        [
            ("factors[::-1]", "factors", LAST_FIRST),
            ("return g", "return g + 1", "h_0 has no loss: nothing is added there."),
            (
                "g = 0.0\n    for factor in factors[::-1]:\n        g = np.clip((g + 1)",
                "g = 1.0\n    for factor in factors[::-1]:\n        g = np.clip(g",
                "that is the loss at the end alone. Each state adds 1 for its own.",
            ),
            (cut, "(g + 1) * factor", "nothing is cut."),
            (
                f"{cut}\n    return g",
                "(g + 1) * factor\n    return np.clip(g, -limit, limit)",
                "you cut once, at the end. Cut after every multiplication.",
            ),
            (cut, "np.clip(g + 1, -limit, limit) * factor", "you cut before you multiply. Multiply first, then cut."),
            (cut, "(g + 1) * np.clip(factor, -limit, limit)", "you cut the factors, not the gradient on its way."),
            (cut, "np.minimum((g + 1) * factor, limit)", "negative gradients are cut off too, at -limit."),
            (cut, "min(abs((g + 1) * factor), limit)", "the sign is lost: cut to ±limit."),
            ("g + 1", "g + limit", "each loss adds 1, not the limit."),
        ],
        "Each way back is cut, and the losses of later states come through it too.",
    )


def how_often(rng):
    solution = """\
def times_cut(factors, limit):
    g, times = 1.0, 0
    for factor in factors[::-1]:
        g = g * factor
        if abs(g) > limit:
            g, times = limit * np.sign(g), times + 1
    return times"""

    def truth(factors, limit):
        """Each step with the way behind it done anew, by cutting."""
        times = 0
        for t in range(len(factors)):
            g = 1.0
            for factor in reversed(factors[t:]):
                came = g * factor
                g = max(-limit, min(limit, came))
            times += g != came
        return times

    signs = rng.choice([-1, 1], 3)
    tie = {"factors": np.array([2.0, 0.5, 4.0]) * signs, "limit": 1.0}
    below = {"factors": np.array([-4.0, 0.75, -4.0, 0.75, 2.0]), "limit": 2.5}
    c = float(rng.choice([1, 2]))
    often = {"factors": np.array([0.25, -5.0, 1.5, 2.5, -1.5 * c]), "limit": 2.5 * c}
    return Variant(
        f"**5.2 · How often is it cut?** {CHAIN}Begin with a gradient of 1 at $h_T$. Each step back multiplies by the "
        "factor and then cuts the result off at ±`limit`. At how many of the $T$ steps is something cut off? (A result "
        "of exactly ±`limit` loses nothing, and doesn't count.)",
        solution,
        truth,
        [often, tie, below, *ways(rng)],
        [
            ("factors[::-1]", "factors", LAST_FIRST),
            ("g, times = limit * np.sign(g), times + 1", "times += 1", "you count, but g goes on without a cut."),
            ("abs(g) > limit", "g > limit", "negative gradients are cut off too, at -limit."),
            ("abs(g) > limit", "abs(g) >= limit", "exactly ±limit loses nothing, and doesn't count."),
            ("abs(g) > limit", "abs(factor) > limit", "you compare the factor. The gradient on its way is cut."),
            ("g, times = 1.0, 0", "g, times = limit, 0", "it begins with 1, not with the limit."),
            ("limit * np.sign(g), times", "1.0, times", "what is cut off goes on as ±limit, not as 1."),
            ("return times", "return len(factors) - times", "those are the steps at which nothing is cut."),
            ("return times", "return g", "that is what arrives at h_0. How often has it been cut?"),
        ],
        "Where it has been cut, what arrives is no derivative of the last state.",
    )


def gradients(rng, sizes):
    """Gradients of two arrays, (n, m) and (n,), with entries about so large, in eighths and none of them 0."""
    shapes = [(2, 2), (3, 1), (2, 3), (3, 2), (4, 3), (5, 4)]
    return [
        {
            "dW": eighths(rng.choice([-1, 1], shape) * size * rng.uniform(0.4, 2, shape)),
            "db": eighths(rng.choice([-1, 1], shape[0]) * size * rng.uniform(0.4, 2, shape[0])),
        }
        for shape, size in zip(shapes, sizes, strict=True)
    ]


LENGTHS = "(np.linalg.norm(before) * np.linalg.norm(after))"


def by_value(rng):
    solution = f"""\
def cosine_by_value(dW, db, limit):
    before = np.concatenate([dW.ravel(), db])
    after = np.clip(before, -limit, limit)
    return before @ after / {LENGTHS}"""

    def truth(dW, db, limit):
        g = [*np.ravel(dW).tolist(), *db.tolist()]
        cut = [max(-limit, min(limit, entry)) for entry in g]
        return 1 - sum((x / math.hypot(*g) - y / math.hypot(*cut)) ** 2 for x, y in zip(g, cut, strict=True)) / 2

    drawn = gradients(rng, [2.0, 1.0, 2.0, 3.0, 0.375, 3.0])
    cases = [case | {"limit": limit} for case, limit in zip(drawn, [2.0, 1.0, 0.5, 3.0, 1.0, 4.0], strict=True)]
    cases[0]["dW"][0], cases[1]["dW"][0] = [7.0, -0.5], -4.0  # one entry is cut off in any case
    cases.append({"dW": np.array([[30.0, 40.0]]), "db": np.array([2.0]), "limit": 4.0})
    after, whole = "np.clip(before, -limit, limit)", f"before @ after / {LENGTHS}"
    return Variant(
        "**5.3 · Turned by value.** A network has two arrays, with gradients `dW` and `db`. Clip them by value, at "
        "±`limit`. Return the cosine of the angle between the whole gradient (all entries of both arrays) before and "
        "after.",
        solution,
        truth,
        cases,
        [
            (after, "before * (limit / max(np.linalg.norm(before), limit))", "clipping by norm turns nothing. By value "
             "every entry is cut off on its own."),
            (f" / {LENGTHS}", "", "divide by both lengths: a product of two vectors is no cosine yet."),
            (LENGTHS, "np.linalg.norm(before) ** 2", "divide by both lengths, of the gradient and of the clipped one."),
            (whole, f"np.arccos(min(1.0, {whole}))", "that is the angle in radians. Its cosine is asked for."),
            (whole, f"np.degrees(np.arccos(min(1.0, {whole})))", "that is the angle. Its cosine is asked for."),
            (after, "np.minimum(before, limit)", "negative entries are cut off too, at -limit."),
            (after, "limit * np.sign(before)", "entries within ±limit stay as they are."),
            (after, "np.clip(before, 0, limit)", "no entry changes its sign or is lost: cut off at ±limit."),
            ("np.concatenate([dW.ravel(), db])", "dW.ravel()", "only dW is looked at. Take both arrays together."),
            (after, "np.concatenate([np.clip(dW, -limit, limit).ravel(), db])", "db is clipped as well."),
        ],
        "By this factor a short step lowers the error less than one of the same length along the gradient.",
    )  # fmt: skip


def unit_by_unit(rng):
    solution = """\
def turned_by_units(dW, db, limit):
    units = np.column_stack([dW, db])
    norms = np.linalg.norm(units, axis=1, keepdims=True)
    clipped = units * (limit / np.maximum(norms, limit))
    cosine = np.sum(units * clipped) / (np.linalg.norm(units) * np.linalg.norm(clipped))
    return np.degrees(np.arccos(min(1.0, cosine)))"""

    def truth(dW, db, limit):
        before, after = [], []
        for row, last in zip(dW.tolist(), db.tolist(), strict=True):
            unit = [*row, last]
            before += unit
            after += [x * min(1, limit / (math.hypot(*unit) or 1)) for x in unit]
        return angle(np.array(before), np.array(after))

    cases = [case | {"limit": float(rng.choice([1.5, 2.0, 2.5]))} for case in gradients(rng, [1.0, 1.0, 1, 2, 1, 3])]
    for case in cases:  # the first unit is far too long, the second short
        case["dW"][0], case["dW"][1], case["db"][1] = 8 * case["dW"][0], 0.125, -0.25
    cases[3]["dW"][2], cases[3]["db"][2] = 0.0, 0.0
    cosine = "np.sum(units * clipped) / (np.linalg.norm(units) * np.linalg.norm(clipped))"
    angled = "np.degrees(np.arccos(min(1.0, cosine)))"
    norms = "np.linalg.norm(units, axis=1, keepdims=True)"
    factor = "(limit / np.maximum(norms, limit))"
    by_array = "np.column_stack([g * limit / max(np.linalg.norm(g), limit) for g in (dW, db)])"
    return Variant(
        "**5.3 · Unit by unit.** A program clips the gradient of each unit by its **own** norm. A layer has the "
        "gradients `dW` and `db`; to unit $i$ belong row $i$ of `dW` and entry $i$ of `db`, with one norm over both. "
        "Return the angle, in degrees, between the whole gradient (all entries of both arrays) before and after. A "
        "unit whose gradient is 0 stays as it is. (Rounding may give a cosine of 1 + 1e-16: cut that off.)",
        solution,
        truth,
        cases,
        [
            (f"units * {factor}", by_array, "each array has a norm of its own in yours. Here each unit has one."),
            (norms, "np.linalg.norm(units)", "your angle is always 0: one norm over all turns nothing, and no "
             "unit turns by itself. Clip each by its own norm, and then compare the whole."),
            (norms, "np.linalg.norm(units, axis=0)", "those are the norms of columns. A unit has a row."),
            (norms, "np.linalg.norm(dW, axis=1, keepdims=True)", "the bias is missing in the norm of its unit."),
            (factor, "(limit / np.maximum(norms, 1e-300))", "short ones are made longer: the factor is at most 1."),
            (factor, "(1 / np.maximum(norms, 1))", "a unit that is too long gets the length `limit`, not 1."),
            (f"units * {factor}", "np.clip(units, -limit, limit)", "that is clipping by value, entry by entry."),
            (angled, "np.arccos(min(1.0, cosine))", "that is in radians; degrees are asked for."),
            (angled, "cosine", "that is the cosine of the angle. np.arccos gives the angle."),
            (cosine, "np.sum(units * clipped) / np.linalg.norm(units) ** 2", "divide by both lengths."),
            (angled, "np.linalg.norm(units - clipped)", "that is the distance. The angle is asked for."),
        ],
        "A loud unit loses its lead over the others: the step goes another way.",
    )  # fmt: skip


def solved(f, goal, low, high):
    """Where the growing function f is `goal`, by halving."""
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if f(middle) < goal else (low, middle)
    return low


def logistic(x):
    return 1 / (1 + np.exp(-x))


def slope(activation, x):
    return activation(complex(x, STEP)).imag / STEP


ROOTS = [
    ("steepness ** (1 / T)", "steepness", "the whole steepness belongs to T steps. One factor is its T-th root."),
    ("steepness ** (1 / T)", "steepness / T", "you divide by T. Factors multiply: one of them is the T-th root."),
    ("steepness ** (1 / T)", "steepness ** (1 / (T + 1))", "off by one: from x_0 to x_T there are T steps."),
    ("steepness ** (1 / T)", "np.log(steepness) / T", "that is the logarithm of the factor. exp leads back."),
]
TARGETS = [(1000.0, 50), (0.25, 2), (8.0, 3), (1e6, 20), (2.0, 1), (1000.0, 500)]


def of_tanh(rng):
    solution = """\
def wall_of_tanh(x, steepness, T):
    y = np.tanh(x)
    w = steepness ** (1 / T) / (1 - y**2)
    return np.array([w, x - w * y])"""

    def truth(x, steepness, T):
        w = solved(lambda w: T * math.log(w * slope(np.tanh, x)), math.log(steepness), 0.0, 100.0)
        return [w, x - w * math.tanh(x)]

    places = rng.permutation([-1.25, -0.75, -0.5, 0.25, 0.625, 1.5]).tolist()
    return Variant(
        "**5.4 · Design a wall of tanh.** Choose $w$ and $b$ of the unit $x_t = w\\tanh(x_{t-1}) + b$ such that a "
        "state that starts at `x` stays there, and $dx_T/dx_0$ is exactly `steepness` (above 0, with $w$ above 0). "
        "Return both as an array `[w, b]`. Each of the two is marked by itself.",
        solution,
        truth,
        [{"x": x, "steepness": steepness, "T": T} for x, (steepness, T) in zip(places, TARGETS, strict=True)],
        [
            *ROOTS,
            ("(1 - y**2)", "(y * (1 - y))", "y (1 - y) is the slope of the logistic function. This unit has tanh."),
            ("(1 - y**2)", "(1 - x**2)", "the slope at x is 1 - y² with y = tanh(x), not 1 - x²."),
            ("(1 - y**2)", "(1 - np.tanh(y) ** 2)", "one tanh too many: the slope at x is 1 - y² with y = tanh(x)."),
            ("(1 - y**2)", "(1 - y)", "the square is missing in the slope: 1 - y²."),
            (" / (1 - y**2)", " * (1 - y**2)", "upside down: from w (1 - y²) = factor find w."),
            (" / (1 - y**2)", "", "the slope of tanh is missing: a factor is w (1 - y²)."),
            ("x - w * y", "w * y - x", "w is right; the sign of b is not. x = w tanh(x) + b, solved for b."),
            ("x - w * y", "-w * y", "w is right. For b you solved 0 = w tanh(x) + b; the state stays at x."),
            ("x - w * y", "x - w * x", "w is right. In b there stands w x; it is w tanh(x)."),
            ("x - w * y", "y - w * y", "w is right. The state stays at x, not at tanh(x)."),
            ("[w, x - w * y]", "[x - w * y, w]", "b stands first: w comes first, then b."),
        ],
        "At 0 a weight of 1 is enough for a factor of 1; farther out tanh is flatter, and the weight must be larger.",
        parts={"w": entry(0), "b": entry(1)},
    )


def where(rng):
    solution = """\
def place_of_wall(w, steepness, T):
    slope = steepness ** (1 / T) / w
    y = (1 + np.sqrt(1 - 4 * slope)) / 2
    x = np.log(y / (1 - y))
    return np.array([x, x - w * y])"""

    def truth(w, steepness, T):
        x = solved(lambda x: -T * math.log(w * slope(logistic, x)), -math.log(steepness), 0.0, 40.0)
        return [x, x - w * logistic(x)]

    weights = rng.permutation([8.5, 9.0, 10.0, 11.0, 12.0, 14.0]).tolist()
    root = "(1 + np.sqrt(1 - 4 * slope)) / 2"
    return Variant(
        "**5.4 · Find the place of a wall.** The unit $x_t = w\\,\\sigma(x_{t-1}) + b$ has a given `w`, and $\\sigma$ "
        "is the logistic function. Find an $x$ **above 0**, and $b$, such that a state that starts at $x$ stays there, "
        "and $dx_T/dx_0$ is exactly `steepness`. Return both as an array `[x, b]`. Each of them is marked by itself. "
        "(From $y = \\sigma(x)$ follows $x = \\ln\\frac{y}{1-y}$.)",
        solution,
        truth,
        [{"w": w, "steepness": steepness, "T": T} for w, (steepness, T) in zip(weights, TARGETS, strict=True)],
        [
            *ROOTS[:3],
            (" / w", "", "a factor is w y (1 - y): divide by w for the slope y (1 - y)."),
            (root, "(1 - np.sqrt(1 - 4 * slope)) / 2", "that is the place below 0. There is another one, above 0."),
            (root, "np.sqrt(1 - slope)", "that is for 1 - y², the slope of tanh. This unit is logistic: y (1 - y)."),
            ("x - w * y", "y - w * y", "the state stays at x, not at y = σ(x)."),
            (f"{root}\n    x = np.log(y / (1 - y))", f"{root}\n    x = y", "x is missing: that is y, and y = σ(x)."),
            ("x - w * y", "w * y - x", "x is right; the sign of b is not. x = w σ(x) + b, solved for b."),
            ("x - w * y", "-w * y", "x is right. For b you solved 0 = w σ(x) + b; the state stays at x."),
            ("x - w * y", "0.5 - w * y", "x is right. b belongs to a state that stays at ½; here it stays at x."),
            ("x - w * y", "x - w * x", "x is right. In b there stands w x; it is w σ(x)."),
            ("[x, x - w * y]", "[x - w * y, x]", "b stands first: x comes first, then b."),
        ],
        "The larger the weight, the farther out the wall, where the logistic function is flatter.",
        parts={"x": entry(0), "b": entry(1)},
    )


def several(rng):
    solution = """\
def mended_sum(W, batches, lr, limit):
    total = np.zeros(len(W))
    for g in batches:
        total = total + g
    norm = np.linalg.norm(total)
    total = total * (limit / max(norm, limit))
    return W - lr * total"""

    def truth(W, batches, lr, limit):
        g = [math.fsum(column) for column in np.transpose(batches).tolist()]
        return [w - lr * x * min(1, limit / math.hypot(*g)) for w, x in zip(W.tolist(), g, strict=True)]

    cases = [
        {
            "W": eighths(rng.normal(size=n)),
            "batches": eighths(rng.choice([-1, 1], (B, n)) * rng.uniform(0.4, 2, (B, n)) * size + size),
            "lr": float(rng.choice([0.125, 0.25, 0.5])),
            "limit": limit,
        }
        for B, n, size, limit in [(2, 2, 2, 1.0), (3, 2, 0.5, 8.0), (3, 4, 5, 1.5), (3, 2, 1, 2.0), (1, 3, 2, 1.0)]
    ]
    cases[0]["batches"] = np.array([[3.0, -4.0], [0.5, 1.0]]) * rng.choice([1, 2])
    cases.append({"W": np.zeros(2), "batches": np.array([[3.0, 4.0], [-3.0, -3.5]]), "lr": 0.5, "limit": 1.0})
    clips = "    norm = np.linalg.norm(total)\n    total = total * (limit / max(norm, limit))"
    inside = clips.replace("    ", "        ")
    return Variant(
        f"{WILD}This function shall add up the gradients of several batches, the rows of `batches`, clip the sum by "
        "norm at `limit`, and return the weights `W`, a vector, after one step with it. Its author reports: \"I only "
        f'take the same batches in another order, and get other weights."{MEND}',
        solution,
        truth,
        cases,
        [
            (clips, inside, "this is still the answer of the code with the bug. How often is the sum clipped?"),
            (
                f"total + g\n{clips}",
                "total + g * (limit / max(np.linalg.norm(g), limit))",
                "you clip the gradient of each batch. Their sum is clipped, once.",
            ),
            ("total + g\n", "total + g / len(batches)\n", "that is the mean of the batches. Their sum is asked for."),
            ("max(norm, limit)", "norm", "short gradients are made longer. Clipping only shortens."),
            ("(limit / max(norm, limit))", "1.0", "nothing is clipped."),
            ("np.linalg.norm(total)", "np.linalg.norm(lr * total)", "the gradient is clipped, not lr times it."),
            ("total * (limit / max(norm, limit))", "np.clip(total, -limit, limit)", "that is clipping by value."),
            ("W - lr", "W + lr", "a sign: the step goes against the gradient."),
            ("lr * total", "total", "the learning rate is missing."),
            ("total = total + g", "total = g", "that is the last batch alone. Add up all of them."),
        ],
        "First the whole sum, then one clip, then the step.",
        bug=("add_and_clip", clips, inside),
    )  # fmt: skip


def remembered(rng):
    solution = """\
def mended_memory(w, v, g, lr, limit, beta2):
    g = g * (limit / max(np.linalg.norm(g), limit))
    v = beta2 * v + (1 - beta2) * g**2
    return w - lr * g / np.sqrt(v)"""

    def truth(w, v, g, lr, limit, beta2):
        g = g.tolist()
        cut = [x * min(1, limit / math.hypot(*g)) for x in g]
        means = [mean + (1 - beta2) * (x * x - mean) for mean, x in zip(v.tolist(), cut, strict=True)]
        return [old - lr * x / math.sqrt(mean) for old, x, mean in zip(w.tolist(), cut, means, strict=True)]

    cases = [
        {
            "w": eighths(rng.normal(size=n)),
            "v": eighths(rng.uniform(0.25, 2, n)),
            "g": eighths(rng.choice([-1, 1], n) * size * rng.uniform(0.4, 2, n)),
            "lr": float(rng.choice([0.125, 0.25])),
            "limit": limit,
            "beta2": float(rng.choice([0.5, 0.75])) if n < 3 else float(rng.choice([0.9, 0.99, 0.999])),
        }
        for n, size, limit in [(2, 20, 1.0), (2, 1, 4.0), (3, 1000, 1.0), (4, 0.5, 8.0), (6, 3, 1.5), (3, 100, 0.5)]
    ]
    clip, mean = solution.split("\n")[1:3]
    first, later = f"{clip}\n{mean}", f"{mean}\n{clip}"
    return Variant(
        f"{WILD}This function shall make an update like that of Adam, without the mean $m$: clip the gradient `g`, a "
        "vector, by norm at `limit`; take it into the running mean of squares, $v \\leftarrow \\beta_2 v + "
        "(1 - \\beta_2)\\,g^2$, with a $v$ for each weight; move the weights `w` downhill by $\\text{lr}\\cdot "
        'g/\\sqrt v$, and return them. Its author reports: "I clip each gradient at 1. Still, after an explosion the '
        f'weights hardly move for thousands of updates."{MEND}',
        solution,
        truth,
        cases,
        [
            (first, later, "this is still the answer of the code with the bug. Which gradient is taken into v?"),
            (clip, "    g = g * 1.0", "nothing is clipped."),
            (first, first.replace("    g = g", "    c = g").replace("g**2", "c**2"), "the step, too, "
             "takes the clipped gradient."),
            (
                solution[solution.index(clip) :],
                f"{mean}\n    step = lr * g / np.sqrt(v)\n    return w - step * min(1, limit / np.linalg.norm(step))",
                "you clip the step: v has taken the whole gradient in by then. Clip the gradient first.",
            ),
            ("g * (limit / max(np.linalg.norm(g), limit))", "np.clip(g, -limit, limit)", "that is clipping by value."),
            ("max(np.linalg.norm(g), limit)", "np.linalg.norm(g)", "short gradients are made longer."),
            (f"{mean}\n", "", "v is the old one: the gradient is missing in it."),
            ("(1 - beta2) * g**2", "(1 - beta2) * np.sum(g**2)", "each weight has its own v, with its own square."),
            ("(1 - beta2) * g**2", "(1 - beta2) * g", "v is a mean of squares: g², not g."),
            ("np.sqrt(v)", "v", "the root is missing: the step divides by √v."),
            ("w - lr", "w + lr", "a sign: the step goes against the gradient."),
            ("lr * g", "g", "the learning rate is missing."),
        ],
        "What v has taken in, no clipping afterwards takes out.",
        bug=("clipped_adam", first, later),
    )  # fmt: skip


EXERCISES = {
    "5.1": [sized, twice],
    "5.2": [all_losses, how_often],
    "5.3": [by_value, unit_by_unit],
    "5.4": [of_tanh, where],
    "bug": [several, remembered],
}
