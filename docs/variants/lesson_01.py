"""Lesson 01: one unit, its factors, when its gradient is largest, and weights for a purpose."""

import math

import numpy as np

from helpers.checks.slips import eighths
from variants import MEND, STEP, WILD, Pencil, Variant, entry


def pencil(rng):
    a, c = rng.permutation([1.25, 1.5, 2.5, 3.0, 5.0])[:2].tolist()
    h = np.sort(rng.choice([0.3, 0.4, 0.5, 0.6, 0.7, 0.8], 3, replace=False))
    factors = a * (1 - h**2)
    so_far = np.cumprod(np.append(1.0, factors))
    worked = "; ".join(f"{a:g} · {1 - x * x:.2f} = {f:.4g}" for x, f in zip(h, factors, strict=True))
    return Pencil(
        f"**1.1 · With pencil.** A unit with $a = {a:g}$ runs through the states $h_1 = {h[0]}$, $h_2 = {h[1]}$, "
        f"$h_3 = {h[2]}$. (a) Write down the three factors and $dh_3/dh_0$. Was the power ${a:g}^3$ a good guess? "
        f"(b) After how many steps was the gradient $dh_n/dh_0$ largest? (c) For $a = {c:g}$: below which $|h|$ does "
        "a step grow a gradient?",
        f"(a) {worked}; together {so_far[3]:.4g}. The power is {a**3:.4g}: it leaves the slopes of tanh out.\n"
        f"(b) After {so_far.argmax()}, where it is {so_far.max():.4g}.\n"
        f"(c) {c:g} (1 - h²) > 1, so |h| < √(1 - 1/{c:g}) = {math.sqrt(1 - 1 / c):.4g}.",
        points=3,
    )


def runs(rng):
    """Cases of a unit with inputs: short ones first, negative weights among them; k from 1 to T."""
    shapes = [(2, 1), (3, 2), (4, 1), (5, 5), (6, 3), (7, 4), (6, 2)]
    return [
        {
            "a": float(rng.choice([-1.5, -0.75, 0.75, 1.25, 1.75])),
            "b": float(rng.choice([-1.25, -0.625, 0.5, 1.5])),
            "h_0": float(rng.choice([-0.5, 0.25, 0.375])),
            "xs": eighths(rng.choice([-1, 1], T) * rng.uniform(0.2, 0.9, T)),
            "k": k,
        }
        for T, k in shapes
    ]


NO_WAY = "the way from h_k to the end is missing: each later step has its factor."
OFF = "off by one: x_1 is the first input, xs[0], and leads to h_1."


def power(rng):
    p = int(rng.choice([2, 3]))

    def truth(a, b, h_0, xs, k):
        h = complex(h_0)
        for t, x in enumerate(xs, start=1):
            h = np.tanh(a * h + b * (x + (STEP * 1j if t == k else 0)) ** p)
        return h.imag / STEP

    solution = f"""\
def by_word(a, b, h_0, xs, k):
    h, slopes = h_0, []
    for x in xs:
        h = np.tanh(a * h + b * x**{p})
        slopes.append(1 - h**2)
    enters = {p} * b * xs[k - 1]{f"**{p - 1}" if p > 2 else ""} * slopes[k - 1]
    return enters * np.prod(a * np.array(slopes[k:]))"""
    enters = f"{p} * b * xs[k - 1]{f'**{p - 1}' if p > 2 else ''}"
    return Variant(
        f"**1.2 · A loud word.** A unit hears the power {p} of its input: "
        f"$h_t = \\tanh(a\\,h_{{t-1}} + b\\,x_t^{p})$. Write $dh_T/dx_k$: how does the last state react to the $k$-th "
        "input? (`xs` holds $x_1, \\dots, x_T$.)",
        solution,
        truth,
        runs(rng),
        [
            (enters, "b", f"the derivative of the power is missing where the input enters: {p} x_k and so on."),
            (f"{enters} *", f"{enters.replace('b * ', '')} *", "b is missing: the power of the input enters with b."),
            (
                f"* xs[k - 1]{f'**{p - 1}' if p > 2 else ''}",
                f"* xs[k - 1]**{p}",
                f"the derivative of x^{p} has the power {p - 1}.",
            ),
            (f"{enters} * slopes[k - 1]", enters, "the slope of the step at which the input enters is missing."),
            (f"{enters} * slopes[k - 1]", f"a * {enters} * slopes[k - 1]", "one a too many: the input enters with b."),
            ("slopes[k:]", "slopes[k:-1]", "one factor too few: the way goes on to h_T."),
            ("return enters * np.prod(a * np.array(slopes[k:]))", "return enters", NO_WAY),
            ("np.prod(a * np.array(slopes[k:]))", "np.prod(slopes[k:])", "a is missing: each later step has it."),
            ("np.prod(a * np.array(slopes[k:]))", "a ** (len(xs) - k)", "the slopes of the later steps are missing."),
            ("slopes[k:]", "slopes[k - 1 :]", "one factor too many: the way begins at h_k, with the step to h_{k+1}."),
            ("slopes[k:]", "slopes", "you go back to h_0. The way begins at h_k, where the input enters."),
            ("np.prod(", "np.sum(", "you add the factors of the way. The chain rule multiplies them."),
            (f"b * x**{p}", "b * x", f"your states hear x_t itself. This unit hears its power {p}."),
            ("h, slopes = h_0, []", "h, slopes = 0.0, []", "the state starts from 0 instead of h_0."),
            ("1 - h**2", "1 - np.tanh(h) ** 2", "tanh twice: h is a value of tanh already, so the slope is 1 - h²."),
            ("k - 1]", "k % len(xs)]", OFF),
        ],
        "A loud word has more influence, a word near 0 hardly any.",
    )


def delayed(rng):
    d = int(rng.choice([1, 2]))

    def truth(a, b, c, h_0, xs, k):
        moved, h = np.concatenate([np.zeros(d), np.asarray(xs, complex)]), complex(h_0)
        moved[d + k - 1] += STEP * 1j
        for t in range(len(xs)):
            h = np.tanh(a * h + b * moved[t + d] + c * moved[t])
        return h.imag / STEP

    solution = f"""\
def by_word(a, b, c, h_0, xs, k):
    h, dh = h_0, 0.0
    for t in range(1, len(xs) + 1):
        now, before = xs[t - 1], xs[t - {d + 1}] if t > {d} else 0.0
        h = np.tanh(a * h + b * now + c * before)
        enters = b * (t == k) + c * (t == k + {d})
        dh = (1 - h**2) * (a * dh + enters)
    return dh"""
    steps = "one step" if d == 1 else "two steps"
    cases = [case | {"c": float(rng.choice([-1.0, 0.75, 1.25]))} for case in runs(rng)]
    cases[1], cases[2] = cases[2], cases[1]  # so that students are shown one with both ways
    order = "a", "b", "c", "h_0", "xs", "k"
    return Variant(
        f"**1.2 · A word heard twice.** A unit hears each input twice, at once and again {steps} later: "
        f"$h_t = \\tanh(a\\,h_{{t-1}} + b\\,x_t + c\\,x_{{t-{d}}})$, with 0 before the first input. Write $dh_T/dx_k$: "
        "how does the last state react to the $k$-th input? (`xs` holds $x_1, \\dots, x_T$.)",
        solution,
        truth,
        [{key: case[key] for key in order} for case in cases],
        [
            (f" + c * (t == k + {d})", "", "the second way is missing: the input is heard again later, with c."),
            (f"t == k + {d}", f"t == k + {3 - d}", f"off by one: with c the input is heard {steps} later."),
            ("b * (t == k) + ", "", "the first way is missing: the input is heard at once, with b."),
            (f"t == k + {d}", "t == k", f"both at once: with c the input is heard {steps} later."),
            ("(1 - h**2) * (a * dh + enters)", "a * dh + enters", "the slopes of tanh are missing."),
            (
                "(1 - h**2) * (a * dh + enters)",
                "a * (1 - h**2) * dh + enters",
                "the slope of the step at which the input enters is missing.",
            ),
            ("a * dh", "dh", "a is missing: each later step multiplies by a (1 - h_t²)."),
            ("t == k)", "t == k + 1)", OFF),
            (" + c * before", "", "your states hear each input once: c is missing in them."),
            ("h, dh = h_0, 0.0", "h, dh = 0.0, 0.0", "the state starts from 0 instead of h_0."),
            ("1 - h**2", "1 - np.tanh(h) ** 2", "tanh twice: h is a value of tanh already, so the slope is 1 - h²."),
        ],
        "Two ways lead from this word to the end, and their blames add up.",
    )


def scaled(rng):
    p = float(rng.choice([0.5, 2.0, 3.0]))

    def truth(a, b, h_0, xs, k):
        h = complex(h_0)
        for t, x in enumerate(xs, start=1):
            h = p * np.tanh(a * h + b * (x + (STEP * 1j if t == k else 0)))
        return h.imag / STEP

    solution = f"""\
def by_word(a, b, h_0, xs, k):
    h, slopes = h_0, []
    for x in xs:
        y = np.tanh(a * h + b * x)
        h = {p:g} * y
        slopes.append({p:g} * (1 - y**2))
    return b * slopes[k - 1] * np.prod(a * np.array(slopes[k:]))"""
    slope = f"{p:g} * (1 - y**2)"
    return Variant(
        f"**1.2 · Another activation function.** A unit's activation function is ${p:g}\\tanh$: "
        f"$h_t = {p:g}\\tanh(a\\,h_{{t-1}} + b\\,x_t)$. Write $dh_T/dx_k$: how does the last state react to the $k$-th "
        "input? (`xs` holds $x_1, \\dots, x_T$.)",
        solution,
        truth,
        runs(rng),
        [
            (slope, "1 - y**2", f"the slope of {p:g} tanh is {p:g} times that of tanh, at every step."),
            (slope, "1 - h**2", f"1 - h_t² is the slope of tanh. Here h_t = {p:g} tanh(...): find its slope anew."),
            (slope, f"{p:g} * (1 - h**2)", f"the slope is {p:g} (1 - y²) at y = tanh(...), and h_t is {p:g} y."),
            (slope, f"{p:g} * (1 - np.tanh(h) ** 2)", f"the slope is {p:g} (1 - y²) at y = h_t / {p:g}, no tanh more."),
            (f"h = {p:g} * y", "h = y", f"your states come from tanh. This unit has {p:g} tanh."),
            ("b * slopes[k - 1]", "slopes[k - 1]", "b is missing: the input enters h_k with the weight b."),
            ("b * slopes[k - 1]", "b", "the slope of the step at which the input enters is missing."),
            ("a * np.array(slopes[k:])", f"a * np.array(slopes[k:]) / {p:g}", f"{p:g} is missing in the later steps."),
            (" * np.prod(a * np.array(slopes[k:]))", "", NO_WAY),
            ("np.prod(a * np.array(slopes[k:]))", "np.prod(slopes[k:])", "a is missing: each later step has it."),
            ("np.prod(a * np.array(slopes[k:]))", "a ** (len(xs) - k)", "the slopes of the later steps are missing."),
            ("slopes[k:]", "slopes[k - 1 :]", "one factor too many: the way begins at h_k, with the step to h_{k+1}."),
            ("slopes[k:]", "slopes", "you go back to h_0. The way begins at h_k, where the input enters."),
            ("np.prod(", "np.sum(", "you add the factors of the way. The chain rule multiplies them."),
            ("h, slopes = h_0, []", "h, slopes = 0.0, []", "the state starts from 0 instead of h_0."),
            ("k - 1]", "k % len(xs)]", OFF),
        ],
        "Each word since then has its factor in it.",
    )


def logs(a, h_0, T=400):
    """log10 |dh_n/dh_0| for n = 0 … T, each step by a complex step."""
    h, found = h_0, [0.0]
    for _ in range(T):
        step = np.tanh(a * complex(h, STEP))
        h = step.real
        found.append(found[-1] + math.log10(abs(step.imag) / STEP + 1e-300))
    return np.array(found)


def summit(rng):
    weights = rng.permutation([1.25, 1.5, 1.75, 2.0, 2.25, 2.5, 3.0])
    starts = 2.0 ** -np.append(rng.permutation([2, 4]), rng.permutation([0, 6, 10, 20, 60]))
    solution = """\
def summit(a, h_0):
    log, best, h = 0.0, 0.0, h_0
    for _ in range(400):
        h = np.tanh(a * h)
        log += np.log10(a * (1 - h**2))
        best = max(best, log)
    return best"""
    return Variant(
        "**1.3 · How large does it get?** A unit with $a > 1$ and no input starts at $h_0 > 0$. Its gradient "
        "$|dh_n/dh_0|$ grows at first and fades later. Return $\\log_{10}$ of the largest value that it has for any "
        "$n$. (0 if the first step shrinks it already: for $n = 0$ it is 1.)",
        solution,
        lambda a, h_0: logs(a, h_0).max(),
        [{"a": a, "h_0": h} for a, h in zip(weights.tolist(), starts.tolist(), strict=True)],
        [
            ("np.log10", "np.log", "right but for the logarithm: yours is the natural one, log10 is asked for."),
            ("return best", "return 10**best", "that is the largest gradient itself; its log10 is asked for."),
            (
                "h = np.tanh(a * h)\n        log += np.log10(a * (1 - h**2))",
                "log += np.log10(a * (1 - h**2))\n        h = np.tanh(a * h)",
                "off by one: the first factor has the slope at h_1, not at h_0.",
            ),
            (
                "np.log10(a * (1 - h**2))",
                "np.sign(a * (1 - h**2) - 1)",
                "that is after how many steps it is largest. How large is it there?",
            ),
            ("return best", "return log", "that is the gradient at the end of your loop. Keep the largest on the way."),
            ("log +=", "log =", "that is the largest factor of a step. The gradient is their product: add the logs."),
            ("a * (1 - h**2)", "1 - h**2", "your answer is always 0: nothing grows if a is missing in a (1 - h_t²)."),
            ("1 - h**2", "1 - h", "the square is missing in the slope: 1 - h²."),
            ("1 - h**2", "1 - np.tanh(h) ** 2", "tanh twice: h is a value of tanh already, so the slope is 1 - h²."),
        ],
        "A small start stays long where tanh is steep, so its gradient grows far.",
    )


def gone(rng):
    weights = rng.permutation([0.5, 0.75, 0.875, -0.75, 1.25, 1.5, 2.0, -1.75])
    starts = 2.0 ** -rng.permutation([0, 1, 2, 3, 4, 6, 9, 12])
    left = rng.permutation([0.5, 0.125, 0.01, 1e-3, 1e-4, 1e-6, 0.25, 1e-9])
    solution = """\
def gone_after(a, h_0, least):
    product, h = 1.0, h_0
    for n in range(400):
        if abs(product) < least:
            return n
        h = np.tanh(a * h)
        product *= a * (1 - h**2)
    return 400"""

    def truth(a, h_0, least):
        return float(np.argmax(logs(a, h_0) < math.log10(least)))

    return Variant(
        "**1.3 · When is it gone?** A unit without input starts at $h_0$, with a weight $a$ that may be negative, or "
        "above 1. After how many steps is its gradient $|dh_n/dh_0|$ below `least` for the first time?",
        solution,
        truth,
        [
            {"a": a, "h_0": h, "least": least}
            for a, h, least in zip(weights.tolist(), starts.tolist(), left.tolist(), strict=True)
        ],
        [
            ("return n", "return n - 1", "off by one: that is the last step at which it isn't below yet."),
            ("return n", "return n + 1", "off by one: one step earlier it is below already."),
            ("abs(product)", "product", "a negative weight turns the sign: compare the size of the gradient."),
            ("product *= a * (1 - h**2)", "product *= 1 - h**2", "a is missing: each step multiplies by a (1 - h_t²)."),
            ("product *= a * (1 - h**2)", "product *= a", "that is the power of a: the slopes 1 - h_t² are missing."),
            ("product *=", "product =", "you compare the factor of a step. The gradient is the product of all so far."),
            (
                "h = np.tanh(a * h)\n        product *= a * (1 - h**2)",
                "product *= a * (1 - h**2)\n        h = np.tanh(a * h)",
                "off by one: the first factor has the slope at h_1, not at h_0.",
            ),
            ("1 - h**2", "1 - np.tanh(h) ** 2", "tanh twice: h is a value of tanh already, so the slope is 1 - h²."),
        ],
        "With a weight above 1 it rises first, and is gone all the same.",
    )


def keeps(rng):
    n = int(rng.choice([5, 10, 20, 50]))
    solution = f"""\
def weight_that_keeps(left):
    low, high = 1e-6, 30.0
    for _ in range(100):
        z = (low + high) / 2
        a, h = z / np.tanh(z), np.tanh(z)
        low, high = (z, high) if (a * (1 - h**2)) ** {n} > left else (low, z)
    return a"""

    def truth(left):
        low, high = 1.0, 30.0
        for _ in range(60):
            a, h = (low + high) / 2, 1.0
            for _ in range(4000):
                before, h = h, math.tanh(((low + high) / 2) * h)
                if h == before:
                    break
            log = n * math.log(abs(np.tanh(a * complex(h, STEP)).imag / STEP))
            low, high = (a, high) if log > math.log(left) else (low, a)
        return a

    power = f"(a * (1 - h**2)) ** {n} > left"
    return Variant(
        f"**1.4 · Design a switch.** You want a unit that stores a bit (two places to settle, $h^*$ and $-h^*$) and "
        f"that, settled there, leaves after {n} steps exactly the part `left` of a gradient, a number between 0 and 1. "
        "Which weight $a$ must it have?",
        solution,
        truth,
        [{"left": left} for left in rng.permutation([0.5, 0.25, 0.1, 0.03125, 0.01, 1e-3]).tolist()],
        [
            (power, "a * (1 - h**2) > left", f"you give a single step this factor. {n} steps together shall have it."),
            (power, f"(1 - h**2) ** {n} > left", "the weight is missing in the factor: a (1 - h*²)."),
            (power, f"{n} * a * (1 - h**2) > left", f"{n} steps multiply: a power, not {n} times."),
            ("return a", "return h", "that is the state h* in which the unit settles. Its weight is asked for."),
            ("return a", "return z", "that is a h*, what tanh is applied to. The weight a itself is asked for."),
            (
                "return a",
                f"return left ** (1 / {n})",
                "with this weight, below 1, the unit settles at 0 from both sides: the bit is lost.",
            ),
        ],
        "The more of a gradient is to be left, the nearer to 1 the weight, and the less noise the bit stands.",
    )


def placed(rng):
    solution = """\
def unit_that_settles(h, factor):
    a = factor / (1 - h**2)
    return np.array([a, np.arctanh(h) - a * h])"""

    def truth(h, factor):
        slope = np.tanh(complex(np.arctanh(h), STEP)).imag / STEP
        return [factor / slope, math.atanh(h) - factor / slope * h]

    places = rng.permutation([-0.75, -0.5, -0.25, 0.125, 0.25, 0.5, 0.625, 0.875])
    factors = rng.permutation([0.125, 0.25, 0.5, 0.75, 0.9, 0.95, 0.3, 0.6])
    return Variant(
        "**1.4 · Design a place to settle.** A unit with a bias, $h_t = \\tanh(a\\,h_{t-1} + c)$, shall stay for ever "
        "at the state `h`, once it is there, and a step there shall multiply the gradient by `factor`, between 0 and "
        "1. Return its weight and its bias, `np.array([a, c])`. Each of the two is marked by itself.",
        solution,
        truth,
        [{"h": h, "factor": f} for h, f in zip(places.tolist(), factors.tolist(), strict=True)],
        [
            ("a = factor / (1 - h**2)", "a = factor", "the slope is missing: the factor is a (1 - h²)."),
            ("a = factor / (1 - h**2)", "a = factor * (1 - h**2)", "upside down: from a (1 - h²) = factor find a."),
            ("1 - h**2", "1 - np.tanh(h) ** 2", "tanh twice: h is a value of tanh already, so the slope is 1 - h²."),
            ("1 - h**2", "1 - h", "the square is missing in the slope: 1 - h²."),
            ("np.arctanh(h) - a * h", "h - a * h", "tanh(a h + c) = h, so a h + c is artanh(h), not h."),
            ("np.arctanh(h) - a * h", "np.tanh(h) - a * h", "tanh(a h + c) = h, so a h + c is artanh(h), not tanh(h)."),
            ("np.arctanh(h) - a * h", "np.arctanh(h)", "a h is missing: tanh(a h + c) = h."),
            ("np.arctanh(h) - a * h", "0.0", "without a bias it won't stay there: tanh(a h + c) = h."),
            (
                "[a, np.arctanh(h) - a * h]",
                "[np.arctanh(h) - a * h, a]",
                "the two are swapped: the weight comes first.",
            ),
        ],
        "With a bias you may place it where you like. Only the noise that it stands is not yours to choose.",
        parts={"the weight": entry(0), "the bias": entry(1)},
    )


def between(rng):
    solution = """\
def factor_between(distance):
    h = distance / 2
    a = np.arctanh(h) / h
    return a * (1 - h**2)"""

    def truth(distance):
        h = distance / 2
        a = math.atanh(h) / h
        return np.tanh(a * complex(h, STEP)).imag / STEP

    near, *rest = rng.permutation([0.25, 0.5, 0.75])  # the first one is shown: it is below 1 as a whole, too
    others = rng.permutation([1.25, 1.5, 1.75, 1.9375])
    return Variant(
        "**1.4 · How far apart?** A unit without input stores a bit: it settles at $h^*$ or at $-h^*$. To be told "
        "apart in noise the two shall be `distance` apart, a number between 0 and 2. By which factor does a step at "
        "$h^*$ then multiply the gradient?",
        solution,
        truth,
        [{"distance": float(d)} for d in (near, *others, 1.0, *rest)],
        [
            ("h = distance / 2", "h = distance", "from -h* to h* the distance is 2 h*."),
            ("h = distance / 2", "h = distance / 4", "you halve it twice: from -h* to h* the distance is 2 h*."),
            ("return a * (1 - h**2)", "return 1 - h**2", "the weight is missing in the factor: a (1 - h*²)."),
            ("return a * (1 - h**2)", "return a", "that is the weight. The factor of a step is a (1 - h*²)."),
            ("np.arctanh(h) / h", "1 / (1 - h**2)", "that is the weight with factor 1. Which weight settles at h*?"),
            ("np.arctanh(h) / h", "h / np.arctanh(h)", "upside down: from a h* = artanh(h*) find a."),
            ("np.arctanh(h) / h", "np.arctanh(h)", "that is a h*. The weight a alone is in the factor."),
            ("np.arctanh(h) / h", "np.tanh(h) / h", "from tanh(a h*) = h* follows a h* = artanh(h*)."),
            ("1 - h**2", "1 - np.tanh(h) ** 2", "tanh twice: h* is a value of tanh already, so the slope is 1 - h*²."),
            ("1 - h**2", "1 - h", "the square is missing in the slope: 1 - h*²."),
        ],
        "The farther apart, the safer the bit, and the faster its gradient fades.",
    )  # fmt: skip


def states(rng):
    """Cases of states that a run has left behind."""
    sizes = rng.permutation([1, 2, 3, 5, 8])
    weights = rng.permutation([-2.25, -1.25, 0.75, 0.75, 1.75, 2.25])  # with negative ones in every draw
    first = [{"a": 1.5, "states": eighths([0.25, 0.5, -0.375])}]
    return first + [
        {
            "a": a,
            "states": eighths(0.9 * np.tanh(rng.normal(size=T + 1))),
        }
        for a, T in zip(weights.tolist(), np.append(4, sizes), strict=True)
    ]


def partial_product(a, states, k=0):
    """dh_T/dh_k, one step after the other."""
    product = 1.0
    for h in states[k + 1 :]:
        product *= a * np.tanh(complex(np.arctanh(h), STEP)).imag / STEP
    return product


def so_far(rng):
    solution = """\
def mended_so_far(a, states):
    slopes = 1 - states[1:] ** 2
    return np.cumprod(a * slopes)"""
    return Variant(
        f"{WILD}This function shall return $dh_t/dh_0$ for $t = 1, \\dots, T$, an array (T,), from the states "
        f'$h_0, \\dots, h_T$. Its author reports: "My curve of the gradient is right in shape, but a finite difference '
        f'says that every point of it is off."{MEND}',
        solution,
        lambda a, states: [partial_product(a, states[: t + 1]) for t in range(1, len(states))],
        states(rng),
        [
            ("states[1:]", "states[:-1]", "this is still the answer of the code with the bug. Which state has the "
             "slope of the first step, h_0 or h_1?"),
            ("np.cumprod(a * slopes)", "np.cumprod(slopes)", "a is missing. Every step multiplies by a (1 - h_t²)."),
            ("np.cumprod(a * slopes)", "a * np.cumprod(slopes)", "a once only: every step multiplies by it."),
            ("np.cumprod(a * slopes)", "a * slopes", "those are the factors. Their products from step 1 on are asked."),
            ("np.cumprod(a * slopes)", "np.cumsum(a * slopes)", "you add the factors. The chain rule multiplies them."),
            ("1 - states[1:] ** 2", "1 - np.tanh(states[1:]) ** 2", "tanh twice: states are values of tanh already."),
        ],
        "The bug is mended.",
        bug=("gradients_so_far", "states[1:]", "states[:-1]"),
    )  # fmt: skip


def in_logs(rng):
    solution = """\
def mended_log(a, states):
    slopes = 1 - states[1:] ** 2
    return len(slopes) * np.log10(abs(a)) + np.sum(np.log10(slopes))"""
    term = "len(slopes) * np.log10(abs(a))"
    return Variant(
        f"{WILD}So that nothing underflows, this function works in logs: it shall return $\\log_{{10}}|dh_T/dh_0|$ "
        'from the states $h_0, \\dots, h_T$. Its author reports: "Over one step it is right. Over a hundred, my '
        f'exploding unit seems to vanish."{MEND}',
        solution,
        lambda a, states: math.log10(abs(partial_product(a, states))),
        states(rng),
        [
            (term, "np.log10(abs(a))", "this is still the answer of the code with the bug. How often does a come in?"),
            (term, "len(states) * np.log10(abs(a))", "one a too many: T + 1 states have T steps between them."),
            (f"{term} + ", "", "a is missing. Every step multiplies by a (1 - h_t²)."),
            ("np.sum(np.log10(slopes))", "np.log10(np.sum(slopes))", "the log of a product is the sum of the logs."),
            ("states[1:]", "states[:-1]", "off by one: the first slope is that of h_1, not that of h_0."),
            ("np.log10", "np.log", "right but for the logarithm: yours is the natural one, log10 is asked for."),
        ],
        "The bug is mended.",
        bug=("log10_of_gradient", term, "np.log10(abs(a))"),
    )


def from_step(rng):
    solution = """\
def mended_from(a, states, k):
    slopes = 1 - states[k + 1 :] ** 2
    return np.prod(a * slopes)"""
    cases = [case | {"k": int(rng.integers(len(case["states"])))} for case in states(rng)]
    cases[0] |= {"k": 1}
    return Variant(
        f"{WILD}This function shall return $dh_T/dh_k$ from the states $h_0, \\dots, h_T$. Its author reports: "
        f'"$dh_T/dh_T$ comes out as anything but 1, and the rest is off by a factor that depends on $k$."{MEND}',
        solution,
        partial_product,
        cases,
        [
            ("k + 1 :", "k:", "this is still the answer of the code with the bug. Which is the first step after h_k?"),
            ("k + 1 :", "k + 2 :", "one step too few now: the first step after h_k leads to h_{k+1}."),
            ("k + 1 :", "k + 1 : -1", "one step too few now: the way goes on to h_T."),
            ("np.prod(a * slopes)", "a * np.prod(slopes)", "a once only: every step multiplies by it."),
            ("a * slopes", "slopes", "a is missing. Every step multiplies by a (1 - h_t²)."),
            ("k + 1 :", "1:", "that is dh_T/dh_0: the way begins at h_k."),
        ],
        "The bug is mended.",
        bug=("gradient_from", "k + 1 :", "k:"),
    )


EXERCISES = {
    "1.1": [pencil],
    "1.2": [power, delayed, scaled],
    "1.3": [summit, gone],
    "1.4": [keeps, placed, between],
    "bug": [so_far, in_logs, from_step],
}
