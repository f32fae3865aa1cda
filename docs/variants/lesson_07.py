"""Lesson 07: ways through an LSTM, other detours, the sweep of other cells, designed starts, and stacked blocks."""

import itertools
import math

import numpy as np

from variants import MEND, STEP, WILD, Pencil, Variant

ORDER = "the order: the last step stands on the left, J_T ⋯ J_2 J_1."
WHOLE = "whole = np.eye(2)\n    for J in jacobians:\n        whole = J @ whole"
BACKWARDS = """\
    for J in jacobians[: k - 1]:
        before = before @ J
    for J in jacobians[k:]:
        after = after @ J
    return after[1, 1] * jacobians[k - 1, 1, 0] * before[0, 1]"""
ANY = """\
    c, h = [1.0] + {m} * [0.0], ({m} + 1) * [0.0]  # by the number of times at h
    for J in jacobians[:-1]:
        (hh, hc), (ch, cc) = J
        new_h = [0.0] + [hh * x + hc * y for x, y in zip(h[:-1], c[:-1])]
        c = [cc * y + ch * x for x, y in zip(h, c)]
        h = new_h
    return jacobians[-1][1, 0] * h[{m}] + jacobians[-1][1, 1] * c[{m}]"""
PAIR = (
    "`jacobians` is an array of shape (T, 2, 2): the Jacobians of the pair $[h\\,|\\,c]$ of one unit, first step "
    "first (rows: new $h$, new $c$; columns: old $h$, old $c$). "
)


def logistic(z):
    return 1 / (1 + np.exp(-z))


def logit(p):
    return math.log(p) - math.log1p(-p)


def pencil(rng):
    n, steps = int(rng.integers(5, 10)), int(rng.choice([3, 4]))
    f, i, o = (
        float(rng.choice([0.6, 0.7, 0.8, 0.9])),
        float(rng.choice([0.4, 0.5, 0.8])),
        float(rng.choice([0.25, 0.5])),
    )
    slow, gain = float(rng.choice([0.5, 0.6, 0.7])), float(rng.choice([0.5, 1.0]))
    factor = slow + 0.4 * 0.5 * gain
    gate, said = [("i", "i g, and at rest g = 0"), ("o", "o tanh(c), and at rest c = 0")][rng.integers(2)]
    return Pencil(
        "**7.1 · Ways and factors, with a pencil.**\n"
        "\n"
        "1. One unit: a step leads from $c$ or $h$ to $c$ or $h$, by one of the four derivatives. How many ways lead "
        f"from $c_0$ to $c_{n}$? How many of them stand at $h$ exactly once?\n"
        f"2. At rest the forget gate stands at $f = {f:g}$, the input gate at $i = {i:g}$, the output gate at $o = "
        f"{o:g}$. At which gain is the factor of a step 1?\n"
        f"3. Now $f = {slow:g}$, $i = 0.4$, $o = 0.5$ and the gain is {gain:g}. How much of a gradient is left after "
        f"{steps} steps at rest? How much of it comes along the direct path?\n"
        f"4. Why does it change nothing at rest to double $W_{{h{gate}}}$?",
        f"1. {2 ** (n - 1)} = 2^{n - 1}: at each of the {n - 1} times in between the way may stand at c or at h. "
        f"{n - 1} of them stand at h once.\n"
        f"2. f + i o gain = 1 at {1 - f:.2g} / {i * o:g} = {(1 - f) / (i * o):.4g}.\n"
        f"3. The factor is {slow:g} + 0.2 · {gain:g} = {factor:g}, and {factor:g}^{steps} = {factor**steps:.4g}. "
        f"Along the direct path {slow:g}^{steps} = {slow**steps:.4g}.\n"
        f"4. h acts through {gate} on {said}: the derivative by {gate} is 0 there.",
        points=4,
    )


def away(rng, shape):
    """Eighths of either sign, none of them 0."""
    return rng.choice([-1, 1], shape) * rng.integers(2, 12, shape) / 8


def visit(rng):
    m = int(rng.choice([2, 3]))
    solution = f"""\
def by_one_visit(jacobians):
    total, m = 0.0, {m}
    for t in range(len(jacobians) - m):
        outside = np.prod(jacobians[t + 1 : t + m, 0, 0])
        inside = np.prod(jacobians[:t, 1, 1]) * np.prod(jacobians[t + m + 1 :, 1, 1])
        total += jacobians[t, 0, 1] * outside * jacobians[t + m, 1, 0] * inside
    return total"""

    def truth(jacobians):
        T, total = len(jacobians), 0.0
        for between in itertools.product("hc", repeat=T - 1):
            stands = ["hc".index(place) for place in ("c", *between, "c")]
            way = [J[new, old] for J, old, new in zip(jacobians, stands[:-1], stands[1:], strict=True)]
            total += math.prod(way) if "".join(between).strip("c") == m * "h" else 0.0
        return total

    def two(entry, other):
        return f"jacobians[t, {entry}] * outside * jacobians[t + m, {other}]"

    times, gone = ("two", "one step") if m == 2 else ("three", "two steps")
    return Variant(
        f"**7.2 · One visit.** {PAIR}Many ways lead from $c_0$ to $c_T$. Return the part of $dc_T/dc_0$ that comes "
        f"along those ways that leave the cell once: they stand at $h$ at exactly {times} of the times $1, \\dots, "
        "T-1$, one after the other, and in the cell at all others.",
        solution,
        truth,
        [{"jacobians": away(rng, (T, 2, 2))} for T in (m + 1, m + 2, 1, m, 5, 6, 7)],
        [
            ("total, m = 0.0", "total, m = np.prod(jacobians[:, 1, 1])", "the direct path is in it. It is never at h."),
            (
                two("0, 1", "1, 0"),
                two("1, 0", "0, 1"),
                "rows are the new state: from c to h leads [0, 1], back [1, 0].",
            ),
            ("t + 1 : t + m, 0, 0", "t + 1 : t + m, 1, 1", "between going and coming back the way stays at h: [0, 0]."),
            ("* outside ", "", f"while it is outside the way stays at h for {gone}. These factors are missing."),
            (f"m = 0.0, {m}", f"m = 0.0, {m - 1}", f"off by one: your ways stand at h {m - 1} times, not {m}."),
            (f"m = 0.0, {m}", f"m = 0.0, {m + 1}", f"off by one: your ways stand at h {m + 1} times, not {m}."),
            (" * inside", "", "the steps in the cell before and after the visit are missing."),
            ("np.prod(jacobians[:t, 1, 1]) * ", "", "the steps in the cell before the visit are missing."),
            (" * np.prod(jacobians[t + m + 1 :, 1, 1])", "", "the steps in the cell after the visit are missing."),
            ("len(jacobians) - m)", "len(jacobians) - m - 1)", "off by one: a visit may end as late as at T."),
            ("range(len", "range(1, len", "a visit may begin at once: at time 1 the way may stand at h."),
            (
                "return total",
                f"{WHOLE}\n    return whole[1, 1] - np.prod(jacobians[:, 1, 1])",
                "those are all detours. Only the ways count that leave the cell once, for so long.",
            ),
            (
                solution[solution.index("    total") :],
                ANY.format(m=m),
                "your ways may go back to the cell between. They are to stand at h at times that follow one another.",
            ),
            ("total +=", "total =", "you return one of the ways. They add up."),
        ],
        "For each time at which the visit may begin there is one way.",
    )


def returning(rng):
    solution = """\
def back_at(jacobians, k):
    before, after = np.eye(2), np.eye(2)
    for J in jacobians[: k - 1]:
        before = J @ before
    for J in jacobians[k:]:
        after = J @ after
    return after[1, 1] * jacobians[k - 1, 1, 0] * before[0, 1]"""

    def truth(jacobians, k):
        cut, whole = np.array(jacobians), []
        for _ in range(2):
            product = np.eye(2)
            for J in cut:
                product = J @ product
            whole.append(product[1, 1])
            cut[k - 1, 1, 0] = 0
        return whole[0] - whole[1]

    found = "after[1, 1] * jacobians[k - 1, 1, 0] * before[0, 1]"
    sizes = zip((3, 4, 3, 5, 6, 5, 7, 2), (2, 3, 3, 4, 3, 1, 5, 2), strict=True)
    return Variant(
        f"**7.2 · One cut.** {PAIR}Suppose that at step `k` alone (from 1 to T) no gradient is let through from "
        "$c_k$ to $h_{k-1}$. Return the part of $dc_T/dc_0$ that is lost: what comes along all "
        "the ways that stand at $h$ before step $k$ and at $c$ after it.",
        solution,
        truth,
        [{"jacobians": away(rng, (T, 2, 2)), "k": k} for T, k in sizes],
        [
            ("J @ before", "before @ J", ORDER),
            ("J @ after", "after @ J", ORDER),
            (
                "before[0, 1]",
                "before[1, 0]",
                "before step k the way leads from c to h. Rows are the new state: [0, 1].",
            ),
            ("before[0, 1]", "before[1, 1]", "before step k the way has to stand at h: [0, 1] leads there from c."),
            ("jacobians[k - 1, 1, 0]", "jacobians[k - 1, 0, 1]", "at step k the way leads from h to c: [1, 0]."),
            (
                "return ",
                f"{WHOLE}\n    return whole[1, 1] + 0 * ",
                "that is all that arrives without a cut. What is lost by it?",
            ),
            (
                "return ",
                "return after[1] @ jacobians[k - 1, :, 0] * before[0, 1] + 0 * ",
                "you cut both ways that lead on from h. The one that stays at h is open.",
            ),
            (
                found,
                "np.prod(jacobians[k:, 1, 1]) * jacobians[k - 1, 1, 0] * (k > 1) * jacobians[k - 2, 0, 1]"
                " * np.prod(jacobians[: max(k - 2, 0), 1, 1])",
                "those are the shortest of the ways. Before step k a way may be longer at h, and leave the cell more "
                "than once; after it too.",
            ),
            (solution[solution.index("    for J in jacobians[: k") :], BACKWARDS, ORDER),
            ("jacobians[k - 1, 1, 0] * ", "", "the factor of step k itself is missing."),
            ("after[1, 1]", "np.prod(jacobians[k:, 1, 1])", "after step k the way may leave the cell again."),
            ("after[1, 1] * ", "", "what comes after step k is missing."),
            (" * before[0, 1]", "", "what comes before step k is missing."),
            ("return ", "return (after @ jacobians[k - 1] @ before)[1, 1] - ", "that is what is left after the cut."),
            ("    before,", "    k = k - 1\n    before,", "off by one: step k has the Jacobian jacobians[k - 1]."),
        ],
        "What is lost before, at and after the cut multiplies.",
    )


def layers(rng, K, cell):
    """Cases of a layer with K blocks, the last two those of g and o; cell: new c from the values of a step and c."""
    for T, H in ((2, 1), (2, 1), (1, 2), (2, 2), (3, 2), (5, 3), (7, 2)):
        gates = rng.integers(1, 8, (T, K, H)) / 8
        gates[:, -2] *= rng.choice([-1, 1], (T, H))
        c = [away(rng, H)]
        for values in gates:
            c.append(cell(values, c[-1]))
        yield {"W": away(rng, (K, H, H)), "gates": gates, "c": np.array(c), "direct": away(rng, (T, H))}


def by_steps(W, gates, c, direct, cell, p=0.0, heard=0):
    """∂L/∂z (T,K,H) of the loss L = Σ direct_t h_t, from runs forward: each has one of the sums moved."""
    T, K, H = gates.shape
    rest = np.log(np.abs(gates) / (1 - np.abs(gates)))
    rest[:, -2] = np.arctanh(gates[:, -2])
    moved = STEP * 1j * np.eye(gates.size).reshape(-1, T, K, H)
    now, h, loss = c[0] + 0j * moved[:, 0, 0], 0j * moved[:, 0, 0], 0.0
    for t in range(T):
        z = rest[t] + moved[:, t] + np.einsum("kab,nb->nka", W, 1j * h.imag)
        z[:, heard] += p * 1j * now.imag
        values = logistic(z)
        values[:, -2] = np.tanh(z[:, -2])
        now = cell(np.moveaxis(values, 1, 0), now)
        h = values[:, -1] * np.tanh(now)
        loss = loss + (h.imag @ direct[t]) / STEP
    return loss.reshape(T, K, H)


def swept(name, blocks, sums, more="", arguments="W, gates, c, direct"):
    """The source of a sweep. blocks: names of the gates; sums: what stands in dz for those of c; more: added to dc."""
    rows = "\n".join(f"        dz[t, {k}] = {row}" for k, row in enumerate([*sums, "dh * tanh_c * o * (1 - o)"]))
    return f"""\
def {name}({arguments}):
    T, _, H = gates.shape
    dz = np.zeros((T, {len(blocks)}, H))
    dh, dc = np.zeros(H), np.zeros(H)
    for t in reversed(range(T)):
        {", ".join(blocks)} = gates[t]
        tanh_c = np.tanh(c[t + 1])
        dh = dh + direct[t]
        dc = dc + dh * o * (1 - tanh_c**2)
{rows}
        dh = sum(W[k].T @ dz[t, k] for k in range({len(blocks)}))
        dc = dc * f{more}
    return dz"""


def last(is_last):
    """Keeps the last step of the sweep's answer, or the others."""
    return lambda answer: np.where(((np.arange(len(answer)) == len(answer) - 1) == is_last)[:, None, None], answer, 0.0)


SWEEP = {"the last step": last(True), "the steps before it": last(False)}
ONE = "One sequence, T steps, H units. From the run forward you have"
LOSSES = (
    "`direct` (T, H) is what the losses say about the $h$ that step `t` shows, $\\partial^+L/\\partial h$. Return "
    "$\\partial L/\\partial z$ of the"
)
MARKED = "The last step is marked by itself, and so are the steps before it."
CARRIED = [
    ("dc = dc + dh * o", "dc = dh * o", "c's own way back is missing: dc gets what the later c hands back *and* what "
     "comes through h_t."),
    ("dh = dh + direct[t]", "dh = direct[t]", "h's way back is missing: dh gets the step's own part *and* what the "
     "later "
     "gates hand back."),
    ("dh = sum(", "dh = dh + sum(", "dh of the later step is still in dh. What is carried is what the gates handed "
     "back, no more."),
    ("(1 - tanh_c**2)", "(1 - c[t + 1] ** 2)", "c_t is no value of tanh: its slope is 1 - tanh²(c_t), not 1 - c_t²."),
    ("tanh_c = np.tanh(c[t + 1])", "tanh_c = np.tanh(c[t])", "off by one: h_t shows the new cell, c[t + 1]."),
    ("W[k].T", "W[k]", "on the way back each block of W is transposed."),
    ("(1 - g**2)", "g * (1 - g)", "g is a value of tanh: its slope is 1 - g²."),
    ("(1 - g**2)", "(1 - np.tanh(g) ** 2)", "g is a value of tanh already, so its slope is 1 - g²: no tanh again."),
    (" * (1 - g**2)", "", "the slope of g is missing: ∂L/∂z is asked for, and g = tanh(z) has the slope 1 - g²."),
    (" * f * (1 - f)", "", "the slope of f is missing: ∂L/∂z is asked for, and a gate's slope is f (1 - f)."),
    (" * o * (1 - o)", "", "the slope of o is missing: ∂L/∂z is asked for, and a gate's slope is o (1 - o)."),
    (" * (1 - tanh_c**2)", "", "from h to c leads o tanh(c): the slope of tanh, 1 - tanh²(c_t), is missing."),
    ("dh * tanh_c *", "dh *", "the output gate multiplies tanh(c_t): that factor is missing in its sum."),
    ("dh * tanh_c * o * (1 - o)", "dc * tanh_c * o * (1 - o)", "the output gate's sum hears of dh, not of dc."),
]  # fmt: skip


def coupled(rng):
    def cell(values, c):
        f, g, _ = values
        return f * c + (1 - f) * g

    solution = swept("sweep_back", "fgo", ["dc * (c[t] - g) * f * (1 - f)", "dc * (1 - f) * (1 - g**2)"])
    return Variant(
        "**7.3 · The sweep backwards, with two gates.** An LSTM has no input gate: what isn't kept is written, $c_t "
        f"= f_t\\,c_{{t-1}} + (1 - f_t)\\,g_t$. All else is as in the lesson, $h_t = o_t\\tanh(c_t)$ too. {ONE} "
        "`gates` (T, 3, H), the values of f, g, o, and `c` (T + 1, H): step `t` made `c[t + 1]` of `c[t]`. `W` (3, "
        f"H, H) holds the recurrent weights of f, g, o; {LOSSES} three sums at every step, (T, 3, H). {MARKED}",
        solution,
        lambda W, gates, c, direct: by_steps(W, gates, c, direct, cell),
        list(layers(rng, 3, cell)),
        [
            ("(c[t] - g)", "c[t]", "1 - f, which stands before g, depends on f too: in f's sum c_{t-1} is not alone."),
            ("(c[t] - g)", "(c[t] + g)", "a sign: 1 - f falls when f grows, so g is taken off c_{t-1}."),
            ("dc = dc * f", "dc = dc * (1 - f)", "1 - f is written; c_{t-1} is kept with f."),
            ("(c[t] - g)", "(g - c[t])", "a sign: in c_t = f c_{t-1} + (1 - f) g the gate has the factor c_{t-1} - g."),
            ("(c[t] - g)", "(c[t + 1] - g)", "off by one. The forget gate meets the cell before the step, c_{t-1}."),
            ("dc * (1 - f) *", "dc * f *", "the candidate is written with the share 1 - f; you take f."),
            ("dc * (1 - f) *", "dc *", "the candidate's share is missing: it is written with 1 - f."),
            ("        dc = dc * f", "", "the forget gate is missing: from c_t to c_{t-1} the factor is f_t."),
            ("range(3)", "range(2)", "the output gate reads h too: all three blocks hand something back."),
            *CARRIED,
        ],
        "dh and dc carried, and one gate that keeps and writes.",
        parts=SWEEP,
    )


def peephole(rng):
    gate = int(rng.integers(2))
    name = "if"[gate]

    def cell(values, c):
        i, f, g, _ = values
        return f * c + i * g

    more = f" + p * dz[t, {gate}]"
    sums = ["dc * g * i * (1 - i)", "dc * c[t] * f * (1 - f)", "dc * i * (1 - g**2)"]
    solution = swept("sweep_with", "ifgo", sums, more, "W, p, gates, c, direct")
    cases = [{"p": away(rng, case["c"].shape[1]), **case} for case in layers(rng, 4, cell)]
    order = "W", "p", "gates", "c", "direct"
    return Variant(
        f"**7.3 · The sweep backwards, with a peephole.** In this LSTM the {['input', 'forget'][gate]} gate also "
        f"looks at the old cell: its sum $z_{name}$ has one more term, $p\\,c_{{t-1}}$, entry by entry, with weights "
        f"`p` (H,). All else is as in the lesson. {ONE} `gates` (T, 4, H), the values of i, f, g, o, and `c` (T + 1, "
        f"H): step `t` made `c[t + 1]` of `c[t]`. `W` (4, H, H) holds the recurrent weights of i, f, g, o; {LOSSES} "
        f"four sums at every step, (T, 4, H). {MARKED}",
        solution,
        lambda W, p, gates, c, direct: by_steps(W, gates, c, direct, cell, p, gate),
        [{key: case[key] for key in order} for case in cases],
        [
            (more, "", f"the peephole is missing: c_{{t-1}} also reaches the step through the sum of {name}."),
            (more, f" + dz[t, {gate}]", "the weights p are missing on the way through the peephole."),
            (
                more,
                " + p * dc",
                "the peephole leads through the gate's sum, so what comes back there is dz of that gate.",
            ),
            (more, f" + p * dz[t, {1 - gate}]", f"the peephole belongs to {name}: it is its sum that c_{{t-1}} moves."),
            (f"dc * f{more}", more[3:], "the cell's own way back is gone: from c_t to c_{t-1} it has the factor f_t."),
            (more, f" + p * c[t] * dz[t, {gate}]", "the derivative of p c_{t-1} by c_{t-1} is p, without c_{t-1}."),
            (
                "dc * c[t] * f",
                "dc * (c[t] + p) * f",
                "p isn't in dz: there the gate's factor is c_{t-1}, as in the "
                "lesson. p is for the way back to c_{t-1}.",
            ),
            (
                " * g * i * (1 - i)",
                " * g",
                "the slope of i is missing: ∂L/∂z is asked for, and a gate's slope is i (1 - i).",
            ),
            ("dc * c[t] * f", "dc * c[t + 1] * f", "off by one. The forget gate meets the cell before the step."),
            ("dc * g * i", "dc * c[t] * i", "the input gate multiplies the candidate, so dz_i has g in it, not c."),
            ("range(4)", "range(3)", "the output gate reads h too: all four blocks hand something back."),
            *CARRIED,
        ],
        "dh and dc carried, and the cell hands back through its peephole too.",
        parts=SWEEP,
    )


REST = (
    "At rest the share `share` of a gradient shall be left after `steps` steps, direct path and shortest detours "
    "together."
)
ROOT = [
    (
        "share ** (1 / steps)",
        "share",
        "that is right for a single step. Here `steps` of them together leave the share.",
    ),
    *(
        ("share ** (1 / steps)", other, "`share` is what a step keeps, multiplied `steps` times: take the root of it.")
        for other in ("share**steps", "share / steps")
    ),
    ("share ** (1 / steps)", "(1 - (1 - share) / steps)", "a straight line; but shares multiply from step to step."),
]
LENGTHS = (4, 10, 2, 100, 25, 40, 3)


def gain(rng):
    solution = """\
def gain_for(b_f, share, steps):
    gate = 1 / (1 + np.exp(-b_f))
    return 4 * (share ** (1 / steps) - gate)"""

    def truth(b_f, share, steps):
        low, high = 0.0, 4.0
        for _ in range(60):
            middle = (low + high) / 2
            left = math.prod([math.tanh(b_f / 2) / 2 + 0.5 + middle / 4] * steps)
            low, high = (middle, high) if left < share else (low, middle)
        return low

    shares = rng.permutation([0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875]).tolist()
    cases = [
        {"b_f": math.floor(8 * logit(share ** (1 / n) - 0.05)) / 8 - float(less), "share": share, "steps": n}
        for share, n, less in zip(shares, LENGTHS, rng.choice([0, 0.25, 0.5, 1], len(LENGTHS)), strict=True)
    ]
    return Variant(
        "**7.4 · Design a detour.** Your LSTM's forget bias is `b_f`, its input and output gates begin half open, "
        f"and its recurrent weights are orthogonal. {REST} Return their gain, the same in all four blocks. (`b_f` is "
        "small enough for one to exist.) Then say in a sentence at which forget biases the latch of 40 steps forgives "
        "a badly chosen gain, and at which it doesn't.",
        solution,
        truth,
        cases,
        [
            ("4 * (", "(", "that is the detour's part of the factor. With two half-open gates it is gain / 4."),
            ("4 * (", "2 * (", "you divide by one half-open gate. The detour goes through two: gain / 4."),
            (" - gate", "", "the direct path is missing: a step's factor is the gate *plus* gain / 4."),
            (" - gate", " - b_f", "you take the bias for the gate: the gate is σ(b_f)."),
            ("np.exp(-b_f)", "np.exp(b_f)", "a sign in σ: a positive bias opens the gate."),
            ("share ** (1 / steps)", "1", "that keeps the whole gradient. Only `share` shall be left."),
            ("share ** (1 / steps) - gate", "share - gate**steps", "a step's factor is a sum, and its power is not the "
             "sum of the powers. Take the root of the share first."),
            ("share ** (1 / steps) - gate", "(share - gate**steps) ** (1 / steps)", "take the root of the share "
             "first: a "
             "step's factor is a sum, and its power is not the sum of the powers."),
            *ROOT,
        ],
        "What the gate doesn't keep the detour brings back.",
        words="With an open forget gate (a bias of 2 to 5) every gain from 0.5 to 4 learned; with a bias of 0 the "
        "gain had to hit a window.",
    )  # fmt: skip


def closed(rng):
    solution = """\
def bias_of_pair(share, steps, gain):
    factor = share ** (1 / steps)
    f = (factor - gain / 2) / (1 - gain / 2)
    return np.log(f / (1 - f))"""

    def truth(share, steps, gain):
        low, high = -30.0, 30.0
        for _ in range(100):
            b = (low + high) / 2
            left = (logistic(b) + logistic(-b) * 0.5 * gain) ** steps
            low, high = (b, high) if left < share else (low, b)
        return b

    shares = rng.permutation([0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875]).tolist()
    gains = [float(rng.choice([0.125, 0.25, 0.375, 0.5] + ([0.75, 1.0, 1.25] if n > 5 else []))) for n in LENGTHS]
    return Variant(
        "**7.4 · Design a pair of biases.** The forget gate begins with a bias $b_f$ that you choose, the input gate "
        "with $-b_f$, so that it is closed as far as the forget gate is open, $i = 1 - f$. The output gate begins "
        f"half open, and the recurrent weights are orthogonal with the gain `gain`. {REST} Return $b_f$. (`gain` is "
        "small enough for one to exist.) Then say in a sentence what such an input gate does to new values.",
        solution,
        truth,
        [{"share": s, "steps": n, "gain": gain} for s, n, gain in zip(shares, LENGTHS, gains, strict=True)],
        [
            ("(factor - gain / 2) / (1 - gain / 2)", "factor", "the detour is missing: it has i o gain at rest."),
            ("(factor - gain / 2) / (1 - gain / 2)", "factor - gain / 4", "that is for a half-open input gate. Here "
             "it is "
             "1 - f, which depends on your bias."),
            ("(factor - gain / 2) / (1 - gain / 2)", "(factor - gain / 4) / (1 - gain / 4)", "the input gate is 1 - f "
             "already. Only the output gate is half open: gain / 2."),
            ("/ (1 - gain / 2)", "/ (1 + gain / 2)", "a sign, in the last step: f + (1 - f) gain / 2 has f as often as "
             "1 - gain / 2."),
            (" / (1 - gain / 2)", "", "you take off gain / 2, as if the input gate were open. It is 1 - f: solve for "
             "f."),
            ("(factor - gain / 2) / (1 - gain / 2)", "(factor - gain) / (1 - gain + 1e-9 * (gain == 1))", "the output "
             "gate "
             "is missing: it is half open, so the detour has i · ½ · gain."),
            ("return np.log(f / (1 - f))", "return f", "that is the gate. Which bias b makes σ(b) equal to it?"),
            ("np.log(f / (1 - f))", "np.log(f)", "that is the logarithm of the gate. Turn σ around: there is one part "
             "more."),
            ("np.log(f / (1 - f))", "np.log((1 - f) / f)", "a sign, or the input gate's bias: a positive b_f opens f."),
            ("np.log(", "np.log10(", "the natural logarithm is needed, since σ has e in it; you take log10."),
            *ROOT,
        ],
        "The more is kept, the less is written.",
        words="Where the forget gate is nearly open the input gate is nearly closed: of a new value little is written "
        "at a time, so what lives long is written slowly.",
    )  # fmt: skip


def sums(rng):
    """The four sums z of a layer, in blocks, all different, and its cell."""
    z = np.append(np.arange(-20, -1), np.arange(2, 21)) / 8
    return [{"z": rng.choice(z, 4 * H, replace=False), "c": away(rng, H)} for H in (2, 3, 1, 2, 5)]


def one_step(rng):
    order, whose = [("i, g, f, o", "an old program"), ("i, f, o, g", "a course"), ("f, g, i, o", "a book")][
        rng.integers(3)
    ]
    solution = """\
def mended_step(z, c):
    def gate(z):
        return 1 / (1 + np.exp(-z))

    i, f, g, o = np.split(z, 4)
    c = gate(f) * c + gate(i) * np.tanh(g)
    return np.concatenate([gate(o) * np.tanh(c), c])"""

    def truth(z, c):
        H, h, new = len(c), [], []
        for j in range(H):
            i, f, o = (1 / (1 + math.exp(-z[k * H + j])) for k in (0, 1, 3))
            new.append(f * c[j] + i * math.tanh(z[2 * H + j]))
            h.append(o * math.tanh(new[j]))
        return h + new

    others = {"i, g, f, o", "i, f, o, g", "f, g, i, o", "i, o, f, g"} - {order}
    return Variant(
        f"{WILD}This function shall make one step of this course's LSTM: from the four stacked sums `z` (4H,) and the "
        f"old cell `c` (H,) the new state $[h\\,|\\,c]$, an array (2H,). It was copied from {whose}. Its author "
        "reports: \"It "
        f'runs, but with weights that were trained here it answers nonsense."{MEND}',
        solution,
        truth,
        sums(rng),
        [
            ("i, f, g, o", order, "this is still the answer of the code with the bug. In which order do the blocks "
             "stand?"),
            *(("i, f, g, o", other, "another wrong order. Which blocks stand where in this course?")
              for other in sorted(others)),
            ("np.split(z, 4)", "z.reshape(-1, 4).T", "you take every fourth entry. The gates stand in blocks, one "
             "after "
             "the other."),
            ("gate(i) * np.tanh(g)", "gate(i) * gate(g)", "the candidate g is no gate: it lies between -1 and 1, by "
             "tanh."),
            ("gate(o) * np.tanh(c)", "gate(o) * c", "what is shown is o tanh(c). The tanh is missing."),
            ("    c = gate(f) * c + gate(i)", "    h = gate(o) * np.tanh(c)\n    return np.concatenate([h, gate(f) * c "
             "+ gate(i) * np.tanh(g)])\n    c = gate(i)", "h shows the new cell; you show the old one."),
            ("gate(i) * np.tanh(g)", "(1 - gate(f)) * np.tanh(g)", "what is written is what the input gate says, "
             "whatever is kept."),
            ("[gate(o) * np.tanh(c), c]", "[c, gate(o) * np.tanh(c)]", "the state is [h | c]: h comes first."),
        ],
        "The bug is mended.",
        bug=("lstm_step", "i, f, g, o", order),
    )  # fmt: skip


def stronger(rng):
    solution = """\
def mended_gain(W, factor):
    W, H = W.copy(), len(W) // 4
    W[2 * H : 3 * H] *= factor
    return W"""

    def truth(W, factor):
        H = W.shape[1]
        return [[factor * w if row // H == 2 else w for w in W[row]] for row in range(4 * H)]

    block, asked = "W[2 * H : 3 * H]", "that is the block of {}. Which of the four is g's?"
    factors = rng.permutation([0.25, 0.5, 2.0, 4.0, 8.0]).tolist()
    cases = [{"W": away(rng, (4 * H, H)), "factor": factor} for H, factor in zip((2, 2, 1, 3, 4), factors, strict=True)]
    return Variant(
        f"{WILD}This function shall multiply the recurrent weights of the candidate $g$ by `factor`, and leave all "
        "others as they are, in the weights `W` (4H, H) of this course's LSTM, its blocks below one another. Its "
        "author reports: "
        f'"With a single unit it does what it should. With eight, the latch isn\'t learned any sooner."{MEND}',
        solution,
        truth,
        cases,
        [
            (
                block,
                "W[2::4]",
                "this is still the answer of the code with the bug. With two units, which rows are g's?",
            ),
            (block, "W[H : 2 * H]", asked.format("f")),
            (block, "W[3 * H :]", asked.format("o")),
            (block, "W[:H]", asked.format("i")),
            (block, "W[2 * H :]", "the block has an end too: what stands after g's stays as it was."),
            (block, "W[: 3 * H]", "the block begins after those of i and f, which stay as they were."),
            (block, "W[2 * H : 3 * H - 1]", "the last row of the block is missing: a slice ends before its end."),
            (
                block,
                "W[:, 2 * H : 3 * H]",
                "nothing is multiplied: W has H columns only. The blocks stand below one another, so take rows.",
            ),
            (block, "W[2 * H]", "only the first unit's row. The block has one for every unit."),
            (block, "W[2]", "only one row, [2]. Each gate has a block, with a row for every unit."),
            (block, "W", "all weights are multiplied now; only those of g should be."),
            ("*= factor", "= factor", "multiply the weights by `factor`; you set them to it."),
            ("*= factor", "+= factor", "multiply the weights by `factor`; you add it."),
            ("*= factor", "/= factor", "multiply the weights by `factor`; you divide."),
        ],
        "The bug is mended.",
        bug=("stronger_candidate", block, "W[2::4]"),
    )


EXERCISES = {
    "7.1": [pencil],
    "7.2": [visit, returning],
    "7.3": [coupled, peephole],
    "7.4": [gain, closed],
    "bug": [one_step, stronger],
}
