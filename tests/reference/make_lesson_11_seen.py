"""How two causal layers tell what came first; writes lesson_11_seen.json beside this file (a minute).

    python tests/reference/make_lesson_11_seen.py

The stack "2 causal" of make_lesson_11_order.py, trained for 400 updates at T = 20, rate 3e-3. Then, per seed, the share
of right answers on 1000 new sequences, as it is ("all"), and with a narrower mask in the first layer: "hidden": no
token sees an X or Y but that one itself, so that it can only count what came before; "alone": a token sees the X and Y
before it and itself, but none of the distractors. Nothing is trained again.
"""

import numpy as np
from make_lesson_11_order import NETS, H
from tables import Table

from helpers import attention, layer_norm, losses, model, tasks, train

T, NET = 20, NETS["2 causal"]


def fit(seed):
    rng = np.random.default_rng(seed)

    def gradient(weights, _):
        return model.last_step(NET, weights, *tasks.temporal_order(rng, T, 32), losses.cross_entropy)

    return train.fit(model.init(rng, NET, 6, H, 4), gradient, train.adam(3e-3), 400, 1, progress=False).params


def normalised(norm, xs):
    return norm.gamma * layer_norm.normal(xs)[0] + norm.beta


def answers(weights, xs, allowed):
    """What the stack says at the last token, (B,4), with allowed (B,T,T) in its first layer."""
    (embedding, *blocks, last), readout = weights
    xs = xs @ embedding.W.T + embedding.b
    for ((norm, p),), mask in zip(blocks, (allowed, attention.causal(T)), strict=True):
        n = normalised(norm, xs)
        xs = xs + attention.attend(n @ p.W_q.T + p.b_q, n @ p.W_k.T, n @ p.W_v.T, allowed=mask)[0]
    return normalised(last, xs)[-1] @ readout.W_hy.T + readout.b_y


def masks(xs):
    """(B,T,T) booleans by name."""
    full, itself = np.broadcast_to(attention.causal(T), (xs.shape[1], T, T)), np.eye(T, dtype=bool)
    marked = (xs[:, :, :2].sum(2) > 0).T[:, None]
    return {"all": full, "hidden": full & (~marked | itself), "alone": full & (marked | itself)}


def seen(seed):
    weights = fit(seed)
    xs, ys = tasks.temporal_order(np.random.default_rng(seed + 1000), T, 1000)
    found = {name: answers(weights, xs, allowed) for name, allowed in masks(xs).items()}
    assert np.allclose(found["all"], model.answers(NET, weights, xs)[-1])
    return {name: round(float(np.mean(said.argmax(1) == ys)), 3) for name, said in found.items()}


def main():
    table = Table(__file__)
    table.per_seed("2 causal", range(500, 510), seen)


if __name__ == "__main__":
    main()
