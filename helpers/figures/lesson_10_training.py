"""The figures of lesson 10 about networks over their training: what they learned, and how far."""

import numpy as np

from helpers.controls import choice, slider
from helpers.figures import style
from helpers.figures.panels import ABOVE
from helpers.figures.picture import Picture, figure, panels

LOOKS = ("tanh", "--", style.KINDS[1], "s"), ("LSTM", "-", style.KINDS[0], "o"), ("GRU", ":", style.KINDS[2], "D")
LOOKS = {name: dict(ls=ls, color=c, marker=m, label=name, clip_on=False) for name, ls, c, m in LOOKS}
NETWORKS = [f"{cell} k={k}" for cell, ks in (("tanh", "2345"), ("LSTM", "25"), ("GRU", "25")) for k in (*ks, "all")]


@figure()
def race(shape, controls, updates, counts):
    """How many of ten networks say "is" over the updates; counts: dict from a cell to numbers."""
    whole, (axes,) = panels(shape, (1,), height=320)
    axes.set(ylim=(-0.3, 10.3), xlim=(0, updates[-1]), xlabel="updates", ylabel="networks that say “is”")
    for name, numbers in counts.items():
        axes.plot(updates, numbers, ms=6 if shape == "wide" else 3.5, **LOOKS[name])
    axes.legend(loc="lower right")

    def words(at):
        return (
            "How many of ten networks lean to “is” after “The writer of the books”, over the updates. "
            "Tanh: none from 400 to 900 updates, all ten from 1800. LSTM: nine at 900, all ten from 1100."
        )

    return Picture(whole, words=words)


@figure(
    network=choice(
        "network",
        "LSTM k=5",
        NETWORKS,
    ),
    seed=slider("seed", 0, 0, 9, 1),
)
def horizon(shape, controls, learned, steps):
    """Left: how many of ten networks learned, over the window. Right: the share of right verbs over the distance.

    learned: {"cell k=window": number}, the widest window called all; steps: how many words a phrase has.
    Draws the shares of right verbs (10, nouns+1) of the chosen network, a row for each seed.
    """
    whole, (left, right) = panels(shape, tall=(310, 330))
    windows = sorted({name.split("=")[1] for name in learned})  # "all" comes last
    left.set(xlim=(-0.4, len(windows) - 0.6), ylim=(-0.4, 10.4), xlabel="window $k$", ylabel="networks that learned")
    left.set_xticks(range(len(windows)), windows)
    point = {name: (windows.index(name.split("=")[1]), number) for name, number in learned.items()}
    for shift, (cell, look) in enumerate(LOOKS.items(), -1):
        points = np.array(sorted(place for name, place in point.items() if name.startswith(cell)))
        left.plot(points[:, 0] + 0.06 * shift, points[:, 1], **look)
    left.legend(ncols=3, **ABOVE)
    (here,) = left.plot([], [], "o", mfc="none", mec=style.TRUTH, mew=2, ms=19, clip_on=False)
    right.set(ylim=(-0.14, 1.04), ylabel="share of right verbs")
    right.set_xlabel("steps from the last word back to the subject" if shape == "wide" else "steps back to the subject")
    right.axvline(3 * steps, color=style.NAIVE, lw=1.2, ls=":")
    right.text(3 * steps + 0.6, -0.1, "longest in training", color=style.NAIVE)
    (window,) = right.plot([], [], "-.", color=style.KINDS[1])
    seeds = [right.plot([], [], color="#B5B5B5", lw=1.2, zorder=1.5)[0] for _ in range(10)]
    (curve,) = right.plot([], [], "o-", color=style.TRUTH, clip_on=False)
    right.legend([window, seeds[0], curve], ["window", "ten seeds", "this seed"], ncols=3, **ABOVE)
    distance = steps * np.arange(9)
    right.set(xlim=(0, distance[-1]), xticks=distance)

    def draw(at, shares):
        here.set_data([point[at.network][0]], [point[at.network][1]])
        window.set_data([reach(at)] * 2, [-0.14, 1.04])
        for line, row in zip(seeds, shares, strict=True):
            line.set_data(distance, row)
        curve.set_data(distance, shares[at.seed])

    def words(at, shares):
        far = f"{reach(at)} steps back" if reach(at) < distance[-1] else "the whole sentence"
        return (
            f"{at.network}: each loss reaches {far}. With three distracting nouns, {3 * steps} steps, "
            f"{learned[at.network]} of 10 networks get nine tenths of the verbs right, or more. With eight, "
            f"{distance[-1]} steps, the mean is {shares[:, 8].mean():.0%}, and {shares[at.seed, 8]:.0%} for seed "
            f"{at.seed}."
        )

    def reach(at):
        k = at.network.split("=")[1]
        return distance[-1] if k == "all" else int(k)

    return Picture(whole, [here, *seeds, window, curve], draw, words)
