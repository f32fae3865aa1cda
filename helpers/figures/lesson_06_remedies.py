"""The figures of lesson 06 on what a penalty or a normalisation does to a gradient."""

import numpy as np

from helpers.controls import choice, slider
from helpers.figures import style
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.sizes import log_axis
from helpers.figures.style import power_of_ten

BACK = "steps back from the loss"
LOOKS = ("--", style.ACCENT), ("-.", style.AMBER), (":", style.NAIVE), ("-", style.TRUTH)


@figure(update=choice("update", 30, (0, 10, 30, 60, 100, 200)))
def penalties(shape, controls, names):
    """What is left of a gradient by lag under several penalties, medians of ten networks. Draws log10 by lag (21,) for
    each of `names` in turn, the last with a sign."""
    whole, (axes,) = panels(shape, (1,), 420, (440,))
    looks = [(name, *look) for name, look in zip(names, LOOKS, strict=True)]
    lines, draw_lines = log_axis(axes, (0, 50 if shape != "tall" else 66), (-46, 10), BACK, "", looks, legend="ends")
    axes.set_xticks(range(0, 41, 10))

    def draw(at, *curves):
        picture.scene(draw_lines(*curves, x=np.arange(0, 41, 2)))

    def words(at, *curves):
        said = "; ".join(f"{name} {power_of_ten(curve[-1])}" for name, curve in zip(names, curves, strict=True))
        return f"After {at.update} updates, the median of what is left of the gradient 40 steps back: {said}."

    picture = Picture(whole, lines, draw, words)
    return picture


@figure(gain=slider("gain", 1.0, 0.25, 8.0, 0.05, play=True), seed=slider("draw", 0, 0, 9, 1))
def layer_norm(shape, controls, T):
    """The gradient by lag at the start, plain and with layer normalisation. Draws log10 by lag (T+1,) of both."""
    whole, (axes,) = panels(shape, (1,), 400, (430,))
    looks = [("plain", "--", style.ACCENT), ("with layer\nnormalisation", "-", style.TRUTH)]
    room = 1.26 if shape != "tall" else 1.66
    lines, draw_lines = log_axis(axes, (0, room * T), None, BACK, "", looks, legend="ends")
    axes.set_xticks(range(0, T + 1, 10))

    def draw(at, plain, normed):
        picture.scene(draw_lines(plain, normed))

    def words(at, plain, normed):
        return (
            f"Gain {at.gain:.2f}, draw {at.seed}: {T} steps back, {power_of_ten(plain[-1])} of the gradient is left in "
            f"the plain network, {power_of_ten(normed[-1])} with layer normalisation."
        )

    picture = Picture(whole, lines, draw, words, ghosts=lines[:2])
    return picture
