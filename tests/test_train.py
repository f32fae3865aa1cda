"""Clipping, optimisers and the loop; and what the lessons say about who learns what."""

import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tqdm import TMonitor

from helpers import bptt, expect, losses, lstm, rnn, tasks, train
from helpers.params import Params


@given(st.floats(-150, 150), st.floats(0.01, 100))
def test_clipping_by_norm(exponent, limit):
    grads = (np.array([3.0]) * 10**exponent, (np.array([[0.0, 4.0]]) * 10**exponent,))
    clipped, norm = train.clip_by_norm(grads, limit)
    assert norm == pytest.approx(5 * 10**exponent)
    assert train.global_norm(clipped) == pytest.approx(min(norm, limit))
    assert clipped[0][0] * 4 == pytest.approx(clipped[1][0][0, 1] * 3)  # the direction stays
    if norm <= limit:
        assert np.array_equal(clipped[0], grads[0])
    assert not np.shares_memory(clipped[0], grads[0])


def test_clipping_keeps_types():
    grads = Params(*(np.full((2, 2), 2.0, np.float32) for _ in range(3)))
    for clipped in (train.clip_by_norm(grads, 1)[0], train.clip_by_value(grads, 1)):
        assert type(clipped) is Params and clipped.W_hh.dtype == np.float32
    assert np.all(train.clip_by_value(np.array([-3.0, 0.5, 3]), 1) == [-1, 0.5, 1])
    assert train.clip_by_norm(np.zeros(3), 1)[1] == 0


@pytest.mark.parametrize("update", [train.sgd(0.1), train.sgd(0.1, 0.5), train.adam(0.1)])
def test_optimisers_are_pure_and_keep_types(update):
    params = Params(*(np.ones(2, np.float32) for _ in range(3)))
    moved, state = update(params, params)
    again, _ = update(params, params)
    assert type(moved) is Params and moved.W_hh.dtype == np.float32 and np.all(params.W_hh == 1)
    assert np.all(moved.W_hh < 1) and np.array_equal(moved.W_hh, again.W_hh)
    further, _ = update(moved, params, state)
    assert np.all(further.W_hh < moved.W_hh)


def fit_once(loss, grads):
    return train.fit(np.ones(2), lambda params, step: (loss, grads), train.sgd(0.1), 1, progress=False)


def bowl(params, step):
    return float(np.sum(params**2)), 2 * params


def test_the_loop_learns_and_stops_at_its_target(capsys):
    done = train.fit(np.ones(3), bowl, train.sgd(0.1), 1000, target=1e-6, progress=False)
    assert done.stopped.startswith("Reached the target") and np.mean(done.losses[-10:]) <= 1e-6
    assert len(done.losses) == len(done.norms) < 1000
    assert done.norms[0] == pytest.approx(np.sqrt(12))
    done = train.fit(np.ones(3), bowl, train.sgd(0.1), 5, progress=False)
    assert done.stopped == "Finished all 5 steps." and len(done.losses) == 5
    assert capsys.readouterr().out == ""
    train.fit(np.ones(3), bowl, train.sgd(0.1), 5)
    shown = capsys.readouterr()
    assert shown.out == "Finished all 5 steps.\n" and "5" in shown.err
    assert not any(isinstance(thread, TMonitor) for thread in threading.enumerate())  # a browser has no threads


def test_the_loop_clips():
    done = train.fit(np.full(3, 100.0), bowl, train.sgd(1.0), 1, max_norm=0.5, progress=False)
    assert np.linalg.norm(done.params - 100) == pytest.approx(0.5)


def test_divergence_ends_with_a_sentence_and_finite_weights(capsys):
    done = train.fit(np.ones(3), bowl, train.sgd(1e9), 1000, progress=False)
    assert done.stopped.startswith("Diverged at step ") and "smaller learning rate" in done.stopped
    assert str(len(done.losses) - 1) in done.stopped and np.isfinite(done.params).all()
    assert capsys.readouterr().out == done.stopped + "\n"
    done = train.fit(np.ones(3), lambda p, step: (1.0, p * np.nan), train.sgd(1), 9, progress=False)
    assert "Diverged at step 0: the loss is 1, the gradient's norm nan" in done.stopped
    done = train.fit(np.float32([1]), lambda p, step: (1.0, p * 1e30), train.sgd(1e30), 9, progress=False)
    assert "the weights are no longer finite" in done.stopped and np.array_equal(done.params, [1])


def test_a_network_that_overflows_diverges():
    cell = rnn.make("identity")
    params = Params(np.ones((1, 1)), np.full((1, 1), 9.0), np.zeros(1))

    def gradient(params, step):
        return 0.0, bptt.run(cell, params, np.ones((400, 1, 1)))

    done = train.fit(params, gradient, train.sgd(1), 5, progress=False)
    assert "Diverged at step 0: the state exploded" in done.stopped and np.array_equal(done.params.W_hh, params.W_hh)


def test_an_interrupt_keeps_what_was_learned():
    def gradient(params, step):
        if step == 3:
            raise KeyboardInterrupt
        return bowl(params, step)

    done = train.fit(np.ones(2), gradient, train.sgd(0.1), 10, progress=False)
    assert done.stopped == "Interrupted in step 3; the weights are those after 3 updates."
    assert done.params == pytest.approx(0.8**3) and len(done.losses) == 3


@pytest.mark.parametrize(
    "call, says",
    [
        (lambda: train.clip_by_norm(np.ones(2), 0), "max_norm must be at least"),
        (lambda: train.clip_by_value(np.ones(2), -1), "limit must be at least"),
        (lambda: train.clip_by_norm(np.array([np.inf]), 1), "grads must be finite"),
        (lambda: train.clip_by_norm("gradient", 1), "grads must hold real numbers"),
        (
            lambda: train.clip_by_norm([[1.0], [1.0, 2.0]], 1),
            "grads must be an array, but its rows have different lengths",
        ),
        (lambda: train.sgd(0.1)("weights", "gradient"), "params and grads must hold real numbers"),
        (lambda: fit_once(np.ones(1), np.ones(2)), r"one real number, but got an array of shape \(1,\)"),
        (lambda: fit_once(1 + 2j, np.ones(2)), "one real number, but got a complex128 number"),
        (lambda: fit_once("low", np.ones(2)), "The loss must be one real number"),
        (lambda: fit_once(1.0, np.ones(2) * 1j), "grads must hold real numbers"),
        (
            lambda: train.fit(np.ones(2), lambda p, step: 1.0, train.sgd(1), 1),
            r"the pair \(loss, grads\), but got float",
        ),
        (lambda: train.sgd(-1), "lr must be at least 0"),
        (lambda: train.sgd(1, 2), "momentum must be between 0"),
        (lambda: train.adam(1, beta1=1), "beta1 must be between"),
        (lambda: train.sgd(1)(np.ones(2), np.ones(3)), "grads must have the shapes of params"),
        (lambda: train.sgd(1)(Params(1, 2, 3), (1, 2, 3)), "structure of params, but got Params, tuple"),
        (lambda: train.adam(1)((np.ones(2),), np.ones(2)), "structure of params|shapes of params"),
        (lambda: train.fit(np.ones(2), bowl, train.sgd(1), 0), "steps must be a whole number at least 1"),
        (lambda: train.fit(np.ones(2), bowl, train.sgd(1), 1, max_norm=0), "max_norm must be at least"),
        (
            lambda: train.fit(np.ones(2), bowl, train.sgd(1), 1, target="low"),
            "target must be a finite number",
        ),
    ],
)
def test_bad_input_is_named(call, says):
    with pytest.raises(ValueError, match=says):
        call()


# What the lessons say about who learns what.


def last_step(cell, H, draw, **options):
    """Weights, and a gradient function, for a task whose answer ys (B,1) is due after the last step."""
    rng = np.random.default_rng(options.pop("seed", 0))
    xs, _ = draw(rng)
    params = cell.init(rng, xs.shape[2], H, **options), losses.init_readout(rng, H, 1)

    def gradient(params, step):
        xs, ys = draw(rng)
        trace = bptt.run(cell, params[0], xs)
        hs = bptt.outputs(cell, trace)
        loss, dy = losses.squared_error(losses.read(params[1], hs[-1]), ys)
        dreadout, dh = losses.read_back(params[1], hs[-1], dy)
        dhs = np.zeros(hs.shape)
        dhs[-1] = dh
        return loss, (bptt.backward(cell, params[0], trace, dhs)[0], dreadout)

    return params, gradient


@pytest.mark.parametrize(
    "cell, options, learns",
    [
        (rnn, {}, False),
        (rnn, {"recurrent": "orthogonal"}, True),
        (lstm, {"forget_bias": 0.0}, False),
        (lstm, {"forget_bias": 3.0}, True),
    ],
)
def test_who_latches(cell, options, learns):
    params, gradient = last_step(cell, 16, lambda rng: tasks.latch(rng, 40, 16), **options)
    done = train.fit(params, gradient, train.adam(3e-3), 400, max_norm=1.0, target=0.1, progress=False)
    assert done.stopped.startswith("Reached") == learns
    if not learns:
        assert done.losses[-50:].mean() > 0.8  # guessing has 1


@pytest.mark.parametrize("lag, learns", [(6, True), (7, False)])
def test_the_window_is_the_horizon_of_credit(lag, learns):
    """A window of 6 learns to echo 6 steps back, not 7. (With windows up to 4 a step or two more may be
    learned: that much a random network remembers untaught.)"""
    rng = np.random.default_rng(0)
    params = rnn.init(rng, 1, 24), losses.init_readout(rng, 24, 1)

    def gradient(params, step):
        xs, ys, mask = tasks.echo(rng, 40, 16, lag)
        trace = bptt.run(rnn, params[0], xs)
        hs = bptt.outputs(rnn, trace)
        loss, dys = losses.squared_error(losses.read(params[1], hs), ys, mask)
        dreadout, dhs = losses.read_back(params[1], hs, dys)
        return loss, (bptt.backward(rnn, params[0], trace, dhs, window=6)[0], dreadout)

    done = train.fit(params, gradient, train.adam(5e-3), 600, max_norm=1.0, target=0.05, progress=False)
    assert done.stopped.startswith("Reached") == learns


def test_truncation_can_turn_the_sign():
    """Influence balancing (Tallec & Ollivier 2017): h ← A h + θ signs, the loss on the first unit alone."""
    n, positive = 23, 10
    cell = rnn.make("identity")
    A = 0.5 * np.eye(n) + 0.5 * np.eye(n, k=1)
    signs = np.where(np.arange(n) < positive, 1.0, -1.0)
    params = Params(np.zeros((n, 1)), A, signs)
    trace = bptt.run(cell, params, np.zeros((400, 1, 1)))
    dhs = np.zeros((400, 1, n))
    dhs[-1, 0, 0] = 1

    def by_theta(**options):
        return bptt.backward(cell, params, trace, dhs, **options)[0].b_h @ signs

    assert by_theta() == pytest.approx(-6, abs=1e-3)
    assert by_theta(window=20) == pytest.approx(16.3, abs=0.05)
    assert by_theta(window=39) > 0 > by_theta(window=40)


def test_a_number_in_between_that_is_not_finite_is_divergence_too():
    """Logits beyond the float range are refused by the loss, not by the engine: training must end all the same."""

    def gradient(params, step):
        expect.array("logits", [np.inf if step == 3 else 1.0], ("V",))
        return 1.0, (np.ones(1),)

    result = train.fit((np.zeros(1),), gradient, train.sgd(0.1), 10, progress=False)
    assert result.stopped.startswith("Diverged at step 3: logits must be finite")
    assert np.isfinite(result.params[0]).all() and len(result.losses) == 3


def test_data_that_is_not_finite_is_the_callers_mistake():
    def gradient(params, step):
        expect.array("xs", [np.nan], ("T",))

    with pytest.raises(ValueError, match="xs must be finite"):
        train.fit((np.zeros(1),), gradient, train.sgd(0.1), 10, progress=False)


def test_training_goes_on_where_it_ended():
    noise = np.random.default_rng(0).normal(size=(30, 3))

    def gradient(params, step):
        return float(np.sum(params**2)), 2 * params + noise[step]

    whole = train.fit(np.ones(3), gradient, train.adam(0.05), 30, max_norm=1, progress=False)
    parts = np.ones(3)
    for steps in 7, 1, 22:
        parts = train.fit(parts, gradient, train.adam(0.05), steps, max_norm=1, progress=False)
    assert np.array_equal(parts.params, whole.params)
    assert np.array_equal(parts.losses, whole.losses) and np.array_equal(parts.norms, whole.norms)
    assert parts.stopped == "Finished all 22 steps."


def test_the_target_looks_back_beyond_a_pause():
    done = np.ones(3)
    for _ in range(100):
        done = train.fit(done, bowl, train.sgd(0.1), 3, target=1e-6, progress=False)
        if done.stopped.startswith("Reached"):
            break
    once = train.fit(np.ones(3), bowl, train.sgd(0.1), 300, target=1e-6, progress=False)
    assert np.array_equal(done.losses, once.losses) and str(len(once.losses)) in done.stopped


def test_an_interrupted_training_goes_on():
    calls = []

    def gradient(params, step):
        calls.append(step)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return bowl(params, step)

    broken = train.fit(np.ones(2), gradient, train.adam(0.1), 10, progress=False)
    assert broken.stopped.startswith("Interrupted in step 3")
    again = train.fit(broken, gradient, train.adam(0.1), 7, progress=False)
    assert calls == [0, 1, 2, 3, *range(3, 10)]
    assert np.array_equal(again.params, train.fit(np.ones(2), bowl, train.adam(0.1), 10, progress=False).params)
