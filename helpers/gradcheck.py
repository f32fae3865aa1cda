"""Is this gradient right? Ask the function itself: move one number a little and see what the loss does.

Works on whatever the course differentiates: a float, an array, or a (named) tuple of these, nested at will.
A gradient always comes back in the type of what was differentiated.
"""

import numpy as np

from helpers import expect


def numeric_gradient(loss, params, eps=1e-5):
    """The gradient of `loss` at `params` by central differences, (L(p + eps) - L(p - eps)) / (2 eps).

    loss: a function of `params` that returns one finite number. params: a float, an array, or a (named)
    tuple of these; calls `loss` twice per entry, always in float64. eps: in [1e-12, 1]. The error falls with
    eps² and rises with (rounding of L) / eps, so about 1e-5 is best in float64: near 1e-10 relative.
    Raises ValueError if `params` or a value of `loss` is not finite and real.
    """
    eps = expect.number("eps", eps, 1e-12, 1)

    def central(loss_at, x, entry):
        up, down = x.copy(), x.copy()
        up[entry] += eps
        down[entry] -= eps
        # The steps that were really made: x + eps is rounded, and for large x visibly so.
        return (_real(loss_at(up)) - _real(loss_at(down))) / (up[entry] - down[entry])

    return _gradient(central, loss, params, "params")


def complex_step_gradient(loss, params, eps=1e-30):
    """The gradient of `loss` at `params` by a complex step, Im L(p + i eps) / eps.

    Nothing is subtracted, so nothing cancels: exact to rounding (about 1e-16 relative), for any small eps.
    `loss` must be analytic and written with functions that take complex numbers (np.tanh, np.exp, @; not
    abs, max or the logistic by cases). Squire & Trapp 1998. eps: in [1e-100, 1e-8].
    Raises ValueError as `numeric_gradient` does, and if `loss` drops the imaginary part.
    """
    eps = expect.number("eps", eps, 1e-100, 1e-8)

    def step(loss_at, x, entry):
        moved = x.astype(complex)
        moved[entry] += 1j * eps
        value = np.asarray(loss_at(moved))
        if value.dtype.kind != "c":
            raise ValueError(
                f"loss must return a complex number for a complex step, but got {_show(value)}. "
                "Keep the imaginary part through every operation, or use numeric_gradient."
            )
        _real(value.real)
        return _real(value.imag) / eps

    return _gradient(step, loss, params, "params")


def relative_error(analytic, numeric):
    """How far apart two gradients are: max |analytic - numeric| / max(|analytic|, |numeric|), a float.

    Both maxima run over a whole array, so a tiny entry beside large ones is judged by their scale. Of a
    tuple, the worst part counts; each part has its own scale. Two gradients that are zero agree: 0.0.
    Raises ValueError if the two differ in structure or shape, or are not finite.
    """
    return _distance(analytic, numeric, "analytic", "numeric")


def _distance(a, b, name_a, name_b):
    if isinstance(b, tuple) or isinstance(a, tuple):
        if not (isinstance(a, tuple) and isinstance(b, tuple) and len(a) == len(b)):
            raise ValueError(
                f"{name_a} must have the structure of {name_b}, {_show(b)}, but got {_show(a)}. "
                "A gradient has the type of what it differentiates."
            )
        pairs = zip(a, b, _names(b, name_a), _names(b, name_b), strict=True)
        return max((_distance(*pair) for pair in pairs), default=0.0)
    b = expect.array(name_b, b, None).astype(float)
    a = expect.array(name_a, a, b.shape).astype(float)
    scale = max(np.abs(a).max(initial=0), np.abs(b).max(initial=0))
    return float(np.abs(a / scale - b / scale).max()) if scale > 0 else 0.0


def _gradient(derivative, loss, params, name):
    """`derivative(loss, array, entry)` for every entry in `params`, in the type of `params`."""
    expect.function("loss", loss)
    if isinstance(params, tuple):
        parts = [
            _gradient(derivative, lambda part, i=i: loss(_replaced(params, i, part)), params[i], part_name)
            for i, part_name in enumerate(_names(params, name))
        ]
        return _as_type(params, parts)
    x = expect.array(name, params, None)
    gradient = np.empty(x.shape, x.dtype)
    is_number = not isinstance(params, np.ndarray) and x.ndim == 0
    for entry in np.ndindex(x.shape):
        # [()] turns an array without axes into the number that was given.
        gradient[entry] = derivative(lambda moved: loss(moved[()]), x.astype(float), entry)
    return float(gradient) if is_number else gradient


def _replaced(parts, i, part):
    return _as_type(parts, [*parts[:i], part, *parts[i + 1 :]])


def _as_type(like, parts):
    """`parts` as the type of the tuple `like`; a named tuple takes its fields one by one."""
    return type(like)(*parts) if hasattr(like, "_fields") else tuple(parts)


def _names(parts, name):
    fields = getattr(parts, "_fields", None)
    return [f"{name}.{f}" for f in fields] if fields else [f"{name}[{i}]" for i in range(len(parts))]


def _real(value):
    return expect.number("the value of loss", value)


def _show(value):
    if isinstance(value, tuple):
        return f"a {type(value).__name__} of {len(value)} parts"
    return f"an array of shape {expect.shape(value)}" if len(expect.shape(value)) else repr(value)
