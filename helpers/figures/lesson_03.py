"""The figures of lesson 03."""

import numpy as np

from helpers.controls import choice, slider
from helpers.figures import labels, style
from helpers.figures.lens import NOTHING, WAYS, seen_in, under_the_lens
from helpers.figures.panels import log10
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.style import power_of_ten
from helpers.figures.widths import Widths


@figure(
    T=slider("T (words)", 7, 1, 7, 1),
    back=slider("steps back", 6, 0, 6, 1, play=True),
    gain=slider("gain of W", 1.0, 0.0, 3.0, 0.05),
    counts=choice("losses", "every", ["every", "only the last"]),
)
def unrolled(shape, controls, sentence):
    """The network unrolled over a sentence, and the gradient that has come back so far as a stream: see widths.Widths.

    sentence: a list of words, as many as T can be. Draws the norms of the direct part, of the part handed back and of
    the total, each (T,), from step 1 to T.
    """
    tall = shape == "tall"
    whole, (page,) = panels(shape, (1,), 360, (640,))
    network = Widths(page, sentence, tall)
    first, second, third = ((-7.2, -1.9), (-7.2, -0.5), (-7.2, 0.25)) if tall else ((1.9, 5.2), (1.9, 4.45), (0, 0))
    verdict = page.text(*first, "", fontsize=20, fontweight="bold", gid="fate", va="center", in_layout=False)
    reason = network.words(11.5 if tall else 12.5, left=True)

    def reached_step(at):
        return max(1, at.T - at.back)

    def draw(at, direct, handed, total):
        t, last = reached_step(at), at.counts != "every"
        network.draw(t, direct, handed, total)
        part, later, both, sent = (
            power_of_ten(log10(n)) for n in (direct[t - 1], handed[t - 1], total[t - 1], total[-1])
        )
        colour, here = style.fate(log10(total[t - 1])), f"“{sentence[t - 1]}”"
        if last:
            labels.verdict(verdict, log10(total[t - 1]))
        else:
            verdict.set(text=f"gradient {both} at {here}", color=colour)
        if t == at.T:
            said = ["from its own loss alone: ", "no loss comes later"]
        elif last:
            steps = f"{at.T - t} step{'s' * (at.T - t > 1)} later"
            said = [f"reaches {here}; at “{sentence[at.T - 1]}”, ", f"{steps}, it is {sent}"]
        else:
            said = [f"{part} from its own loss and ", f"{later} handed back, added as vectors"]
        reason.write(said if tall else ["".join(said)], [second, third][: 1 + tall], style.TRUTH)

    def words(at, direct, handed, total):
        t = reached_step(at)
        part, later, both = (power_of_ten(log10(norms[t - 1])) for norms in (direct, handed, total))
        return (
            f"{at.T} word{'s' * (at.T > 1)}, gain {at.gain:.2f}, counting {at.counts} loss: the sweep has reached step "
            f"{t} (“{sentence[t - 1]}”). The direct part there has norm {part}, what is handed back by the step "
            f"after it {later}; together {both}."
        )

    return Picture(whole, [*network.moving, verdict, reason], draw, words)


@figure(
    T=slider("T (steps)", 40, 1, 60, 1, play=True),
    truncate=slider("at most back", 60, 0, 60, 1),
)
def cost(shape, controls):
    """Above, the pairs (loss, step) that the double loop visits, a triangle; below, the steps that one sweep visits:
    each column of the triangle falls into one dot.

    Draws the pairs (n,2) and the products that each loss asks for, an array (T,) up to the largest T.
    """
    wide, T_max = shape != "tall", controls.T.high
    whole, (visits, row) = panels(shape, (340, 110), 470, (350, 130), stacked=True)
    ticks = [1, *range(20, T_max + 1, 20)]
    for page in visits, row:
        page.set(xlim=(0.2, T_max + 0.8), xticks=ticks)
        page.grid(False)
    visits.set(ylim=(T_max + 1, 0), ylabel="loss at step $t$", yticks=ticks, xticklabels=[])
    row.set(ylim=(-1, 4), yticks=[0], yticklabels=["all"], xlabel="step $j$ that is visited")
    across, down = (12.0, 4.0) if wide else (4.2, 3.2)  # of a step, in CSS pixels
    brick = [(-across, -down), (across, -down), (across, down), (-across, down)]
    look = dict(ls="", mew=0, ms=0.72 * max(across, down))
    (visited,) = visits.plot([], [], marker=brick, color=style.KINDS[1], **look)
    (once,) = row.plot([], [], marker=brick, color=style.KINDS[0], **look)
    large, small = (23, 12) if wide else (19, 10.5)
    look = dict(in_layout=False, va="center", ha="right", x=T_max + 0.5)
    above = dict(color=style.ACCENT, **look)
    visits.text(y=4, s="double loop: each loss goes back alone", fontsize=small, **above)
    name = "one sweep: each column added up, then carried" if wide else "one sweep: columns added up"
    row.text(y=3.2 if wide else 3.6, s=name, fontsize=small, **look)
    counts = [visits.text(y=13 if wide else 14, s="", fontsize=large, fontweight="bold", **above)]
    counts.append(row.text(y=1.6 if wide else 1.9, s="", fontsize=large, fontweight="bold", **look))

    def draw(at, pairs, per_loss):
        visited.set_data(pairs[:, 1], pairs[:, 0])
        once.set_data(np.arange(1, at.T + 1), np.zeros(at.T))
        for text, count in zip(counts, (len(pairs), at.T), strict=True):
            text.set_text(f"{count} product{'s' * (count > 1)}")

    def words(at, pairs, per_loss):
        return (
            f"{at.T} step{'s' * (at.T > 1)}, going back at most {at.truncate}: the double loop makes {len(pairs)} "
            f"product{'s' * (len(pairs) > 1)} with Wᵀ, the sweep {at.T}. "
            f"Step {at.T} alone adds {per_loss[at.T - 1]} to the loop's count and 1 to the sweep's."
        )

    return Picture(whole, [visited, once, *counts], draw, words)


@figure(log10_eps=slider("log10 of ε", -2.0, -15.0, 0.0, 0.25))
def gradient_check(shape, controls, log10_steps, us):
    """Left: what is left of the loss around a weight without its true slope, magnified until it fills the panel.
    Right: relative errors over the step.

    log10_steps (n,): those of the curves. us (N,): moves of the weight in units of ε, from -1.5 to 1.5. Draws the
    change of the loss at `us` over ε times the gradient (N,), the errors of the forward difference, the central one
    and the complex step over log10_steps (3,n), and these three at the current ε.
    """
    whole, (lens, effect) = panels(shape, height=430, tall=(340, 380))
    whole.get_layout_engine().set(h_pad=0.12)
    small, large = (11, 14) if shape == "tall" else (12, 18)
    drawn, draw_lens = under_the_lens(lens, us, large)
    effect.set(xlim=(-15.5, 0.5), ylim=(-17.8, 1.5), xlabel="step $ε$", ylabel="relative error")
    powers = [f"$10^{{{e}}}$" for e in range(-15, 0, 5)]
    effect.set_xticks(range(-15, 1, 5), [*powers, "1"])
    effect.set_yticks([NOTHING, *range(-15, 1, 5)], ["0", *powers, "1"])
    for x, y, word in (-10.3, -7.6, "rounding"), (0.3, -12.6, "curvature"):
        effect.text(x, y, word, ha="right", color=style.NAIVE, fontsize=small)
    now = effect.axvline(0, color="#C8C8C8", lw=1.4)
    lines = [effect.plot([], [], dash, color=colour)[0] for colour, dash, *_ in WAYS]
    dots = [effect.plot([], [], m, color=colour, ms=size, clip_on=False)[0] for colour, _, m, size, _ in WAYS]
    # Each name beside its curve: where on it, and how far from it.
    where = (-3.6, -0.5, 0.5, "right"), (-3.4, 0.4, -1.2, "left"), (-15, 0, 0.9, "left")
    names = [effect.text(0, 0, way[-1], fontsize=small, ha=ha) for way, (*_, ha) in zip(WAYS, where, strict=True)]
    digits = effect.text(0, 1.06, "0", transform=effect.transAxes, fontsize=large, fontweight="bold")

    def draw(at, rise, errors, here):
        draw_lens(rise)
        now.set_xdata([at.log10_eps] * 2)
        for line, dot, values, value in zip(lines, dots, errors, here, strict=True):
            line.set_data(log10_steps[values > 0], np.log10(values[values > 0]))
            dot.set_data([at.log10_eps], [np.log10(value) if value > 0 else NOTHING])
        for name, values, (x, right, up, _) in zip(names, errors, where, strict=True):
            name.set_position((x + right, np.interp(x, log10_steps[values > 0], np.log10(values[values > 0])) + up))
        right = round(max(0.0, -log10(here[1])))
        digits.set_text(f"central: {right} digit{'s' * (right != 1)} right")

    def words(at, rise, errors, here):
        forward, central, imaginary = ("below 1e-14" if error < 1e-14 else f"{error:.1e}" for error in here)
        left, factor = seen_in(rise, us)
        return (
            f"Step {10**at.log10_eps:.1e}: without its true slope and magnified {factor} times, the loss "
            f"shows {left}. The relative error of the forward difference is {forward}, of the central difference "
            f"{central}, of the complex step {imaginary}."
        )

    return Picture(whole, [now, *drawn, *lines, *dots, *names, digits], draw, words)
