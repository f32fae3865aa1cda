"""The scalar chain h_t = tanh(a h_{t-1} + b x_t + c), y_T = d h_T + e, differentiated by sympy.

The symbols are named as in the text: a, b, c, d, e, h_0, ..., h_T, x_1, ..., x_T and y_T. The functions return
equations, which a notebook shows as mathematics.
"""

import sympy as sp

from helpers import expect


def h(t):
    """The symbol h_t."""
    return sp.Symbol(f"h_{expect.whole('t', t)}")


def x(t):
    """The symbol x_t."""
    return sp.Symbol(f"x_{expect.whole('t', t)}")


def equations(T=3):
    """The forward pass: T equations for h_1, ..., h_T and one for y_T. T: whole number from 1."""
    T = expect.whole("T", T, low=1)
    a, b, c, d, e = sp.symbols("a b c d e")
    states = [sp.Eq(h(t), sp.tanh(a * h(t - 1) + b * x(t) + c)) for t in range(1, T + 1)]
    return [*states, sp.Eq(sp.Symbol(f"y_{T}"), d * h(T) + e)]


def local_derivatives(T=3, k=1):
    """The links of the chain from y_T back to h_k, last step first: dy_T/dh_T, dh_T/dh_{T-1}, ..., dh_{k+1}/dh_k.

    Each is differentiated by sympy from its equation alone, then tanh(...) is named h_t again. 0 <= k < T.
    """
    *states, output = equations(T)
    T = len(states)
    k = expect.whole("k", k, low=0, high=T - 1)
    chain = [sp.Eq(sp.Derivative(output.lhs, h(T)), sp.diff(output.rhs, h(T)))]
    for t in range(T, k, -1):
        state = states[t - 1]
        slope = sp.diff(state.rhs, h(t - 1)).subs(state.rhs, state.lhs)
        chain.append(sp.Eq(sp.Derivative(h(t), h(t - 1)), slope))
    return chain


def gradient(T=3, k=1):
    """The equation dy_T/dh_k = product of the local derivatives."""
    chain = local_derivatives(T, k)
    return sp.Eq(sp.Derivative(sp.Symbol(f"y_{expect.whole('T', T)}"), h(k)), sp.prod(link.rhs for link in chain))


def unrolled(T=3, k=1):
    """y_T as one expression in h_k, every later state written out: sympy needs no chain rule of ours for it."""
    *states, output = equations(T)
    expression = output.rhs
    T = len(states)
    for t in range(T, expect.whole("k", k, low=0, high=T - 1), -1):
        expression = expression.subs(h(t), states[t - 1].rhs)
    return expression
