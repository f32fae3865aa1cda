"""Lesson 09, old states: captions against independent computation, the numbers of the text."""

import math

import lessons
import numpy as np
from lesson_09 import LESSON, caption_of, close, numbers

from helpers import bptt, gradcheck, rnn


def old_state_run(keep, new, gain, s):
    """(gradient after 60 steps, largest state) of h ← keep h + new tanh(W h + s noise), by Jacobians, step by step."""
    W = np.random.default_rng(0).normal(0, gain / math.sqrt(24), (24, 24))
    noise = np.random.default_rng(1).standard_normal((60, 24))
    h, largest, jacobians = np.zeros(24), 0.0, []
    for x in noise:
        z = W @ h + s * x
        h = keep * h + new * np.tanh(z)
        jacobians.append(keep * np.eye(24) + new * (np.cosh(z) ** -2.0)[:, None] * W)
        largest = max(largest, np.abs(h).max())
    v = np.random.default_rng(2).standard_normal(24)
    v /= np.linalg.norm(v)
    for J in reversed(jacobians):
        v = J.T @ v
    return np.linalg.norm(v), largest


def test_caption_of_figure_9_7_agrees_with_jacobians():
    rng = np.random.default_rng(2)
    cases = [("leaky", 0.2, 0.6, 0.5), ("residual", 0.2, 0.6, 0.5), ("leaky", 0.0, 2.0, 0.0), ("residual", 1, 2, 2)]
    cases += [(kind, *rng.uniform(0, 1, 1), *rng.uniform(0, 2, 2)) for kind in ("leaky", "residual") for _ in range(8)]
    for kind, new, gain, s in cases:
        caption = caption_of("Figure 9.7", kind=kind, new=new, gain=gain, s=s)
        pattern = r"the gradient is (.+); the direct path alone would carry (.+), a plain network (.+)\. The largest "
        truth, direct, plain, largest = numbers(pattern + r"state is (\S+)\.$", caption)
        keep = 1 - new if kind == "leaky" else 1.0
        size, state = old_state_run(keep, new, gain, s)
        assert close(truth, size) and abs(largest - state) < 0.006 and close(direct, keep**60), caption
        assert close(plain, old_state_run(0.0, 1.0, gain, s)[0]), caption


def test_the_joined_cell_has_the_gradient_of_its_equation():
    rng = np.random.default_rng(3)
    for keep, new in ((1.0, 0.3), (0.7, 0.3), (0.0, 1.0), (0.5, -0.4)):
        cell = LESSON["joined"](keep, new)
        params, xs, dhs = rnn.init(rng, 2, 3), rng.normal(size=(5, 2, 2)), rng.normal(size=(5, 2, 3))

        def loss(both, cell=cell, dhs=dhs):
            return np.sum(bptt.outputs(cell, bptt.run(cell, *both)) * dhs)

        grads, _, dxs = bptt.backward(cell, params, bptt.run(cell, params, xs), dhs)
        assert gradcheck.relative_error((grads, dxs), gradcheck.numeric_gradient(loss, (params, xs))) < 1e-8
    plain, ours = bptt.run(rnn, params, xs), bptt.run(LESSON["joined"](0.0, 1.0), params, xs)
    assert np.array_equal(plain.states, ours.states)


def test_numbers_of_the_text_on_old_states():
    caption = lessons.figure("Figure 9.7").update(**lessons.figure("Figure 9.7").start)
    for text in ("gradient is 0.00274", "would carry 1.5e-6", "network 2.4e-16"):
        assert text in caption
    cloud = LESSON["follow"](0.8, 0.2, 0.6, 0.5)[1]
    assert 0.88 < cloud.real.max() < 0.92 and abs(np.mean(cloud) - 0.8) < 0.02
    cloud = LESSON["follow"](1.0, 0.2, 0.6, 0.5)[1]
    assert np.sum(np.abs(cloud) > 1) == 14 and 0.05 < np.abs(cloud - 1).max() < 0.065
    assert 0.45 < LESSON["follow"](0.0, 1.0, 0.6, 0.5)[1].real.max() < 0.55 and 4e10 > 1.5**60 > 3.6e10
    text = caption_of("Figure 9.7", kind="residual", new=0.2, gain=0.6, s=0.5)
    assert "gradient is 37.6" in text and "is 8.57." in text
    text = caption_of("Figure 9.7", kind="residual", new=1.0, gain=0.6, s=0.5)
    assert "gradient is 138;" in text and 57 < numbers(r"largest state is (\S+)\.$", text)[0] < 58.5
    assert np.abs(LESSON["follow"](1.0, 1.0, 0.6, 0.5)[1] - 1).max() < 0.05  # J has faded, I is left
