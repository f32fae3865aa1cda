"""Networks of cells. Each is run and differentiated by the same two calls as a single cell:

    net = stack(lstm, lstm)
    params = net.init(rng, D, H)                      # a tuple, one entry per layer
    trace = bptt.run(net, params, xs)                 # states (T+1,B,S): the layers' states side by side
    grads, dstates, dxs = bptt.backward(net, params, trace, dhs)    # dhs like bptt.outputs(net, trace)

There is attention too, which has no state: stack(rnn, one_query(beside=True)), stack(embedding(), positions(),
block("pre"), normalise()). Its weights and equations are in helpers.attention.

A part may itself be a network, so stack(bidirectional(gru), gru) works. A new wiring is a new file that makes a
helpers.deep.network.Network.
"""

from helpers.deep.blocks import attention_of, block, embedding, normalise, positions
from helpers.deep.directions import bidirectional
from helpers.deep.hops import detached, one_query, self_attention
from helpers.deep.layers import dense, residual, stack
from helpers.deep.skips import skip

__all__ = [
    "attention_of",
    "bidirectional",
    "block",
    "dense",
    "detached",
    "embedding",
    "normalise",
    "one_query",
    "positions",
    "residual",
    "self_attention",
    "skip",
    "stack",
]
