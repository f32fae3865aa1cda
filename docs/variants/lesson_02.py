"""Lesson 02: a Jacobian on paper, powers against their bounds, directions, networks by design, and products."""

import math

import numpy as np

from helpers.checks.slips import POWERS, SQUARE_ROOT, eighths
from variants import MEND, STEP, WILD, Pencil, Variant, entry

power = np.linalg.matrix_power


def matrix(M):
    """A matrix in LaTeX."""
    return r"\begin{pmatrix}" + r" \\ ".join(" & ".join(f"{x:g}" for x in row) for row in M) + r"\end{pmatrix}"


def opposed(c):
    """Two units that answer the same sum, one with 1 and one with -c: a matrix whose square is 0."""
    return np.outer([1.0, -c], [c, 1.0])


def pencil(rng):
    c, by = float(rng.choice([2.0, -1.0, -2.0])), float(rng.choice([-3.0, -2.0, -1.0, -0.5, 0.5, 2.0, 3.0]))
    half = rng.permutation([0.0, rng.choice([-0.5, 0.5])])
    slopes = 1 - half**2
    w, n, s = (
        by / (c * (slopes[0] - slopes[1])),
        int(rng.choice([10, 12, 20])),
        float(rng.choice([1.25, 1.6, 2.5, 4.0, 5.0])),
    )
    J = slopes[:, None] * w * opposed(c)
    fate = "it explodes" if abs(by) > 1 else "it vanishes" if abs(by) < 1 else "it keeps its size"
    return Pencil(
        f"**2.1 · By hand.** The network of section 3, $h_t=\\tanh(Wh_{{t-1}}+b)$, with another matrix: "
        f"$W=w{matrix(opposed(c))}$. Again $W^2=0$. (a) Take $w={w:g}$ and a bias for which $h^*=({half[0]:g},\\ "
        f"{half[1]:g})$ is a fixed point. Write down $J=D\\,W$ and $JJ$. What becomes of a gradient that "
        f"stays there for {n} steps? (b) The same with letters: for any $w$ and $h^*$, which number $\\lambda$ makes "
        f"$JJ=\\lambda J$? (c) A network has $W=gX$ with $\\sigma_{{\\max}}(X)={s:g}$. Which gain $g$ must be exceeded "
        "before its gradients can explode, with tanh, and with the logistic function? Do they surely explode above it?",
        f"(a) J = {J.tolist()}, J J = {(J @ J).tolist()} = {by:g} J. After {n} steps the Jacobian is ({by:g})^{n - 1} "
        f"J: {fate}{', and changes its sign at every step' if by < 0 else ''}, with ρ(W) = 0.\n"
        f"(b) λ = {c:g} w (s_1 - s_2) = {c:g} w (h_2² - h_1²), from the row ({c:g}, 1) times D times the column (1, "
        f"{-c:g}).\n"
        f"(c) γ g {s:g} > 1: g above {1 / s:g} with tanh (γ = 1), above {4 / s:g} with the logistic function (γ = "
        "1/4). No, that is necessary and not sufficient.",
        points=3,
    )


def stretch(M):
    """The norm of M (n, n), by an eigenvalue of MᵀM."""
    return math.sqrt(np.linalg.eigvalsh(M.T @ M)[-1])


def growing(rng, fits=lambda W, T: True):
    """Cases of a matrix and a number of steps: two short ones, a defective one, one that turns, larger ones."""
    made = []
    for n, T, gain in ((2, 4, 0), (2, 3, 0), (2, 60, 0), (2, 9, 0), (3, 6, 1.2), (4, 20, 0.9), (8, 12, 0.9)):
        W = None
        while W is None or not fits(W, T):
            d = float(rng.choice([-5.0, -3.0, -2.0, 1.0, 2.0, 4.0]))
            low = float(rng.choice([0.25, 0.375, 0.5, 0.625]))
            W = {
                4: np.array([[0.875, d], [0.0, low]]),
                3: eighths([[low, d / 2], [0.125, -0.875]]),
                60: np.array([[0.875, d], [0.0, 0.875]]),
                9: np.array([[0.0, -abs(d) / 4], [1.0, low]]),
            }.get(T, eighths(rng.normal(size=(n, n)) * gain / math.sqrt(n)))
        made.append({"W": W, "T": T})
    return made


ENTRIES = "W**t takes the power of every entry. Use matrix_power."
NORMS = [
    (
        "np.linalg.norm(power, 2)",
        "np.linalg.norm(power)",
        "that is the Frobenius norm. The most that a matrix stretches a vector is the norm 2.",
    ),
    (
        "np.linalg.norm(power, 2)",
        "np.linalg.norm(power, 1)",
        "that is the largest column sum. The most that a matrix stretches a vector is the norm 2.",
    ),
    (
        "np.linalg.norm(power, 2)",
        "np.linalg.norm(power, np.inf)",
        "that is the largest row sum. The most that a matrix stretches a vector is the norm 2.",
    ),
    (
        "np.linalg.norm(power, 2)",
        "np.abs(np.linalg.eigvals(power)).max()",
        "that goes by eigenvalues: they know nothing of what happens on the way. A norm goes by singular values.",
    ),
    ("W @ power", "W * power", "W * P multiplies entry by entry: of the identity only the diagonal is left."),
]


def pushed(rng):
    solution = """\
def pushed_at_most(W, T):
    power, total = np.eye(len(W)), 0.0
    for _ in range(T):
        total += np.linalg.norm(power, 2)
        power = W @ power
    return total"""
    return Variant(
        "**2.2 · How far can inputs push it?** A linear network starts at 0 and reads an input of length 1 at every "
        "step: $h_t=W h_{t-1}+x_t$. So $h_T$ is a sum, with $W^t x_{T-t}$ for $t=0,\\dots,T-1$, and its length is at "
        "most $\\|W^0\\|+\\|W^1\\|+\\dots+\\|W^{T-1}\\|$. Return this number.",
        solution,
        lambda W, T: sum(stretch(power(W, t)) for t in range(T)),
        growing(rng),
        [
            *NORMS,
            ("return total", "return total / T", "that is the mean of the norms. Their sum is asked for."),
            ("range(T)", "range(T + 1)", "one term too many: the first input meets W only T - 1 times."),
            ("range(T)", "range(T - 1)", "one term too few: there are T inputs, each with its term."),
            ("return total", "return total - 1", "t = 0 is missing: the last input is in the sum as it is."),
            ("total +=", "total =", "that is the last norm. Their sum is asked for."),
            ("np.linalg.norm(power, 2)", "np.linalg.norm(W, 2) ** _",
             "you add up σ_max^t. The powers need not reach it."),
            ("np.linalg.norm(power, 2)", "np.linalg.norm(W**_, 2)", ENTRIES),
            ("np.eye(len(W))", "W", "each power is one too high: the terms begin with W^0 and end with W^(T-1)."),
            (
                """total += np.linalg.norm(power, 2)
        power = W @ power
    return total""",
                """total = total + power
        power = W @ power
    return np.linalg.norm(total, 2)""",
                "that is the norm of the sum of the powers. Inputs may have any directions: add up the norms.",
            ),
            ("total += np.linalg.norm(power, 2)", "total = max(total, np.linalg.norm(power, 2))",
             "that is the largest of the norms. Their sum is asked for."),
            ("total += np.linalg.norm(power, 2)", "total = np.hypot(total, np.linalg.norm(power, 2))",
             "you add squares. The norms themselves are added."),
            ("W @ power", "W", "from the second on you add ‖W‖ itself: it is the power that changes."),
        ],
        "In the long run ρ decides whether this sum has an end, not how large it is.",
    )  # fmt: skip


def beyond(rng):
    solution = """\
def beyond_radius(W, T):
    rho = np.abs(np.linalg.eigvals(W)).max()
    power, quotients = np.eye(len(W)), []
    for _ in range(T + 1):
        quotients.append(np.linalg.norm(power, 2))
        power = W @ power / rho
    return max(quotients)"""

    def truth(W, T):
        rho = np.abs(np.linalg.eigvals(W.T)).max()
        return max(stretch(power(W, t)) / rho**t for t in range(T + 1))

    def on_the_way(W, T):
        """Not always at the last step; and who takes the largest real part has a number too."""
        values = np.linalg.eigvals(W)
        rho = np.abs(values).max()
        sizes = [stretch(power(W, t)) / rho**t for t in range(T + 1)]
        return abs(values.real.max()) > 0.05 and (T != 9 or max(sizes) > 1.02 * sizes[-1])

    return Variant(
        "**2.2 · How far beyond the eigenvalues?** Were $W$ normal, $\\|W^t\\|$ would be $\\rho^t$. Return the largest "
        "of the quotients $\\|W^t\\|/\\rho^t$ for $t=0,\\dots,T$: how far do the powers get beyond what the spectral "
        "radius says? ($\\rho$ is not 0.)",
        solution,
        truth,
        growing(rng, on_the_way),
        [
            *NORMS[:3],
            ("np.linalg.norm(power, 2)", "np.linalg.norm(power) if _ else 1.0", NORMS[0][2]),
            ("np.abs(np.linalg.eigvals(W)).max()", "np.linalg.norm(W, 2)",
             "your answer is always 1. That comes of dividing by σ_max^t, of W * P, entry by entry, or of quotients "
             "upside down."),
            ("np.abs(np.linalg.eigvals(W)).max()", "np.linalg.eigvals(W).real.max()",
             "ρ is the largest *size* of an eigenvalue: they may be complex, or negative."),
            (" / rho", "", "that is the largest norm itself. Divide each one by its ρ^t."),
            ("power = W @ power / rho\n    return max(quotients)",
             "power = W @ power\n    return max(quotients) / rho**T",
             "you divide the largest norm by ρ^T. Each norm has its own ρ^t, and the largest quotient is asked for."),
            ("power = W @ power / rho\n    return max(quotients)", "power = W @ power\n    return max(quotients) / rho",
             "you divide by ρ once. To t steps belongs ρ^t."),
            ("np.linalg.norm(power, 2)", "np.linalg.norm(W**_, 2) / rho**_", ENTRIES),
            ("np.linalg.norm(power, 2)", "(np.linalg.norm(W, 2) / rho) ** _",
             "you compare σ_max^t with ρ^t. The norm of the power itself is asked for."),
            ("np.linalg.norm(power, 2)", "(np.linalg.norm(power, 2) - 1) * rho**_",
             "you take the difference of ‖W^t‖ and ρ^t. Their quotient is asked for."),
            ("max(quotients)", "quotients[-1]", "that is the last quotient. The largest may lie on the way."),
            ("max(quotients)", "np.argmax(quotients)", "that is the t at which it is largest. How large is it there?"),
            ("max(quotients)", "sum(quotients)", "that is the sum of the quotients. The largest is asked for."),
            ("range(T + 1)", "range(T + 2)", "one power too many: t goes up to T."),
            ("range(T + 1)", "range(T)", "the last power is missing: t goes up to T."),
            ("W @ power / rho", "W / rho", "that is the quotient of the first step. The later ones may be larger."),
        ],
        "For a normal W it would be 1, whatever T.",
    )  # fmt: skip


def slack(rng):
    solution = """\
def slack(W, T):
    bound = T * np.log10(np.linalg.norm(W, 2))
    return bound - np.log10(np.linalg.norm(np.linalg.matrix_power(W, T), 2))"""
    return Variant(
        "**2.2 · How loose is the bound?** $\\sigma_{\\max}^T$ is never below $\\|W^T\\|$, and often far above. By how "
        "many powers of ten? Return $\\log_{10}$ of the quotient $\\sigma_{\\max}^T/\\|W^T\\|$.",
        solution,
        lambda W, T: math.log10(stretch(W) ** T / stretch(power(W, T))),
        growing(rng, lambda W, T: 1e36 > stretch(W) ** T > 1.2 * stretch(power(W, T)) > 0),  # in float32 too
        [
            ("np.log10", "np.log", "right but for the logarithm: yours is the natural one, log10 is asked for."),
            ("T * ", "", "σ_max stands there only once. The bound is its power T."),
            ("np.linalg.norm(W, 2)", "np.linalg.norm(W)", "that is the Frobenius norm of W. σ_max is the norm 2."),
            ("(W, T), 2)", "(W, T))", "that is the Frobenius norm of the power. Its norm is the norm 2."),
            ("np.linalg.norm(W, 2)", "np.abs(np.linalg.eigvals(W)).max()", "that is ρ^T. The bound goes by σ_max."),
            ("np.linalg.norm(np.linalg.matrix_power(W, T), 2)", "np.abs(np.linalg.eigvals(W)).max() ** T",
             "you compare with ρ^T. The norm of the power itself is asked for."),
            ("np.linalg.matrix_power(W, T)", "W**T", ENTRIES.replace("t", "T", 1)),
            ("matrix_power(W, T)", "matrix_power(W, T - 1)", "off by one: W^T has T factors."),
            ("return bound - ", "return 10 ** bound / 10 ** ", "that is the quotient itself; its log10 is asked for."),
            ("return bound - ", "return -bound + ", "right but for the sign."),
            ("return bound - ", "return bound + ", "a sign: the logarithm of a quotient is a difference."),
            ("return bound - np.log10(np.linalg.norm(np.linalg.matrix_power(W, T), 2))", "return bound",
             "that is the bound alone. How many powers of ten is it above ‖W^T‖?"),
            ("return bound - np.log10(np.linalg.norm(np.linalg.matrix_power(W, T), 2))",
             "rho = np.abs(np.linalg.eigvals(W)).max()\n    "
             "return np.log10(np.linalg.norm(np.linalg.matrix_power(W, T), 2)) - T * np.log10(rho)",
             "you compare with ρ^T, from which the norm goes up. From the bound σ_max^T it goes down."),
            (", 2)", ")", "those are Frobenius norms. σ_max and the norm of the power are norms 2."),
            ("T * np.log10(np.linalg.norm(W, 2))", "np.log10(T * np.linalg.norm(W, 2))",
             "that is T times σ_max. The bound is its power T."),
            ("return bound - ", "return bound / ",
             "you divide one logarithm by the other. The logarithm of the quotient is asked for."),
            ("bound - np.log10(np.linalg.norm(np.linalg.matrix_power(W, T), 2))",
             "np.log10(10**bound - np.linalg.norm(np.linalg.matrix_power(W, T), 2))",
             "that is the logarithm of the difference. That of the quotient is asked for."),
            ("bound - np.log10(np.linalg.norm(np.linalg.matrix_power(W, T), 2))",
             "(bound - np.log10(np.linalg.norm(np.linalg.matrix_power(W, T), 2))) / T",
             "you divide by T: that is how loose it is per step. All T steps together are asked for."),
            ("matrix_power(W, T)", "matrix_power(W, T + 1)", "off by one: W^T has T factors."),
            ("np.log10", "np.log2", "right but for the logarithm: yours has the base 2, log10 is asked for."),
        ],
        "A promise for the worst case, at the price of being far off.",
    )  # fmt: skip


def directed(rng):
    """Cases of an invertible matrix and a number of steps with one direction that is stretched most, clearly."""
    made = []
    for n, t in ((2, 2), (3, 3), (2, 1), (2, 6), (3, 2), (5, 3), (5, 1)):
        while True:
            W = eighths(rng.normal(size=(n, n)) + np.eye(n))
            (U, s, Vt), values = np.linalg.svd(power(W, t)), np.linalg.eigvals(W)
            largest = values[np.abs(values).argmax()]
            if (
                s[0] > 1.2 * s[1] > 0
                and s[0] < 1e5 * s[-1]
                and min(abs(U[0, 0]), abs(Vt[0, 0])) > 0.1
                and largest.imag == 0
            ):
                break
        made.append({"W": W, "t": t})
    return made


def upwards(vector):
    return vector * np.sign(vector[0])


POWERED = [
    ("np.linalg.matrix_power(W, t)", "W", "you look at W, at a single step. There are t of them: the matrix is W^t."),
    ("np.linalg.matrix_power(W, t)", "W**t", ENTRIES),
    ("matrix_power(W, t)", "matrix_power(W, t + 1)", "one step too many: the matrix is W^t, with t factors."),
    ("matrix_power(W, t)", "matrix_power(W, t - 1)", "one step too few: the matrix is W^t, with t factors."),
]
SIGN = "the direction is right, the sign is not everywhere: the first entry must be positive."


def blame(rng):
    solution = """\
def loudest_blame(W, t):
    U, s, Vt = np.linalg.svd(np.linalg.matrix_power(W, t))
    g = U[:, 0]
    return g * np.sign(g[0])"""

    def truth(W, t):
        back = power(W.T, t)
        return upwards(np.linalg.eigh(back.T @ back)[1][:, -1])

    return Variant(
        "**2.3 · The blame that arrives largest.** In a linear network a gradient $g$ at the end arrives, $t$ steps "
        "earlier, as $(W^\\top)^t g$. For which $g$ of length 1 is it longest there? Of $g$ and $-g$ return the one "
        "whose first entry is positive (it is never 0).",
        solution,
        truth,
        directed(rng),
        [
            *POWERED,
            ("U[:, 0]", "Vt[0]",
             "that is the *start* that grows most forwards. The loudest blame arrives there; where does it begin?"),
            ("U[:, 0]", "Vt[:, 0]", "that is a column of Vt. Which of U and Vt does a gradient meet first?"),
            ("U[:, 0]", "U[0]", "that is a row of U. Its directions are its columns."),
            ("U[:, 0]", "U[:, -1]",
             "of that gradient least arrives. svd has the largest value first, eigh has it last."),
            ("np.linalg.matrix_power(W, t))\n    g = U[:, 0]", "W)\n    g = Vt[0]",
             "you look at one step, and at its *start*. The matrix is W^t, and the gradient comes from the end."),
            ("return g * np.sign(g[0])", "return g / g[0]",
             "the right direction, but its first entry is 1. Its length shall be 1."),
            ("U[:, 0]", "s[0] * U[:, 0]", "the right direction, but not of length 1."),
            ("return g * np.sign(g[0])", "return g", SIGN),
            ("g = U[:, 0]", "values, V = np.linalg.eig(W.T)\n    g = V[:, np.abs(values).argmax()].real",
             "that is an eigenvector of Wᵀ. Of others more arrives: the singular vectors tell."),
            ("g = U[:, 0]", "values, V = np.linalg.eig(W)\n    g = V[:, np.abs(values).argmax()].real",
             "that is an eigenvector of W. The gradient meets Wᵀ, and of others than eigenvectors more arrives."),
            ("return g * np.sign(g[0])", "return np.linalg.matrix_power(W.T, t) @ g * np.sign(g[0])",
             "that is the gradient that arrives. The one at the end, with length 1, is asked for."),
            ("return g * np.sign(g[0])",
             "return np.eye(len(W))[np.linalg.norm(np.linalg.matrix_power(W, t), axis=1).argmax()]",
             "that is the best axis. The best of all directions may lie between them."),
        ],
        "It is where the start that grows most ends up.",
    )  # fmt: skip


def shortest(rng):
    solution = """\
def shortest_start(W, t):
    U, s, Vt = np.linalg.svd(np.linalg.matrix_power(W, t))
    h = Vt[0] / s[0]
    return h * np.sign(h[0])"""

    def truth(W, t):
        values, V = np.linalg.eigh(power(W, t).T @ power(W, t))
        return upwards(V[:, -1]) / math.sqrt(values[-1])

    return Variant(
        "**2.3 · The least that is enough.** A linear network starts at $h$; after $t$ steps the state shall have "
        "length 1. Return the *shortest* $h$ for which $W^t h$ is that long. Of $h$ and $-h$ return the one whose "
        "first entry is positive (it is never 0).",
        solution,
        truth,
        directed(rng),
        [
            *POWERED,
            (" / s[0]", "", "the right direction, but of length 1. The *end* has length 1."),
            (" / s[0]", " / np.abs(np.linalg.eigvals(W)).max() ** t",
             "you divide by ρ^t. By how much does W^t itself stretch this direction?"),
            (" / s[0]", " / np.linalg.norm(s)",
             "you divide by the Frobenius norm. The most that W^t stretches is less."),
            (" / s[0]", " / np.sqrt(s[0])",
             "you take a root: that is for an eigenvalue of AᵀA. A singular value needs none."),
            (" / s[0]", " * s[0]", "upside down: the more it is stretched, the shorter it may start."),
            (" / s[0]", " / s[0] ** 2",
             "divided by the square of the singular value. By that W^t stretches this direction once."),
            ("Vt[0]", "U[:, 0]", "that is where the state ends up, a column of U. Which direction does it start in?"),
            ("Vt[0]", "Vt[:, 0]", "that is a column of Vt. A start meets Vt row by row."),
            ("Vt[0] / s[0]", "Vt[-1] / s[-1]", "that start must be longest: its direction is stretched least."),
            ("return h * np.sign(h[0])", "return h", SIGN),
            ("h = Vt[0] / s[0]",
             "values, V = np.linalg.eig(W)\n    h = V[:, np.abs(values).argmax()].real / np.abs(values).max() ** t",
             "that is an eigenvector. Others are stretched more: the singular vectors tell."),
            ("h = Vt[0] / s[0]", "h = U[:, 0]", "that is the state at the end, of length 1. The start is asked for."),
            (" / s[0]", " / np.linalg.norm(W, 2) ** t",
             "you divide by σ_max^t, the bound. By how much does W^t itself stretch this direction?"),
            ("np.linalg.matrix_power(W, t))\n    h = Vt[0] / s[0]", "W)\n    h = Vt[0] / s[0] ** t",
             "you take what a single step stretches most, t times. After a step the direction is another: use W^t."),
        ],
        "Its length is 1 over the norm of the power.",
    )  # fmt: skip


def slope(h):
    """The slope of tanh where its value is h."""
    return np.tanh(math.atanh(h) + STEP * 1j).imag / STEP


def fixed(rng):
    c = int(rng.choice([2, -1, -2, 3]))
    solution = f"""\
def network_at(h_1, h_2, G):
    W, h = np.array({opposed(c).tolist()}), np.array([h_1, h_2])
    w = G / ({c} * (h_2**2 - h_1**2))
    return np.array([w, *(np.arctanh(h) - w * W @ h)])"""

    def truth(h_1, h_2, G):
        h, change = np.array([h_1, h_2]), np.diag([slope(h_1), slope(h_2)]) @ opposed(c)
        w = G / np.trace(change)
        return [w, *(np.log((1 + h) / (1 - h)) / 2 - (w * opposed(c)) @ h)]

    places = [(0.5, 0.25), (-0.25, 0.75), (0.0, 0.5), (0.875, -0.125), (0.625, 0.0), (-0.75, -0.5), (0.125, -0.375)]
    order = [*rng.permutation([0, 1]), *rng.permutation([2, 3, 4, 5, 6])]  # the first two weights differ in sign
    factors = [*rng.permutation([2.0, 1.0, 4.0]).tolist(), *rng.permutation([-1.0, -0.5, -3.0, 8.0]).tolist()]
    weight = f"G / ({c} * (h_2**2 - h_1**2))"
    return Variant(
        f"**2.4 · Design a network.** Two units, $h_t=\\tanh(W h_{{t-1}}+b)$ with $W=w{matrix(opposed(c))}$, whose "
        "square is 0. Choose $w$ and the bias $b=(b_1,b_2)$ so that $h^*=(h_1,h_2)$ is a fixed point, and so that each "
        "step there multiplies the gradient by $G$, as soon as another step follows. Return `np.array([w, b_1, b_2])`. "
        "(The rule of section 3 is that of another $W$: find yours as in exercise 2.1. $h_1$ and $h_2$ never "
        "have the same size.) The weight and the bias that goes with it are marked each by itself.",
        solution,
        truth,
        [{"h_1": p, "h_2": q, "G": G} for (p, q), G in zip((places[i] for i in order), factors, strict=True)],
        [
            ("- w * W @ h", "+ w * W @ h",
             "a sign: is what W makes of h* taken away from artanh(h*), and is the sign of w right?"),
            (weight, f"G / ({-c} * (h_2**2 - h_1**2))",
             "the sign of w: the slope of unit 1 less that of unit 2, and the signs in W."),
            (weight, "G / (h_2**2 - h_1**2)" if c != -1 else "G / (2 * (h_2**2 - h_1**2))",
             "that rule is not that of this matrix: multiply J J out with its own numbers."),
            (weight, f"G * {c} * (h_2**2 - h_1**2)", "upside down: from the rule of one step, solve for w."),
            (weight, f"G / ({c} * (h_2 - h_1))", "the squares are missing: a slope is 1 - h²."),
            (weight, f"G / ({c} * (np.tanh(h_2) ** 2 - np.tanh(h_1) ** 2))",
             "tanh twice: h* holds values of tanh already, so a slope is 1 - h²."),
            (weight, "G / np.linalg.norm(np.diag(1 - h**2) @ W, 2)",
             "you make G the norm of J. What each step multiplies by is the number λ with J J = λ J."),
            (weight, f"np.sqrt(np.abs({weight}))", "you take a root. λ is G itself: each step multiplies by it."),
            (weight, "G / ((1 - h_1**2) * (1 - h_2**2))",
             "you multiply the two slopes. Their difference is in λ: multiply J J out."),
            (weight, "G", "that is G itself. A step multiplies by w times a number that depends on h*: divide by it."),
            (weight, f"abs({weight})", "right where w is positive. Some factors need a negative w."),
            (" - w * W @ h", "", "what W makes of the state is missing in the bias: at h* a step changes nothing."),
            ("np.arctanh(h) - w", "h - w", "tanh(W h + b) = h, so W h + b is artanh(h), not h."),
            ("np.arctanh(h) - w", "np.tanh(h) - w", "tanh(W h + b) = h, so W h + b is artanh(h), not tanh(h)."),
            ("- w * W @ h", "- w * W.T @ h", "W is transposed in the bias."),
            ("np.arctanh(h) - w * W @ h", "0 * h", "without a bias it won't stay there: tanh(W h + b) = h."),
            ("- w * W @ h", "- w * np.array([[1, 1], [-1, -1]]) @ h",
             "in the bias stands the matrix of section 3. Here W has other numbers."),
            ("[w, *(np.arctanh(h) - w * W @ h)]", "[*(np.arctanh(h) - w * W @ h), w]",
             "the order: the weight comes first, then the bias."),
            ("- w * W @ h", "- W @ h", "w is missing in the bias: the weights are w times that matrix."),
        ],
        "All eigenvalues of W are 0, and the gradient does what you chose.",
        parts={"the weight": entry(0), "the bias": lambda answer: np.where(np.arange(len(answer)) > 0, answer, 0.0)},
    )  # fmt: skip


OFF_BY_ONE = "off by one: all `n` steps multiply, each by the same number."


def second_state(rng):
    solution = """\
def second_state(w, h_1, n, total):
    return np.sqrt(h_1**2 + total ** (1 / n) / w)"""

    def truth(w, h_1, n, total):
        low, high = 0.0, 1.0
        for _ in range(60):
            h_2 = (low + high) / 2
            step = w * (slope(h_1) - slope(h_2))
            less = (step <= 0 or step**n < total) == (w > 0)
            low, high = (h_2, high) if less else (low, h_2)
        return h_2

    cases = []
    for n, total in ((2, 1.5), (3, 0.125), (4, 2.0), (10, 1000.0), (50, 1e-3), (5, 4.0), (20, 0.5)):
        square, sign = 0.0, -1 if n in (2, 20) else 1  # of w
        while not 0.02 < square < 0.9:
            w, h_1 = sign * float(rng.choice([3.0, 5.0, 8.0])), float(rng.choice([-0.75, -0.5, 0.25, 0.375, 0.875]))
            square = h_1**2 + total ** (1 / n) / w
        cases.append({"w": w, "h_1": h_1, "n": n, "total": total})
    return Variant(
        "**2.4 · Design a run.** For the network of Figure 2.4 the weight $w$ and the first unit's state $h_1$ at the "
        "fixed point are given. Choose the second unit's state $h_2\\ge0$ there, so that each of `n` steps at the "
        "fixed point multiplies the gradient by the same *positive* number, and all `n` numbers together by `total`. "
        "Return $h_2$. (In all cases there is one below 1.)",
        solution,
        truth,
        cases,
        [
            ("total ** (1 / n)", "total", "you give a single step all of it. n steps share it: which power is that?"),
            ("total ** (1 / n)", "total / n",
             "n steps multiply: a root, not an n-th part. (** 1 / n without brackets divides too.)"),
            ("total ** (1 / n)", "total**n", "upside down: n steps of which number make `total`?"),
            ("/ w", "* w", "w is on the wrong side: the more weight, the less difference is needed."),
            (" / w", "", "w is missing: a step multiplies by w (h_2² - h_1²)."),
            ("h_1**2 + ", "", "h_1 is missing: a step multiplies by w (h_2² - h_1²)."),
            ("h_1**2 + ", "-(h_1**2) + ", "a sign: from w (h_2² - h_1²) h_1² comes over to the other side."),
            ("np.sqrt(h_1**2 + total ** (1 / n) / w)", "h_1**2 + total ** (1 / n) / w", "that is h_2². Take the root."),
            ("h_1**2", "h_1", "the square of h_1 is missing."),
            ("h_1**2 + ", "h_1**2 - ",
             "a sign: a step multiplies by w (h_2² - h_1²), and h_2² stands there with a plus."),
            ("h_1**2 + ", "1 - h_1**2 + ",
             "the slope 1 - h_1² stands where h_1² belongs: solve w (h_2² - h_1²) for h_2²."),
            ("np.sqrt(h_1**2 + total ** (1 / n) / w)", "h_1 + np.sqrt(total ** (1 / n) / w)",
             "the root of a sum isn't the sum of the roots."),
            ("np.sqrt(h_1**2 + total ** (1 / n) / w)", "h_1 + total ** (1 / n) / w",
             "the squares are missing: a step multiplies by w (h_2² - h_1²)."),
            ("np.sqrt(h_1**2 + total ** (1 / n) / w)", "np.arctanh(np.sqrt(h_1**2 + total ** (1 / n) / w))",
             "that is artanh(h_2), what tanh is applied to. The state h_2 itself is asked for."),
            ("np.sqrt(h_1**2 + total ** (1 / n) / w)", "total ** (1 / n)",
             "that is what a step multiplies by. Which h_2 makes it do so?"),
            ("total ** (1 / n)", "total ** (1 / (n - 1))", OFF_BY_ONE),
            ("total ** (1 / n)", "total ** (1 / (n + 1))", OFF_BY_ONE),
            ("total ** (1 / n)", "np.exp(np.log10(total) / n)", POWERS["exp"]),
            ("total ** (1 / n)", "10 ** (np.log(total) / n)", POWERS["ten"]),
            ("total ** (1 / n)", "np.sqrt(total)", SQUARE_ROOT.replace("T", "n")),
            ("h_1**2 + total ** (1 / n) / w", "(h_1**2 + total ** (1 / n)) / w", "brackets: h_1² isn't divided by w."),
            ("np.sqrt(h_1**2 + total ** (1 / n) / w)", "total ** (1 / n) / w",
             "that is h_2² - h_1². Solve it for h_2."),
            ("total ** (1 / n)", "np.log(total) / n", "that is the logarithm of what a step multiplies by."),
            ("total ** (1 / n) / w", "(total / w) ** (1 / n)", "of `total` alone the root is taken, not of w."),
            ("/ w", "/ w**2", "w once: it multiplies the difference of the squares, and has no square itself."),
            ("/ w", "/ abs(w)", "you take the size of w. With a negative w the first unit must be the larger one."),
        ],
        "However many steps, the eigenvalues of W say 0.",
    )  # fmt: skip


def width(rng):
    name, share = (("tanh", 1), ("the logistic function", 4))[rng.integers(2)]
    solution = f"""\
def width(bound, n):
    sigma = {share} * bound
    g = sigma / 2
    return g * np.sqrt(3 / n)"""

    def truth(bound, n):
        deviation = math.sqrt(np.mean(((np.arange(4000) + 0.5) / 2000 - 1) ** 2))  # of numbers evenly from -1 to 1
        steepest = 1.0 if share == 1 else (1 / (1 + np.exp(-STEP * 1j))).imag / STEP
        return bound / (2 * steepest) / math.sqrt(n) / deviation

    bounds = rng.permutation([0.5, 0.75, 0.875, 1.0, 1.5, 2.0, 4.0]).tolist()
    if share == 1:  # what makes the same number has one sentence
        others = [
            ("1 * bound", "4 * bound", "four times what it should be. Is γ that of tanh, and the gain half of σ_max?"),
            ("1 * bound", "8 * bound", "γ is that of the logistic function, and σ_max tends to *twice* the gain."),
            ("1 * bound", "bound / 2", "half of what it should be: the gain is half of σ_max, and γ is 1 for tanh."),
        ]
    else:
        others = [
            ("4 * bound", "bound", "γ is that of another function: here it is the logistic function."),
            ("4 * bound", "bound / 4", "γ multiplies σ_max: solve for σ_max."),
            (
                "g * np.sqrt(3 / n)",
                "sigma / np.sqrt(n)",
                "two things: σ_max tends to twice the gain, and r is not the standard deviation.",
            ),
            ("sigma / 2", "2 * sigma", "upside down: σ_max tends to twice the gain, so the gain is the smaller one."),
            (
                "4 * bound",
                "2 * bound",
                "half of what it should be: γ is 1/4 for the logistic function, and the gain half of σ_max, once.",
            ),
        ]
    return Variant(
        f"**2.4 · Design a start.** A network of $n$ units with {name} shall begin with a random $W$, whose entries "
        "are drawn evenly between $-r$ and $r$. After one step the gradient shall be at most `bound` times as long, "
        "whatever the states: choose $r$ so that $\\gamma\\,\\sigma_{\\max}$ is just that. Take for $\\sigma_{\\max}$ "
        "the number to which it tends for large $n$, and return $r$ for `bound` and `n`. (PyTorch's default is such a "
        "draw, with its own $r$.)",
        solution,
        truth,
        [{"bound": b, "n": n} for n, b in zip((100, 16, 25, 64, 200, 500, 1024), bounds, strict=True)],
        [
            ("sigma / 2", "sigma",
             "twice what it should be. σ_max tends to *twice* the gain, and numbers evenly from -r to r deviate by "
             "r/√3, not by r/√12."),
            *others,
            ("np.sqrt(3 / n)", "np.sqrt(1 / n)",
             "r is not the standard deviation. How did r and the gain go together in PyTorch's default?"),
            ("np.sqrt(3 / n)", "np.sqrt(1 / (3 * n))", "upside down: numbers evenly up to r deviate by less than r."),
            ("np.sqrt(3 / n)", "3 / np.sqrt(n)", "r²/3 is the variance. For the standard deviation take its root."),
            ("np.sqrt(3 / n)", "np.sqrt(3)", "n is missing: the standard deviation is the gain over the root of n."),
            ("np.sqrt(3 / n)", "np.sqrt(3) / n", "the root of n is asked for: the standard deviation is g/√n."),
            ("np.sqrt(3 / n)", "np.sqrt(3 * n)", "√n is on the wrong side: the standard deviation is g/√n."),
            ("g * np.sqrt(3 / n)", "g", "that is the gain. From it follows the standard deviation, and from that r."),
            ("g * np.sqrt(3 / n)", "np.sqrt(3 * g / np.sqrt(n))",
             "r²/3 is the variance, and g/√n the standard deviation: one is the square of the other."),
            ("g * np.sqrt(3 / n)", "1 / np.sqrt(n)", "that is PyTorch's r. It doesn't depend on `bound`; yours shall."),
            ("g * np.sqrt(3 / n)", "bound / np.sqrt(n)",
             "that is PyTorch's r times `bound`. With its own r, γ σ_max isn't 1."),
        ],
        "A promise for the worst case: one that knows nothing of W grows by half as much, or less.",
    )  # fmt: skip


def after(rng):
    solution = """\
def mended_after(W, h, t):
    return np.linalg.matrix_power(W, t) @ h"""

    def truth(W, h, t):
        for _ in range(t):
            h = np.array([row @ h for row in W])
        return h

    cases = []
    for n, t in ((2, 2), (3, 3), (2, 1), (3, 5), (5, 2), (4, 4)):
        W = np.zeros((n, n))
        while np.linalg.cond(np.linalg.eig(W)[1]) > 100 or not W.any():  # who goes by eigenvectors is right too
            W = eighths(rng.normal(size=(n, n)) + np.eye(n))
        cases.append({"W": W, "h": eighths(rng.uniform(0.3, 1.5, n)), "t": t})
    return Variant(
        f"{WILD}In a linear network, $h_t=W h_{{t-1}}$, this function shall return the state $h_t$ from the start `h` "
        "(n,). "
        f'Its author reports: "For $t=1$ it is right, from $t=2$ on it isn\'t."{MEND}',
        solution,
        truth,
        cases,
        [
            ("np.linalg.matrix_power(W, t)", "W**t",
             "this is still the answer of the code with the bug. What does ** do to an array?"),
            ("np.linalg.matrix_power(W, t)", "(t * W)",
             "t times W adds W to itself. The steps follow each other: a product."),
            ("matrix_power(W, t)", "matrix_power(W.T, t)", "W is transposed: that is the way of a gradient, back."),
            ("matrix_power(W, t)", "matrix_power(W, t - 1)", "one step is missing: h_t has been through W t times."),
            ("matrix_power(W, t)", "matrix_power(W, t + 1)", "one step too many: h_t has been through W t times."),
            ("np.linalg.matrix_power(W, t) @ h", "W @ h**t",
             "** takes the power of every entry of h. Each step multiplies the last state by W."),
            ("np.linalg.matrix_power(W, t) @ h", "sum(np.linalg.matrix_power(W, k) @ h for k in range(t + 1))",
             "you add up all states. The last one is asked for."),
            ("matrix_power(W, t)", "matrix_power(W, 1)", "that is the state after one step."),
            ("np.linalg.matrix_power(W, t) @ h", "(W @ h) ** t",
             "** takes the power of every entry of W h. Each step multiplies the last state by W."),
            ("np.linalg.matrix_power(W, t)", "np.diag(np.diag(W) ** t)",
             "W * P multiplies entry by entry: of the identity only the diagonal is left."),
            ("matrix_power(W, t)", "matrix_power(W, 2 ** (t - 1))",
             "you square W again and again. A step brings one W."),
            ("return np.linalg.matrix_power(W, t) @ h", "for _ in range(t):\n        h = np.tanh(W @ h)\n    return h",
             "the network is linear: there is no tanh in it."),
        ],
        "The bug is mended.",
        bug=("after", "np.linalg.matrix_power(W, t)", "W**t"),
    )  # fmt: skip


def rebuilt(rng):
    solution = """\
def mended_power(V, values, t):
    return V @ np.diag(values**t) @ np.linalg.inv(V)"""

    def truth(V, values, t):
        W = np.linalg.solve(V.T, (V * values).T).T
        return power(W, t)

    cases = []
    for n, t in ((2, 2), (2, 3), (2, 0), (3, 1), (3, 4), (4, 3)):
        V = np.zeros((n, n))
        while abs(np.linalg.det(V)) < 0.4:
            V = eighths(rng.normal(size=(n, n)))
        cases.append({"V": V, "values": rng.permutation([-0.75, 0.5, 1.25, 2.0, -1.5])[:n], "t": t})
    return Variant(
        f"{WILD}This function shall return $W^t$ from the eigenvectors of $W$, the columns of `V`, and its "
        "eigenvalues, "
        '`values` (n,). Its author reports: "With `V = np.eye(n)` all is right, with others even $W^1$ is '
        f'wrong."{MEND}',
        solution,
        truth,
        cases,
        [
            ("@ np.linalg.inv(V)", "* np.linalg.inv(V)",
             "this is still the answer of the code with the bug. Which of its products are matrix products?"),
            ("V @ np.diag(values**t) @ np.linalg.inv(V)", "np.linalg.inv(V) @ np.diag(values**t) @ V",
             "V and its inverse have changed places: V stands on the left."),
            ("np.linalg.inv(V)", "V.T",
             "the transpose is the inverse only for eigenvectors of length 1 at right angles."),
            ("np.diag(values**t)", "np.diag(values) ** t",
             "right but for t = 0: off the diagonal stand zeros, and 0**0 is 1."),
            ("values**t", "values * t", "the eigenvalues take the power t, not t times."),
            (" @ np.linalg.inv(V)", "", "the inverse of V is missing."),
            ("@ np.linalg.inv(V)", "@ V", "V stands on the right too. There its inverse belongs."),
            ("values**t", "values", "that is W: the eigenvalues take the power t."),
            ("values**t", "np.abs(values) ** t", "you take the size of the eigenvalues. A negative one has its sign."),
            ("values**t", "values ** (t + 1.0)", "off by one: W^t has t factors."),
            ("values**t", "values ** (t - 1.0)", "off by one: W^t has t factors."),
            ("V @ np.diag(values**t) @ np.linalg.inv(V)", "V * np.diag(values**t) * np.linalg.inv(V)",
             "now both products go entry by entry. The first one was right."),
            ("V @ np.diag(values**t) @ np.linalg.inv(V)", "V * np.diag(values**t) @ np.linalg.inv(V)",
             "now the first product goes entry by entry, and the second one is mended."),
            ("V @ np.diag(values**t) @ np.linalg.inv(V)", "V.T @ np.diag(values**t) @ V",
             "V stands on the left, and its inverse, not its transpose, on the right."),
            ("np.linalg.inv(V)", "np.linalg.inv(V.T)", "that is the inverse of Vᵀ. That of V is needed."),
            ("V @ np.diag(values**t) @ np.linalg.inv(V)", "V @ (np.diag(values**t) * np.linalg.inv(V))",
             "brackets alone don't mend it: one product still goes entry by entry."),
            ("V @ np.diag(values**t) @ np.linalg.inv(V)", "np.diag(values**t)",
             "that is D^t alone. Where V and its inverse meet they cancel; D^t belongs between them."),
            ("V @ np.diag(values**t) @ np.linalg.inv(V)", "(V @ np.diag(values) @ np.linalg.inv(V)) ** t",
             "** takes the power of every entry of W. That is a power of the matrix for a diagonal one alone."),
            ("V @ np.diag(values**t) @ np.linalg.inv(V)", "V**t @ np.diag(values**t) @ np.linalg.inv(V) ** t",
             "V and its inverse take no power: in between they cancel."),
            ("V @ np.diag(values**t) @ np.linalg.inv(V)",
             "np.linalg.matrix_power(V @ np.diag(values**t) @ np.linalg.inv(V), t)",
             "the power is taken twice: by the eigenvalues, and by the whole."),
            ("np.linalg.inv(V)", "(1 / V)", "1 / V inverts every entry. The inverse of a matrix is np.linalg.inv."),
        ],
        "The bug is mended.",
        bug=("power_by_eigenvectors", "@ np.linalg.inv(V)", "* np.linalg.inv(V)"),
    )  # fmt: skip


def carried(rng):
    solution = """\
def mended_change(W, slopes, change):
    for slope in slopes:
        change = slope[:, None] * W @ change
    return change"""

    def truth(W, slopes, change):
        for row in slopes:
            change = np.array([s * sum(W[i] * change) for i, s in enumerate(row)])
        return change

    return Variant(
        f"{WILD}What becomes of a small `change` (n,) of the start? Row $t$ of `slopes` (T, n) holds the slopes of "
        "step $t$, and each step multiplies the change by its Jacobian. This function shall return the change after "
        "all $T$ steps. Its "
        f'author reports: "It is right as long as all units have the same slope."{MEND}',
        solution,
        truth,
        [
            {
                "W": eighths(rng.normal(size=(n, n)) + np.eye(n)),
                "slopes": eighths(rng.uniform(0.1, 0.9, (T, n))) + 0.0625 * (np.arange(n) % 2),
                "change": eighths(rng.uniform(0.3, 1.5, n)),
            }
            for n, T in ((2, 1), (2, 3), (3, 2), (2, 5), (4, 4), (5, 3))
        ],
        [
            ("slope[:, None] * W", "slope * W",
             "this is still the answer of the code with the bug. Does slope * W multiply "
             "the rows of W by the slopes, or its columns?"),
            ("slope[:, None] * W", "W", "the slopes are missing: a step's Jacobian has them on its left."),
            ("slope[:, None] * W", "slope[:, None] * W.T", "W is transposed: that is the way of a gradient, back."),
            ("in slopes", "in slopes[::-1]", "the steps are in the wrong order: the change meets the first one first."),
            ("in slopes", "in slopes[-1:]", "that is the last step alone."),
            ("in slopes", "in slopes[:-1]", "the last step is missing: all rows of `slopes` are steps."),
            ("in slopes", "in slopes[1:]", "the first step is missing: row 0 of `slopes` has its slopes."),
            ("slope[:, None] * W", "slope * W.T", "W is transposed: that is the way of a gradient, back."),
            ("in slopes:\n        change = slope[:, None] * W @ change",
             "in slopes[::-1]:\n        change = slope * W.T @ change",
             "that is the way of a gradient, from the end back to the start. A change goes forwards."),
            ("slope[:, None] * W", "slope[:, None] * W * slope",
             "the slopes are there twice: a step's Jacobian has them once, on the left."),
            ("slope[:, None] * W", "(1 - slope[:, None] ** 2) * W",
             "you take 1 - slope². In `slopes` stand the slopes themselves, not the states."),
            ("slope[:, None]", "slopes[0][:, None]", "you take row 0 of `slopes` at every step. Each has its own row."),
            ("slope[:, None]", "slope[:, None] ** 2", "the slopes are squared: a step's Jacobian has them once."),
            ("    for slope in slopes:\n        change = slope[:, None] * W @ change\n    return change",
             "    total = 0 * change\n    for slope in slopes:\n        change = slope[:, None] * W @ change\n"
             "        total = total + change\n    return total",
             "you add up the changes after all steps. That after the last one is asked for."),
            ("slope[:, None] * W", "slope.mean() * W",
             "you take the mean of the slopes for all units. Each unit has its own."),
            ("slope[:, None] * W @ change", "slope @ W * change",
             "slope @ W adds up the rows of W. Each row has its own slope, and is multiplied by it."),
            ("slope[:, None] * W @ change", "slope * np.tanh(W @ change)",
             "what tanh does to a small change is in the slope already: no tanh is needed."),
            ("for slope in slopes:\n        change = slope[:, None] * W @ change\n    return change",
             "return np.prod(slopes, 0) * (np.linalg.matrix_power(W, len(slopes)) @ change)",
             "all slopes come at once in the end: but they can't change places with W. Each step has its own."),
            ("change = slope[:, None] * W @ change", "change = change + slope[:, None] * W @ change",
             "you add the change that was there. Each step makes a new one of it."),
        ],
        "The bug is mended.",
        bug=("change_after", "slope[:, None] * W", "slope * W"),
    )  # fmt: skip


EXERCISES = {
    "2.1": [pencil],
    "2.2": [pushed, beyond, slack],
    "2.3": [blame, shortest],
    "2.4": [fixed, second_state, width],
    "bug": [after, rebuilt, carried],
}
