"""The figures of lesson 10 about networks over their training: what they learned, and how far."""

import numpy as np

from helpers.controls import choice, slider
from helpers.figures import style
from helpers.figures.names import readable
from helpers.figures.picture import Picture, figure, panels

LOOKS = ("tanh", "--", style.KINDS[1], "s"), ("LSTM", "-", style.KINDS[0], "o"), ("GRU", ":", style.KINDS[2], "D")
LOOKS = {name: dict(ls=ls, color=c, marker=m, label=name, clip_on=False) for name, ls, c, m in LOOKS}
CELLS = tuple(LOOKS)
NETWORKS = [f"{cell} k={k}" for cell, ks in (("tanh", "2345"), ("LSTM", "25"), ("GRU", "25")) for k in (*ks, "all")]


@figure()
def race(shape, controls, updates, counts):
    """How many of ten networks say "is" over the updates; counts: dict from a cell to numbers."""
    small = shape == "tall"
    whole, (axes,) = panels(shape, (1,), 320, (320,))
    axes.set(ylim=(-0.3, 10.3), xlim=(0, updates[-1]), xlabel="updates", ylabel="networks that say “is”, of ten")
    for name, numbers in counts.items():
        axes.plot(updates, numbers, ms=3.5 if small else 6, **LOOKS[name])
        there = next(i for i, number in enumerate(numbers) if i > 12 and number >= (8 if name == "LSTM" else 4))
        right = name != "LSTM"
        at = updates[there] + (130 if right else -60), numbers[there]
        colour = readable(LOOKS[name]["color"])
        axes.text(*at, name, ha="left" if right else "right", va="center", color=colour, fontsize=13, fontweight="bold")

    def words(at):
        return (
            "How many of ten networks lean to “is” after “The writer of the books”, over the updates. "
            "Tanh: none from 400 to 900 updates, all ten from 1800. LSTM: nine at 900, all ten from 1100."
        )

    return Picture(whole, words=words)


@figure(
    seed=slider("seed", 0, 0, 9, 1),
    network=choice("framed", "LSTM k=5", NETWORKS),
)
def horizon(shape, controls, learned, steps):
    """A panel for each cell and window: the share of right verbs over the distance, of ten networks.

    learned: {"cell k=window": number}, the widest window called all; steps: how many words a phrase has.
    Draws a dict from a network to its shares of right verbs (10, nouns+1), a row for each seed.
    """
    small = shape == "tall"
    whole, (page,) = panels(shape, (1,), 470, (540,))
    page.remove()
    whole.get_layout_engine().set(wspace=0.02, hspace=0.02, w_pad=0.02, h_pad=0.03)
    windows = sorted({name.split("=")[1] for name in learned})  # "all" comes last
    distance = steps * np.arange(9)
    grid = whole.subplots(len(CELLS), len(windows), sharex=True, sharey=True)
    seeds, chosen, frames = {}, {}, {}
    for row, cell in zip(grid, CELLS, strict=True):
        for axes, k in zip(row, windows, strict=True):
            name = f"{cell} k={k}"
            axes.grid(False)
            axes.set(xlim=(0, distance[-1]), ylim=(-0.06, 1.3), xticks=(0, 3 * steps, 6 * steps), yticks=(0, 0.5, 1))
            axes.tick_params(labelsize=8.5 if small else 10)
            if cell == CELLS[0]:
                axes.set_title(f"$k={k}$" if k != "all" else "all steps" if not small else "all", fontsize=12)
            if name not in learned:
                look = dict(color=style.NAIVE, fontsize=9 if small else 11, ha="center", va="center")
                axes.text(distance[-1] / 2, 0.55, "not\nrun", **look)
                axes.spines[:].set_color("#D0D0D0")
                continue
            axes.axvline(3 * steps, color=style.NAIVE, lw=1.1, ls=":")
            axes.axvspan(0, reach(k, distance), ymax=1.04 / 1.36, color=style.KINDS[1], alpha=0.18, lw=0)
            said = f"{learned[name]}/10" if small else f"{learned[name]} of 10"
            axes.text(distance[-1] * 0.97, 1.17, said, ha="right", va="center", fontsize=9 if small else 11)
            seeds[name] = [axes.plot([], [], color="#A8A8A8", lw=1.0)[0] for _ in range(10)]
            (chosen[name],) = axes.plot([], [], color=style.TRUTH, lw=2.2)
            (frames[name],) = axes.plot([0, 1, 1, 0, 0], [0, 0, 1, 1, 0], color=style.KINDS[2], lw=3, clip_on=False)
            frames[name].set_transform(axes.transAxes)
        row[0].set_ylabel(cell, fontsize=12, fontweight="bold")
    whole.supxlabel("steps back to the subject; dotted: the longest in training", fontsize=9 if small else 12)
    whole.suptitle(
        "share of right verbs; pink: how far a loss reaches;\nnumber: networks that learned; black: this seed"
        if small
        else "share of right verbs · pink: how far a loss reaches · number: networks that learned · black: this seed",
        fontsize=9.5 if small else 11.5,
    )

    def draw(at, shares):
        for name, lines in seeds.items():
            for line, row in zip(lines, shares[name], strict=True):
                line.set_data(distance, row)
            chosen[name].set_data(distance, shares[name][at.seed])
            frames[name].set_visible(name == at.network)

    def words(at, shares):
        shares, k = shares[at.network], at.network.split("=")[1]
        far = "the whole sentence" if k == "all" else f"{k} steps back"
        return (
            f"{at.network}: each loss reaches {far}. With three distracting nouns, {3 * steps} steps, "
            f"{learned[at.network]} of 10 networks get nine tenths of the verbs right, or more. With eight, "
            f"{distance[-1]} steps, the mean is {shares[:, 8].mean():.0%}, and {shares[at.seed, 8]:.0%} for seed "
            f"{at.seed}."
        )

    lines = [line for name in seeds for line in seeds[name]]
    return Picture(whole, [*lines, *chosen.values(), *frames.values()], draw, words)


def reach(k, distance):
    """How many steps back a loss reaches with a window of k, a number in words or "all"."""
    return distance[-1] if k == "all" else int(k)
