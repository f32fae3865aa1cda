"""The figure of lesson 01 in which activation functions stand above their slopes."""

import numpy as np

from helpers.controls import slider
from helpers.figures import style
from helpers.figures.labels import FACTORS
from helpers.figures.panels import one, shade
from helpers.figures.picture import Picture, figure, panels


@figure(z=slider("z", 1.0, -6.0, 6.0, 0.05), a=slider("a", 1.5, 0.0, 5.0, 0.05))
def slopes(shape, controls, activations):
    """Above: activation functions over z. Below: |a| times their slopes; a marker on each at the current z.

    activations: dict from a name to (function, its derivative), up to three. Draws a dict from a name to
    (value, factor) at z.
    """
    wide = shape != "tall"
    whole, (above, below) = panels(shape, (1, 1.3), 470, (290, 330), stacked=True)
    whole.get_layout_engine().set(rect=(0, 0, 1, 0.91 if wide else 0.865))
    grid = np.linspace(controls.z.low, controls.z.high, 241)
    room = controls.z.low - 0.2, controls.z.high + 0.2  # a marker at the end of its slider hides no number of the axis
    above.set(xlim=room, ylim=(-1.3, 1.95), ylabel=r"$\phi(z)$")
    below.set(xlim=room, xlabel="$z$", ylabel=r"factor  $|a|\,\phi'(z)$")
    above.tick_params(labelbottom=False)
    shade(below.axhspan, -0.4, 1, word="shrinks")
    one(below.axhline, 1)
    looks = zip(("-", "--", ":"), ("o", "s", "D"), "●■◆", (14, 10, 7), style.KINDS, strict=True)
    stripes = [axes.axvline(0, color="#C8C8C8", lw=1.4, zorder=1) for axes in (above, below)]
    moving, follow = [*stripes], []
    for (name, (phi, slope)), look in zip(activations.items(), looks, strict=False):
        dash, marker, drawn, size, colour = look  # sizes: none hides another
        above.plot(grid, phi(grid), dash, color=colour, lw=size / 3)
        (curve,) = below.plot([], [], dash, color=colour, lw=size / 3)
        dot, spot = (axes.plot([], [], marker, color=colour, ms=size, clip_on=False)[0] for axes in (above, below))
        place = (0.015 + 0.335 * len(follow), 0.95) if wide else (0.03, 0.975 - 0.042 * len(follow))
        look = dict(fontsize=12.5 if wide else 12, fontweight="bold", va="center", in_layout=False)
        whole.text(*place, f"{drawn} {name}", color=colour, **look)
        told = whole.text(place[0] + (0.115 if wide else 0.3), place[1], "", gid="fate", **look)
        follow.append((name, slope(grid), curve, dot, spot, told))
        moving += [curve, dot, spot, told]
    scale = []  # of the lower panel: the one in use

    def draw(at, there):
        top = 2.0 if at.a <= 1.85 else controls.a.high + 0.15
        if top not in scale[-1:]:
            scale[:] = [top]
            below.set_ylim(-0.06 * top, top)
            picture.scene(top)
        for stripe in stripes:
            stripe.set_xdata([at.z, at.z])
        for name, slope, curve, dot, spot, told in follow:
            value, factor = there[name]
            curve.set_data(grid, abs(at.a) * slope)
            dot.set_data([at.z], [value])
            dot.set_visible(bool(value < 1.95))  # ReLU leaves the panel
            spot.set_data([at.z], [factor])
            colour = style.factor_fate(factor)
            told.set(text=f"{FACTORS[colour]} × {factor:.3f}", color=colour)

    def words(at, there):
        each = ", ".join(f"{name} by {factor:.3f}" for name, (_, factor) in there.items())
        growing = [name for name, (_, factor) in there.items() if factor > 1]
        return (
            f"At z = {at.z:.2f} with a = {at.a:.2f} a step multiplies a gradient: {each}. "
            f"Growing: {', '.join(growing) or 'none of them'}."
        )

    picture = Picture(whole, moving, draw, words)
    return picture
