"""The figures of lesson 11; those of certainty, depth and training are made in the modules beside it."""

import numpy as np

from helpers.controls import slider
from helpers.figures import style
from helpers.figures.labels import headline, verdict
from helpers.figures.lesson_11_certain import certain
from helpers.figures.lesson_11_depth import depth
from helpers.figures.lesson_11_training import lengths
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.sizes import label, log_axis
from helpers.figures.style import power_of_ten

__all__ = ["certain", "depth", "hop", "lengths"]


@figure(
    T=slider("T (steps)", 100, 10, 300, 10),
    lag=slider("lag of the cue", 60, 0, 299, 1),
    margin=slider("margin β", 0.0, -12.0, 12.0, 0.5),
)
def hop(shape, controls):
    """Left: the weights of one query by lag. Right: the gradient by lag, through it and through recurrent cells.

    margin: what is added to the score of one step, the cue; there is a sign. Draws log10 by lag (T,): the weights, and
    the gradients of attention, tanh and LSTM. A lag beyond the first step means the first.
    """
    small = shape == "tall"
    whole, (left, right) = panels(shape, (1, 1.35), 420, tall=(300, 370))
    said = headline(whole, shape, tall=13)
    left.set(xlabel="lag", ylabel="weight $a_j$")
    label(left, -8, 0.4)
    (weights,) = left.plot([], [], color=style.TRUTH)
    (mean,) = left.plot([], [], "--", color=style.NAIVE)
    size = (0, 1), None, "lag", "size of the gradient"
    recurrent = ("tanh", "-.", style.KINDS[1]), ("LSTM", ":", style.KINDS[2])
    looks = (*recurrent, ("1/T", "--", style.NAIVE), ("attention", "-", style.TRUTH))
    lines, draw_lines = log_axis(right, *size, looks, legend="ends", fit=2, gears=((12,), (0.4,)))
    (cue,) = left.plot([], [], "D", color=style.ACCENT, ms=8, clip_on=False)

    def at_cue(at, shares):
        return min(at.lag, len(shares) - 1)

    def draw(at, shares, attention, tanh, lstm):
        place, thin = at_cue(at, shares), np.full(at.T, -np.log10(at.T))
        last = next(end for end in (30, 100, controls.T.high) if at.T <= end)
        if last != left.get_xlim()[1]:
            left.set(xlim=(0, last), xticks=np.linspace(0, last, 6))
            right.set(xlim=(0, last * (1.48 if small else 1.3)), xticks=np.linspace(0, last, 6))
        weights.set_data(np.arange(at.T), shares)
        mean.set_data([0, at.T - 1], thin[:2])
        cue.set_data([place], [shares[place]])
        draw_lines(tanh, lstm, thin, attention, at=place)
        picture.scene(last)
        verdict(said, attention[place], f" at the cue, lag {place}")

    def words(at, shares, attention, tanh, lstm):
        place = at_cue(at, shares)
        sizes = [power_of_ten(log10[place]) for log10 in (shares, attention, tanh, lstm)]
        return (
            f"T = {at.T}, the cue {place} steps back with {at.margin:+.1f} added to its score: its weight "
            f"is {sizes[0]}, the gradient by it {sizes[1]}; of a tanh network {sizes[2]}, of an LSTM {sizes[3]}. At "
            f"lag 1 it is {power_of_ten(attention[1])}, at lag {at.T - 1} {power_of_ten(attention[-1])}, and 1/T is "
            f"{1 / at.T:.2g}."
        )

    picture = Picture(whole, [mean, weights, cue, *lines, said], draw, words, ghosts=[weights, lines[0]])
    return picture
