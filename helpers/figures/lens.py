"""A loss around one weight under the lens: what is left of it without its true slope, as large as the panel."""

import numpy as np

from helpers.figures import style

# Three ways to a slope, in colours that are only different: (colour, dashes, marker, its size, name).
WAYS = (
    (style.KINDS[1], "-", "s", 14, "forward"),
    (style.KINDS[2], "--", "o", 11, "central"),
    (style.KINDS[0], ":", "D", 5, "complex step"),
)  # sizes: none hides another
NOTHING = -17.0  # where an error of exactly 0 stands on an axis of powers of ten
ROUGH = 0.025  # mean change from one point to the next, in heights of the panel: more than any smooth curve makes
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def seen_in(rise, us):
    """(what, magnification): is it curvature that is left of the loss, or rounding, or even the stairs of single
    floats; and how many times it is magnified: "13", "1.3e6".

    rise (N,): changes of the loss over ε times its slope, at the moves us (N,), in units of ε.
    """
    left = rise - us
    height = max(np.ptp(left), 1e-300)
    rough = np.abs(np.diff(left)).mean() / height > ROUGH
    what = "stairs" if len(np.unique(rise)) < len(us) / 4 else "rounding" if rough else "curvature"
    return what, style.power_of_ten(-np.log10(height))


def under_the_lens(axes, us, size=20):
    """The panel; size: of its headline, in points. Returns (list of artists, draw), draw(rise) as in `seen_in`.

    Drawn besides: the chords whose slopes the forward and the central difference take, and the true slope, level here.
    """
    axes.set(xlim=(us[0] - 0.05, us[-1] + 0.05), ylim=(-0.06, 1.06), xlabel="move of the weight, in units of $ε$")
    axes.set(ylabel="loss without its true slope", yticks=[], xticks=[-1, 0, 1])
    (level,) = axes.plot([], [], color=style.NAIVE, ls=":", lw=1.6)
    (curve,) = axes.plot([], [], color=style.TRUTH, lw=1.8)
    chords = [
        axes.plot([], [], dash, color=colour, lw=lw)[0] for (colour, dash, *_), lw in zip(WAYS[:2], (5, 3), strict=True)
    ]
    ends = [axes.plot([], [], m, color=colour, ms=size, mfc="white", mew=2)[0] for colour, _, m, size, _ in WAYS[:2]]
    headline = axes.text(0, 1.06, "1 ×", transform=axes.transAxes, fontsize=size, fontweight="bold")

    def draw(rise):
        left = rise - us
        low, height = left.min(), max(np.ptp(left), 1e-300)
        y = (left - low) / height
        before, here, after = np.interp([-1, 0, 1], us, y)
        level.set_data(us[[0, -1]], [-low / height] * 2)
        curve.set_data(us, y)
        forward, central = ([0, 1], [here, after]), ([-1, 1], [before, after])
        for way, chord in enumerate((forward, central)):
            chords[way].set_data(*chord)
            ends[way].set_data(*chord)
        what, factor = seen_in(rise, us)
        digits, _, power = factor.partition("e")
        headline.set_text(f"{digits}{'·10' * bool(power)}{power.translate(RAISED)} × larger: {what}")

    return [level, curve, *chords, *ends, headline], draw
