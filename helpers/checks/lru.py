"""What people take for the weights ν of a layer of LRU units, with knobs, and for γ."""

import math

import numpy as np

MEMORY = {
    "what": {
        "memory": "those are the memories. Their ν is asked for: minus the natural logarithm.",
        "size": "those are the sizes |λ|. The weight ν is asked for: |λ| = exp(-exp ν).",
        "exp": "that is exp ν, 1 / memory. One more logarithm.",
        "log size": "that is ln |λ| = -exp ν. One more logarithm.",
        "sign": "the sign: a long memory needs exp ν near 0, so a negative ν.",
        "log10": "that is the logarithm to base 10; exp needs the natural one.",
        "log2": "that is the logarithm to base 2; exp needs the natural one.",
        "near": "close for long memories: you took |λ| = 1 - 1/memory. From |λ|^memory = 1/e: |λ| = exp(-1/memory).",
        "near nu": "close for long memories: 1 - |λ| is only nearly -ln |λ|, which exp ν is.",
        "half": "those fall to one half after a memory, not to 1/e.",
        "chrono": "that is the bias of a gate with about this memory. An LRU has |λ| = exp(-exp ν).",
        "gate": "that is the bias of a gate, σ(b) = |λ|. An LRU has |λ| = exp(-exp ν).",
    },
    "between": {
        "memories": "the *memories* are evenly spaced. Each should be the same factor longer than the one before.",
        "sizes": "the sizes |λ| are evenly spaced. The memories should grow by equal factors.",
        "no end": "the longest memory is missing: n units, the first and the last included.",
        "more": "one unit too many lies between them: the last one must have the longest memory.",
        "powers": "each memory is `longest / shortest` times the one before. n units have n - 1 factors between them.",
        "nth": "the factor is the n-th root of longest / shortest. Between n units there are n - 1 factors.",
        "logspace": "np.logspace takes exponents of 10, not the ends themselves; np.geomspace takes the ends.",
        "geometric": "ν itself grows by equal factors. Equal factors in the memory are equal *steps* of ν.",
        "difference": "the whole factor is longest / shortest, a quotient.",
        "shared": "a factor isn't shared out by dividing: n - 1 equal ones multiply to longest / shortest.",
        "doubled": "the memories double. The last must be `longest`.",
    },
    "order": {"reversed": "right, but the longest memory comes first: turn them round."},
}


def layer(shortest, longest, n, what="right", between="right", order="right"):
    """ν of n units with memories from shortest to longest, at equal factors (n,), with knobs."""
    k, ratio = np.arange(n), longest / shortest
    inner = {
        "memories": lambda: shortest + k * (longest - shortest) / (n - 1),
        "sizes": lambda: -1 / np.log(np.linspace(math.exp(-1 / shortest), math.exp(-1 / longest), n)),
        "no end": lambda: shortest * ratio ** (k / n),
        "more": lambda: shortest * ratio ** (k / (n + 1)),
        "powers": lambda: shortest * ratio**k,
        "nth": lambda: shortest * ratio ** ((k + 1) / n),
        "logspace": lambda: 10.0 ** np.linspace(shortest, longest, n),
        "geometric": lambda: np.exp(math.log(shortest) * (math.log(longest) / math.log(shortest)) ** (k / (n - 1))),
        "difference": lambda: shortest * (longest - shortest) ** (k / (n - 1)),
        "shared": lambda: shortest * (ratio / n) ** k,
        "doubled": lambda: shortest * 2.0**k,
    }
    m = inner.get(between, lambda: shortest * ratio ** (k / (n - 1)))()
    nu = {
        "memory": lambda: m,
        "size": lambda: np.exp(-1 / m),
        "exp": lambda: 1 / m,
        "log size": lambda: -1 / m,
        "sign": lambda: np.log(m),
        "log10": lambda: -np.log10(m),
        "log2": lambda: -np.log2(m),
        "near": lambda: np.log(-np.log(1 - 1 / m)),
        "near nu": lambda: np.log(-np.expm1(-1 / m)),
        "half": lambda: np.log(math.log(2) / m),
        "chrono": lambda: np.log(m - 1),
        "gate": lambda: -np.log(np.expm1(1 / m)),
    }.get(what, lambda: -np.log(m))()
    return nu[::-1] if order == "reversed" else nu


def by(formula):
    """γ from λ = exp(-exp ν + i θ)."""
    return lambda nu, theta: formula(np.exp(-np.exp(nu) + 1j * theta))


GAMMA = [
    (
        by(lambda lam: abs(np.sqrt(1 - lam**2))),
        "this is still the answer of the code with the bug. Is λ² what the variance holds, for a complex λ?",
    ),
    (
        by(lambda lam: np.sqrt(1 - lam**2)),
        "your γ is complex, as λ² is. The variance holds the *size* of λ, whatever the phase.",
    ),
    (
        by(lambda lam: np.sqrt(1 - lam**2).real),
        "the real part of a complex root is no variance. Which size does λⁿ have, whatever the phase?",
    ),
    (
        by(lambda lam: np.sqrt((1 - lam**2).real)),
        "you drop the imaginary part of λ². The variance holds the *size* of λ, whatever the phase.",
    ),
    (by(lambda lam: np.sqrt(abs(1 - lam) ** 2)), "that is |1 - λ|. For noise the squares of the sizes add up."),
    (by(lambda lam: 1 - abs(lam)), "that normalises a constant input. For noise the squares add up."),
    (by(lambda lam: 1 - abs(lam) ** 2), "take the root: γ² is 1 - |λ|²."),
    (by(lambda lam: np.sqrt(1 - abs(lam))), "the square is missing: γ² is 1 - |λ|²."),
    (by(lambda lam: np.sqrt(1 + abs(lam) ** 2)), "a sign: γ² is 1 *minus* |λ|²."),
    (by(lambda lam: np.sqrt(1 - abs(lam) ** 4)), "|λ|² once: yours is squared twice."),
    (by(lambda lam: np.sqrt(1 - lam.real**2)), "the real part alone is too small; take |λ|."),
    (by(lambda lam: np.sqrt(1 - lam.imag**2)), "the imaginary part alone is too small; take |λ|."),
    (by(lambda lam: abs(lam)), "that is |λ|. The γ that keeps the variance at 1 is asked for."),
    (by(lambda lam: 1 / (1 - abs(lam) ** 2)), "that is the variance without γ. γ is 1 over its root."),
    (
        lambda nu, theta: np.sqrt(1 - np.exp(-2 * nu)),
        "one exp is missing: |λ| = exp(-exp ν), not exp(-ν).",
    ),
    (lambda nu, theta: np.sqrt(1 - np.exp(2 * nu)), "one exp is missing: |λ| = exp(-exp ν), not exp(ν)."),
    (
        lambda nu, theta: np.sqrt(1 - np.exp(-(np.exp(nu) ** 2))),
        "|λ|² is exp(-2 exp ν): the exponent is doubled, not squared.",
    ),
    *(
        (
            lambda nu, theta, form=form: np.sqrt(1 - np.exp(-2 * np.exp(nu))) * form(theta),
            "the size alone is right; the phase has no part in a variance.",
        )
        for form in (np.cos, lambda theta: abs(np.cos(theta)), lambda theta: np.exp(1j * theta))
    ),
]
