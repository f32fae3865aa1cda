"""The figures of lesson 06 on what training makes of a start."""

import numpy as np

from helpers.controls import choice
from helpers.figures import style
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.seeds import Rows, counted, told

LOOKS = (":", style.NAIVE), ("--", style.ACCENT), ("-.", style.AMBER), ("-", style.TRUTH)


@figure()
def starts(shape, controls, names, T, budget, band=False):
    """The losses of several starts over the updates, T steps; names: all that can come; band: the first is drawn as a
    band, since another will lie on it. Draws a dict of losses by name (each point the mean of ten); a start that is not
    in it yet has no line."""
    whole, (axes,) = panels(shape, (1,), 340, (380,))
    wide = shape != "tall"
    axes.set(xlim=(1, np.log10(budget)), ylim=(0, 1.5 if wide else 2.4), xlabel="update", ylabel="loss (mean of 10)")
    counted(axes, budget)
    lines = {name: axes.plot([], [], dash, color=colour)[0] for name, (dash, colour) in zip(names, LOOKS, strict=False)}
    if band:
        lines[names[0]].set(ls="-", lw=8, alpha=0.45)
    look = dict(transform=axes.transAxes, ha="right", va="center", fontsize=13 if wide else 11)
    said = [
        axes.text(0.99, (0.5 if wide else 0.95) - 0.1 * row, "", color=line.get_color(), in_layout=False, **look)
        for row, line in enumerate(lines.values())
    ]

    def draw(at, curves):
        for (name, line), text in zip(lines.items(), said, strict=True):
            losses = curves.get(name, ())
            line.set_data(([], []) if len(losses) < 10 else smooth(losses))
            text.set_text(f"{name}: {len(losses)}" if len(losses) else name)

    def words(at, curves):
        ends = "; ".join(f"{name}: {np.mean(losses[-10:]):.2f} after {len(losses)}" for name, losses in curves.items())
        return f"The loss over the updates, for sequences of {T} steps. Mean of the last ten: {ends}."

    return Picture(whole, [*lines.values(), *said], draw, words, ghosts=lines.values())


def smooth(losses):
    """(log10 of the update, mean of the last ten losses)."""
    means = np.convolve(losses, np.ones(10) / 10, "valid")
    return np.log10(np.arange(10, 10 + len(means))), means


RACES = "40, best", "40, 0.003", "40, 0.01", "40, 0.03", "100, 0.003", "100, 0.01"


@figure(setting=choice("steps, rate", RACES[0], RACES))
def updates(shape, controls, left, budgets):
    """Updates until learned, a point for each seed and a row for each start; left: log10 of what is left of its
    gradient, by name, least at the top. Draws a dict of updates by name, 0: not within the budget of so many steps."""
    wide = shape != "tall"
    whole, (axes,) = panels(shape, (1,), 500, (640,))
    rows = Rows(axes, [name if wide else name.replace(" ", "\n", 1) for name in left], max(budgets.values()), wide)
    rows.aside(1.02, "left at\nthe start" if wide else "left", left.values())

    def draw(at, results):
        rows.draw([results[name] for name in left])

    def words(at, results):
        T, rate = at.setting.split(", ")
        how = "each at its best learning rate" if rate == "best" else f"all at the learning rate {rate}"
        said = "; ".join(f"{name} {told(results[name])}" for name in left)
        return f"Seeds that learn {T} steps within {budgets[T]} updates, {how}, and how many they take: {said}."

    return Picture(whole, rows.moving, draw, words)


@figure()
def price(shape, controls, lengths, updates, budget):
    """Updates until learned over the number of steps, a point a seed; updates: by name (lengths, seeds), 0: not within
    `budget`."""
    whole, (axes,) = panels(shape, (1,), 380, (400,))
    beyond = np.log10(budget) + 0.35
    room, aside = (1.3, 1.6) if shape != "tall" else (1.55, 2.6)
    axes.set(xlim=(lengths[0] - 2, room * lengths[-1]), ylim=(1, beyond + 0.2), xlabel="steps $T$", xticks=lengths)
    ticks = [10, 100, 1000, 10_000]
    axes.set_yticks(np.log10(ticks), [f"{n:,}".replace(",", " ") for n in ticks])
    axes.axhline(np.log10(budget) + 0.1, color=style.NAIVE, lw=1)
    axes.set_title("updates until learned, a point a seed", loc="left")
    look = dict(fontsize=11, va="center", in_layout=False)
    axes.text(lengths[0] - 1.5, beyond, f"not within {budget // 1000} 000", **look)
    for (name, table), marker, colour in zip(updates.items(), "os", (style.NAIVE, style.TRUTH), strict=True):
        table = np.array(table)
        learned = table > 0
        x = np.broadcast_to(np.array(lengths)[:, None], table.shape) + np.linspace(-0.8, 0.8, table.shape[1])
        axes.plot(x[learned], np.log10(table[learned]), marker, color=colour, ms=8, mew=0, alpha=0.6)
        axes.plot(x[~learned], np.full(np.sum(~learned), beyond), "x", color=colour, ms=8, mew=2)
        last = np.log10(np.median(table[-1]))
        axes.text(lengths[-1] + aside, last, name.replace(" ", "\n", 1), color=colour, **look)

    def words(at):
        said = "; ".join(
            f"{name} " + ", ".join(f"{T}: {told(row)}" for T, row in zip(lengths, table, strict=True))
            for name, table in updates.items()
        )
        return f"Updates until learned, of five seeds, by the number of steps. {said}."

    return Picture(whole, words=words)
