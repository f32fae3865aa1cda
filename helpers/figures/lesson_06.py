"""The figures of lesson 06."""

import numpy as np
from matplotlib.legend_handler import HandlerTuple
from matplotlib.patheffects import withStroke

from helpers.controls import choice, slider
from helpers.figures import style
from helpers.figures.carpet import Carpet
from helpers.figures.panels import ABOVE, fates, mark_factor, one, race, say, shade, sign
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.style import power_of_ten

PYTORCH = 3**-0.5  # the gain of PyTorch's default start


@figure(
    gain=slider("gain", 1.0, 0.1, 4.0, 0.05),
    s=slider("input", 0.5, 0.0, 3.0, 0.05),
    T=slider("T (steps)", 100, 2, 100, 1),
    recurrent=choice("start", "orthogonal", ("pytorch", "gaussian", "orthogonal", "identity")),
    activation=choice("activation", "tanh", ("tanh", "logistic", "relu")),
)
def gradient_by_lag(shape, controls, H):
    """A carpet of the slopes of all units at all steps, and under it the gradient's norm by lag.

    H: the number of units. Draws slopes (1,T,1,H), their root mean square, and log10 by lag (T+1,): of the matrix alone
    and of the gradient's norm.
    """
    whole, (page,) = panels(shape, (1,), 420, (500,))
    carpet = Carpet(page, H, controls.T.high, small=shape == "tall")

    def draw(at, slopes, rms, alone, log10_norms):
        carpet.draw(slopes[0, :, 0], rms, alone, log10_norms)
        picture.scene(carpet.gears)

    def words(at, slopes, rms, alone, log10_norms):
        return (
            f"{at.activation}, {at.recurrent}, gain {at.gain:.2f}, input strength {at.s:.2f}: the root mean square of "
            f"the slopes is {rms:.3f}. The gradient is multiplied by {power_of_ten(log10_norms[-1] / at.T)} a step; "
            f"{at.T} steps back it is {power_of_ten(log10_norms[-1])}."
        )

    picture = Picture(whole, carpet.moving, draw, words)
    return picture


@figure(gain=slider("gain", 1.5, 0.1, 4.0, 0.05), s=slider("input", 1.0, 0.0, 3.0, 0.05))
def critical_gain(shape, controls, H, gains, strengths, critical):
    """Left: the factor per step over the gain, theory and a network of H units. Right: the critical gain over the
    input. Draws the theory's factors for all `gains`, its factor here, the network's, and the critical gain here."""
    whole, (left, right) = panels(shape, tall=(320, 320))
    top = 2.2
    left.set(xlim=(0, controls.gain.high), ylim=(0, top), xlabel="gain $g$", ylabel="factor per step")
    one(left.axhline, 1)
    (alone,) = left.plot([0, top], [0, top], color=style.NAIVE, ls="--", label="gain alone")
    (curve,) = left.plot([], [], color=style.TRUTH, label="theory")
    network = sign(left)
    signs = tuple(fates(left, 7)[0])
    names = ["gain alone", "theory", "this network"]
    tight = {"columnspacing": 0.8} if shape == "tall" else {"handlelength": 2.2}
    left.legend([alone, curve, signs], names, handler_map={tuple: HandlerTuple(None)}, **{"ncols": 3} | ABOVE | tight)

    s_max, g_max = controls.s.high, controls.gain.high
    right.set(xlim=(0, s_max), ylim=(0, g_max), xlabel="input strength $s$", ylabel="gain $g$")
    right.set(xticks=np.arange(s_max + 0.5), yticks=np.arange(g_max + 0.5))
    shade(right.fill_between, strengths, 0, critical, word="vanishes")
    shade(right.fill_between, strengths, critical, g_max, word="explodes")
    say(right, 1.6, 1.2, "vanishes")
    say(right, 0.3, 3.3, "explodes")
    right.plot(strengths, critical, color=style.TRUTH)
    right.axhline(PYTORCH, color=style.KINDS[0], ls=":", lw=1.6)
    right.text(s_max - 0.1, PYTORCH - 0.07, "PyTorch's default", ha="right", va="top", color=style.KINDS[0])
    here = sign(right)

    def draw(at, factors, theory, measured, turning_point):
        curve.set_data(gains, factors)
        mark_factor(network, at.gain, min(measured, top), measured)
        mark_factor(here, at.s, at.gain, measured)

    def words(at, factors, theory, measured, turning_point):
        return (
            f"Gain {at.gain:.2f}, input strength {at.s:.2f}: theory says {theory:.3f} a step, and this network of {H} "
            f"units has {measured:.3f}. At this input strength the critical gain is {turning_point:.2f}."
        )

    return Picture(whole, [curve, alone, network, here], draw, words)


@figure()
def starts(shape, controls, curves, T):
    """The losses of several starts over the updates, with T steps; curves: dict from a name to losses."""
    whole, (axes,) = panels(shape, (1,), 320)
    race(axes, curves)
    axes.legend(ncols=3, **ABOVE)
    axes.set_ylim(0, 1.2)
    ends = "; ".join(f"{name} {np.mean(losses[-10:]):.2f} ({len(losses)} updates)" for name, losses in curves.items())
    words = f"The loss of the starts over the updates, for sequences of {T} steps. Mean of the last ten losses: {ends}."
    return Picture(whole, words=lambda at: words)


@figure()
def wedge(shape, controls, gains, lengths, share, depths):
    """The share of seeds that learn (gains, lengths), over gain and length; depths: gains and depth scales of a line,
    and the critical gain."""
    whole, (axes,) = panels(shape, (1,), 420, tall=(420,))
    rows, columns = np.arange(len(lengths)), np.arange(len(gains))
    axes.grid(False)
    axes.imshow(np.transpose(share), origin="lower", aspect="auto", cmap="Purples", vmin=0, vmax=2)
    for i in columns:
        for j in rows:
            text = axes.text(i, j, f"{100 * share[i][j]:.0f}", ha="center", va="center", zorder=4)
            text.set_path_effects([withStroke(linewidth=3, foreground="white")])
            text.set_fontsize(12 if shape == "wide" else 8)
    axes.set(xlabel="gain $g$", ylabel="steps $T$", xlim=(-0.5, len(gains) - 0.5), ylim=(-0.5, len(lengths) - 0.5))
    axes.set_xticks(columns, gains, fontsize=11 if shape == "wide" else 8)
    axes.set_yticks(rows, lengths)
    line, scales, critical = depths
    for multiple, dash in (1, ":"), (6, "--"):
        where = np.log2(np.maximum(multiple * np.asarray(scales), 1e-3) / lengths[0])
        axes.plot(np.interp(line, gains, columns), where, dash, color=style.TRUTH, label=f"{multiple} × depth scale")
    axes.axvline(np.interp(PYTORCH, gains, columns), color=style.KINDS[2], ls="-.", label="PyTorch's default")
    axes.legend(ncols=3 if shape == "wide" else 2, **ABOVE)
    words = (
        "The share of seeds, in per cent, that learn the latch, over gain and number of steps: a wedge that begins at "
        f"the critical gain {critical:.2f} and leans to larger gains. Lines: the depth scale, and six times the depth "
        f"scale. PyTorch's default start lies on the left, at {PYTORCH:.3f}."
    )
    return Picture(whole, words=lambda at: words)
