"""Figure 11.2: updates until learned by length."""

import numpy as np

from helpers.figures import style
from helpers.figures.labels import CLEAR
from helpers.figures.names import Names, readable
from helpers.figures.picture import Picture, figure, panels

LOOKS = ("o", "-", style.KINDS[0]), ("s", "-.", style.KINDS[1]), ("D", ":", style.KINDS[2])
MISSED = np.log10(8000)


@figure()
def lengths(shape, controls, tasks):
    """Updates until learned by length, a point a seed, in a panel for each task; the line joins the medians.

    tasks: a dict from a task to a dict from a contender to {T: updates of each seed, 0: not within the budget}.
    """
    small = shape == "tall"
    whole, pages = panels(shape, (1,) * len(tasks), 430, tall=(330,) * len(tasks))
    for axes, (task, contenders) in zip(pages, tasks.items(), strict=True):
        page(axes, task, contenders, small)

    def words(at):
        return "Updates until learned, medians. " + " ".join(
            f"{task.capitalize()}: {'; '.join(told(name, by_T) for name, by_T in contenders.items())}."
            for task, contenders in tasks.items()
        )

    return Picture(whole, words=words)


def told(name, by_T):
    """The medians of a contender in words."""
    middles = [(T, np.median([u or np.inf for u in updates])) for T, updates in by_T.items()]
    return f"{name} " + ", ".join(f"{m:.0f} (T = {T})" for T, m in middles if np.isfinite(m))


def page(axes, task, contenders, small):
    """One task."""
    axes.set(xlim=(0.85, 4.3 if small else 4.05), ylim=(1, MISSED + 0.2), title=task, xlabel="T (steps)")
    axes.set_ylabel("updates until learned")
    axes.set_xticks([1, np.log10(30), 2, np.log10(300), 3], [10, 30, 100, 300, 1000])
    axes.set_yticks([1, 2, 3, MISSED], [10, 100, 1000, "not\nlearned"])
    axes.axhspan(MISSED - 0.22, MISSED + 0.2, color="black", alpha=0.07, lw=0)
    ends = []
    for k, (by_T, (marker, dash, colour)) in enumerate(zip(contenders.values(), LOOKS, strict=False)):
        middles = []
        for T, updates in by_T.items():
            x = np.log10(int(T)) + 0.06 * (k - 1) + np.linspace(-0.02, 0.02, len(updates))
            y = np.array([np.log10(u) if u else MISSED for u in sorted(updates, key=lambda u: u or 1e9)])
            axes.plot(x, y, marker, color=colour, ms=4.5, alpha=0.6, mew=0, clip_on=False)
            middles.append((np.mean(x), np.log10(np.median([u or np.inf for u in updates]))))
        known = np.array([m for m in middles if np.isfinite(m[1])])
        axes.plot(*known.T, dash, color=colour, lw=2)
        ends.append(known[-1])
    farthest = max(x for x, _ in ends)
    named = []
    for name, end, (*_, colour) in zip(contenders, ends, LOOKS, strict=False):
        if end[0] > farthest - 0.2:
            named.append((name, readable(colour), end))
        else:  # another line goes on to the right of this one
            look = dict(color=readable(colour), fontsize=11, ha="right")
            axes.annotate(name, end, (-8, 12), textcoords="offset points", **look)
    names, colours, ends = zip(*named, strict=True)
    Names(axes, names, colours, bbox=CLEAR).put(*np.array(ends).T)
