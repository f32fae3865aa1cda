"""Checks for the exercises of lesson 11; the truth comes from other means than the formula asked for."""

import math

import numpy as np

from helpers.checks import judge


def nu_for(function):
    """Exercise 11.1: nu_for(memory) -> ν such that |λ|**memory is 1/e, where |λ| = exp(-exp ν)."""
    cases = [{"memory": memory} for memory in (1.5, 2.0, 10.0, 99.5, 1000.0, 1e6)]

    def truth(memory):
        low, high = -40.0, 40.0  # a larger ν forgets sooner
        for _ in range(100):
            middle = (low + high) / 2
            low, high = (low, middle) if memory * math.exp(middle) > 1 else (middle, high)
        return low

    return judge(
        function,
        cases,
        truth,
        [
            (lambda memory: math.log(memory), "the sign: a long memory needs exp ν near 0, so a negative ν."),
            (lambda memory: math.exp(-1 / memory), "that is |λ|. The weight ν is asked for: solve exp(-exp ν) = |λ|."),
            (lambda memory: -1 / memory, "that is ln |λ| = -exp ν. One more logarithm."),
            (lambda memory: 1 / memory, "that is exp ν. One more logarithm."),
            (lambda memory: -math.log10(memory), "that is the logarithm to base 10; exp needs the natural one."),
            (
                lambda memory: math.log(-math.log(1 - 1 / memory)),
                "close for long memories: you took |λ| = 1 - 1/memory. From |λ|^memory = 1/e: |λ| = exp(-1/memory).",
            ),
        ],
        "So -ν is the logarithm of the memory: a step in ν lengthens it by a percentage, however long it is.",
    )


def blame(function):
    """Exercise 11.2: blame(factors, arriving) -> the whole gradient by every state of h_t = factors_t h_{t-1} + b_t."""
    rng, cases = np.random.default_rng(0), []
    for T in (1, 2, 3, 8, 50):
        cases.append({"factors": rng.uniform(-1, 1, T), "arriving": rng.normal(size=T)})
    cases.append({"factors": np.array([0.9, 0.0, 0.8, 0.5]), "arriving": np.array([1.0, 2.0, 0.0, 4.0])})

    def truth(factors, arriving):  # all states at once: (1 - S) h = b, where S holds the factors below its diagonal
        return np.linalg.solve((np.eye(len(factors)) - np.diag(factors[1:], -1)).T, arriving)

    def run(factors, arriving):
        h, states = 0.0, []
        for factor, x in zip(factors, arriving, strict=True):
            h = factor * h + x
            states.append(h)
        return np.array(states)

    def one_step(factors, arriving):
        return arriving + np.append(factors[1:] * arriving[1:], 0)

    return judge(
        function,
        cases,
        truth,
        [
            (lambda factors, arriving: arriving, "that is the direct part alone. h_t acts on all later states too."),
            (
                lambda factors, arriving: run(factors[::-1], arriving[::-1])[::-1],
                "off by one: h_t is multiplied by the factor of the *next* step, factors[t + 1].",
            ),
            (run, "this runs forwards, like the states. A gradient comes from later steps: begin at the last."),
            (
                lambda factors, arriving: truth(factors, arriving)[::-1],
                "right, but the last step stands first: turn the answer round once more.",
            ),
            (
                lambda factors, arriving: np.cumsum(arriving[::-1])[::-1],
                "the factors are missing: every step back multiplies by its λ.",
            ),
            (
                lambda factors, arriving: truth(factors, np.append(arriving[:-1], 0)),
                "the last state is missing: it gets what arrives there.",
            ),
            (one_step, "the next state passes on its *whole* gradient, not only what arrives there directly."),
        ],
        "Forwards the states, backwards the gradients: with a scan neither has to wait for T steps.",
    )


def exponent_of(function):
    """Exercise 11.3: exponent_of(W, states) -> the mean log growth per step of the vector (1, …, 1)/√n."""
    rng = np.random.default_rng(1)
    cases = []
    for n, gain, T in ((1, 1.5, 5), (3, 0.8, 20), (5, 2.0, 100), (4, 0.2, 800), (6, 30.0, 400)):
        W, states = gain * rng.normal(size=(n, n)) / math.sqrt(n), [0.1 * rng.normal(size=n)]
        for _ in range(T):
            states.append(np.tanh(W @ states[-1] / max(1, gain)))  # so that strong weights meet unsaturated states
        cases.append({"W": W, "states": np.array(states)})

    def truth(W, states):  # the whole product as one matrix; its scale apart
        product, log = np.eye(len(W)), 0.0
        for h in states[1:]:
            product = np.diag(1 - h * h) @ W @ product
            size = np.abs(product).max()
            product, log = product / size, log + math.log(size)
        return (log + math.log(np.linalg.norm(product.sum(1) / math.sqrt(len(W))))) / (len(states) - 1)

    def growth(slopes, start=lambda n: np.ones(n) / math.sqrt(n), step=lambda W, d, v: d * (W @ v), log=np.log):
        def wrong(W, states):
            v, total = start(len(W)), 0.0
            for d in slopes(states):
                v = step(W, d, v)
                total, v = total + log(np.linalg.norm(v)), v / np.linalg.norm(v)
            return total / (len(states) - 1)

        return wrong

    def at_once(W, states):
        v = np.ones(len(W)) / math.sqrt(len(W))
        for h in states[1:]:
            v = (1 - h * h) * (W @ v)
        return np.log(np.linalg.norm(v)) / (len(states) - 1)

    def right(states):
        return 1 - states[1:] ** 2

    return judge(
        function,
        cases,
        truth,
        [
            (growth(lambda states: 0 * states[1:] + 1), "the slopes are missing: 1 - h_t² for every unit and step."),
            (growth(lambda states: 1 - states[:-1] ** 2), "off by one: the step to h_t has the slopes 1 - h_t²."),
            (growth(lambda states: 1 - states**2), "one step too many: the first one leads to states[1]."),
            (lambda W, states: truth(W, states) * (len(states) - 1), "divide by the number of steps."),
            (growth(right, log=np.log10), "nats are natural logarithms; you took log10."),
            (growth(right, step=lambda W, d, v: W.T @ (d * v)), "transposed: forward the step is diag(1 - h²) W."),
            (growth(right, step=lambda W, d, v: W @ (d * v)), "the slopes act after W: (1 - h²) * (W @ v)."),
            (at_once, "right for short runs, but your vector leaves the range of floats: length 1 after each step."),
            (growth(right, start=np.ones), "the vector must have length 1 at the start too: (1, …, 1)/√n."),
        ],
        "The same estimate as one vector of Benettin's method.",
        tolerance=1e-7,
    )


def mended(function):
    """The bug of lesson 11: mended(nu, theta) -> γ that keeps the variance of the state at 1."""
    cases = [{"nu": nu, "theta": theta} for nu in (-4.0, -1.0, 0.5) for theta in (0.0, 0.3, math.pi / 2, 3.0)]

    def truth(nu, theta):
        powers = np.exp((-np.exp(nu) + 1j * theta) * np.arange(3000))  # the response that γ = 1 gives
        return 1 / np.linalg.norm(powers)

    def wrong(size):
        return lambda nu, theta: size(np.exp(-np.exp(nu) + 1j * theta))

    return judge(
        function,
        cases,
        truth,
        [
            (
                wrong(lambda lam: abs(np.sqrt(1 - lam**2))),
                "this is still the answer of the code with the bug. Is λ² what the variance holds, for a complex λ?",
            ),
            (wrong(lambda lam: 1 - abs(lam)), "that normalises a constant input. For noise the squares add up."),
            (wrong(lambda lam: 1 - abs(lam) ** 2), "take the root: γ² is 1 - |λ|²."),
            (wrong(lambda lam: np.sqrt(1 - lam.real**2)), "the real part alone is too small; take |λ|."),
        ],
        "The bug is mended.",
    )
