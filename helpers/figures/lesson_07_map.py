"""The figures of lesson 07 over all pairs of forget bias and recurrent gain."""

import numpy as np

from helpers.controls import slider
from helpers.figures import style
from helpers.figures.labels import CLEAR, headline, verdict
from helpers.figures.panels import say
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.sizes import log_axis
from helpers.figures.style import power_of_ten
from helpers.figures.tiles import Tiles, fate_colours

REACH = -12, 4  # the colours of the map stand for 1e-12 to 1e4
WORDS = ("vanishes", 0.95, 0.3), ("explodes", 3.3, 3.2)  # what stands on the map, at which bias and gain
GEARS = (4, 13), (4,)  # the ends of the axis below and above: so many powers of ten from 1
PALE = 0.55  # of the colours behind numbers


@figure(
    gain=slider("recurrent gain", 1.0, 0.0, 4.0, 0.05, play=True),
    b_f=slider("forget bias", 0.0, 0.0, 5.0, 0.05),
)
def two_roads(shape, controls, biases, gains, sizes):
    """A map of what becomes of the derivative of a fresh LSTM, and beside it one network by lag.

    sizes (gains, biases): log10 of the exact derivative over all steps. Draws log10 by lag (T+1,): the product of the
    forget gates, and the exact derivative."""
    wide = shape != "tall"
    whole, (page, axes) = panels(shape, (1, 1.1), 430, (330, 280))
    said = headline(whole, shape)
    frame(page, biases, gains)
    page.set(xlabel="forget bias $b_f$", ylabel="recurrent gain", yticks=range(5))
    page.add_artist(Tiles()).colours = fate_colours(np.asarray(sizes), REACH)
    look = dict(fontsize=13 if wide else 12, fontweight="bold", ha="center", va="center", bbox=CLEAR)
    for word, b_f, gain in WORDS:
        say(page, b_f, gain, word, **look)
    across, up = (page.plot([], [], color=style.TRUTH, lw=1)[0] for _ in range(2))
    (here,) = page.plot([], [], ms=15, mec="white", mew=2, ls="", gid="fate", clip_on=False, zorder=5)
    looks = ("gates\nalone", "--", style.NAIVE), ("exact", "-", style.TRUTH)
    low, high = page.get_xlim()[0], page.get_ylim()[0]
    size = (0, 52 if wide else 54), None, "lag", "size of the derivative"
    lines, draw_lines = log_axis(axes, *size, looks, legend="ends", gears=GEARS)
    axes.set_xticks(range(0, 41, 10))

    def draw(at, product, exact):
        across.set_data([low, at.b_f], [at.gain, at.gain])
        up.set_data([at.b_f, at.b_f], [high, at.gain])
        colour = style.fate(exact[-1])
        here.set_data([at.b_f], [at.gain])
        here.set(color=colour, marker=style.MARKERS[colour], mec="white")
        picture.scene(draw_lines(product, exact))
        verdict(said, exact[-1], f" after {len(exact) - 1} steps")

    def words(at, product, exact):
        return (
            f"Forget bias {at.b_f:.2f}, recurrent gain {at.gain:.2f}: over {len(exact) - 1} steps the forget gates "
            f"alone leave {power_of_ten(product[-1])}, the exact derivative is {power_of_ten(exact[-1])}."
        )

    picture = Picture(whole, [across, up, here, *lines, said], draw, words, ghosts=lines[:1])
    return picture


def frame(axes, biases, gains):
    """Have a panel end half a tile beyond the first and last of equally spaced biases and gains."""
    axes.grid(False)
    for values, limits in (biases, axes.set_xlim), (gains, axes.set_ylim):
        half = (values[1] - values[0]) / 2
        limits(values[0] - half, values[-1] + half)


@figure()
def learned(shape, controls, biases, gains, factors, left, updates):
    """What fresh LSTMs learn: a tile for each pair of bias and gain, in the colour of its gradient before training.

    factors: of a step at rest (gains, biases); left: log10 of the gradient (gains, biases); updates: until learned
    (gains, biases, seeds), 0 for a failure."""
    wide = shape != "tall"
    whole, (axes,) = panels(shape, (1,), 470, (520,))
    axes.grid(False)
    axes.set(xlim=(-0.5, len(biases) - 0.5), ylim=(-0.5, len(gains) - 0.5))
    axes.set(xlabel="forget bias $b_f$", ylabel="recurrent gain")
    axes.set_xticks(range(len(biases)), biases)
    axes.set_yticks(range(len(gains)), [f"{gain:g}" for gain in gains])
    axes.tick_params(length=0)
    colours = fate_colours(np.asarray(left), (-9, 6)).astype(float)
    colours[..., :3] = 255 - PALE * (255 - colours[..., :3])
    axes.add_artist(Tiles()).colours = np.rint(colours).astype(np.uint8)
    look = dict(ha="center", va="center", in_layout=False)
    told = []
    for row, gain in enumerate(gains):
        for column, bias in enumerate(biases):
            found = sorted(u for u in updates[row][column] if u)
            count, factor = f"{len(found)} of {len(updates[row][column])}", f"{factors[row][column]:.2f}"
            span = f"{found[0]} to {found[-1]}" if found else ""
            axes.text(column, row + 0.2, count, fontsize=17 if wide else 12, fontweight="bold", **look)
            axes.text(column, row - 0.08, span.replace(" to ", "–"), fontsize=11.5 if wide else 8.5, **look)
            said = f"factor {factor}" if wide else f"× {factor}"
            axes.text(column, row - 0.33, said, fontsize=11.5 if wide else 8.5, **look)
            told.append(f"bias {bias}, gain {gain:g}, factor {factor}: {count}" + (f" ({span})" if found else ""))

    def words(at):
        return (
            "Seeds that learn the latch with 40 steps within 1500 updates, how many updates they take, and the factor "
            "of a step at rest. The colour is that of a gradient at the first step before training (blue: below a "
            f"tenth; green: between a tenth and ten; red: above ten). {'; '.join(told)}."
        )

    return Picture(whole, words=words)
