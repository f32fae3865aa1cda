"""One visual language for the whole course: colours, signs and type.

The colours are those of Okabe and Ito (2008), which readers with any common colour vision can tell apart.
A colour never stands alone: a line style or a marker says the same thing.
"""

import numpy as np

VANISHES = "#0072B2"  # blue
EXPLODES = "#D55E00"  # vermilion
SURVIVES = "#009E73"  # bluish green
NAIVE = "#767676"  # grey: what the simple rule (a^n, an eigenvalue) would have you expect
TRUTH = "#000000"  # black: what really happens

# For things that are only different from each other; no fate is meant.
KINDS = ("#000000", "#CC79A7", "#E69F00")
ACCENT = "#9C3D77"  # the second kind, dark enough for words and thin lines
AMBER = "#8F6200"  # the third, as dark

MARKERS = {VANISHES: "v", EXPLODES: "^", SURVIVES: "o"}

# On top of matplotlib's own defaults, while a figure is built or drawn: see picture.in_style.
# 1 pt is 100/72 CSS pixels here: 11 pt is 15 px, a little larger than the text of a notebook.
RC = {
    "figure.facecolor": "white",
    "font.family": "DejaVu Sans",  # comes with matplotlib: the same picture on every machine
    "font.size": 12,
    "axes.labelsize": 12,
    "axes.titlesize": 12,
    "xtick.labelsize": 11,
    "ytick.labelsize": 11,
    "legend.fontsize": 11,
    "legend.frameon": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 1.0,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#E4E4E4",
    "grid.linewidth": 0.8,
    "lines.linewidth": 2.4,
    "lines.dashdot_pattern": (4.2, 1.4, 1.0, 1.4),  # dash and dot both fit in a legend
    "lines.markersize": 7,
    "mathtext.fontset": "dejavusans",
}


def fate(log10_size):
    """The colour of a gradient of size 10**log10_size: VANISHES below 1/10, EXPLODES above 10, else SURVIVES."""
    return VANISHES if log10_size < -1 else EXPLODES if log10_size > 1 else SURVIVES


def factor_fate(factor):
    """The colour of a step that multiplies a gradient by `factor`, any sign: VANISHES below 1, EXPLODES above it."""
    return (SURVIVES, EXPLODES, VANISHES)[int(np.sign(np.round(abs(factor) - 1, 9)))]


def power_of_ten(log10_size):
    """10**log10_size in words a reader can scan, also where a float is long 0 or inf: 0.037, 344, 2.1e-312.

    log10_size: a float or -inf (an exact zero). Returns text with two or three significant figures.
    """
    if log10_size == float("-inf"):
        return "exactly 0"
    if -3 <= log10_size < 4:
        return f"{10**log10_size:.{'3g' if log10_size < 2.9 else '0f'}}"
    exponent = int(log10_size // 1)
    digits = f"{10 ** (log10_size - exponent):.1f}"
    if digits == "10.0":  # 9.96 rounds up into the next decade
        digits, exponent = "1.0", exponent + 1
    return f"{digits}e{exponent:+d}".replace("e+", "e")
