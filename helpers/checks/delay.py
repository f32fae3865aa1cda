"""Recurrent weights that hand an input on from unit to unit, and what people take for them."""

import numpy as np


def line(lag):
    """Unit i hears unit i-1: (lag+1, lag+1)."""
    return np.eye(lag + 1, k=-1)


def heard(W):
    """What the last unit of h_t = W h_{t-1} + (1, 0, …) x_t says 0, 1, 2, … steps after a single 1: as many numbers as
    W (H,H) has, in its shape."""
    state, said = np.eye(len(W))[0], []
    for _ in range(W.size):
        said.append(state[-1])
        state = W @ state
    return np.reshape(said, W.shape)


MISTAKES = [
    (
        lambda lag: line(lag).T,
        "the last unit never hears anything. Row i of W says what unit i hears: is yours transposed, or does each unit "
        "hear itself alone?",
    ),
    (
        lambda lag: np.roll(np.eye(lag + 1), 1, axis=0),
        "it comes round again: your last unit hands on to the first, and the echo returns every lag + 1 steps.",
    ),
    (
        lambda lag: line(lag) + np.eye(lag + 1),
        "each unit also keeps what it had. A queue moves on: the diagonal is 0.",
    ),
    (
        lambda lag: (line(lag) + np.eye(lag + 1)) / 2,
        "half moves on and half stays, so the input arrives smeared out. A queue moves on as a whole.",
    ),
    (
        lambda lag: line(lag) + np.diag(np.eye(lag + 1)[-1]),
        "one unit keeps what it hears, so the last one says the sum of all inputs so far. The diagonal is 0.",
    ),
    (lambda lag: line(lag) / 2, "right in time, but every step takes a half away: the weights of the line are 1."),
    (lambda lag: line(lag) * 0.9, "right in time, but every step takes a tenth away: the weights of the line are 1."),
    (lambda lag: -line(lag), "every step turns the sign: the weights of the line are 1."),
    (
        lambda lag: np.tril(np.ones((lag + 1, lag + 1)), -1),
        "each unit hears all units before it, so the input takes short cuts and arrives many times. One neighbour is "
        "enough.",
    ),
    (
        lambda lag: np.tril(np.ones((lag + 1, lag + 1))),
        "each unit hears itself and all units before it. One neighbour is enough.",
    ),
    (lambda lag: np.ones((lag + 1, lag + 1)), "each unit hears all units. One neighbour is enough."),
    (lambda lag: np.eye(lag + 1, k=-2), "your line skips a unit at each step: the input arrives too soon, or never."),
    (
        lambda lag: np.eye(lag + 1) + np.outer(np.eye(lag + 1)[-1], np.eye(lag + 1)[0] - np.eye(lag + 1)[-1]),
        "the first unit keeps what it hears and hands it to the last at once: no queue yet.",
    ),
    (
        lambda lag: np.eye(lag + 1, k=-1) + np.eye(lag + 1, k=1),
        "each unit hears both neighbours, so the input runs to and fro. A queue goes one way.",
    ),
    (lambda lag: lag * line(lag), "right in time, but every step multiplies by lag: the weights of the line are 1."),
    (
        lambda lag: np.outer(np.eye(lag + 1)[-1], np.eye(lag + 1)[0]),
        "the first unit hands on to the last at once: that is an echo of lag 1.",
    ),
]
