"""The figures of lesson 03."""

import numpy as np
from matplotlib.patches import Rectangle

from helpers import style
from helpers.figures import in_style, one, powers_of_ten
from helpers.picture import Picture, panels

GRAPH = {"linestyle": "-", "color": "#C8C8C8", "lw": 1.4, "zorder": 1}


@in_style
def unrolled(words):
    """Left: the network unrolled over `words`, with the gradient that has come back so far drawn on its edges.
    Right: the norms at each step of the direct part, of the part handed back, and of the total.

    draw(direct, handed, total, t): log10 of the norms (T,), from step 1 to T; t: the step the sweep has reached.
    """
    n = len(words)
    figure, (graph, effect) = panels((1.35, 1))
    graph.set(xlim=(0.3, n + 0.7), ylim=(-0.65, 2.5), xlabel="time $t$", xticks=range(1, n + 1), yticks=[])
    graph.grid(False)
    for t, word in enumerate(words, start=1):
        graph.plot([t, t], [0, 2], **GRAPH)
        graph.plot([t, min(t + 1, n)], [1, 1], **GRAPH)
        graph.text(t, -0.12, word, ha="center", va="top", rotation=25, fontsize=11)
    (states,) = graph.plot(range(1, n + 1), np.ones(n), "o", ms=19, mfc="white", mec=style.NAIVE, zorder=3)
    (errors,) = graph.plot([], [], "s", ms=15, mfc="white", mec=style.TRUTH, zorder=3)
    edges = [graph.plot([], [], lw=3.6, ls="", zorder=2)[0] for _ in range(2 * n)]
    (here,) = graph.plot([], [], "o", ms=25, mfc="none", mec=style.TRUTH, mew=2.4, zorder=4)
    names = [graph.text(t, 1, f"$h_{t}$", ha="center", va="center", zorder=5) for t in range(1, n + 1)]
    losses = [graph.text(t, 2, f"$L_{t}$", ha="center", va="center", zorder=5) for t in range(1, n + 1)]

    effect.set(
        xlim=(0.5, n + 0.5), ylim=(-9.5, 3.6), xlabel="time $t$", ylabel="norm of the part", xticks=range(1, n + 1)
    )
    powers_of_ten(effect, np.arange(-9, 2, 3))
    (line_direct,) = effect.plot([], [], "s--", color=style.NAIVE, ms=8)
    (line_handed,) = effect.plot([], [], "<:", color=style.TRUTH, ms=8, lw=1.8)
    (line_total,) = effect.plot([], [], "o-", color=style.TRUTH, mfc="none", ms=11)
    effect.legend(
        [line_total, line_direct, line_handed],
        ["total", "direct", "handed back"],
        loc="upper right",
        ncols=3,
        columnspacing=1.0,
        handlelength=1.8,
    )

    def edge(line, xs, ys, log10_size, marker):
        colour = style.fate(log10_size)
        line.set_data(xs, ys)
        line.set(color=colour, ls="-", marker=marker, markevery=[1], ms=11)

    def draw(direct, handed, total, t):
        T = len(total)
        steps = np.arange(1, T + 1)
        states.set_data(steps, np.ones(T))
        shown = np.isfinite(direct)
        errors.set_data(steps[shown], np.full(shown.sum(), 2))
        for i in range(n):
            down, back = edges[i], edges[n + i]
            down.set_visible(i < T and i + 1 >= t and bool(shown[i]))
            back.set_visible(i + 1 < T and i + 1 >= t and bool(np.isfinite(handed[i])))
            if down.get_visible():
                edge(down, [i + 1, i + 1, i + 1], [1.8, 1.5, 1.2], direct[i], "v")
            if back.get_visible():
                edge(back, [i + 1.8, i + 1.5, i + 1.2], [1, 1, 1], handed[i], "<")
            names[i].set_visible(i < T)
            losses[i].set_visible(i < T and bool(shown[i]))
        here.set_data([t], [1])
        for line, values in (line_direct, direct), (line_handed, handed), (line_total, total):
            visible = (steps >= t) & np.isfinite(values)
            line.set_data(steps[visible], np.maximum(values[visible], -20))

    moving = [states, errors, *edges, here, *names, *losses, line_direct, line_handed, line_total]
    return Picture(figure, moving, draw)


@in_style
def cost(T_max):
    """Left: the pairs (loss, step) that the double loop visits. Right: matrix products against T, up to T_max.

    draw(loss_at, step_at, loop, T): the pairs (N,), two arrays; loop: products of the double loop for
    1, …, T_max steps; T: the current length.
    """
    figure, (pairs, effect) = panels()
    ends = (0, T_max + 1)
    pairs.set(xlim=ends, ylim=ends, xlabel="step $j$ that is visited", ylabel="loss at step $t$", aspect="equal")
    (visited,) = pairs.plot([], [], "s", color=style.EXPLODES, ms=3.4, alpha=0.8)
    (once,) = pairs.plot([], [], "o", color=style.SURVIVES, ms=4.5)
    pairs.legend([visited, once], ["the double loop", "one sweep"], loc="lower right")
    effect.set(xlim=ends, ylim=(0.8, 4000), yscale="log", xlabel="steps $T$", ylabel=r"products with $W^{\mathsf{T}}$")
    effect.set_yticks([1, 10, 100, 1000], ["1", "10", "100", "1000"])
    T_all = np.arange(1, T_max + 1)
    (loop_line,) = effect.plot([], [], color=style.EXPLODES)
    (sweep_line,) = effect.plot(T_all, T_all, color=style.SURVIVES, ls="--")
    (loop_here,) = effect.plot([], [], "s", color=style.EXPLODES, ms=11, clip_on=False)
    (sweep_here,) = effect.plot([], [], "o", color=style.SURVIVES, ms=11, clip_on=False)
    effect.legend([loop_here, sweep_here], ["the double loop", "one sweep: $T$"], loc="upper left")

    def draw(loss_at, step_at, loop, T):
        visited.set_data(step_at, loss_at)
        once.set_data(T_all[:T], np.full(T, T))
        loop_line.set_data(T_all, loop)
        loop_here.set_data([T], [loop[T - 1]])
        sweep_here.set_data([T], [T])

    return Picture(
        figure, [visited, once, loop_line, sweep_line, loop_here, sweep_here], draw
    )  # where both agree, both show


@in_style
def gradient_check(log10_steps):
    """Left: the loss around a weight, in units of the finite step. Right: relative errors over the step.

    draw(us, rise, errors, here): us (N,) from -1.5 to 1.5, rise (N,) the change of the loss over ε gradient;
    errors: three arrays over log10_steps; here: three errors at the current step, preceded by its log10.
    """
    figure, (loss, effect) = panels()
    loss.set(xlim=(-1.6, 1.6), ylim=(-3, 4.4), xlabel="move of the weight, in units of $ε$")
    loss.set_ylabel("change of $L$ / ($ε$ · gradient)")
    (tangent,) = loss.plot([-1.5, 1.5], [-1.5, 1.5], color=style.SURVIVES, ls=(0, (6, 3)), lw=1.6)
    (curve,) = loss.plot([], [], color=style.TRUTH, lw=1.8)
    (forward_chord,) = loss.plot([], [], color=style.EXPLODES, lw=1.8)
    (central_chord,) = loss.plot([], [], color=style.VANISHES, lw=2.4, ls="--")
    for line in curve, forward_chord, central_chord:  # the legend stands above
        line.set_clip_path(Rectangle((-1.6, -3), 3.2, 6, transform=loss.transData))
    loss.legend(
        [curve, tangent, forward_chord, central_chord],
        ["the computed loss", "the true slope", "forward", "central"],
        loc="upper center",
        ncols=2,
    )
    effect.set(xlim=(-15.5, 0.5), ylim=(-17.5, 5), xlabel="step $ε$", ylabel="relative error")
    effect.set_xticks(range(-15, 1, 5), [f"$10^{{{e}}}$" for e in range(-15, 0, 5)] + ["1"])
    effect.set_yticks(range(-15, 1, 5), [f"$10^{{{e}}}$" for e in range(-15, 0, 5)] + ["1"])
    one(effect.axhline, 0)
    looks = ("s", 14, "-", style.EXPLODES, "forward"), ("o", 11, "--", style.VANISHES, "central")
    looks = (*looks, ("D", 5, ":", style.TRUTH, "complex step"))  # sizes: none hides another
    lines = [effect.plot([], [], ls, color=colour, label=name)[0] for *_, ls, colour, name in looks]
    dots = [
        effect.plot([], [], marker, color=colour, ms=size, clip_on=False)[0] for marker, size, _, colour, _ in looks
    ]
    effect.legend(loc="upper center", ncols=3, columnspacing=1.0, handlelength=1.8)

    def draw(us, rise, errors, here):
        low, middle, high = np.interp([-1, 0, 1], us, rise)
        right = us[us >= 0]
        chords = (
            (forward_chord, right, middle + (high - middle) * right),
            (central_chord, us, (low + high) / 2 + (high - low) / 2 * us),
        )
        for line, at, values in (curve, us, rise), *chords:
            line.set_data(at, values)
        for line, dot, values, now in zip(lines, dots, errors, here[1:], strict=True):
            line.set_data(log10_steps, np.log10(np.maximum(values, 1e-17)))
            dot.set_data([here[0]], [np.log10(max(now, 1e-17))])

    return Picture(figure, [curve, forward_chord, central_chord, *lines, *dots], draw)
