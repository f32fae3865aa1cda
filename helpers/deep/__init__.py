"""Networks of cells. Each is run and differentiated by the same two calls as a single cell:

    net = stack(lstm, lstm)
    params = net.init(rng, D, H)                      # a tuple, one entry per layer
    trace = bptt.run(net, params, xs)                 # states (T+1,B,S): the layers' states side by side
    grads, dstates, dxs = bptt.backward(net, params, trace, dhs)    # dhs like bptt.outputs(net, trace)

A part may itself be a network, so stack(bidirectional(gru), gru) works. A new wiring is a new file that makes a
helpers.deep.network.Network.
"""

from helpers.deep.directions import bidirectional
from helpers.deep.layers import dense, residual, stack
from helpers.deep.skips import skip

__all__ = ["bidirectional", "dense", "residual", "skip", "stack"]
