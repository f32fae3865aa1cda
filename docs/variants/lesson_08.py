"""Lesson 08: other paths through a GRU, other designs of its gate, rivals in a race, and two conventions."""

import math

import numpy as np

from variants import MEND, STEP, WILD, Pencil, Variant, entry


def logistic(z):
    return 1 / (1 + np.exp(-z))


def away(rng, shape, most=12):
    """Eighths of either sign, none of them 0."""
    return rng.choice([-1, 1], shape) * rng.integers(2, most, shape) / 8


def pencil(rng):
    h, n = rng.permutation([-2.0, -1.0, 1.0, 2.0])[0], rng.permutation([-0.5, 0.5, 0.25])[0]
    u, p = float(rng.choice([0.9, 0.75, 0.6])), float(rng.choice([0.75, 0.8, 0.95]))
    W, state, r = rng.integers(1, 4, (2, 2)), rng.integers(1, 4, 2), rng.permutation([0, 1])
    after, before = r * (W @ state), W @ (r * state)
    D, H = int(rng.choice([1, 3, 4, 5])), int(rng.choice([10, 16, 20, 50]))
    own, torch = 3 * H * (D + H + 1), 3 * H * (D + H + 2)
    (a, b), (c, d) = W.tolist()
    return Pencil(
        "**8.1 · With a pencil.**\n"
        "\n"
        f"1. A unit has $h_{{t-1}} = {h:g}$, $n_t = {n:g}$, $u_t = {u:g}$. What is $h_t$, here and under the other "
        "sign?\n"
        f"2. Two units, $W_{{hn}}=\\begin{{pmatrix}}{a}&{b}\\\\{c}&{d}\\end{{pmatrix}}$, "
        f"$h_{{t-1}}=({state[0]},{state[1]})$, $r_t=({r[0]},{r[1]})$. What of the past does each candidate see, with "
        "the reset after the product, and before it?\n"
        f"3. How many numbers does a GRU of one layer learn with {D} input{'s' * (D > 1)} and {H} units, with one "
        "vector of biases in every block as in this course, and with two as in PyTorch?\n"
        f"4. All weights of the update gate are 0. Which update bias keeps the share {p:g} per step, here and under "
        "the other sign?",
        f"1. {u:g} · ({h:g}) + {1 - u:.2g} · ({n:g}) = {u * h + (1 - u) * n:.4g}; under the other sign {1 - u:.2g} · "
        f"({h:g}) + {u:g} · ({n:g}) = {(1 - u) * h + u * n:.4g}.\n"
        f"2. After: ({after[0]}, {after[1]}). Before: ({before[0]}, {before[1]}).\n"
        f"3. 3 ({H} · {D} + {H} · {H} + {H}) = {own}; with two biases {torch}.\n"
        f"4. ln({p:g} / {1 - p:.2g}) = {math.log(p / (1 - p)):.3g}, and {-math.log(p / (1 - p)):.3g} under the other "
        "sign.",
        points=4,
    )


def by_input(rng):
    solution = """\
def by_input(h, x, v_r, v_u, v_n, w_r, w_u, w_n):
    r = 1 / (1 + np.exp(-(v_r * x + w_r * h)))
    u = 1 / (1 + np.exp(-(v_u * x + w_u * h)))
    n = np.tanh(v_n * x + r * w_n * h)
    into_n = v_n + w_n * h * r * (1 - r) * v_r
    return (h - n) * u * (1 - u) * v_u + (1 - u) * (1 - n**2) * into_n"""

    def truth(h, x, v_r, v_u, v_n, w_r, w_u, w_n):
        x = complex(x, STEP)
        u = logistic(v_u * x + w_u * h)
        return (u * h + (1 - u) * np.tanh(v_n * x + logistic(v_r * x + w_r * h) * w_n * h)).imag / STEP

    names = "h", "x", "v_r", "v_u", "v_n", "w_r", "w_u", "w_n"
    rest = " * r * (1 - r) * v_r"
    return Variant(
        "**8.2 · The paths of the input.** A GRU with one unit and one input, as in section 1, without biases: $r = "
        "\\sigma(v_r x + w_r h)$, $u = \\sigma(v_u x + w_u h)$, $n = \\tanh(v_n x + r\\,w_n h)$, and $h_t = u\\,h + "
        "(1 - u)\\,n$. Return $\\partial h_t/\\partial x_t$ at $h_{t-1} = h$ and $x_t = x$.",
        solution,
        truth,
        [dict(zip(names, row.tolist(), strict=True)) for row in away(rng, (8, 8))],
        [
            ("(h - n) * u * (1 - u) * v_u + ", "", "the path through the update gate is missing: u hears x as well."),
            (
                "return ",
                f"return u + (h - n) * u * (1 - u) * w_u + (1 - u) * (1 - n**2) * w_n * (r + h{rest[:-3]}w_r) + 0 * ",
                "that is the derivative by h_{t-1}. Here x moves, and h stays.",
            ),
            (
                "return ",
                "return (1 - u) * (1 - n**2) * v_n + 0 * ",
                "the paths through the two gates are missing: u and r hear x as well.",
            ),
            ("return ", "return u * h + (1 - u) * n + 0 * ", "that is h_t itself. Its derivative by x is asked for."),
            (f" + w_n * h{rest}", "", "the path through the reset gate is missing: n depends on r, and r on x."),
            ("into_n = v_n + ", "into_n = ", "the direct path into n is missing: v_n x stands there."),
            ("(h - n)", "(n - h)", "a sign: in h_t = u h + (1 - u) n the update gate has the factor h - n."),
            ("(h - n)", "h", "in the path through u the candidate is missing: 1 - u depends on u too."),
            ("u * (1 - u) * v_u", "v_u", "in the path through u its slope is missing: u (1 - u)."),
            ("u * (1 - u) * v_u", "u * (1 - u) * w_u", "x enters u with the weight v_u; w_u is that of the state."),
            ("return ", "return u + ", "u is the direct path of the old state. x has no part in it."),
            ("(1 - u) * (1 - n**2)", "(1 - u)", "the slope of tanh is missing: the paths through n have 1 - n²."),
            ("(1 - u) * (1 - n**2)", "(1 - n**2)", "the paths through n get the share 1 - u, what stands before n."),
            ("(1 - u) * (1 - n**2)", "u * (1 - n**2)", "the paths through n get the share 1 - u; you take u."),
            (rest, " * v_r", "in the path through r its slope is missing: r (1 - r)."),
            (rest, " * r * (1 - r) * w_r", "x enters r with the weight v_r; w_r is that of the state."),
            (f"h{rest}", rest[3:], "in the path through r the state is missing: r stands before w_n h."),
            ("= v_n +", "= r * v_n +", "the reset gate stands before w_n h alone, not before v_n x."),
        ],
        "Three paths: the old state's own is none of the input's.",
    )


def one_gate(rng):
    solution = """\
def slope_with_one_gate(h, w_s, w_n, a_s, a_n):
    s = 1 / (1 + np.exp(-(a_s + w_s * h)))
    n = np.tanh(a_n + s * w_n * h)
    by_s = s * (1 - s) * w_s
    into_n = s * w_n + w_n * h * by_s
    return 1 - s + (n - h) * by_s + s * (1 - n**2) * into_n"""

    def truth(h, w_s, w_n, a_s, a_n):
        h = complex(h, STEP)
        s = logistic(a_s + w_s * h)
        return ((1 - s) * h + s * np.tanh(a_n + s * w_n * h)).imag / STEP

    names = "h", "w_s", "w_n", "a_s", "a_n"
    return Variant(
        "**8.2 · One gate for both.** A smaller unit has a single gate $s$, which does the work of reset and update "
        "gate: $s = \\sigma(a_s + w_s h)$, $n = \\tanh(a_n + s\\,w_n h)$, $h_t = (1 - s)\\,h + s\\,n$. (`w_s` and "
        "`w_n` are the recurrent weights; `a_s` and `a_n` stand for what input and bias contribute.) Return "
        "$\\partial h_t/\\partial h_{t-1}$ at $h_{t-1} = h$.",
        solution,
        truth,
        [dict(zip(names, row.tolist(), strict=True)) for row in away(rng, (8, 5))],
        [
            ("1 - s + (n - h)", "s + (n - h)", "the direct path has the factor 1 - s: here s overwrites."),
            ("1 - s + (n - h)", "(n - h)", "the direct path is missing: 1 - s stands before h."),
            ("by_s = s * (1 - s) * w_s", "by_s = 0", "the paths through the gate are missing: s hears h as well."),
            (" + s * (1 - n**2) * into_n", "", "the paths through n are missing: h stands in n as well."),
            (" + (n - h) * by_s", "", "the path through s that mixes is missing: both shares of h_t depend on h."),
            ("(n - h)", "(h - n)", "a sign: in h_t = (1 - s) h + s n the gate has the factor n - h."),
            ("(n - h)", "n", "in the path through s the old state is missing: 1 - s depends on s too."),
            (" + w_n * h * by_s", "", "the path through s into n is missing: there s stands before w_n h."),
            ("s * w_n + w_n * h", "w_n + w_n * h", "the gate is missing in the path into n: n contains s w_n h."),
            ("s * w_n + w_n * h * by_s", "w_n * h * by_s", "the direct path into n is missing: h stands in n itself."),
            (
                "w_n * h * by_s",
                "w_n * by_s",
                "in the path through s into n the state is missing: s stands before w_n h.",
            ),
            ("s * (1 - n**2)", "(1 - n**2)", "the paths through n get the share s, what stands before n."),
            ("s * (1 - n**2)", "s", "the slope of tanh is missing: the paths through n have 1 - n²."),
            ("s * (1 - n**2)", "(1 - s) * (1 - n**2)", "the paths through n get the share s; you take 1 - s."),
            ("s * (1 - s) * w_s", "w_s", "the slope of the gate is missing: s (1 - s)."),
            ("s * (1 - s) * w_s", "s * (1 - s)", "the weight w_s is missing: s depends on h by way of it."),
            ("s * (1 - s) * w_s", "(1 - s**2) * w_s", "s is logistic: its slope is s (1 - s), not 1 - s²."),
        ],
        "Four paths again, two of them through the same gate.",
    )


KEEPS = '`keeps` is `"u"` or `"1-u"`: what stands before the old state in the text at hand.'


def memory(rng):
    solution = """\
def steps_kept(b_u, least, keeps):
    kept = 1 / (1 + np.exp(-b_u if keeps == "u" else b_u))
    return np.log(least) / np.log(kept)"""

    def truth(b_u, least, keeps):
        u = math.tanh(b_u / 2) / 2 + 0.5
        kept, low, high = u if keeps == "u" else 1 - u, 0.0, 1e6
        for _ in range(100):
            T = (low + high) / 2
            low, high = (T, high) if kept**T > least else (low, T)
        return T

    biases = rng.permutation([-1.5, -1.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0]).tolist()
    shares = rng.permutation([0.5, 0.25, 0.125, 0.1, 0.75, 0.01, 0.875, 0.375]).tolist()
    keeps = ["u", "1-u"] * 4 if rng.integers(2) else ["1-u", "u"] * 4
    exponent = '-b_u if keeps == "u" else b_u'
    return Variant(
        "**8.3 · How long does it remember?** The recurrent weights are 0, and so are the update gate's weights for "
        "the input: the direct path is all there is, and its gate is the same at every step. The update bias is "
        "`b_u`. How many steps does it take until the direct path passes exactly the share `least`? Return the "
        f"number with its fraction: it need not be whole. {KEEPS}",
        solution,
        truth,
        [{"b_u": b, "least": s, "keeps": k} for b, s, k in zip(biases, shares, keeps, strict=True)],
        [
            (exponent, "-b_u", "right where u keeps. Where 1 - u keeps, a large bias forgets."),
            (exponent, "b_u", "right where 1 - u keeps. Where u keeps, a large bias keeps."),
            (exponent, '-b_u if keeps != "u" else b_u', "the two conventions are swapped, or a sign in σ is."),
            ("np.log(least) / np.log(kept)", "np.log(1 - least) / np.log(kept)", "you take `least` for what is lost. "
             "It "
             "is what is left."),
            ("np.log(least) / np.log(kept)", "(1 - least) / (1 - kept)", "a straight line; but shares multiply from "
             "step "
             "to step."),
            ("np.log(least) / np.log(kept)", "np.log(kept) / np.log(least)", "upside down: T log(share of a step) = "
             "log(least)."),
            ("np.log(least) / np.log(kept)", "1 / (1 - kept)", "after so many steps about 1/e is left, if the gate is "
             "near 1. Use `least`."),
            ("np.log(least) / np.log(kept)", "np.ceil(np.log(least) / np.log(kept))", "right, but rounded up. The "
             "number "
             "with its fraction is asked for."),
            ("np.log(kept)", "np.log10(kept)", "two logarithms of different kinds. Take the same for both."),
        ],
        "A bias of 4 keeps a tenth over 127 steps, a bias of 1 over 7.",
    )  # fmt: skip


def listening(rng):
    solution = """\
def gate_that_listens(T, least, left, keeps):
    def bias(kept):
        return np.log(kept / (1 - kept))

    rest, mark = bias(least ** (1 / T)), bias(left)
    sign = 1 if keeps == "u" else -1
    return sign * np.array([rest, mark - rest])"""

    def truth(T, least, left, keeps):
        def share(z):
            u = math.tanh(z / 2) / 2 + 0.5
            return u if keeps == "u" else 1 - u

        def searched(steps, wanted):
            low, high = (-40.0, 40.0) if keeps == "u" else (40.0, -40.0)
            for _ in range(100):
                z = (low + high) / 2
                low, high = (z, high) if share(z) ** steps < wanted else (low, z)
            return z

        return [searched(T, least), searched(1, left) - searched(T, least)]

    lengths = rng.permutation([4, 10, 20, 50, 100, 6, 8, 40]).tolist()
    leasts = rng.permutation([0.5, 0.25, 0.125, 0.75, 0.875, 0.1, 0.375, 0.9]).tolist()
    lefts = rng.permutation([0.125, 0.25, 0.0625, 0.1, 0.2, 0.05, 0.375, 0.4]).tolist()
    keeps = ["u", "1-u"] * 4 if rng.integers(2) else ["1-u", "u"] * 4
    answer = "sign * np.array([rest, mark - rest])"
    return Variant(
        "**8.3 · A gate that listens.** The recurrent weights are 0, so the direct path is all there is. The update "
        "gate has a bias $b_u$ and a weight $v$ for a mark, which is 1 in a single step and 0 in all others. Over "
        "$T$ steps without the mark the direct path shall pass exactly the share `least`; in the step with the mark "
        f"exactly the share `left`, so that something new is written. Return `np.array([b_u, v])`. {KEEPS} Each of "
        "the two numbers is marked by itself.",
        solution,
        truth,
        [{"T": T, "least": a, "left": b, "keeps": k} for T, a, b, k in zip(lengths, leasts, lefts, keeps, strict=True)],
        [
            ("mark - rest])", "mark])", "with the mark the gate's sum is b_u + v. What has v to add to b_u?"),
            ("mark - rest])", "mark + rest])", "a sign: with the mark the gate's sum is b_u + v. Solve for v."),
            ("mark - rest])", "rest - mark])", "a sign: with the mark the gate's sum is b_u + v. Solve for v."),
            ('1 if keeps == "u" else -1', "1", "right where u keeps. Where 1 - u keeps, u must be small to keep."),
            ('1 if keeps == "u" else -1', "-1", "right where 1 - u keeps. Where u keeps, u must be large to keep."),
            ('keeps == "u"', 'keeps != "u"', "the two conventions are swapped, or the sign of the bias is."),
            ("least ** (1 / T)", "least", "that is right for a single step. T of them together leave `least`."),
            (
                "least ** (1 / T)",
                "least / T",
                "what a step keeps is multiplied from step to step, not added: take the root of `least`.",
            ),
            ("least ** (1 / T)", "least ** (1 / (T + 1))", "off by one: `least` is for the T steps without the mark."),
            ("least ** (1 / T)", "1 - (1 - least) / T", "a straight line; but shares multiply from step to step."),
            ("bias(left)", "bias(left ** (1 / T))", "no root here: there is one step with the mark."),
            ("bias(left)", "bias(1 - left)", "you take `left` for what is written. It is what is left of the old."),
            ("np.log(kept / (1 - kept))", "kept", "that is the gate. Which b makes σ(b) equal to it? Turn σ around."),
            (
                "np.log(kept / (1 - kept))",
                "np.log(kept)",
                "one part more is needed to turn σ around: log(p / (1 - p)).",
            ),
            (answer, f"({answer})[::-1]", "the two are swapped: the bias comes first."),
        ],
        "The bias remembers, the weight makes room.",
        parts={"the bias": entry(0), "the weight": entry(1)},
    )


TELLS = (
    "If the GRU is ahead of rivals with as many numbers too, then it isn't the number of numbers that makes it quick. "
    "Why it is quick the race doesn't say."
)
BLOCKS = "(tanh has 1 block, the GRU 3, the LSTM 4)"


def rival(rng):
    solution = """\
def rival(H, D, blocks):
    def size(blocks, n):
        return blocks * n * (D + n + 1)

    n = 1
    while abs(size(blocks, n + 1) - size(3, H)) < abs(size(blocks, n) - size(3, H)):
        n += 1
    return n"""

    def truth(H, D, blocks, biases=1):
        wanted = 3 * (H * D + H * H + biases * H)
        sizes = [blocks * (n * D + n * n + biases * n) for n in range(1, 4 * H + 9)]
        return 1 + min(range(len(sizes)), key=lambda i: (abs(sizes[i] - wanted), i))

    def drawn():
        sizes = rng.permutation([4, 6, 10, 16, 20, 32, 50, 64]).tolist()
        inputs = rng.permutation([1, 2, 3, 5, 8, 10, 20, 40]).tolist()
        blocks = rng.permutation([1, 4, 1, 4, 2, 5, 1, 4]).tolist()
        return [{"H": H, "D": D, "blocks": b} for H, D, b in zip(sizes, inputs, blocks, strict=True)]

    cases = drawn()
    while (  # until the biases matter
        any(all(truth(**case, biases=n) == truth(**case) for case in cases) for n in (0, 2))
        or truth(**cases[0]) == truth(**cases[1])
    ):
        cases = drawn()
    H, D, b = [(4, 6, 1), (7, 16, 1), (5, 4, 2), (7, 16, 2), (8, 10, 4), (7, 24, 4)][rng.integers(6)]
    cases.append({"H": H, "D": D, "blocks": b})  # where two are equally near
    return Variant(
        "**8.4 · Design a rival.** A cell of $n$ units has `blocks` blocks " + BLOCKS + "; a block has, for each unit, "
        "$D$ weights for the input, $n$ for the state and one bias. Your GRU has `H` units and `D` inputs. Return "
        "the number of units, at least 1, with which a cell of `blocks` blocks comes nearest to it in the number of "
        "numbers; of two that are equally near, the smaller one. Then say in a sentence what it tells if the GRU "
        "wins against such rivals.",
        solution,
        truth,
        cases,
        [
            ("(D + n + 1)", "(D + n)", "the bias is missing: a unit has D + n + 1 numbers in every block."),
            ("(D + n + 1)", "(D + n + 2)", "you counted two biases in every block. Here a unit has one."),
            ("(D + n + 1)", "(n + 1)", "the weights for the input are missing: a unit has D of them in every block."),
            ("(D + n + 1)", "(D + 1)", "the weights for the state are missing: n for each of the n units. A size "
             "grows with the square."),
            ("size(blocks, n + 1) - size(3, H)) < abs(size(blocks, n)", "size(blocks, n + 1) - size(1, H)) < abs("
             "size(blocks, n)", "the GRU has three blocks."),
            ("while abs(size(blocks, n + 1) - size(3, H)) < abs(size(blocks, n) - size(3, H))", "while size(blocks, n "
             "+ 1"
             ") <= size(3, H)", "that is the largest that fits. One unit more may come nearer."),
            ("while abs(size(blocks, n + 1) - size(3, H)) < abs(size(blocks, n) - size(3, H))", "while size(blocks, "
             "n) < "
             "size(3, H)", "that is the smallest that is as large. One unit less may come nearer."),
            ("3, H)) < abs", "3, H)) <= abs", "right, but for this: of two that are equally near, the smaller one is "
             "asked for. (The rounded root of an equation gives the larger.)"),
            ("size(blocks, n + 1) - size(3, H)) < abs(size(blocks, n) - size(3, H))", "size(blocks, n + 1) - size(4, H"
             ")) < abs(size(blocks, n) - size(4, H))", "the GRU has three blocks, not four."),
            ("return n", "return size(blocks, n)", "that is how many numbers the rival has. Its units are asked for."),
        ],
        "Now a race says something about the cell, and not about its numbers.",
        words=TELLS,
    )  # fmt: skip


def whole(rng):
    K = int(rng.choice([2, 3, 5, 10]))
    solution = f"""\
def units_of_network(numbers, D, blocks):
    H = 0
    while blocks * (H + 1) * (D + H + 3) + {K} * (H + 2) <= numbers:
        H += 1
    return H"""

    def size(H, D, blocks):
        return blocks * (H * D + H * H + 2 * H) + H * K + K

    def truth(numbers, D, blocks):
        return max(H for H in range(200) if size(H, D, blocks) <= numbers)

    units = rng.permutation([5, 8, 12, 20, 32, 27, 50, 10, 16, 40]).tolist()
    inputs = rng.permutation([1, 2, 3, 5, 8, 10, 20, 4, 6, 12]).tolist()
    blocks = 3, 4, 1, 3, 4, 1, 3, 4, 1, 3
    more = [lambda H, B, k=k: k for k in (7, 0, -1, -K - 1, 25, 1)]  # than what fits exactly
    more += [lambda H, B: -K * (H + 1), lambda H, B: -B * H, lambda H, B: -(K - 1) * (H + 1), lambda H, B: -1]
    cases = [
        {"numbers": size(H, D, B) + extra(H, B), "D": D, "blocks": B}
        for H, D, B, extra in zip(units, inputs, blocks, more, strict=True)
    ]
    return Variant(
        "**8.4 · Design a control.** In PyTorch a cell of $H$ units has `blocks` blocks " + BLOCKS + "; a block has, "
        f"for each unit, $D$ weights for the input, $H$ for the state and *two* biases. The readout has {K} outputs, "
        "each with a weight for each of the $H$ units and one bias. Return the largest number of units with which "
        "cell and readout together have **at most** `numbers` numbers. Then say in a sentence what it tells if one "
        "cell wins against others of the same size.",
        solution,
        truth,
        [*cases, {"numbers": K + 2, "D": 4, "blocks": 3}],
        [
            (f" + {K} * (H + 2)", "", "the readout is missing: it counts as well."),
            (f"{K} * (H + 2)", f"{K} * (H + 1)", f"the readout's biases are missing: each of its {K} outputs has one."),
            (f"{K} * (H + 2)", "(H + 2)", f"the readout has {K} outputs, each with its own weights and bias."),
            (f"{K} * (H + 2)", f"{K} * (H + 3)", "you counted two biases for each output. The readout has one."),
            ("D + H + 3", "D + H + 2", "one bias is missing: in PyTorch a block has two for each unit."),
            ("D + H + 3", "H + 3", "the weights for the input are missing: a unit has D of them in every block."),
            ("(D + H + 3)", "(D + 2)", "the weights for the state are missing: H for every unit."),
            (f"blocks * (H + 1) * (D + H + 3) + {K} * (H + 2)", f"blocks * ((H + 1) * (D + H + 3) + {K} * (H + 2))",
             "there is one readout, not one for each block."),
            ("blocks * (H + 1)", "3 * (H + 1)", "that is right for a GRU, with three blocks. Use `blocks`."),
            ("<= numbers", "< numbers", "a size that takes exactly `numbers` still fits: at most means <=."),
            ("return H", "return H + 1", "one unit too many: it needs more numbers than there are."),
            ("return H", f"return blocks * H * (D + H + 2) + {K} * (H + 1)", "that is how many numbers such a network "
             "has. "
             "Its *units* are asked for."),
        ],
        "An opponent of the same size, readout and all.",
        words=TELLS,
    )  # fmt: skip


def turned(rng):
    solution = """\
def mended_turn(W):
    W, H = W.copy(), len(W) // 3
    W[H : 2 * H] = -W[H : 2 * H]
    return W"""

    def truth(W):
        H = len(W) // 3
        return [[(-1) ** (row // H) * w for w in W[row]] for row in range(3 * H)]

    block = "W[H : 2 * H] = -W[H : 2 * H]"
    return Variant(
        f"{WILD}Somebody has the weights `W` (3H, columns) of a GRU from a text in which $1-u$ stands before the old "
        "state, the blocks r, u, n below one another. This function shall return weights with which this course's "
        "GRU, where $u$ "
        'stands there, is the same network. Its author reports: "Where theirs has a $u$ mine shall have $1-u$, so '
        'that is '
        f'what I wrote. Yet the states differ from the first step on."{MEND}',
        solution,
        truth,
        [{"W": away(rng, (3 * H, columns))} for H, columns in ((1, 2), (2, 3), (2, 1), (3, 3), (4, 2))],
        [
            (block, "W[H : 2 * H] = 1 - W[H : 2 * H]", "this is still the answer of the code with the bug. It is the "
             "gate "
             "that becomes 1 - u. What does that do to what stands in σ?"),
            (block, "W[:H] = -W[:H]", "that is the block of the reset gate. It is the same in both texts."),
            (block, "W[2 * H :] = -W[2 * H :]", "that is the candidate's block. It is the same in both texts."),
            (block, "W = -W", "only the update gate is another. The other blocks stay as they are."),
            (block, "W[1::3] = -W[1::3]", "you take every third row. The gates stand in blocks, one after the other."),
            (block, "W[H:] = -W[H:]", "the block has an end too: that of n stays as it was."),
            (block, "W[H : 2 * H] = 1 / W[H : 2 * H]", "upside down doesn't do it. 1 - σ(z) is σ of what?"),
        ],
        "The bug is mended.",
        bug=("from_other_text", block, "W[H : 2 * H] = 1 - W[H : 2 * H]"),
    )  # fmt: skip


def candidate(rng):
    after = bool(rng.integers(2))
    right, wrong = ("r * (W @ h)", "W @ (r * h)") if after else ("W @ (r * h)", "r * (W @ h)")
    text, other = ("PyTorch", "the paper of Chung et al.") if after else ("the paper of Chung et al.", "PyTorch")
    solution = f"""\
def mended_candidate(W, r, h, a):
    return np.tanh(a + {right})"""

    def truth(W, r, h, a):
        H = len(h)
        return [math.tanh(a[i] + sum(W[i, j] * h[j] * (r[i] if after else r[j]) for j in range(H))) for i in range(H)]

    def case(H):
        r = rng.choice(np.arange(1, 8), H, replace=False) / 8
        return {"W": away(rng, (H, H), 8), "r": r, "h": away(rng, H, 8), "a": away(rng, H, 8)}

    return Variant(
        f"{WILD}With weights from {text} this function shall make the candidate $n$ of a GRU's step as it is made "
        "there: `W` (H, H) is $W_{hn}$, `r` the reset gate, `h` the old state, `a` what input and bias contribute, "
        f"each (H,). Its author, who learned it from {other}, reports: \"With one unit all is well. With more it isn't "
        "their "
        f'network."{" (Their second bias, inside the reset, is 0.)" if after else ""}'
        f"{MEND}",
        solution,
        truth,
        [case(H) for H in (2, 2, 1, 3, 5)],
        [
            (
                right,
                wrong,
                "this is still the answer of the code with the bug. Which unit's reset gate does W_ij h_j meet?",
            ),
            (right, "W @ h", "the reset gate is missing: it says how much of the past is seen."),
            (right, right.replace("W", "W.T"), "row i of W says what unit i hears: no transpose."),
            *([] if after else [(right, "(W @ r) * h", "r and h meet entry by entry, and W then sums over both.")]),
            (
                f"np.tanh(a + {right})",
                "r * np.tanh(a + W @ h)",
                "the reset gate stands inside tanh, before the past alone.",
            ),
            (
                f"np.tanh(a + {right})",
                "np.tanh(r * (a + W @ h))",
                "the reset gate stands before the past alone, not before a.",
            ),
            (f"a + {right}", right, "what input and bias contribute is missing."),
            (right, "r * (W @ (r * h))", "now the past meets the reset gate twice."),
            (f"a + {right}", f"r * a + {right}", "the reset gate stands before the past alone, not before a."),
            (f"np.tanh(a + {right})", f"a + {right}", "the candidate is the tanh of it."),
            (right, right.replace("r *", "(1 - r) *"), "a reset gate of 1 lets the past be seen, here and there."),
        ],
        "The bug is mended.",
        bug=("candidate", right, wrong),
    )


EXERCISES = {
    "8.1": [pencil],
    "8.2": [by_input, one_gate],
    "8.3": [memory, listening],
    "8.4": [rival, whole],
    "bug": [turned, candidate],
}
