"""What a stack of attention needs besides: numbers for words, positions, one size for all, and a block of these.

stack(embedding(), positions(), block("pre"), block("pre"), normalise())
"""

from typing import NamedTuple

import numpy as np

from helpers import attention, expect
from helpers.bptt import Gradient
from helpers.deep.hops import linear, outer, self_attention
from helpers.deep.layers import residual, stack
from helpers.deep.network import Network, NetworkTrace, checked_inputs, given, no_state
from helpers.layer_norm import normal, normal_back


class Linear(NamedTuple):
    """W (H,D), b (H,)."""

    W: np.ndarray
    b: np.ndarray


class Norm(NamedTuple):
    """gamma (D,), beta (D,): size and shift of every feature."""

    gamma: np.ndarray
    beta: np.ndarray


def block(norm="pre", causal=True, slope=0.0):
    """One layer of a stack: self-attention, a way past it, and normalisation. Outputs are as wide as inputs.

        None        c(x)            attention alone
        "none"      x + c(x)        a way past it
        "pre"       x + c(n(x))     normalised before (Xiong et al. 2020); a stack ends with normalise()
        "post"      n(x + c(x))     normalised after (Vaswani et al. 2017)

    There is no W_o, which with one head would only multiply W_v, and no MLP. causal, slope: as in self_attention.
    """
    expect.one_of("norm", norm, (None, "none", "pre", "post"))
    attend = self_attention(causal, slope)
    if norm is None:
        return attend
    if norm == "pre":
        return residual(stack(normalise(), attend))
    return stack(residual(attend), normalise()) if norm == "post" else residual(attend)


def normalise():
    """Layer normalisation (Ba, Kiros & Hinton 2016): y = γ n + β, where n is x at mean 0 and standard deviation 1
    over the features of one step."""

    def forward(params, xs):
        return params.gamma * normal(xs)[0] + params.beta

    def back(params, xs, dys):
        n, sigma = normal(xs)
        return Norm((dys * n).sum((0, 1)), dys.sum((0, 1))), normal_back(n, dys * params.gamma / sigma)

    def shapes(D):
        return Norm((D,), (D,))

    return _each_step(forward, back, shapes, lambda rng, D, H: Norm(np.ones(D), np.zeros(D)), lambda D, H: D)


def embedding():
    """D numbers become H: y = W x + b, with W from N(0, 1/D). For one-hot x, a row of numbers for each word."""

    def back(params, xs, dys):
        return Linear(outer(dys, xs), dys.sum((0, 1))), linear(dys, params.W.T)

    def init(rng, D, H):
        rng, D, H = expect.generator(rng), expect.whole("D", D, 1), expect.whole("H", H, 1)
        return Linear(rng.normal(0, 1 / np.sqrt(D), (H, D)), np.zeros(H))

    def shapes(D):
        return Linear(("H", D), ("H",))

    return _each_step(lambda p, xs: linear(xs, p.W) + p.b, back, shapes, init, lambda D, H: H)


def positions(n=None):
    """Tells the steps apart, by sinusoids of the time: n of them beside x, y = [x | sinusoids]; without n they are
    added to x, y = x + sinusoids. It has no weights: its params are ()."""
    n = None if n is None else expect.whole("n", n, 1)

    def forward(params, xs):
        T, B, D = xs.shape
        waves = np.repeat(attention.sinusoids(T, n or D).astype(xs.dtype)[:, None], B, axis=1)
        return xs + waves if n is None else np.concatenate((xs, waves), axis=2)

    def back(params, xs, dys):
        return (), dys[:, :, : xs.shape[2]].copy()

    return _each_step(forward, back, lambda D: (), lambda rng, D, H: (), lambda D, H: D + (n or 0))


def _each_step(forward, back, shapes, init, width):
    """A network without a state that does the same at every step. shapes(D): those of its weights, as their type."""

    def checked(params, D):
        like = shapes(D)
        if type(params) is not type(like):
            raise ValueError(
                f"params must be a {type(like).__name__}, but got {type(params).__name__}. Make it with init."
            )
        arrays = (expect.array(f"params.{name}", *both) for name, *both in zip(names(like), params, like, strict=True))
        return type(like)(*arrays) if like else ()

    def names(like):
        return getattr(like, "_fields", ())

    def run(params, xs, s_0=None):
        xs = checked_inputs(xs)
        return NetworkTrace(xs.copy(), no_state(xs, s_0), (), forward(checked(params, xs.shape[2]), xs))

    def backward(params, trace, dhs):
        _, dys = given(trace, dhs)
        grads, dxs = back(checked(params, trace.xs.shape[2]), trace.xs, dys)
        return Gradient(grads, np.zeros_like(trace.states), dxs)

    return Network((), run, backward, init, width)


def attention_of(params):
    """The attention.Params within the weights of a block, or within a gradient of these; None if there are none."""
    if isinstance(params, attention.Params):
        return params
    inside = (attention_of(part) for part in params if isinstance(part, tuple)) if isinstance(params, tuple) else ()
    return next((found for found in inside if found), None)
