"""The figures of lesson 08."""

import numpy as np

from helpers import style
from helpers.figures import in_style, powers_of_ten
from helpers.picture import Picture, panels

FLOOR, CEILING = -40, 18  # powers of ten that the gradient axes show; above 10 there is room for a legend
BASELINE = 1 / 6  # the loss of always answering 1
# Dash, marker and colour of the networks in a race, in the order in which a lesson names them.
LOOKS = (":", "v", style.VANISHES), ("--", "s", style.KINDS[2]), ("-.", "D", style.KINDS[1]), ("-", "o", style.KINDS[0])


@in_style
def gates(T_max):
    """Left: the gates over time, u of every unit and the mean of r. Right: the derivative by lag and the product of u.

    draw(r (T,H), u (T,H), exact (T+1,), direct (T+1,)): exact and direct are log10 sizes by lag.
    """
    figure, (cause, effect) = panels((1, 1.1))
    cause.set(xlim=(0, T_max), ylim=(-0.02, 1.2), xlabel="step $t$", ylabel="value of the gate")
    cause.set_yticks(np.linspace(0, 1, 6))
    (units,) = cause.plot([], [], ".", color=style.KINDS[2], ms=3, alpha=0.5)
    (mean_u,) = cause.plot([], [], color=style.TRUTH)
    (mean_r,) = cause.plot([], [], color=style.KINDS[1], ls="--")
    key = [units, mean_u, mean_r], ["all $u$", "mean $u$", "mean $r$"]
    cause.legend(*key, loc="upper center", ncols=3, columnspacing=1.2, handlelength=1.8, markerscale=3)
    effect.set(xlim=(0, T_max), ylim=(FLOOR, CEILING), xlabel="lag", ylabel="size of the derivative")
    powers_of_ten(effect, np.arange(FLOOR, 11, 10))
    (naive,) = effect.plot([], [], color=style.NAIVE, ls="--")
    (truth,) = effect.plot([], [], color=style.TRUTH)
    (end,) = effect.plot([], [], ms=11, ls="", clip_on=False)
    effect.legend([naive, truth], ["product of $u$ alone", "all paths"], loc="upper right", ncols=2)

    def draw(r, u, exact, direct):
        t = np.arange(1, len(u) + 1)
        units.set_data(np.repeat(t, u.shape[1]), u.ravel())
        mean_u.set_data(t, u.mean(1))
        mean_r.set_data(t, r.mean(1))
        lag = np.arange(len(exact))
        for line, values in (naive, direct), (truth, exact):
            line.set_data(lag, np.maximum(values, 3 * FLOOR))
        end.set_data(lag[-1:], np.clip(exact[-1:], FLOOR, CEILING))
        colour = style.fate(exact[-1])
        end.set(color=colour, marker=style.MARKERS[colour])

    return Picture(figure, [units, mean_u, mean_r, truth, naive, end], draw)


@in_style
def race(names, updates, solved):
    """The loss of up to four networks over the updates, on a log axis, and a bar along the foot: how far the race is.

    draw(curves): name -> (updates, losses).
    """
    figure, (axes,) = panels((1,), (900, 380))
    axes.set(xlim=(0, updates), ylim=(np.log10(0.006), 0.1), xlabel="update", ylabel="loss (mean of ten)")
    axes.set_yticks(np.log10([0.01, 0.03, 0.1, 0.3, 1]), ["0.01", "0.03", "0.1", "0.3", "1"])
    axes.axhline(np.log10(BASELINE), color=style.NAIVE, ls="--", lw=1.6)
    axes.axhline(np.log10(solved), color=style.SURVIVES, ls=(0, (6, 3)), lw=1.4)
    axes.text(0.97 * updates, np.log10(BASELINE * 1.2), "always answering 1", color="#5E5E5E", ha="right", va="bottom")
    axes.text(0.97 * updates, np.log10(solved * 1.03), "solved", color=style.SURVIVES, ha="right", va="bottom")
    (progress,) = axes.plot([], [], color=style.NAIVE, lw=7, alpha=0.6, solid_capstyle="butt")
    lines, ends = {}, {}
    for name, (dash, marker, colour) in zip(names, LOOKS, strict=False):
        (lines[name],) = axes.plot([], [], dash, color=colour, label=name)
        (ends[name],) = axes.plot([], [], marker, color=colour, ms=9, clip_on=False)
    axes.legend(list(lines.values()), names, loc="upper right", ncols=4)

    def draw(curves):
        for name, (x, y) in curves.items():
            lines[name].set_data(x, np.log10(y))
            ends[name].set_data(x[-1:], np.log10(y[-1:]))
        done = max((x[-1] for x, _ in curves.values()), default=0)
        progress.set_data([0, done], [axes.get_ylim()[0] + 0.025] * 2)

    return Picture(figure, [progress, *lines.values(), *ends.values()], draw)


@in_style
def stored_race(names, T_max, most):
    """Left: the gradient by lag at the start, one cell among the others. Right: updates until solved, by cell.

    draw(gradients, updates, chosen): name -> log10 sizes by lag (T+1,), relative to lag 0; name -> updates of each
    seed, 0 where it did not get there within `most` updates; the name of the cell in the foreground.
    """
    figure, (cause, effect) = panels((1.1, 1))
    cause.set(xlim=(0, T_max), ylim=(FLOOR, CEILING), xlabel="lag", ylabel="gradient, relative to lag 0")
    powers_of_ten(cause, np.arange(FLOOR, 11, 10))
    effect.set(xlim=(-0.5, len(names) - 0.5), ylim=(0, 1.2 * most), ylabel="updates until solved")
    effect.set_xticks(range(len(names)), names)
    effect.set_yticks([*range(0, most + 1, 1000), 1.125 * most], [*range(0, most + 1, 1000), "not\nsolved"])
    effect.axhspan(1.05 * most, 1.2 * most, color=style.VANISHES, alpha=0.12, lw=0)
    effect.grid(False, axis="x")
    lines = {name: cause.plot([], [], dash, color=c)[0] for name, (dash, _, c) in zip(names, LOOKS, strict=True)}
    (end,) = cause.plot([], [], ms=11, ls="", clip_on=False)
    cause.legend(lines.values(), names, loc="upper center", ncols=4, columnspacing=1.2, handlelength=1.8)
    solved = [effect.plot([], [], "o", ms=9, mfc="none", mew=1.8)[0] for _ in names]
    unsolved = [effect.plot([], [], "v", ms=9, mfc="none", mew=1.8)[0] for _ in names]

    def draw(gradients, updates, chosen):
        for name, line in lines.items():
            line.set_data(np.arange(len(gradients[name])), np.maximum(gradients[name], 3 * FLOOR))
            line.set(lw=3.6 if name == chosen else 1.4, zorder=3 if name == chosen else 2)
        last = gradients[chosen][-1]
        end.set_data([len(gradients[chosen]) - 1], [np.clip(last, FLOOR, CEILING)])
        colour = style.fate(last)
        end.set(color=colour, marker=style.MARKERS[colour])
        for place, name in enumerate(names):
            found = np.asarray(updates[name])
            x = place + 0.6 * ((np.arange(len(found)) + 0.5) / len(found) - 0.5)  # one seed alone: in the middle
            for points, which, y, colour in (
                (solved[place], found > 0, found, style.SURVIVES),
                (unsolved[place], found == 0, np.full(len(found), 1.125 * most), style.VANISHES),
            ):
                points.set_data(x[which], y[which])
                points.set(color=colour if name == chosen else style.NAIVE)

    return Picture(figure, [*lines.values(), end, *solved, *unsolved], draw)
