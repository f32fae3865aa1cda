"""What people take for the weight ν of an LRU unit, and for its γ."""

import math

import numpy as np

NU = [
    (lambda memory: math.log(memory), "the sign: a long memory needs exp ν near 0, so a negative ν."),
    (lambda memory: math.exp(-1 / memory), "that is |λ|. The weight ν is asked for: solve exp(-exp ν) = |λ|."),
    (lambda memory: -1 / memory, "that is ln |λ| = -exp ν. One more logarithm."),
    (lambda memory: 1 / memory, "that is exp ν. One more logarithm."),
    (lambda memory: -math.log10(memory), "that is the logarithm to base 10; exp needs the natural one."),
    (lambda memory: -math.log2(memory), "that is the logarithm to base 2; exp needs the natural one."),
    (
        lambda memory: math.log(-math.log(1 - 1 / memory)),
        "close for long memories: you took |λ| = 1 - 1/memory. From |λ|^memory = 1/e: |λ| = exp(-1/memory).",
    ),
    (lambda memory: math.log(1 - 1 / memory), "you took |λ| = 1 - 1/memory, and one logarithm is missing."),
    (lambda memory: math.log(math.log(2) / memory), "that falls to one half after `memory` steps, not to 1/e."),
    (lambda memory: math.log(math.log(10) / memory), "that falls to one tenth after `memory` steps, not to 1/e."),
    (lambda memory: -math.exp(1 / memory), "the inverse of exp is ln: exp ν = 1/memory is to be solved for ν."),
    (lambda memory: -1 - math.log(memory), "e is in it once too often: |λ| = exp(-1/memory) has used it up."),
    (lambda memory: math.exp(-memory), "1/e after `memory` steps is |λ|^memory = e^-1, not |λ| = e^-memory."),
    (
        lambda memory: math.exp(-math.exp(-1 / memory)),
        "you put |λ| where ν belongs: |λ| = exp(-exp ν) must be solved for ν.",
    ),
    (
        lambda memory: math.log(1 + math.log(memory)),
        "after `memory` steps there is |λ|**memory, a power and not a product.",
    ),
    (
        lambda memory: -math.log(math.expm1(1 / memory)),
        "that is the bias of a gate σ(b) = |λ|. An LRU has |λ| = exp(-exp ν).",
    ),
    (
        lambda memory: math.log(math.expm1(1 / memory)),
        "that turns softplus around, or σ. An LRU has |λ| = exp(-exp ν).",
    ),
    (
        lambda memory: math.log(-math.expm1(-1 / memory)),
        "close for long memories: 1 - |λ| is only nearly -ln |λ|, which exp ν is.",
    ),
    (lambda memory: -memory, "the logarithm is missing: exp ν, not ν, is 1 over the memory."),
    (lambda memory: math.log(memory + 1) * -1, "off by one: after `memory` steps the power is `memory`."),
    (lambda memory: -math.log(memory - 1), "off by one: after `memory` steps the power is `memory`."),
    (
        lambda memory: -math.log(memory / 2),
        "the square of the response falls to 1/e: it is |λ|^memory itself that is asked for.",
    ),
    (lambda memory: -math.log(2 * memory), "the square of the response falls to 1/e; |λ|^memory itself is meant."),
]


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
