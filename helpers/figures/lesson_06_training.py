"""The figures of lesson 06 on what training makes of a start."""

import numpy as np

from helpers.controls import choice, slider
from helpers.figures import style
from helpers.figures.names import Names
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.style import power_of_ten

LOOKS = ("-", style.KINDS[0]), ("--", style.ACCENT), ("-.", style.AMBER), (":", style.NAIVE)


def counted(axes, last):
    """Give a horizontal axis of log10 of updates labels, from 10 to `last`."""
    ticks = [n for n in (10, 30, 100, 300, 1000, 3000) if n <= last]
    axes.set_xticks(np.log10(ticks), ticks)


@figure()
def starts(shape, controls, names, T, budget):
    """The losses of several starts over the updates, T steps; names: all that can come. Draws a dict of losses by name
    (each point the mean of ten); a start that is not in it yet has no line."""
    whole, (axes,) = panels(shape, (1,), 340, (380,))
    axes.set(xlim=(1, np.log10(budget)), ylim=(0, 1.5), xlabel="update", ylabel="loss (mean of 10)")
    counted(axes, budget)
    lines = {name: axes.plot([], [], dash, color=colour)[0] for name, (dash, colour) in zip(names, LOOKS, strict=False)}
    marks = Names(axes, names, [line.get_color() for line in lines.values()])

    def draw(at, curves):
        for name, line in lines.items():
            losses = curves.get(name, ())
            line.set_data(([], []) if len(losses) < 10 else smooth(losses))
        ends = [[part[-1] if len(part) else np.nan for part in line.get_data()] for line in lines.values()]
        marks.put(np.nan_to_num([x for x, _ in ends]), [y for _, y in ends])

    def words(at, curves):
        ends = "; ".join(f"{name} {np.mean(losses[-10:]):.2f} after {len(losses)}" for name, losses in curves.items())
        return f"The loss over the updates, for sequences of {T} steps. Mean of the last ten: {ends}."

    return Picture(whole, [*lines.values(), *marks.moving], draw, words, ghosts=lines.values())


def smooth(losses):
    """(log10 of the update, mean of the last ten losses)."""
    means = np.convolve(losses, np.ones(10) / 10, "valid")
    return np.log10(np.arange(10, 10 + len(means))), means


@figure(T=choice("steps", 40, (40, 100)))
def updates(shape, controls, left, budget):
    """Updates until learned, a point for each seed and a row for each start; left: log10 of what is left of its
    gradient, by name, least at the top. Draws a dict of updates by name, 0: not within `budget`."""
    wide = shape == "wide"
    whole, (axes,) = panels(shape, (1,), 460, (560,))
    rows, beyond = np.arange(len(left))[::-1], np.log10(budget) + 0.22
    axes.set(xlim=(0.95, beyond + 0.1), ylim=(-0.6, len(left) - 0.4), xlabel="updates until learned, a point a seed")
    counted(axes, budget)
    if not wide:
        axes.set_xticks(np.log10([10, 100, 1000]), [10, 100, 1000])
    axes.set_yticks(rows, [name if wide else name.replace(", ", ",\n").replace("'s ", "'s\n") for name in left])
    axes.tick_params(axis="y", length=0, labelsize=12 if wide else 10.5)
    axes.axvline(np.log10(budget) + 0.08, color=style.NAIVE, lw=1)
    look = dict(fontsize=11 if wide else 10.5, va="bottom", in_layout=False)
    axes.text(beyond, len(left) - 0.35, "not", ha="center", **look)
    whole.get_layout_engine().set(rect=(0, 0, 0.86 if wide else 0.8, 0.95))
    aside = dict(transform=axes.get_yaxis_transform(), in_layout=False)
    axes.text(1.02, len(left) - 0.35, "left at the start" if wide else "left", **look | aside)
    for row, size in zip(rows, left.values(), strict=True):
        colour = style.fate(size)
        sign = {"v": "▼", "^": "▲", "o": "●"}[style.MARKERS[colour]]
        said = f"{sign} {power_of_ten(size)}"
        axes.text(1.02, row, said, color=colour, gid="fate", va="center", fontsize=13 if wide else 10.5, **aside)
    (points,) = axes.plot([], [], "o", color=style.TRUTH, ms=8 if wide else 6, alpha=0.55, mew=0)
    (failures,) = axes.plot([], [], "x", color=style.ACCENT, ms=7 if wide else 5, mew=2)
    (medians,) = axes.plot([], [], "|", color=style.ACCENT, ms=26 if wide else 20, mew=3)

    def draw(at, results):
        x, y, failed, middle = [], [], [], []
        for row, name in zip(rows, left, strict=True):
            found = np.sort([u or np.inf for u in results[name]])
            heights = row + np.linspace(-0.28, 0.28, len(found))
            seen = np.isfinite(found)
            x += np.log10(found[seen]).tolist()
            y += heights[seen].tolist()
            failed += heights[~seen].tolist()
            middle.append(np.log10(np.median(found)))  # the mean of the middle two
        points.set_data(x, y)
        failures.set_data([beyond] * len(failed), failed)
        known = np.isfinite(middle)
        medians.set_data(np.array(middle)[known], rows[known])

    def words(at, results):
        said = "; ".join(f"{name} {told(results[name])}" for name in left)
        return f"Updates until a start learns {at.T} steps, each at its best learning rate: {said}."

    return Picture(whole, [points, failures, medians], draw, words)


def told(updates):
    """'in 9 of 10 seeds, 13 to 33', of updates where 0 is a failure."""
    learned = [u for u in updates if u]
    return f"in {len(learned)} of {len(updates)}" + (f" ({min(learned)} to {max(learned)})" if learned else "")


@figure(
    budget=slider("updates", 300, 100, 3000, 100, play=True), rate=choice("learning rate", "0.003", ("0.003", "0.03"))
)
def reach(shape, controls, gains, lengths, marked):
    """Which seeds learn within a budget, over gain and length, a ring a seed. marked: gains to be named, a dict by
    name. Draws the updates until learned (gains, lengths, seeds), 0: never seen to."""
    wide = shape == "wide"
    whole, (axes,) = panels(shape, (1,), 430, (460,))
    columns, rows = np.arange(len(gains)), np.arange(len(lengths))
    axes.grid(False)
    axes.set(xlabel="gain $g$", ylabel="steps $T$", xlim=(-0.6, len(gains) - 0.4), ylim=(-0.6, len(lengths) + 0.25))
    axes.set_xticks(columns, [f"{gain:g}" for gain in gains], fontsize=11 if wide else 10.5)
    axes.set_yticks(rows, lengths)
    for name, gain in marked.items():
        place = np.interp(gain, gains, columns)
        axes.axvline(place, color=style.NAIVE, lw=1.4, ls="--", zorder=0)
        look = dict(ha="center", va="top", fontsize=11 if wide else 10.5, bbox=dict(fc="white", lw=0, pad=1))
        axes.text(place, len(lengths) + 0.2, name, **look)
    size = dict(ms=11 if wide else 5.5)
    seeds = 5
    x, y = np.meshgrid(columns, rows, indexing="ij")
    angle = 2 * np.pi * (np.arange(seeds) / seeds + 0.25)
    x = x[..., None] + 0.25 * np.cos(angle)
    y = y[..., None] + 0.27 * np.sin(angle)
    axes.plot(x.ravel(), y.ravel(), "o", mfc="white", mec="#BBBBBB", mew=1, **size)
    (learned,) = axes.plot([], [], "o", color=style.ACCENT, mew=0, **size)

    def draw(at, updates):
        within = (updates > 0) & (updates <= at.budget)
        learned.set_data(x[within], y[within])

    def words(at, updates):
        within = (updates > 0) & (updates <= at.budget)
        farthest = [max([T for T, any_ in zip(lengths, row.any(1), strict=True) if any_], default=0) for row in within]
        said = ", ".join(f"{gain:g}: {T}" for gain, T in zip(gains, farthest, strict=True))
        return (
            f"Learning rate {at.rate}, within {at.budget} updates: {within.sum()} of {within.size} networks learn. The "
            f"longest sequence that any of five seeds learns, by gain: {said}."
        )

    return Picture(whole, [learned], draw, words)
