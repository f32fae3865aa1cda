"""The figures of lesson 08 on the race: updates until learned by length, and by what was left of a gradient."""

import numpy as np

from helpers.controls import choice
from helpers.figures import style
from helpers.figures.names import Names
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.predicts import LOOKS, Predicts
from helpers.figures.style import power_of_ten


def told(updates):
    """'9 of 10 (13 to 33)', of updates where 0 is a failure."""
    learned = [n for n in updates if n]
    return f"{len(learned)} of {len(updates)}" + (f" ({min(learned)} to {max(learned)})" if learned else "")


@figure()
def lengths(shape, controls, table, budget):
    """Updates until learned over the number of steps, both on log axes: stored seeds as points with a line through
    their medians, and a run of one seed as rings, full when it has learned.

    table: by name, {steps: updates of each seed, 0: not within `budget`}. Draws by name {steps: (updates so far,
    learned)} of the run.
    """
    table = {name: {int(T): row for T, row in rows.items()} for name, rows in table.items()}
    wide = shape != "tall"
    whole, (axes,) = panels(shape, (1,), 430, (450,))
    steps = sorted({T for rows in table.values() for T in rows})
    beyond = np.log10(budget) + 0.24
    room = 0.2 if wide else 0.42
    axes.set(xlim=(np.log10(steps[0]) - 0.08, np.log10(steps[-1]) + room), ylim=(1.5, beyond + 0.14))
    axes.set(xlabel="steps $T$", title="updates until learned")
    axes.title.set_ha("left")
    axes.title.set_x(0)
    axes.set_xticks(np.log10(steps), steps)
    ticks = [100, 300, 1000, 3000, 10_000]
    axes.set_yticks(np.log10(ticks), [f"{n:,}".replace(",", " ") for n in ticks])
    axes.axhline(np.log10(budget) + 0.1, color=style.NAIVE, lw=1)
    said = f"not within {budget:,} updates".replace(",", " ")
    axes.text(np.log10(steps[-1]) + room - 0.01, beyond, said, fontsize=11, va="center", ha="right", in_layout=False)
    ends, runs = [], {}
    for name, rows in table.items():
        marker, colour, _ = LOOKS[name]
        known = {T: np.array(row, float) for T, row in rows.items()}
        x = np.concatenate([np.log10(T) + np.linspace(-0.022, 0.022, len(row)) for T, row in known.items()])
        y = np.concatenate(list(known.values()))
        axes.plot(x[y > 0], np.log10(y[y > 0]), marker, color=colour, ms=5, mew=0, alpha=0.55)
        axes.plot(x[y == 0], np.full(sum(y == 0), beyond), "x", color=colour, ms=7, mew=2)
        middle = [np.log10(np.median(np.where(row > 0, row, np.inf))) for row in known.values()]
        axes.plot(np.log10(list(known)), middle, "-", color=colour, lw=2.2)
        ends.append((np.log10(max(known)) + 0.02, middle[-1]))
        look = dict(mew=2.4, mec=style.AMBER, ls="", clip_on=False, zorder=5)
        runs[name] = axes.plot([], [], marker, mfc="none", ms=12, **look)[0], axes.plot([], [], ".", ms=5, **look)[0]
    names = Names(axes, list(table), [LOOKS[name][2] for name in table], fontsize=13)
    names.put(*zip(*ends, strict=True))
    look = dict(color=style.AMBER, fontsize=12, ha="right", in_layout=False, transform=axes.transAxes)
    axes.text(0.99, 0.02, "ring: one run; dot in it: learned", **look)

    def draw(at, own):
        for name, (ring, dot) in runs.items():
            found = [(np.log10(int(T)), np.log10(max(n, 40)), done) for T, (n, done) in own.get(name, {}).items()]
            ring.set_data([x for x, _, _ in found], [y for _, y, _ in found])
            dot.set_data([x for x, _, done in found if done], [y for _, y, done in found if done])

    def words(at, own):
        one = "; ".join(
            f"{name} " + ", ".join(f"{T} steps {n}{'' if done else ' (not learned)'}" for T, (n, done) in rows.items())
            for name, rows in own.items()
        )
        all_ = "; ".join(
            f"{name} " + ", ".join(f"{T} steps {told(row)}" for T, row in rows.items()) for name, rows in table.items()
        )
        return f"Updates of one run until it has learned to add: {one or 'none yet'}. Seeds of the table: {all_}."

    return Picture(whole, [line for pair in runs.values() for line in pair], draw, words)


@figure(task=choice("task", "adding, 30 steps", ("adding, 30 steps", "latch, 40 steps")))
def first_gradient(shape, controls, budgets):
    """Each cell from its default start to its memory start: gradient left at the first update, updates until learned.

    budgets: by task, the updates allowed. Draws two dicts by name, default and memory start: log10 of what is left, and
    the updates, 0 for not learned, of each seed.
    """
    whole, (axes,) = panels(shape, (1,), 470, (560,))
    panel = Predicts(axes, ("tanh", "LSTM", "GRU"), shape == "tall")

    def draw(at, default, memory):
        panel.draw(*(endless(start) for start in (default, memory)), budgets[at.task])
        picture.scene(panel.axes.gears)

    def words(at, default, memory):
        rows = []
        for name in panel.names:
            for start, (left, updates) in ("default", default[name]), ("memory", memory[name]):
                size = power_of_ten(np.median(left))
                rows.append(f"{name}, {start} start: {size} left, learned by {told(updates)}")
        said = f"the first gradient {panel.verdict.get_text()} ({panel.number.get_text()} pairs of seeds)"
        return f"{at.task}: {said}. {'; '.join(rows)}."

    picture = Picture(whole, panel.moving, draw, words)
    return picture


def endless(start):
    """The same start with inf updates where it was not learned."""
    return {name: (np.array(left), np.array([n or np.inf for n in updates])) for name, (left, updates) in start.items()}
