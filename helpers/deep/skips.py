"""A skip over time, for any cell."""

import numpy as np

from helpers import bptt, expect
from helpers.cell import single
from helpers.deep.network import Network, NetworkTrace, checked_inputs, given


def skip(cell, d):
    """A connection over d time steps beside the one over one step (Lin et al. 1996): the cell reads
    [x_t | h_{t-d}], so the gradient's shortest way over T steps has about T/d links. h before the initial
    state is zero. W_xh has D + H columns; its last H are the weights of the skip.

    It runs d steps at a time: all that they read from the past is then known.
    """
    d, cell = expect.whole("d", d, 1), single(cell)

    def run(params, xs, s_0=None):
        T, B, _ = checked_inputs(xs).shape
        H = cell.by_gate(params).W_hh.shape[1]
        xs = expect.array("xs", xs, (T, B, expect.shape(params.W_xh)[1] - H))
        s = np.zeros((B, cell.STATE * H), xs.dtype) if s_0 is None else s_0
        s = expect.array("s_0", s, (B, cell.STATE * H))
        past = np.concatenate((np.zeros((d - 1, B, H), s.dtype), s[None, :, :H]))  # h_{t-d} for d steps
        traces = []
        for t in range(0, T, d):
            x = xs[t : t + d]
            traces.append(bptt.run(cell, params, np.concatenate((x, past[: len(x)]), axis=2), s))
            s, past = traces[-1].states[-1], bptt.outputs(cell, traces[-1])
        states = np.concatenate([traces[0].states[:1]] + [part.states[1:] for part in traces])
        ys = np.concatenate([bptt.outputs(cell, part) for part in traces])
        return NetworkTrace(xs.copy(), states, tuple(traces), ys)

    def backward(params, trace, dhs):
        traces, dhs = given(trace, dhs)
        H, D, dtype = dhs.shape[2], trace.xs.shape[2], np.result_type(dhs, trace.states)
        dstates = np.zeros(trace.states.shape, dtype)  # rows of a block fill up before the block is swept
        dstates[1:, :, :H] = dhs
        parts, dxs = [], np.empty(trace.xs.shape, dtype)
        for t, part in reversed(list(zip(range(0, len(dhs), d), traces, strict=True))):
            end = t + len(part.xs)
            grads, ds, dinputs = bptt.backward(cell, params, part, dstates[t + 1 : end + 1])
            dstates[t + 1 : end + 1] = ds[1:]
            dstates[t] += ds[0]
            dxs[t:end] = dinputs[:, :, :D]
            rows = np.arange(t, end) + 1 - d  # where the skips came from; nobody to blame before row 0
            dstates[rows[rows >= 0], :, :H] += dinputs[rows >= 0, :, D:]
            parts.append(grads)
        grads = type(params)(*(sum(arrays) for arrays in zip(*parts, strict=True)))
        return bptt.Gradient(grads, dstates, dxs)

    return Network((cell,), run, backward, lambda rng, D, H, **o: cell.init(rng, D + H, H, **o), lambda D, H: H)
