"""The figures of lesson 05; the wall, the lags and the training have modules of their own."""

import numpy as np

from helpers.controls import slider
from helpers.figures import style
from helpers.figures.labels import CLEAR
from helpers.figures.lesson_05_lags import lags
from helpers.figures.lesson_05_training import training
from helpers.figures.lesson_05_wall import DARK, cliff, surface
from helpers.figures.panels import CIRCLE
from helpers.figures.picture import Picture, figure, panels

__all__ = ["cliff", "lags", "surface", "training", "two_clips"]


@figure(
    angle=slider("direction", 15.0, 0.0, 90.0, 1.0, play=True),
    limit=slider("threshold", 1.0, 0.1, 4.0, 0.05),
    length=slider("length", 4.0, 0.1, 4.0, 0.05),
)
def two_clips(shape, controls):
    """A gradient of two entries, what clipping makes of it, and the angle by which that is turned.
    Draws the gradient (2,), clipped by norm (2,) and by value (2,), and the turn of the last in degrees."""
    wide = shape != "tall"
    whole, (plane,) = panels(shape, (1,), 450, (560,))
    top = 1.07 * max(controls.length.high, controls.limit.high)
    size = (2.05 * top, top) if wide else (top, 1.4 * top)
    plane.set(xlim=(-0.1, size[0]), ylim=(top - size[1] - 0.1, top), aspect="equal")
    plane.set(xticks=range(int(top) + 1), yticks=range(int(top) + 1))
    plane.spines["left"].set_bounds(0, top)
    plane.spines["bottom"].set(bounds=(0, top), position=("data", 0))
    plane.spines["left"].set_position(("data", 0))
    plane.grid(False)
    small = 12 if wide else 10.5
    look = dict(fontsize=small, va="center", in_layout=False)
    plane.text(top / 2, 0.12, "first entry", ha="center", color="#606060", **look)
    plane.text(0.1, top - 0.15, "second entry", color="#606060", **look)
    (circle,) = plane.plot([], [], color=style.KINDS[1], lw=1.6)
    (square,) = plane.plot([], [], color=style.KINDS[2], lw=1.6, ls=":")
    (arc,) = plane.plot([], [], color=DARK, lw=2.4)
    looks = ("-", "s", style.KINDS[0], 10, 2.4), ("-", "o", style.KINDS[1], 13, 7), ("-", "D", style.KINDS[2], 9, 3.5)
    arrows = []
    for dash, marker, colour, ms, lw in looks:
        arrows += plane.plot([], [], dash, marker=marker, color=colour, markevery=[1], ms=ms, lw=lw)
    turned = plane.text(0, 0, "", color=DARK, ha="center", bbox=CLEAR, **look | {"fontweight": "bold"})
    colours = style.TRUTH, style.ACCENT, DARK
    names = "■ gradient", "● by norm", "◆ by value"
    titles, facts = [], []
    for i, (name, colour) in enumerate(zip(names, colours, strict=True)):
        x, y = (1.12 * top, top * (0.86 - 0.3 * i)) if wide else (0.05, -0.14 * top - 0.11 * top * i)
        large = look | {"fontsize": 19 if wide else 13, "fontweight": "bold"}
        titles.append(plane.text(x, y, name, color=colour, **large))
        where = (x, y - 0.1 * top) if wide else (0.4 * top, y)
        facts.append(plane.text(*where, "", color=colour, **look | {"fontsize": 14 if wide else 10.5}))

    def draw(at, g, by_norm, by_value, turn):
        circle.set_data(at.limit * CIRCLE[:46].real, at.limit * CIRCLE[:46].imag)
        square.set_data([at.limit, at.limit, 0], [0, at.limit, at.limit])
        for line, v in zip(arrows, (g, by_norm, by_value), strict=True):
            line.set_data([0, v[0]], [0, v[1]])
        radius, ends = 1.3 * np.hypot(*by_value), [np.arctan2(*v[::-1]) for v in (g, by_value)]
        along = np.linspace(*ends, 30)
        arc.set_data(radius * np.cos(along), radius * np.sin(along))
        turned.set_text(f"{turn:.0f}°")
        middle, beyond = np.mean(ends), radius + 0.22
        turned.set_position((beyond * np.cos(middle), beyond * np.sin(middle)))
        for artist in (arc, turned):
            artist.set_visible(bool(turn > 0.5))
        facts[0].set_text(f"length {np.hypot(*g):.2f}")
        facts[1].set_text(f"length {np.hypot(*by_norm):.2f}, turned by 0°")
        facts[2].set_text(f"length {np.hypot(*by_value):.2f}, turned by {turn:.0f}°")

    def words(at, g, by_norm, by_value, turn):
        return (
            f"A gradient of length {at.length:.2f} at {at.angle:.0f}°, clipped at {at.limit:.2f}. By norm: length "
            f"{np.hypot(*by_norm):.2f}, turned by 0°. By value: length {np.hypot(*by_value):.2f}, "
            f"turned by {turn:.1f}°."
        )

    return Picture(whole, [circle, square, arrows[1], arrows[0], arrows[2], arc, turned, *facts], draw, words)
