"""The figure of lesson 04 about what training does to a memory that was there before it."""

import numpy as np

from helpers.controls import choice
from helpers.figures import style
from helpers.figures.lesson_06_training import counted
from helpers.figures.names import Names
from helpers.figures.picture import Picture, figure, panels

LOOKS = (":", style.NAIVE), ("--", style.ACCENT), ("-.", style.AMBER), ("-", style.TRUTH)
WHEN = 0, 10, 20, 50, 100, 200, 500, 1000, 2000


@figure(update=choice("after updates", 2000, WHEN))
def memory(shape, controls, ways, lag, reach):
    """Left: the losses of several ways to train, each point the mean of ten. Right: the share of an input that the best
    readout finds in the states, by lag, after so many updates; marked: the lag that the task asks for, shaded: those up
    to `reach` steps back. ways: all names that can come. Draws a dict by name of (losses (n,), [(updates, shares (m,))]
    in the order of updates); what is not in it yet has no line."""
    wide = shape != "tall"
    whole, (left, right) = panels(shape, (1.25, 1), 420, (330, 330))
    last = np.log10(controls.update.options[-1])
    left.set(xlim=(0.95, last + (0.95 if wide else 1.5)), ylim=(0, 1.25), xlabel="update", ylabel="loss (mean of 10)")
    counted(left, 1000)
    left.plot([0.95, last], [1, 1], color="#C4C4C4", lw=1.2, zorder=1)
    look = dict(fontsize=11, in_layout=False)
    left.text(1, 1.03, "always answering 0", color="#606060", va="bottom", **look)
    right.set(xlim=(0, 19), ylim=(-0.02, 1.06), xlabel="lag", xticks=[0, lag, 2 * lag], yticks=[0, 0.5, 1])
    right.set_yticklabels(["nothing", "½", "all"])
    right.set_title("what the states hold of an input", loc="left", fontsize=12)
    right.axvspan(0, reach, color="#F3F3F3", lw=0)
    right.text(reach + 0.2, 0.32, f"blame\nreaches\nback {reach}", color="#606060", va="center", **look)
    right.axvline(lag, color="#C4C4C4", lw=1.2)
    right.text(lag + 0.3, 0.12, "asked\nfor", color="#606060", va="center", **look)
    cursor = left.axvline(0, color="#909090", lw=1.2)
    curves, holds = ([ax.plot([], [], dash, color=c)[0] for dash, c in LOOKS] for ax in (left, right))
    marks = [right.plot([], [], "o", color=colour, ms=9, clip_on=False)[0] for _, colour in LOOKS]
    names = Names(left, ways, [colour for _, colour in LOOKS])

    def draw(at, results):
        ends = np.full((2, len(ways)), np.nan)
        cursor.set_xdata([np.log10(max(at.update, 9.5))] * 2)
        for n, way in enumerate(ways):
            losses, seen = results.get(way, ((), ()))
            x = np.log10(10 * np.arange(1, 1 + len(losses)))
            curves[n].set_data(x, losses)
            shares = then(seen, at.update)
            holds[n].set_data(np.arange(len(shares)), shares)
            marks[n].set_data(*([[lag], [shares[lag]]] if len(shares) else ([], [])))
            if len(losses):
                ends[:, n] = x[-1], losses[-1]
        names.put(np.nan_to_num(ends[0]), ends[1])

    def words(at, results):
        shares = {way: then(seen, at.update) for way, (_, seen) in results.items()}
        held = ", ".join(f"{way} {row[lag]:.2f}" for way, row in shares.items() if len(row))
        ends = ", ".join(f"{way} {losses[-1]:.2f}" for way, (losses, _) in results.items() if len(losses))
        return (
            f"Share of the input {lag} steps ago that a readout finds in the states after {at.update} updates: {held}. "
            f"Losses at the end: {ends}."
        )

    return Picture(whole, [cursor, *curves, *holds, *marks, *names.moving], draw, words)


def then(seen, update):
    """The shares measured last, when so many updates had been made; () if there are none."""
    return next((shares for when, shares in reversed(list(seen)) if when <= update), ())
