"""The figure of lesson 05 in which Adam meets an explosion."""

import numpy as np

from helpers.controls import slider
from helpers.figures import style
from helpers.figures.lesson_05_wall import DARK, FREE, HELD, LIMIT
from helpers.figures.names import Names
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.sizes import ends, label
from helpers.figures.style import power_of_ten

LOOKS = (FREE, 2.6, "-"), (HELD, 2.2, "-"), (style.KINDS[1], 2.2, "--")
UPDATES, BLOCK, TARGET = 1500, 15, 0.01


@figure(seed=slider("seed", 500, 500, 519, 1), log10_limit=slider("log10 limit", 0.0, -1.0, 4.0, 0.25))
def training(shape, controls):
    """Loss and norm of the gradient of three networks over their updates, drawn as they grow; controls for a run.
    Draws a dict from three names to lists of (mean loss, largest norm) of BLOCK updates each."""
    wide = shape != "tall"
    whole, axes = panels(shape, (1, 1), 480, (300, 300), stacked=True)
    last = UPDATES * (1.3 if wide else 1.72)
    for ax, name in zip(axes, ("loss", "norm of the gradient"), strict=True):
        ax.set(xlim=(0, last), ylabel=name, xticks=range(0, UPDATES + 1, 500))
    axes[0].tick_params(labelbottom=False)
    axes[1].set_xlabel("update")
    for size, colour in ((1 / 6, style.NAIVE), (TARGET, LIMIT)):
        axes[0].plot([0, UPDATES], [np.log10(size)] * 2, color=colour, lw=1.6, ls=":")
    look = dict(fontsize=11 if wide else 9.5, in_layout=False)
    axes[0].text(UPDATES / 8, np.log10(1 / 6) + 0.12, "always 1", color=style.NAIVE, va="bottom", **look)
    axes[0].text(UPDATES / 60, np.log10(TARGET) - 0.12, "learned", color=LIMIT, va="top", **look)
    lines = [[ax.plot([], [], dash, color=colour, lw=lw)[0] for colour, lw, dash in LOOKS] for ax in axes]
    colours = FREE, DARK, style.ACCENT
    names = [Names(ax, ["" if wide else "\n"] * 3, colours, fontsize=11 if wide else 9) for ax in axes]
    gears = [(0, 0), (0, 0)]

    def draw(at, curves):
        logs = [np.log10(np.maximum(curve, 1e-9)) for curve in curves.values()]
        for i, steps in enumerate(((2, 3, 6, 9, 15), (1, 3, 6, 9, 15))):
            gears[i] = ends([log[:, i] for log in logs], gears[i], steps)
            if axes[i].get_ylim() != gears[i]:
                label(axes[i], *gears[i])
        picture.scene(tuple(gears))
        updates = [BLOCK * np.arange(1, 1 + len(log)) for log in logs]
        for i in range(2):
            for line, x, log in zip(lines[i], updates, logs, strict=True):
                line.set_data(x, log[:, i])
            for text, name in zip(names[i].moving, curves, strict=True):
                text.set_text(name if wide else name.replace(", ", ",\n"))
            names[i].put([x[-1] for x in updates], [log[-1, i] for log in logs])

    def words(at, curves):
        return (
            ". ".join(f"{name[0].upper()}{name[1:]}: {told(np.array(curve))}" for name, curve in curves.items()) + "."
        )

    def told(curve):
        losses, norms = curve.T
        there = np.flatnonzero(losses <= TARGET)
        went = (
            f"the loss is down to {TARGET} after {BLOCK * (there[0] + 1)} updates"
            if len(there)
            else (f"after {BLOCK * len(losses)} updates the loss is {losses[-1]:.2g}")
        )
        return f"{went}; largest norm {power_of_ten(np.log10(norms.max()))}"

    moving = [*lines[0], *lines[1], *names[0].moving, *names[1].moving]
    picture = Picture(whole, moving, draw, words)
    return picture
