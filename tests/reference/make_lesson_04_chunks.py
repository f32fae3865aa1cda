"""Is the state carried from chunk to chunk, or reset? For lesson 04; writes lesson_04_chunks.json.

    python tests/reference/make_lesson_04_chunks.py

A stream of 20 steps is read in chunks of 5 with an update after each (the echo task, everything else as in
make_lesson_04_memory.py, PyTorch's default start, Adam 1e-2, 1000 streams = 4000 updates, seeds from 500 on). A row for
each lag and way of training: [squared error when run in one piece, when run in chunks with a reset], on fresh streams,
where there is an answer in the stream. Guessing costs 1. With a reset, the first `lag` answers of the chunks 2 to 4 can
only be guessed, so it costs at least 3 lag / (20 - lag): 0.16, 0.33, 0.53, 0.75 for lags 1 to 4.
"""

import numpy as np
from tables import Table

from helpers import bptt, losses, model, rnn, tasks, train

H, T, B, N, STREAMS = 24, 20, 16, 5, 1000


def trained(seed, lag, reset, start="pytorch", streams=STREAMS, lr=1e-2):
    """The weights after training, the state carried or reset between chunks."""
    rng, update = np.random.default_rng(seed), train.adam(lr)
    weights, memory = model.init(rng, rnn, 1, H, 1, recurrent=start), None
    for _ in range(streams):
        xs, ys, mask = tasks.echo(rng, T, B, lag)
        state = np.zeros((B, H))
        for start_of in range(0, T, N):
            part = slice(start_of, start_of + N)
            if not mask[part].any():
                continue
            trace = bptt.run(rnn, weights[0], xs[part], None if reset else state)
            hs = bptt.outputs(rnn, trace)
            _, dys = losses.squared_error(losses.read(weights[1], hs), ys[part], mask[part])
            d_readout, dhs = losses.read_back(weights[1], hs, dys)
            grads = bptt.backward(rnn, weights[0], trace, dhs).params, d_readout  # back to the chunk's start
            state = trace.states[-1]  # in PyTorch: state.detach(), or the next backward pass runs into this chunk
            weights, memory = update(weights, train.clip_by_norm(grads, 1)[0], memory)
    return weights


def errors(weights, lag, seed=77):
    """[squared error in one piece, with the state reset every five steps]."""
    xs, ys, mask = tasks.echo(np.random.default_rng(seed), T, 500, lag)
    pieces = np.concatenate([model.answers(rnn, weights, xs[i : i + N]) for i in range(0, T, N)])
    both = model.answers(rnn, weights, xs), pieces
    return [round(losses.squared_error(answers, ys, mask)[0], 2) for answers in both]


def main():
    table = Table(__file__)
    for lag in 1, 2, 3, 4, 6:
        for way in "carried", "reset":
            table.per_seed(
                f"lag {lag}, {way}",
                range(500, 505),
                lambda s, a=(lag, way == "reset"): errors(trained(s, *a), a[0]),
            )


if __name__ == "__main__":
    main()
