"""The figures of the lessons, a module for each: arrays in, artists out.

Each function builds a figure and returns a Picture whose `draw` moves its artists. Nothing that a lesson is
about is computed here: states, factors and gradients come in as arrays. What the modules share stands here.
"""

import matplotlib
import numpy as np

from helpers import style

LIMIT = 30  # a gradient axis shows 1e-30 to 1e30

# Gives everything a function creates the course's type and lines, and changes nothing outside it.
in_style = matplotlib.rc_context(style.RC)


def one(line, at):
    """The line at which a gradient or a factor is 1, in the same look everywhere; line: axes.axhline or axvline."""
    return line(at, color=style.SURVIVES, lw=1.4, ls=(0, (6, 3)), zorder=1)


def powers_of_ten(axes, ticks):
    """Label a log10 axis in powers of ten and draw the line at 1."""
    axes.set_yticks(ticks, [f"$10^{{{t}}}$" if t else "1" for t in ticks])
    one(axes.axhline, 0)


def mark(point, x, log10_size):
    """Mark a gradient with the colour and sign of its fate, at the edge if it is off the axis."""
    colour = style.fate(log10_size)
    point.set_data([x], [np.clip(log10_size, -LIMIT, LIMIT)])
    point.set(color=colour, marker=style.MARKERS[colour])
