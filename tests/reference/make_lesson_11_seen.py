"""How two causal layers tell what came first; writes lesson_11_seen.json beside this file (some minutes).

    python tests/reference/make_lesson_11_seen.py

Temporal order at T = 20 and the stack "2 causal" of make_lesson_11_order.py, rate 3e-3, with one of three masks in its
first layer. "all": what came before. "hidden": of that no X and no Y but the token itself, so that it can only count;
"alone": only X, Y and the token itself. "trained": with the mask from the start, per seed the updates until the mean of
ten losses was at most 0.1, or 0: not within 1200. "narrowed": trained with "all" for 400 updates, per seed the share of
right answers on 1000 new sequences with each mask, nothing trained again.
"""

from functools import partial

import numpy as np
from tables import Table

from helpers import attention, deep, losses, model, tasks, train
from helpers.deep import hops

T, H, SEEDS = 20, 32, range(500, 510)
SEEN = []  # the mask (B,T,T) of the batch that the first layer is given
MASKED = deep.residual(deep.stack(deep.normalise(), hops._attention(lambda T: (SEEN[0], None))))
NET = deep.stack(deep.embedding(), MASKED, deep.block("pre"), deep.normalise())


def look(xs, mask):
    """Sets the mask of the first layer for the batch xs (T,B,6)."""
    full, itself = np.broadcast_to(attention.causal(T), (xs.shape[1], T, T)), np.eye(T, dtype=bool)
    marked = (xs[:, :, :2].sum(2) > 0).T[:, None]
    SEEN[:] = [{"all": full, "hidden": full & (~marked | itself), "alone": full & (marked | itself)}[mask]]


def fit(seed, mask, updates, **options):
    rng = np.random.default_rng(seed)

    def gradient(weights, _):
        xs, ys = tasks.temporal_order(rng, T, 32)
        look(xs, mask)
        return model.last_step(NET, weights, xs, ys, losses.cross_entropy)

    start = model.init(rng, NET, 6, H, 4)
    return train.fit(start, gradient, train.adam(3e-3), updates, 1, progress=False, **options)


def trained(seed, mask, updates=1200):
    result = fit(seed, mask, updates, target=0.1)
    return len(result.losses) if result.stopped.startswith("Reached") else 0


def narrowed(seed):
    weights, right = fit(seed, "all", 400).params, {}
    xs, ys = tasks.temporal_order(np.random.default_rng(seed + 1000), T, 1000)
    for mask in "all", "hidden", "alone":
        look(xs, mask)
        right[mask] = round(float(np.mean(model.answers(NET, weights, xs)[-1].argmax(1) == ys)), 3)
    return right


def main():
    table = Table(__file__)
    table.per_seed("narrowed", SEEDS, narrowed)
    for mask in "all", "hidden", "alone":
        table.per_seed(f"trained, {mask}", SEEDS, partial(trained, mask=mask))


if __name__ == "__main__":
    main()
