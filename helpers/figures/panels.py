"""What the figures of several lessons are made of: an axis of gradients, a complex plane, a race, and their signs.

A colour with a fate (blue, vermilion, green) comes from here and nowhere else. What carries one says so in its gid:
"gradient" (a sign at log10 of a gradient: borders at 1/10 and 10), "factor" (a sign for one step: border at 1), "one"
(the line where a gradient or a factor is 1), "region" (a shade or a word: shrinks, grows).

A function that makes something which moves returns (list of artists, draw).
"""

import numpy as np

from helpers.figures import style

LIMIT = 30  # a gradient axis shows 1e-30 to 1e30 unless it says otherwise
CIRCLE = np.exp(1j * np.linspace(0, 2 * np.pi, 181))
ABOVE = {"loc": "lower center", "bbox_to_anchor": (0.5, 1), "columnspacing": 1.2, "handlelength": 1.8}
FATES = {"shrinks": style.VANISHES, "vanishes": style.VANISHES, "grows": style.EXPLODES, "explodes": style.EXPLODES}


def log10(sizes):
    """log10 of the absolute values of an array, -inf for an exact 0, without a warning."""
    with np.errstate(divide="ignore"):
        return np.log10(np.abs(sizes))


def one(line, at):
    """The line at which a gradient or a factor is 1, in the same look everywhere; line: axes.axhline or axvline."""
    return line(at, color=style.SURVIVES, lw=1.4, ls=(0, (6, 3)), zorder=1, gid="one")


def decades(axes, low, high, every):
    """Label a vertical log10 axis in powers of ten from 10**low to 10**high, for a loss or the like."""
    ticks = [tick for tick in range(-400, 401) if tick % every == 0 and low <= tick <= high]
    axes.set_ylim(low, high)
    axes.set_yticks(ticks, [f"$10^{{{t}}}$" if t else "1" for t in ticks])


def powers_of_ten(axes, low, high, every):
    """`decades` for gradients: with the line at 1."""
    decades(axes, low, high, every)
    one(axes.axhline, 0)


def shade(fill, *where, word):
    """A pale area in which a step shrinks or grows a gradient; fill: axes.axhspan, axvspan or fill_between."""
    return fill(*where, color=FATES[word], alpha=0.10, lw=0, gid="region")


def say(axes, x, y, word, said=None, **look):
    """`word` (shrinks, vanishes, grows, explodes), or `said` in its place, at x, y in the colour of its fate."""
    return axes.text(x, y, said or word, color=FATES[word], gid="region", **look)


def sign(axes, size=11):
    """A sign for what becomes of a gradient, to be put in its place by `mark` or `mark_factor`."""
    return axes.plot([], [], ms=size, ls="", clip_on=False)[0]


def mark(point, x, log10_size, low=-LIMIT, high=LIMIT):
    """Put a sign at a gradient of size 10**log10_size, at the edge if it is off the axis (low to high)."""
    _put(point, x, np.clip(log10_size, low, high), style.fate(log10_size), "gradient")


def mark_factor(point, x, y, factor):
    """Put a sign at x, y for a step that multiplies a gradient by `factor`."""
    _put(point, x, y, style.factor_fate(factor), "factor")


def _put(point, x, y, colour, gid):
    point.set_data([x], [y])
    point.set(color=colour, marker=style.MARKERS[colour], gid=gid)


def fates(axes, size, **look):
    """Empty clouds of signs for what shrinks, keeps and grows a gradient; draw(x, y, factors), arrays (n,)."""
    clouds = {
        colour: axes.plot([], [], marker, color=colour, ms=size, gid="factor", **look)[0]
        for colour, marker in style.MARKERS.items()
    }

    def draw(x, y, factors):
        side = np.sign(np.round(np.abs(factors) - 1, 9))
        for colour, which in (style.VANISHES, -1), (style.SURVIVES, 0), (style.EXPLODES, 1):
            clouds[colour].set_data(x[side == which], y[side == which])

    return [*clouds.values()], draw


def plane(axes, span, size, radius=None):
    """The complex plane with the unit circle and signs for eigenvalues; span: of the real axis. radius: what a dashed
    grey circle is called. draw(values (n,) complex, radius=0): a point beyond the edge stands on it."""
    half = (span[1] - span[0]) / 2
    axes.set(xlim=span, ylim=(-half, half), aspect="equal", xlabel="real part", ylabel="imaginary part")
    axes.plot(CIRCLE.real, CIRCLE.imag, color=style.SURVIVES, lw=1.6, gid="one", label="unit circle")
    (circle,) = axes.plot([], [], "--", color=style.NAIVE, lw=1.8, label=radius)
    (beyond,) = axes.plot([], [], ">", color=style.NAIVE, ms=11, clip_on=False)
    clouds, put = fates(axes, size, clip_on=False, alpha=0.75)
    axes.legend(**{"ncols": 2} | ABOVE)

    def draw(values, r=0.0):
        circle.set_data(r * CIRCLE.real, r * CIRCLE.imag)
        beyond.set_data(*([span[1]], [0]) if r > span[1] else ([], []))
        put(np.clip(values.real, *span), np.clip(values.imag, -half, half), np.abs(values))

    return [circle, beyond, *clouds], draw


def race(axes, curves, ylabel="loss", over=10, looks=None, log=False):
    """Losses over updates, a line for each name in `curves`, each point the mean of the last `over` values."""
    looks = looks or list(zip(("-", "--", "-.", ":"), (*style.KINDS, style.NAIVE), strict=True))
    for (name, losses), (dash, colour) in zip(curves.items(), looks, strict=False):
        means = np.convolve(losses, np.ones(over) / over, "valid")
        means = np.log10(np.maximum(means, 1e-300)) if log else means
        axes.plot(np.arange(over, over + len(means)), means, dash, color=colour, label=name)
    axes.set(xlabel="update", ylabel=ylabel if over == 1 else f"{ylabel} (mean of {over})")
    axes.legend(loc="upper right")
