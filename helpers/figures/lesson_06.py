"""The figures of lesson 06."""

import numpy as np
from matplotlib.patheffects import withStroke

from helpers import style
from helpers.figures import LIMIT, in_style, mark, one, powers_of_ten
from helpers.picture import Picture, panels

PYTORCH = 3**-0.5  # the gain of PyTorch's default start


@in_style
def lags(T_max):
    """Left: how many units have which state, and which slope. Right: the gradient's norm by lag.

    draw(states (n,), slopes (n,), log10_norms (T+1,), gain, recurrent); states beyond 1.25 count as 1.25.
    """
    figure, (cause, effect) = panels((1, 1.25))
    edges = np.linspace(-1.25, 1.25, 51)
    cause.set(
        xlim=(-1.25, 1.25),
        ylim=(0, 1),
        xlabel="state $h$ (rim: and beyond), or slope",
        ylabel="share of all units and steps",
    )
    (states_line,) = cause.plot([], [], color=style.TRUTH, lw=1.8)
    (slopes_line,) = cause.plot([], [], color=style.SURVIVES, lw=1.8, ls="--")
    (rms,) = cause.plot([], [], "D", color=style.SURVIVES, ms=10, clip_on=False)
    cause.legend([states_line, slopes_line, rms], ["states", "slopes", "rms slope"], loc="upper left")
    effect.set(xlim=(0, T_max), ylim=(-LIMIT, LIMIT), xlabel="lag", ylabel="norm of the gradient")
    powers_of_ten(effect, np.arange(-LIMIT, LIMIT + 1, 10))
    (naive,) = effect.plot([], [], color=style.NAIVE, ls="--")
    (truth,) = effect.plot([], [], color=style.TRUTH)
    (end,) = effect.plot([], [], ms=11, ls="", clip_on=False)
    outside = dict(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2)  # lines may run anywhere inside
    effect.legend([naive, truth], ["the matrix alone", "the true gradient"], **outside)

    def draw(states, slopes, log10_norms, gain, recurrent):
        for line, values in (states_line, states), (slopes_line, slopes):
            counts = np.histogram(np.clip(values, -1.24, 1.24), edges)[0] / len(values)
            line.set_data(np.repeat(edges, 2)[1:-1], np.repeat(counts, 2))
        rms.set_data([np.sqrt(np.mean(slopes**2))], [0.02])
        lag = np.arange(len(log10_norms))
        naive.set_data(lag, lag * np.log10(gain * (PYTORCH if recurrent == "pytorch" else 1)))
        truth.set_data(lag, np.maximum(log10_norms, -3 * LIMIT))
        mark(end, lag[-1], log10_norms[-1])

    return Picture(figure, [states_line, slopes_line, rms, truth, naive, end], draw)


@in_style
def critical(gains, strengths, critical):
    """Left: the factor per step over the gain, theory and a network. Right: the critical gain over the input.

    draw(rates (n,), gain, s, measured): rates are the theory's for all `gains` at input strength s.
    """
    figure, (left, right) = panels()
    left.set(xlim=(0, gains[-1]), ylim=(0, 2.2), xlabel="gain $g$", ylabel="factor per step")
    one(left.axhline, 1)
    (alone,) = left.plot([0, 2.2], [0, 2.2], color=style.NAIVE, ls="--", label="gain alone")
    (theory,) = left.plot([], [], color=style.TRUTH, label="theory")
    (network,) = left.plot([], [], ms=11, ls="", clip_on=False)
    left.plot([], [], "o", color=style.TRUTH, ms=9, label="this network")
    left.legend(loc="lower right")
    right.set(xlim=(0, strengths[-1]), ylim=(0, gains[-1]), xlabel="input strength $s$", ylabel="gain $g$")
    right.plot(strengths, critical, color=style.TRUTH)
    right.fill_between(strengths, 0, critical, color=style.VANISHES, alpha=0.10, lw=0)
    right.fill_between(strengths, critical, gains[-1], color=style.EXPLODES, alpha=0.10, lw=0)
    right.text(1.6, 1.2, "vanishes", color=style.VANISHES)
    right.text(0.3, 3.3, "explodes", color=style.EXPLODES)
    right.axhline(PYTORCH, color=style.NAIVE, ls=":", lw=1.6)
    right.text(1.4, PYTORCH - 0.3, "PyTorch's default", color=style.NAIVE)
    (here,) = right.plot([], [], ms=11, ls="", clip_on=False)

    def draw(rates, gain, s, measured):
        theory.set_data(gains, rates)
        network.set_data([gain], [min(measured, 2.2)])
        here.set_data([s], [gain])
        colour = style.VANISHES if measured < 0.995 else style.EXPLODES if measured > 1.005 else style.SURVIVES
        for point in network, here:
            point.set(color=colour, marker=style.MARKERS[colour])

    return Picture(figure, [theory, alone, network, here], draw)


@in_style
def race(curves, caption):
    """The losses of several starts over the updates, means of ten; curves: dict from a name to losses."""
    figure, (axes,) = panels((1,), (900, 320))
    axes.set(ylim=(0, 2), xlabel="update", ylabel="loss (mean of ten)")
    for (name, losses), dash, colour in zip(curves.items(), ("-", "--", "-."), style.KINDS, strict=False):
        means = np.convolve(losses, np.ones(10) / 10, "valid")
        axes.plot(np.arange(10, 10 + len(means)), means, dash, color=colour, label=name)
    axes.legend(loc="upper right")
    return Picture(figure, caption=caption)


@in_style
def wedge(gains, lengths, share, scales, caption):
    """The share of seeds that learn, over gain and length, with the depth scale of the gradient.

    share (gains, lengths); scales: (gains, depth scales) of a line.
    """
    figure, (axes,) = panels((1,), (900, 420))
    rows, columns = np.arange(len(lengths)), np.arange(len(gains))
    axes.grid(False)
    axes.imshow(np.transpose(share), origin="lower", aspect="auto", cmap="Greens", vmin=0, vmax=1.3)
    for i in columns:
        for j in rows:
            text = axes.text(i, j, f"{share[i][j]:.0%}", ha="center", va="center", zorder=4)
            text.set_path_effects([withStroke(linewidth=4, foreground="white")])
    axes.set(xlabel="gain $g$", ylabel="steps $T$", xlim=(-0.5, len(gains) - 0.5), ylim=(-0.5, len(lengths) - 0.5))
    axes.set_xticks(columns, gains)
    axes.set_yticks(rows, lengths)
    for multiple, dash in (1, ":"), (6, "--"):
        where = np.log2(np.maximum(multiple * np.asarray(scales[1]), 1e-3) / lengths[0])
        axes.plot(
            np.interp(scales[0], gains, columns), where, dash, color=style.TRUTH, label=f"{multiple} × depth scale"
        )
    x = np.interp(PYTORCH, gains, columns)
    axes.axvline(x, color=style.EXPLODES, ls="-.", label="PyTorch's default")
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3)
    return Picture(figure, caption=caption)
