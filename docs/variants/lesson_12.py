"""Lesson 12: units that are one number: their memories, their weights, the way back, and sizes of complex numbers."""

import math

import numpy as np

from helpers.checks.slips import eighths
from variants import MEND, STEP, WILD, Pencil, Variant

LOGS = (
    ("The gradient's norm is 2 for a hundred updates, then 4000 in a single one, and the loss jumps.",
     "an exploding gradient, a wall: clip by norm, lesson 05"),
    ("Two runs that start $10^{-8}$ apart and read the same input are 1 apart after 40 steps.",
     "chaos: a smaller gain or stronger input, lesson 12"),
    ("All states lie beyond ±0.99, with a weight of 3, and the gradient vanishes.",
     "the states sit where tanh is flat: smaller weights or inputs, lesson 01"),
    ("All eigenvalues of the matrix are below 0.9, and yet the gradient grows a hundredfold before it fades.",
     "W is not normal: judge by products of Jacobians, lesson 02"),
    ("A good part of the gradient arrives at the subject. Turning the subject's number changes nothing, turning "
     "that of the last noun does.", "not learned yet, a gradient that isn't of use: more or larger updates, lesson 10"),
    ("The loss falls, but a finite difference of the loss by one weight is twice what the backward pass says.",
     "a slip in the backward pass: a gradient check, lesson 03"),
    ("In a stack of 20 recurrent layers the lowest gets a millionth of what the top one gets, in the same step.",
     "one more product a layer: residual or dense connections, lesson 09"),
)  # fmt: skip


def pencil(rng):
    memory, times = int(rng.choice([20, 25, 40, 50, 200, 500])), int(rng.choice([2, 3]))
    target, percent = int(rng.choice([10, 20, 50, 200, 1000])), int(rng.choice([1, 2, 5]))
    z, steps = ((0.02, 50), (0.01, 100), (0.05, 20))[rng.integers(3)]
    wide, often = ((0.5, 2), (0.5, 3), (0.9, 2))[rng.integers(3)]
    logs = [LOGS[i] for i in rng.permutation(len(LOGS))[:3]]
    left = (1 - z) ** steps
    return Pencil(
        f"**12.1 · Four units, with a pencil.** (a) A unit shall have a memory of {memory} steps. Which $|\\lambda|$ "
        f"does it need, which $\\nu$, and what is left of a gradient after {times * memory} steps? (b) Another unit "
        f"has a memory of {target} steps. By how much may $\\lambda$ be off, so that $\\lambda^{{{target}}}$ changes "
        f"by about {percent} %? And $\\nu$? (c) A minGRU unit makes the step "
        "$h_t = (1-z_t)\\,h_{t-1} + z_t\\tilde h_t$; neither $z_t$ nor $\\tilde h_t$ reads the state. "
        f"In {steps} steps $z_t = {z}$, in {often} more $z_t = {wide}$. What is left of a gradient after all of them? "
        "And what, if $z_t = 1$ in one of them? (d) Three logs. Which row of the map is each? "
        f"{' '.join(f'({i}) {log}' for i, (log, _) in zip(('i', 'ii', 'iii'), logs, strict=True))}",
        f"(a) |λ| = exp(-1 / {memory}) = {math.exp(-1 / memory):.4f}, ν = -ln {memory} = {-math.log(memory):.3f}, and "
        f"e^-{times} = {math.exp(-times):.3f} is left.\n"
        f"(b) The relative change is {target} δ / λ, so δ ≈ {percent / 100 / target * math.exp(-1 / target):.2g}. The "
        f"exponent is -{target} exp ν = -1, and a change of ν by δ changes it by about -δ: so δ ≈ {percent / 100:g}.\n"
        f"(c) {1 - z:g}^{steps} · {1 - wide:g}^{often} ≈ {left:.3f} · {(1 - wide) ** often:g} = "
        f"{left * (1 - wide) ** often:.3g}. Then 0: one factor is 1 - 1.\n"
        f"(d) {'; '.join(f'({i}) {row}' for i, (_, row) in zip(('i', 'ii', 'iii'), logs, strict=True))}.",
        points=4,
    )  # fmt: skip


def layer(rng, title, text, name, formula, truth, what, slips):
    """Units whose memories m grow by equal factors; the answer is `formula` of m, and `what` one entry of the truth."""
    solution = f"""\
def {name}(shortest, longest, n):
    m = np.geomspace(shortest, longest, n)
    return {formula}"""
    ends = zip(
        rng.permutation([2.0, 1.5, 4.0, 3.0, 10.0, 5.0]).tolist(),
        rng.permutation([10, 20, 50, 8, 64, 30]).tolist(),
        (3, 4, 2, 7, 10, 5),
        strict=True,
    )
    cases = [{"shortest": low, "longest": low * times, "n": n} for low, times, n in ends]

    def all_of(shortest, longest, n):
        factor = (longest / shortest) ** (1 / (n - 1))
        return [truth(shortest * factor**k) for k in range(n)]

    start = "np.geomspace(shortest, longest, n)"
    return Variant(
        f"**12.2 · {title}** You don't know how far back the things lie that your network needs. So give `n` {text} "
        "(`n` is at least 2.)",
        solution,
        all_of,
        cases,
        [
            *slips,
            (f"return {formula}", "return m", f"those are the times themselves, in steps. {what} is asked for."),
            (start, "np.linspace(shortest, longest, n)", "the *times* are evenly spaced. Each should be the same "
             "factor longer than the one before."),
            (start, "shortest * (longest / shortest) ** (np.arange(n) / n)", "the longest one is missing: n units, "
             "the first and the last included."),
            (start, "shortest * (longest / shortest) ** np.arange(n)", "each is `longest / shortest` times the one "
             "before. n units have n - 1 factors between them."),
            (start, "np.geomspace(longest, shortest, n)", "the longest one comes first: turn them round."),
        ],
        "Equal factors in time: one learning rate suits them all.",
    )  # fmt: skip


def by_life(rng):
    part, said, inverse = ((0.5, "half", 2), (0.1, "a tenth", 10), (0.01, "a hundredth", 100))[rng.integers(3)]
    formula = f"np.log(np.log({inverse}) / m)"

    def truth(steps):
        size = part ** (1 / steps)
        return math.log(-math.log(size))

    return layer(
        rng,
        "A layer by what is left.",
        f"LRU units, $|\\lambda| = \\exp(-e^\\nu)$, lives from `shortest` to `longest` steps, each longer than the one "
        f"before by the same *factor*. A unit's life is the number of steps after which {said} of a gradient is left. "
        "Return their $\\nu$, an array (n,), the shortest life first.",
        "layer_by_part",
        formula,
        truth,
        "ν",
        [
            (formula, "-np.log(m)", f"that is for a fall to 1/e. {said.capitalize()} shall be left."),
            (formula, f"{part} ** (1 / m)", "those are the sizes |λ|. The weight ν is asked for: |λ| = exp(-exp ν)."),
            (formula, f"np.log({inverse}) / m", "that is exp ν. One more logarithm."),
            (formula, f"-np.log({inverse}) / m", "that is ln |λ| = -exp ν. One more logarithm."),
            (
                formula,
                f"np.log({part} / m)",
                "the logarithm of the part is missing: after n steps |λ|ⁿ = exp(-n exp ν).",
            ),
            (formula, f"np.log10(np.log10({inverse}) / m)", "exp needs natural logarithms."),
            *(
                [(formula, f"np.log(np.log10({inverse}) / m)", "exp needs natural logarithms, both of them.")]
                if inverse != 10
                else []
            ),
            (
                formula,
                f"np.log(np.log({inverse}) * m)",
                "after m steps |λ|ᵐ = exp(-m exp ν): solve for exp ν. The life divides.",
            ),
            (
                formula,
                f"-np.log(np.log({inverse}) / m)",
                "the sign: a long memory needs exp ν near 0, so a negative ν.",
            ),
        ],
    )


def scales(rng):
    formula = "np.sqrt(1 - np.exp(-2 / m))"

    def truth(memory):
        n = np.arange(int(40 * memory))
        return 1 / math.sqrt(np.sum(np.exp(-1 / memory) ** (2 * n)))  # of the response that γ = 1 gives

    return layer(
        rng,
        "What the input is scaled by.",
        "units $h_t = \\lambda h_{t-1} + \\gamma x_t$ memories from `shortest` to `longest` steps, each longer than "
        "the one before by the same *factor*. The state of each shall have variance 1 in the long run, with noise of "
        "variance 1 as input. Return their $\\gamma$, an array (n,), the shortest memory first.",
        "layer_scales",
        formula,
        truth,
        "γ",
        [
            (formula, "np.exp(-1 / m)", "those are the sizes |λ|. γ is asked for."),
            (formula, "-np.log(m)", "those are the ν of the units. γ is asked for."),
            (formula, "1 - np.exp(-2 / m)", "take the root: γ² is 1 - |λ|²."),
            (formula, "np.sqrt(1 - np.exp(-1 / m))", "the square is missing: γ² is 1 - |λ|²."),
            (formula, "1 - np.exp(-1 / m)", "that keeps a constant input at 1. For noise the squares of |λ|ⁿ add up."),
            (formula, "1 / np.sqrt(1 - np.exp(-2 / m))", "upside down: without γ the variance is 1 / (1 - |λ|²)."),
            (
                formula,
                "np.sqrt(1 - (1 - 1 / m) ** 2)",
                "close for long memories: you took |λ| = 1 - 1/memory. From |λ|^memory = 1/e it is exp(-1/memory).",
            ),
            (
                formula,
                "np.geomspace(np.sqrt(1 - np.exp(-2 / shortest)), np.sqrt(1 - np.exp(-2 / longest)), n)",
                "your γ have equal factors. The *memories* shall have them.",
            ),
            (formula, "np.sqrt(2 / m)", "close for long memories: 1 - |λ|² is only nearly 2 / memory."),
        ],
    )


def gates(rng):
    formula = "-np.log(np.expm1(1 / m))"

    def truth(memory):
        low, high = -50.0, 50.0
        for _ in range(80):
            b = (low + high) / 2
            low, high = (b, high) if 1 / (1 + math.exp(-b)) < math.exp(-1 / memory) else (low, b)
        return b

    return layer(
        rng,
        "A layer of gates.",
        "units $h_t = \\lambda h_{t-1} + x_t$ with a gate's bias as their weight, $\\lambda = \\sigma(b) = 1/(1 + "
        "e^{-b})$, and memories from `shortest` to `longest` steps, each longer than the one before by the same "
        "*factor*. Return their $b$, an array (n,), the shortest memory first.",
        "layer_of_gates",
        formula,
        truth,
        "b",
        [
            (formula, "np.exp(-1 / m)", "those are the λ. The bias b is asked for: λ = σ(b)."),
            (formula, "-np.log(m)", "that is the ν of an LRU unit. Here λ = σ(b)."),
            (formula, "np.log(np.expm1(1 / m))", "the sign: a long memory needs λ near 1, so a large b."),
            (formula, "np.log(m)", "close for long memories, as λ / (1 - λ) is nearly the memory. Its log is b."),
            (formula, "np.log(m - 1)", "close for long memories: you took λ = 1 - 1/memory. From λ^memory = 1/e it "
             "is exp(-1/memory)."),
            (formula, "-1 / m", "that is ln λ. For b turn σ round: λ / (1 - λ) = exp b."),
            (formula, "np.linspace(-np.log(np.expm1(1 / shortest)), -np.log(np.expm1(1 / longest)), n)",
             "your b are evenly spaced. That is nearly so, but it is the *memories* that have equal factors."),
            (formula, "1 / np.expm1(1 / m)", "that is λ / (1 - λ). One more logarithm."),
            (formula, "1 / (1 + np.exp(-np.exp(-1 / m)))", "that is σ(λ). Turn σ round: λ = σ(b), which b is it?"),
        ],
    )  # fmt: skip


def weighted(rng, name, weights, truth):
    """Cases of a weight and some inputs; no answer is 0, but where there is one input only."""
    cases = []
    for w, T in zip(rng.permutation(weights).tolist(), (2, 3, 4, 5, 6, 30, 1), strict=True):
        xs = np.zeros(T)
        while not xs.any() or (T > 1 and abs(truth(w, xs)) < 0.05):
            xs = eighths(rng.choice([-1, 1], T) * rng.uniform(0.25, 2, T))
        cases.append({name: w, "xs": xs})
    return cases


def leaky(rng):
    solution = """\
def leak_by_weight(lam, xs):
    h = dh = 0.0
    for x in xs:
        dh = h - x + lam * dh
        h = lam * h + (1 - lam) * x
    return dh"""

    def truth(lam, xs):
        h = 0.0
        for x in xs:
            h = (lam + STEP * 1j) * h + (1 - lam - STEP * 1j) * x
        return h.imag / STEP

    both = "dh = h - x + lam * dh\n        h = lam * h + (1 - lam) * x"
    return Variant(
        "**12.3 · A mean by its weight.** A unit keeps a running mean of `xs`: from $h_0=0$ it makes the steps "
        "$h_t=\\lambda h_{t-1}+(1-\\lambda)\\,x_t$. Return the derivative of the *last* state by $\\lambda$, a "
        "number, in one sweep forwards: carry $h$ and $dh/d\\lambda$ along together.",
        solution,
        truth,
        weighted(rng, "lam", [0.5, 0.75, 0.375, 0.25, 0.875, 0.625, 0.125], truth),
        [
            (both, "dh = h + lam * dh\n        h = lam * h + x", "that is for a step with the whole input. Here it is "
             "multiplied by 1 - λ, in the state and in its derivative."),
            ("h - x + lam", "h + lam", "λ stands before the input, too: 1 - λ differentiated is -1."),
            ("h - x + lam", "h + x + lam", "a sign: 1 - λ differentiated is -1."),
            ("h - x + lam", "h - (1 - lam) * x + lam", "1 - λ differentiated is -1, and no 1 - λ is left."),
            ("h - x + lam", "-x + lam", "something is missing: the λ of this step gives h_{t-1} - x_t, and the old "
             "derivative is multiplied by λ."),
            ("h - x + lam * dh", "h - x", "that is the last step's direct part alone. λ has acted before too."),
            (both, "\n        ".join(both.split("\n        ")[::-1]), "the *old* state belongs there. Update the "
             "derivative before h, or keep the old h."),
            ("(1 - lam) * x", "x", "your states take the whole input. Here it is multiplied by 1 - λ."),
            ("return dh", "return h", "that is h_T itself, not its derivative."),
        ],
        "λ acts twice in each step, and has acted before.",
    )  # fmt: skip


def by_nu(rng):
    solution = """\
def by_nu(nu, xs):
    lam = np.exp(-np.exp(nu))
    h = dh = 0.0
    for x in xs:
        dh = h + lam * dh
        h = lam * h + x
    return dh * -np.exp(nu) * lam"""

    def truth(nu, xs):
        lam, h = np.exp(-np.exp(nu + STEP * 1j)), 0.0
        for x in xs:
            h = lam * h + x
        return h.imag / STEP

    chain = "dh * -np.exp(nu) * lam"
    between = solution[solution.index("    h = dh") : solution.index("np.exp(nu) * lam")]
    return Variant(
        "**12.3 · By ν.** A unit makes the steps $h_t=\\lambda h_{t-1}+x_t$ for all entries of `xs`, from $h_0=0$, and "
        "its weight is $\\nu$: $\\lambda=\\exp(-e^\\nu)$. Return the derivative of the *last* state by $\\nu$, a "
        "number, in one sweep forwards.",
        solution,
        truth,
        weighted(rng, "nu", [-1.0, -0.5, -2.0, 0.25, -3.0, -1.5, -2.5], truth),
        [
            (chain, "dh", "that is the derivative by λ. From ν to λ it is one factor further."),
            (chain, "dh * np.exp(nu) * lam", "a sign: a larger ν makes λ smaller."),
            (chain, "dh * np.exp(nu)", "λ is missing in the derivative of λ = exp(-exp ν), and so is its sign."),
            ("lam * dh", "dh", "the old derivative is multiplied by λ, as the old state is."),
            ("lam = np.exp(-np.exp(nu))", "lam = np.exp(-nu)", "λ is exp(-exp ν), not exp(-ν), which is the memory."),
            (f"np.exp(nu))\n{between}np.exp(nu)", f"nu)\n{between}1", "λ is exp(-exp ν), not exp(-ν), which is the "
             "memory."),
            (chain, "dh * lam", "half of the chain from ν to λ is missing: exp(-exp ν) has two exps."),
            (chain, "dh * -lam", "half of the chain from ν to λ is missing: exp(-exp ν) has two exps."),
            (chain, "dh * -np.exp(nu)", "λ is missing in the derivative of λ = exp(-exp ν)."),
            (chain, "dh / (-np.exp(nu) * lam)", "you divide by dλ/dν. By the chain rule it multiplies."),
            ("dh = h + lam * dh\n        h = lam * h + x", "h = lam * h + x\n        dh = h + lam * dh", "the *old* "
             "state belongs there. Update the derivative before h, or keep the old h."),
            ("dh = h + lam * dh", "dh = h", "that has the last step's direct part alone. λ has acted before too."),
            ("return dh", "return h", "there the state itself stands where its derivative by λ belongs."),
            ("lam = np.exp(-np.exp(nu))", "lam = np.exp(nu)", "λ is exp(-exp ν), not exp ν."),
        ],
        "By ν the derivative stays small, however long the memory.",
    )  # fmt: skip


def chains(rng, name):
    """Cases of factors and of what arrives; the first ones are short, one is long, one has a factor 0."""
    found = []
    for T, size in (3, 1), (4, 1), (5, 8), (8, 1), (50, 1), (1, 1):
        low, high = (0.125, 0.875) if name == "z" else (-1, 1)
        factors = eighths(rng.uniform(low, high, T))
        factors[factors == 0] = 0.125
        if T == 5:
            factors[3] = 1.0 if name == "z" else 0.0
        found.append({name: factors, "arriving": eighths(rng.choice([-1, 1], T) * rng.uniform(0.25, 2, T)) * size})
    return found


def candidates(rng):
    solution = """\
def blame_of_candidates(z, arriving):
    whole = arriving.copy()
    for t in range(len(z) - 2, -1, -1):
        whole[t] += (1 - z[t + 1]) * whole[t + 1]
    return z * whole"""

    def truth(z, arriving):  # all states at once: (1 - S) h = z h̃, where S holds the factors below its diagonal
        return z * np.linalg.solve((np.eye(len(z)) - np.diag(1 - z[1:], -1)).T, arriving)

    return Variant(
        "**12.4 · What was written.** A minGRU unit makes the steps $h_t = (1-z_t)\\,h_{t-1} + z_t\\tilde h_t$ for $t "
        "= 0, \\dots, T-1$; neither $z_t$ nor $\\tilde h_t$ reads the state. `z` holds the $z_t$, and `arriving` what "
        "each $h_t$ gets of the gradient directly, from the loss at its own step. Return the gradient by what is "
        "written, $dL/d\\tilde h_t$, for every $t$, as an array. (A loop will do.)",
        solution,
        truth,
        chains(rng, "z"),
        [
            ("return z * whole", "return whole", "that is the gradient by the states h_t. How much of h̃_t is in h_t?"),
            ("return z * whole", "return (1 - z) * whole", "h̃_t is multiplied by z_t; 1 - z_t is what the old state "
             "gets."),
            ("(1 - z[t + 1])", "z[t + 1]", "to keep, this gate is closed: the old state is multiplied by 1 - z."),
            ("(1 - z[t + 1])", "(1 - z[t])", "off by one: h_t is multiplied by the factor of the *next* step, t + 1."),
            ("(1 - z[t + 1]) * ", "", "the factors are missing: every step back multiplies by its 1 - z."),
            ("* whole[t + 1]", "* arriving[t + 1]", "the next state passes on its *whole* gradient, not only what "
             "arrives there directly."),
            ("whole[t] +=", "whole[t] =", "what arrives at a step directly is missing: add it to what the next state "
             "passes on."),
            ("return z * whole", "return z * arriving", "that is the direct part alone. h_t acts on all later states "
             "too."),
            ("range(len(z) - 2, -1, -1):\n        whole[t] += (1 - z[t + 1]) * whole[t + 1]",
             "range(1, len(z)):\n        whole[t] += (1 - z[t]) * whole[t - 1]",
             "that goes forwards, as the states do. The gradient comes from the later states: begin at the last."),
            ("return z * whole", "return z * whole * (1 - z)", "the slope of the gate isn't asked for: h̃_t is "
             "multiplied by z_t, no more."),
            (solution[solution.index("arriving.copy()") :], solution[solution.index("arriving.copy()") :].replace(
                "z * whole", "whole").replace("arriving.copy()", "z * arriving"), "you multiply by z too early: z_t "
             "belongs to the end of the way, and on it stand the 1 - z alone."),
            ("range(len(z) - 2, -1, -1)", "range(len(z) - 2, 0, -1)", "the first state is missing: go back to t = 0."),
        ],
        "What is written hears of the loss as far as the gates stay closed behind it.",
    )  # fmt: skip


def delayed(rng):
    d = int(rng.choice([2, 3]))
    solution = f"""\
def blame_of_delays(factors, arriving):
    whole = arriving.copy()
    for t in range(len(factors) - {d + 1}, -1, -1):
        whole[t] += factors[t + {d}] * whole[t + {d}]
    return whole"""

    def truth(factors, arriving):
        return np.linalg.solve((np.eye(len(factors)) - factors[:, None] * np.eye(len(factors), k=-d)).T, arriving)

    each = f"whole[t] += factors[t + {d}] * whole[t + {d}]"
    steps = "two steps" if d == 2 else "three steps"
    cases = chains(rng, "factors")
    for i in 0, 1:  # so long that something is handed on
        factors = eighths(rng.choice([-1, 1], 6) * rng.uniform(0.25, 0.875, 6))
        cases[i] = {"factors": factors, "arriving": eighths(rng.choice([-1, 1], 6) * rng.uniform(0.25, 2, 6))}
    return Variant(
        f"**12.4 · Back over {steps}.** A unit's step reads the state {steps} back, with a factor of its own in each: "
        f"$h_t = \\lambda_t h_{{t-{d}}} + b_t$ for $t = 0, \\dots, T-1$, where states before the first are 0. "
        "`factors` holds the $\\lambda_t$, and `arriving` what each $h_t$ gets of the gradient directly, from the "
        "loss at its own step. Return the whole gradient $dL/dh_t$ for every $t$, as an array. (A loop will do.)",
        solution,
        truth,
        cases,
        [
            (f"for t in range(len(factors) - {d + 1}, -1, -1):\n        {each}",
             "for t in range(len(factors) - 2, -1, -1):\n        whole[t] += factors[t + 1] * whole[t + 1]",
             f"that is for a step that reads the state just before it. Here h_t is read {steps} later."),
            (f"factors[t + {d}]", "factors[t]", f"h_t is multiplied by the factor of the step that reads it, {steps} "
             f"later."),
            (f"factors[t + {d}]", "factors[t + 1]", f"h_t is multiplied by the factor of the step that reads it, "
             f"{steps} later."),
            (f"for t in range(len(factors) - {d + 1}, -1, -1):\n        {each}",
             f"for t in range({d}, len(factors)):\n        whole[t] += factors[t] * whole[t - {d}]",
             "that goes forwards, as the states do. The gradient comes from the later states: begin at the last."),
            (f"for t in range(len(factors) - {d + 1}, -1, -1):\n        {each}",
             f"for t in range(len(factors) - {d + 2}, -1, -1):\n        whole[t] += factors[t + {d + 1}] * whole[t + "
             f"{d + 1}]", f"off by one: the step that reads h_t is {steps} later, t + {d}."),
            (f"range(len(factors) - {d + 1},", f"range(len(factors) - {d + 2},", f"off by one: the first step back is "
             f"from the last state, T - 1, to T - 1 - {d}."),
            ("arriving.copy()", "factors * arriving", "what arrives at a step directly has no factor."),
            (f"factors[t + {d}] * ", "", "the factors are missing: every step back multiplies by its λ."),
            (f"factors[t + {d}]", f"abs(factors[t + {d}])", "you take the size of the factors. A negative one turns "
             "the sign."),
            (f"* whole[t + {d}]", f"* arriving[t + {d}]", "the later state passes on its *whole* gradient, not only "
             "what arrives there directly."),
            ("whole[t] +=", "whole[t] =", "what arrives at a step directly is missing: add it to what is passed on."),
            (f"len(factors) - {d + 1}, -1,", f"len(factors) - {d + 1}, 0,", "the first state is missing: go back to "
             "t = 0."),
            ("return whole", "return factors * whole", "multiplied by factors[t] on top. What arrives at a step has "
             "no factor."),
        ],
        "As many chains as the step is long, beside one another.",
    )  # fmt: skip


def turning(rng):
    """Cases ν, θ; the first ones have a phase."""
    nus, thetas = rng.permutation([-4.0, -2.0, -1.0, 0.5, -0.5]), rng.permutation([0.25, 1.0, 1.5, 2.0, 3.0])
    cases = [{"nu": float(nu), "theta": float(theta)} for nu, theta in zip(nus, thetas, strict=True)]
    return [*cases, {"nu": -3.0, "theta": 0.0}, {"nu": -3.0, "theta": 0.75}]


def spiral(nu, theta, T=3000):
    """h_n for n = 0 … T of a single input 1, as pairs of real numbers (T+1,2): each step shrinks and turns."""
    n = np.arange(T + 1)
    return np.exp(-np.exp(nu) * n)[:, None] * np.stack([np.cos(theta * n), np.sin(theta * n)], 1)


def memories(rng):
    def truth(nu, theta):
        size = np.hypot(*spiral(nu, theta, 1)[1])
        low, high = 0.0, 1e4
        for _ in range(80):
            n = (low + high) / 2
            low, high = (n, high) if size**n > 1 / math.e else (low, n)
        return n

    return Variant(
        f"{WILD}This function shall return the memory of a unit with $\\lambda = \\exp(-e^\\nu + i\\theta)$, in steps. "
        'Its author reports: "Without a phase it is right. My units that turn seem to forget at once, and still their '
        f'states are large after a hundred steps."{MEND}',
        """\
def mended_memory(nu, theta):
    lam = np.exp(-np.exp(nu) + 1j * theta)
    return -1 / np.log(abs(lam))""",
        truth,
        turning(rng),
        [
            ("-1 / np.log(abs(lam))", "abs(1 / np.log(lam))", "this is still the answer of the code with the bug. "
             "What is the logarithm of a complex number made of?"),
            ("abs(lam)", "lam", "your answer is complex, as ln λ is. The memory is about the *size* of λ."),
            ("abs(lam)", "abs(lam.real)", "the real part alone is too small; take |λ|."),
            ("abs(lam)", "lam.real", "the real part alone is too small, and may be negative; take |λ|."),
            ("np.log(abs(lam))", "np.log10(abs(lam))", "1/e is a matter of the natural logarithm; you take log10."),
            ("-1 / np.log(abs(lam))", "1 / abs(1 - lam)", "1 - λ has the phase in it. Take the size of λ first, and "
             "its logarithm."),
            ("-1 / np.log(abs(lam))", "(-1 / np.log(lam)).real", "the real part of 1 / ln λ still has the phase in "
             "it. Take the size of λ first."),
            ("-1 / np.log(abs(lam))", "1 / (1 - abs(lam))", "close for long memories: -ln |λ| is only nearly 1 - |λ|."),
            ("-1 / np.log(abs(lam))", "1 / np.log(abs(lam))", "the sign: |λ| is below 1, and its logarithm negative."),
            ("-1 / np.log(abs(lam))", "np.log(2) / -np.log(abs(lam))", "that is when a half is left. A memory ends "
             "at 1/e."),
        ],
        "The bug is mended.",
        bug=("memory_of", "-1 / np.log(abs(lam))", "abs(1 / np.log(lam))"),
    )  # fmt: skip


def energy(rng):
    T = int(rng.choice([20, 50, 100]))
    return Variant(
        f"{WILD}A unit $h_n = \\lambda h_{{n-1}}$ with $\\lambda = \\exp(-e^\\nu + i\\theta)$ starts at $h_0 = 1$. "
        f"This function shall return the sum of the squared sizes of its states, $h_0$ to $h_{{{T}}}$. Its author "
        f"reports: \"Units that turn come out with less than one that doesn't, though their states are as "
        f"large.\"{MEND}",
        f"""\
def mended_energy(nu, theta):
    lam = np.exp(-np.exp(nu) + 1j * theta)
    states = lam ** np.arange({T + 1})
    return np.sum(abs(states) ** 2)""",
        lambda nu, theta: np.sum(spiral(nu, theta, T) ** 2),
        turning(rng),
        [
            ("np.sum(abs(states) ** 2)", "abs(np.sum(states**2))", "this is still the answer of the code with the "
             "bug. Is the square of a complex number that of its size?"),
            ("abs(states) ** 2", "states**2", "your answer is complex, as h² is. The squared *size* of a state is a "
             "real number."),
            ("abs(states) ** 2", "states.real**2", "the real part alone is too small; take |h|²."),
            ("abs(states) ** 2", "(states**2).real", "the real part of h² isn't the square of the size of h."),
            ("np.sum(abs(states) ** 2)", "abs(np.sum(states)) ** 2", "you add the states, and square then. The "
             "squares add up."),
            ("np.sum(", "np.mean(", "that is the mean of the squares. Their sum is asked for."),
            ("abs(states) ** 2", "abs(states)", "the square is missing: |h|²."),
            (f"np.arange({T + 1})", f"np.arange({T})", f"off by one: h_0 to h_{T} are {T + 1} states."),
            (f"np.arange({T + 1})", f"np.arange(1, {T + 1})", "h_0 = 1 is missing."),
        ],
        "The bug is mended.",
        bug=("energy", "np.sum(abs(states) ** 2)", "abs(np.sum(states**2))"),
    )  # fmt: skip


def bounds(rng):
    def truth(nu, theta, largest):
        sizes = np.hypot(*spiral(nu, theta).T)
        return largest * sizes.sum() / np.linalg.norm(sizes)  # γ is 1 over the norm of the response

    cases = [
        case | {"largest": float(x)}
        for case, x in zip(turning(rng), rng.permutation([1, 2, 3, 4, 0.5, 8, 5]), strict=True)
    ]
    scale = "np.sqrt(1 - abs(lam) ** 2)"
    return Variant(
        f"{WILD}An LRU unit with $\\lambda = \\exp(-e^\\nu + i\\theta)$ and $\\gamma = \\sqrt{{1-|\\lambda|^2}}$ reads "
        "inputs whose size is at most `largest`. This function shall return the bound of section 1 on the "
        "size of its state, $\\gamma/(1-|\\lambda|)$ times `largest`. Its author reports: "
        f'"Some inputs drive a unit that turns beyond what my function returns."{MEND}',
        f"""\
def mended_bound(nu, theta, largest):
    lam = np.exp(-np.exp(nu) + 1j * theta)
    gamma = {scale}
    return gamma / (1 - abs(lam)) * largest""",
        truth,
        cases,
        [
            ("(1 - abs(lam))", "abs(1 - lam)", "this is still the answer of the code with the bug. |1 - λ| is for an "
             "input that stays the same; which one drives a unit that turns farthest?"),
            ("(1 - abs(lam))", "(1 - lam)", "your answer is complex, as 1 - λ is. The sizes of λⁿ add up at most."),
            ("(1 - abs(lam))", "(1 - lam.real)", "the real part alone is too small; take |λ|."),
            ("(1 - abs(lam))", "(1 - abs(lam) ** 2)", "the squares belong to the variance. Here the sizes |λ|ⁿ add "
             "up."),
            (scale, "1 - abs(lam) ** 2", "the bound is right now, but γ is not: the root is gone."),
            ("1 - abs(lam))", "1 - abs(lam.real))", "the real part alone is too small; take |λ|."),
            ("gamma / (1 - abs(lam))", "gamma", "only the last input: the earlier ones are in the state too."),
            ("gamma / ", "1 / ", "γ is missing: the input is multiplied by it."),
            (" * largest", "", "`largest` is missing: the state grows with the input."),
            (scale, "abs(np.sqrt(1 - lam**2))", "the bound is right now, but γ is not: it is the root of 1 - |λ|²."),
        ],
        "The bug is mended.",
        bug=("bound", "(1 - abs(lam))", "abs(1 - lam)"),
    )  # fmt: skip


EXERCISES = {
    "12.1": [pencil],
    "12.2": [by_life, scales, gates],
    "12.3": [leaky, by_nu],
    "12.4": [candidates, delayed],
    "bug": [memories, energy, bounds],
}
