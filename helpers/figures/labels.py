"""What becomes of a gradient, in large type across the top of a picture."""

from helpers.figures import style
from helpers.figures.stream import VERDICTS
from helpers.figures.style import power_of_ten

CLEAR = dict(fc="white", ec="none", pad=0.6, alpha=0.85)  # behind words that a line may meet
FACTORS = {style.VANISHES: "shrinks ▼", style.SURVIVES: "keeps ●", style.EXPLODES: "grows ▲"}


def headline(figure, shape, wide=20, tall=14.5):
    """A line of large type above all panels, for `verdict` or `factor_verdict`; wide, tall: its size in points."""
    size = wide if shape != "tall" else tall
    share = 2 * size / 72 / figure.get_figheight()
    figure.get_layout_engine().set(rect=(0, 0, 1, 1 - share))
    return figure.text(0.015, 1 - share / 2, "", fontsize=size, fontweight="bold", va="center", in_layout=False)


def verdict(text, log10_size, more="", before="", number=power_of_ten):
    """Say in `text` what becomes of a gradient of size 10**log10_size: word, sign, number, and what stands about. What
    is exactly 0 has neither word nor sign nor colour: nothing is there that could die.

    number(log10_size) -> the number in words.
    """
    zero = log10_size == -float("inf")
    colour = style.TRUTH if zero else style.fate(log10_size)
    word = "" if zero else f"{VERDICTS[colour]} "
    text.set(text=f"{before}{word}{number(log10_size)}{more}", color=colour, gid="fate")


def factor_verdict(text, factor, more=""):
    """Say in `text` what a step does that multiplies a gradient by `factor`; the border is 1."""
    colour = style.factor_fate(factor)
    text.set(text=f"{FACTORS[colour]} × {factor:.3g}{more}", color=colour, gid="fate")
