"""The figures of lesson 06; those of what training makes of a start have a module of their own."""

import numpy as np

from helpers.controls import choice, slider
from helpers.figures import style
from helpers.figures.carpet import Carpet
from helpers.figures.labels import headline
from helpers.figures.lesson_06_remedies import layer_norm, penalties
from helpers.figures.lesson_06_training import price, starts, updates
from helpers.figures.panels import mark_factor, say, shade, sign
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.style import power_of_ten

__all__ = ["critical_gain", "gradient_by_lag", "layer_norm", "penalties", "price", "starts", "updates"]

PYTORCH = 3**-0.5  # the gain of PyTorch's default start


@figure(
    gain=slider("gain", 1.0, 0.1, 4.0, 0.05),
    s=slider("input", 0.5, 0.0, 3.0, 0.05),
    recurrent=choice("start", "orthogonal", ("pytorch", "gaussian", "orthogonal", "identity")),
    T=slider("T (steps)", 100, 2, 100, 1),
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


@figure(s=slider("input", 1.0, 0.0, 3.0, 0.05), gain=slider("gain", 1.5, 0.1, 4.0, 0.05))
def critical_gain(shape, controls, H, gains, strengths, factors, critical):
    """A map of input and gain: where the theory lets gradients vanish and explode, and this network of H units in it.

    factors (strengths, gains): the theory's factor per step; critical (strengths,): the gain at which it is 1. Draws
    the theory's factor here, the network's, and the critical gain here."""
    whole, (axes,) = panels(shape, (1,), 440, (430,))
    s_max, g_max = controls.s.high, controls.gain.high
    axes.set(xlim=(0, s_max), ylim=(0, g_max), xlabel="input strength $s$", ylabel="gain $g$")
    axes.set(xticks=np.arange(s_max + 0.5), yticks=np.arange(g_max + 0.5))
    shade(axes.fill_between, strengths, 0, critical, word="vanishes")
    shade(axes.fill_between, strengths, critical, g_max, word="explodes")
    look = dict(fontsize=14, fontweight="bold", ha="center")
    say(axes, 0.55 * s_max, 0.285 * g_max, "vanishes", **look)
    say(axes, 0.2 * s_max, 0.88 * g_max, "explodes", **look)
    levels = 0.5, 0.75, 1.25, 1.5
    hills = axes.contour(strengths, gains, np.transpose(factors), levels, colors=style.NAIVE, linewidths=0.9)
    for level in levels:
        row = np.abs(strengths - (0.62 if level > 1 else 0.9) * s_max).argmin()
        height = np.interp(level, factors[row], gains)
        if factors[row][-1] > level:
            size = 11 if shape == "stage" else 10
            look = dict(fontsize=size, ha="center", va="center", bbox=dict(fc="white", lw=0, pad=1, alpha=0.7))
            axes.text(strengths[row], height, f"× {level}", color=style.NAIVE, **look)
    hills.set_gid("neutral")
    axes.plot(strengths, critical, color=style.TRUTH)
    row = np.abs(strengths - 0.5 * s_max).argmin()
    look = dict(rotation_mode="anchor", va="bottom", ha="center", fontsize=11)
    slope = (critical[row + 5] - critical[row - 5]) / (strengths[row + 5] - strengths[row - 5])
    axes.text(
        strengths[row],
        critical[row] + 0.07,
        "critical: × 1 a step",
        rotation=np.degrees(np.arctan(slope)),
        transform_rotates_text=True,
        **look,
    )
    axes.axhline(PYTORCH, color=style.TRUTH, ls=":", lw=1.6)
    axes.text(s_max - 0.05, PYTORCH - 0.08, "PyTorch's default", ha="right", va="top", fontsize=11)
    across, up = (axes.plot([], [], color=style.TRUTH, lw=1)[0] for _ in range(2))
    here = sign(axes, 15)
    verdict = headline(whole, shape)

    def draw(at, theory, measured, turning_point):
        across.set_data([0, at.s], [at.gain, at.gain])
        up.set_data([at.s, at.s], [0, at.gain])
        mark_factor(here, at.s, at.gain, measured)
        word = {style.VANISHES: "vanishes ▼", style.EXPLODES: "explodes ▲", style.SURVIVES: "survives ●"}
        colour = style.factor_fate(measured)
        verdict.set(text=f"{word[colour]} × {measured:.3f} a step", color=colour, gid="factor")

    def words(at, theory, measured, turning_point):
        return (
            f"Gain {at.gain:.2f}, input strength {at.s:.2f}: theory says {theory:.3f} a step, and this network of {H} "
            f"units has {measured:.3f}. At this input strength the critical gain is {turning_point:.2f}."
        )

    return Picture(whole, [across, up, here, verdict], draw, words, ghosts=[across, up])
