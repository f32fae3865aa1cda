"""The figures of lesson 08."""

import numpy as np

from helpers.controls import choice, slider
from helpers.figures import style
from helpers.figures.labels import CLEAR
from helpers.figures.names import Names, readable
from helpers.figures.panels import ABOVE, mark
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.pipe import Pipe
from helpers.figures.sizes import leaves, log_axis
from helpers.figures.style import power_of_ten

BASELINE = 1 / 6  # the loss of always answering 1
PALE, DIM = "#BDBDBD", "#5E5E5E"
# Dash, marker and colour of the networks in a race, in the order in which the lesson names them.
LOOKS = (":", "v", style.NAIVE), ("--", "s", style.KINDS[2]), ("-.", "D", style.KINDS[1]), ("-", "o", style.KINDS[0])


@figure(
    bias=slider("update bias", 0.0, -4.0, 7.0, 0.1),
    scale=slider("weights", 1.0, 0.0, 6.0, 0.1),
    T=slider("T (steps)", 100, 2, 100, 1),
    reset=choice("reset", "after", ("after", "before")),
)
def gates(shape, controls):
    """A pipe of T update gates, and what comes back through them: straight, and through all paths.

    Draws r (T,H), u (T,H), exact (T+1,), direct (T+1,): exact and direct are log10 sizes by lag."""
    whole, (axes,) = panels(shape, (1,), 340, (360,))
    pipe = Pipe(axes, shape == "tall", "update gate", "h")

    def draw(at, r, u, exact, direct):
        pipe.draw(u.mean(1), direct, exact)

    def words(at, r, u, exact, direct):
        peak = f" At its largest it was {power_of_ten(exact.max())}." if exact.max() > 0.05 else ""
        return (
            f"Update bias {at.bias:.1f}, weights times {at.scale:.1f}, reset {at.reset} the product: u is "
            f"{u.mean():.3f} on average. Over {at.T} steps the product of u alone is {power_of_ten(direct[-1])}; with "
            f"all paths the derivative is {power_of_ten(exact[-1])}.{peak}"
        )

    return Picture(whole, pipe.moving, draw, words)


@figure()
def race(shape, controls, names, T, updates, solved):
    """The loss of four networks over the updates, on a log axis, and a bar along the foot: how far the race is.

    T: the steps of the task; updates: the most that are allowed; solved: the loss at which a network has arrived.
    Draws a dict from a name to its losses (n,); each point is the mean of ten.
    """
    whole, (axes,) = panels(shape, (1,), 380, (380,))
    low = np.log10(0.006)
    small = shape == "tall"
    axes.set(
        xlim=(0, (1.2 if small else 1.15) * updates),
        xticks=range(0, updates + 1, updates // 5),
        ylim=(low, 0.1),
        xlabel="update",
        ylabel="loss (mean of ten)",
    )
    axes.set_yticks(np.log10([0.01, 0.03, 0.1, 0.3, 1]), ["0.01", "0.03", "0.1", "0.3", "1"])
    for loss, at, above, said in (BASELINE, 0.05, 1.35, "always answering 1"), (solved, 0.01, 1.06, "solved"):
        axes.plot([0, updates], np.log10([loss, loss]), color=DIM, ls=(0, (6, 3)), lw=1.4)
        axes.text(at * updates, np.log10(above * loss), said, color=DIM, fontsize=10, va="bottom")
    axes.text(0.01 * updates, low + 0.05, "updates so far", color=DIM, fontsize=10, va="bottom")
    (progress,) = axes.plot([], [], color=style.NAIVE, lw=7, alpha=0.6, solid_capstyle="butt")
    lines, ends = {}, {}
    for name, (dash, marker, colour) in zip(names, LOOKS, strict=True):
        (lines[name],) = axes.plot([], [], dash, color=colour, label=name)
        (ends[name],) = axes.plot([], [], marker, color=colour, ms=9, clip_on=False)
    said = [name.replace(", ", ",\n") for name in names]
    at_ends = Names(axes, said, [readable(colour) for *_, colour in LOOKS], fontsize=10 if small else 11, bbox=CLEAR)

    def draw(at, losses):
        for name in losses:
            mean = means(losses[name])
            x = len(losses[name]) - 10 * np.arange(len(mean))[::-1]
            lines[name].set_data(x, np.log10(mean))
            ends[name].set_data(x[-1:], np.log10(mean[-1:]))
        tips = np.array([[line.get_xdata()[-1:], line.get_ydata()[-1:]] for line in lines.values()], dtype=object)
        at_ends.put(*([part[0] if len(part) else np.nan for part in tips[:, k]] for k in (0, 1)))
        progress.set_data([0, max(map(len, losses.values()), default=0)], [low + 0.025] * 2)

    def words(at, losses):
        told = [f"{n} {means(run)[-1]:.3f} ({len(run)} updates)" for n, run in losses.items() if len(run) >= 10]
        return (
            f"Four networks learn to add over {T} steps, for at most {updates} updates. "
            f"Losses so far: {'; '.join(told) or 'none yet'}."
        )

    def means(losses):
        return losses[len(losses) % 10 :].reshape(-1, 10).mean(axis=1)

    return Picture(whole, [progress, *lines.values(), *at_ends.moving, *ends.values()], draw, words)


@figure(
    T=choice("T (steps)", 100, (20, 50, 100)),
    cell=choice("cell", "GRU", ("tanh", "ReLU", "LSTM", "GRU")),
    start=choice("start", "default", ("default", "memory")),
)
def stored_race(shape, controls, most):
    """Left: the gradient by lag at the start, one cell among the others. Right: updates until solved, by cell.

    most: updates at most, of any run. Draws gradients, updates, allowed: a dict from a cell to log10 sizes by lag
    (T+1,), relative to lag 0; one to the updates of each seed, 0 where it did not get there; and in how many.
    """
    whole, (cause, effect) = panels(shape, (1.1, 1), tall=(310, 330))
    names = controls.cell.options
    size = (0, 1), None, "lag", "gradient, relative to lag 0"
    looks = [(name, dash, colour) for name, (dash, _, colour) in zip(names, LOOKS, strict=True)]
    parts, draw_lines = log_axis(cause, *size, looks, legend=legend(shape))
    lines = {line.get_label(): line for line in parts if line.get_label() in names}
    band, missed = (1.07 * most, 1.25 * most), 1.16 * most  # where those stand that did not get there
    effect.set(xlim=(-0.5, len(names) - 0.5), ylim=(0, band[1]), ylabel="updates until solved")
    effect.set_xticks(range(len(names)), names)
    effect.set_yticks([*range(0, most + 1, 1000), missed], [*range(0, most + 1, 1000), "not\nsolved"])
    effect.axhspan(*band, color=PALE, alpha=0.25, lw=0)
    effect.grid(False, axis="x")
    look = {"ls": "", "ms": 9, "mfc": "none", "mew": 1.8, "clip_on": False}
    arrived, others = (effect.plot([], [], "o", color=colour, **look)[0] for colour in (style.TRUTH, PALE))
    failed, gone = (effect.plot([], [], "x", color=colour, **look)[0] for colour in (style.TRUTH, PALE))

    def draw(at, gradients, updates, allowed):
        low_high = draw_lines(*(gradients[name] for name in names))
        cause.set_xlim(0, at.T)
        picture.scene((low_high, at.T))
        chosen = gradients[at.cell]
        end = leaves(np.arange(len(chosen)), chosen, *low_high)
        mark(parts[-1], end[0], chosen[-1], *low_high)
        for name in names:
            lines[name].set_linewidth(3.6 if name == at.cell else 1.4)
        points = [(name == at.cell, *dot) for place, name in enumerate(names) for dot in dots(place, updates[name])]
        for here, solved, artist in (1, 1, arrived), (0, 1, others), (1, 0, failed), (0, 0, gone):
            artist.set_data(
                *np.reshape([p[1:] for p in points if p[0] == here and (p[2] < missed) == solved], (-1, 2)).T
            )

    def dots(place, updates):
        """Where the seeds of a cell stand: side by side, one alone in the middle."""
        x = place + 0.6 * ((np.arange(len(updates)) + 0.5) / max(len(updates), 1) - 0.5)
        return zip(x, [n or missed for n in updates], strict=True)

    def words(at, gradients, updates, allowed):
        seeds = len(updates[at.cell])
        solved = [n for n in updates[at.cell] if n]
        when = f", {'typically ' * (seeds > 1)}after {np.median(solved):.0f}" if solved else ""
        return (
            f"{at.cell}, start {at.start}, T = {at.T}: at the first update the gradient at lag {at.T} is "
            f"{power_of_ten(gradients[at.cell][-1])} of that at lag 0. Solved by {len(solved)} of "
            f"{seeds} seed{'s' * (seeds != 1)} within {allowed} updates{when}."
        )

    picture = Picture(whole, [*parts, others, gone, arrived, failed], draw, words)
    return picture


def legend(shape):
    """A legend of four networks above its panel, with handles in which a dash and a dot can be told from a dash."""
    return ABOVE | {"handlelength": 2.4} | ({"ncols": 4, "columnspacing": 0.8} if shape == "wide" else {"ncols": 2})
