"""The figures of lesson 10."""

import numpy as np

from helpers.controls import choice, slider, text
from helpers.figures import style
from helpers.figures.panels import ABOVE, log_axis, mark, powers_of_ten, sign
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.style import power_of_ten

LOOKS = ("tanh", "--", style.KINDS[1], "s"), ("LSTM", "-", style.KINDS[0], "o"), ("GRU", ":", style.KINDS[2], "D")
LOOKS = {name: dict(ls=ls, color=c, marker=m, label=name, clip_on=False) for name, ls, c, m in LOOKS}
EXAMPLES = (
    "The writer of the books",
    "The writers of the book",
    "The keys near the cabinet",
    "The friend with the old wigs behind the red cabinets",
    "The men of the new good movie near the small old key with the terrible red book",
    "The book",
)
NETWORKS = [f"{cell} k={k}" for cell, ks in (("tanh", "2345"), ("LSTM", "25"), ("GRU", "25")) for k in (*ks, "all")]
PALE = "#C8C8C8"


@figure(
    sentence=text("sentence", EXAMPLES[0], EXAMPLES),
    cell=choice("cell", "tanh", ("tanh", "LSTM")),
    updates=slider("updates", 900, 0, 3000, 50, play=True),
)
def sentence(shape, controls, longest):
    """Left: what is left of a gradient at every word of a sentence of at most `longest` words, the last word on the
    right. Right: what comes next.

    Draws how many updates were made, the words, the subject's place in them, its verb, log10 of the gradient left
    (n,), and the chances (4,) of "is", "are", a preposition, anything else.
    """
    whole, (left, right) = panels(shape, (1.5, 1), tall=(400, 320))
    left.set(xlim=(-0.7, longest - 0.3), ylabel="gradient left")
    powers_of_ten(left, -6, 2, 2)
    left.set_xticks(range(longest), ["cabinets.."] * longest, rotation=90, color="none")  # keeps room for the words
    left.tick_params(axis="x", length=0)
    below = left.get_xaxis_transform()  # x in words, y in heights of the panel
    look = dict(rotation=90, ha="center", va="top", transform=below, in_layout=False)
    labels = [left.text(i, -0.02, "", **look) for i in range(longest)]
    (line,) = left.plot([], [], ".-", color=style.TRUTH, ms=9)
    at_subject = sign(left, 12)
    right.set(xlim=(-0.6, 3.6), ylim=(0, 1), ylabel="probability of the next word")
    right.set_xticks(range(4), ["is", "are", "another\nphrase", "anything\nelse"])
    right.grid(visible=False, axis="x")
    bars = right.bar(range(4), 0, 0.7, color=[style.KINDS[0], style.KINDS[2], PALE, PALE])
    bars[1].set_hatch("//")

    def draw(at, updates, said, subject, verb, log10_left, chances):
        places = np.arange(longest - len(said), longest)
        for i, (label, word) in enumerate(zip(labels, [""] * (longest - len(said)) + said, strict=True)):
            label.set(text=word, fontweight="bold" if i == places[subject] else "normal")
        line.set_data(places, np.clip(log10_left, -7, 3))
        mark(at_subject, places[subject], log10_left[subject], -6, 2)
        for bar, chance in zip(bars, chances, strict=True):
            bar.set_height(chance)

    def words(at, updates, said, subject, verb, log10_left, chances):
        return (
            f"{at.cell} after {updates} updates, “{' '.join(said)} …”: P(is) = {chances[0]:.3f}, "
            f"P(are) = {chances[1]:.3f}. It leans to “{'is' if chances[0] > chances[1] else 'are'}”; with "
            f"“{said[subject]}” goes “{verb}”. Of the gradient of that verb's loss "
            f"{power_of_ten(log10_left[subject])} arrives at “{said[subject]}”, {len(said) - 1 - subject} steps back."
        )

    return Picture(whole, [line, at_subject, *bars, *labels], draw, words)


@figure(
    distractors=slider("distractors", 2, 0, 6, 1),
    distance=slider("distance", 1, 0, 4, 1),
    updates=slider("updates", 900, 0, 3000, 50, play=True),
    cell=choice("cell", "tanh", ("tanh", "LSTM")),
)
def distractors(shape, controls):
    """Left: the gradient of the verb's loss by steps back, up to the subject. Right: the share of right verbs by
    disagreeing nouns. Draws how many updates were made, log10 of the gradient left (lags+1,), the shares (nouns+1,).
    """
    whole, (left, right) = panels(shape, tall=(300, 320))
    nouns = controls.distractors.high
    phrase = 3 + controls.distance.high  # of the ADJECTIVES noun
    size = (0, nouns * phrase), (-12, 2)
    looks = [("the gradient", "true")]
    lines, draw_lines = log_axis(left, *size, "steps back from the last word", "gradient left", looks, 2, None)
    left.set_xticks(range(0, nouns * phrase + 1, phrase))
    right.set(
        xlim=(-0.2, nouns + 0.2),
        ylim=(-0.14, 1.04),
        xlabel="nouns of the other number" + (" before the verb" if shape == "wide" else ""),
    )
    right.set_ylabel("share of right verbs")
    (rule,) = right.plot(range(nouns + 1), [1] + [0] * nouns, "--", color=style.NAIVE)
    right.text(1.2, -0.1, "rule of the nearest noun", color=style.NAIVE)
    (curve,) = right.plot([], [], "o-", color=style.TRUTH, clip_on=False)
    (here,) = right.plot([], [], "o", mfc="none", mec=style.TRUTH, mew=2, ms=17, clip_on=False)

    def draw(at, updates, log10_left, shares):
        draw_lines(log10_left)
        curve.set_data(range(len(shares)), shares)
        here.set_data([at.distractors], [shares[at.distractors]])

    def words(at, updates, log10_left, shares):
        return (
            f"{at.cell} after {updates} updates; nouns of the other number: {at.distractors}, adjectives in each "
            f"phrase: {at.distance}. The network gets {shares[at.distractors]:.0%} of the verbs right. The subject is "
            f"{len(log10_left) - 1} steps back; {power_of_ten(log10_left[-1])} of the gradient arrives there."
        )

    return Picture(whole, [*lines, curve, rule, here], draw, words)  # the rule stays visible where a network follows it


@figure()
def race(shape, controls, updates, counts):
    """How many of ten networks say "is" over the updates; counts: dict from a cell to numbers."""
    whole, (axes,) = panels(shape, (1,), height=320)
    axes.set(ylim=(-0.3, 10.3), xlim=(0, updates[-1]), xlabel="updates", ylabel="networks that say “is”")
    for name, numbers in counts.items():
        axes.plot(updates, numbers, ms=6, **LOOKS[name])
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


@figure(
    prompt=text("prompt", "Beautiful is ", ("Beautiful is ", "Now is better ", "If the i", "Simple is ", "never ")),
    temperature=slider("temperature", 1.0, 0.1, 2.0, 0.05),
    seed=slider("seed", 0, 0, 20, 1),
)
def letters(shape, controls, alphabet, length):
    """Left: the chances of the next character. Right: how probable each of the drawn characters was.

    Draws the chances (V,), the text of `length` characters, and the probability of each (length,)."""
    whole, (left, right) = panels(shape, (1.4, 1), tall=(350, 300))
    left.set(xlim=(-0.7, len(alphabet) - 0.3), ylim=(0, 1), ylabel="probability of the next character")
    shown = [{" ": "␣", "\n": "↵"}.get(c, c) for c in alphabet]
    if shape == "tall":  # every other letter a line lower
        shown[1::2] = [f"\n{c}" for c in shown[1::2]]
    left.set_xticks(range(len(alphabet)), shown)
    left.grid(visible=False, axis="x")
    edges = np.ravel([[i - 0.4, i - 0.4, i + 0.4, i + 0.4] for i in range(len(alphabet))])
    (bars,) = left.fill([0], [0], color=style.TRUTH, lw=0)  # one outline for all bars: an artist a bar takes 3 ms
    right.set(xlim=(0.5, length + 0.5), ylim=(0, 1.03), xlabel="character written", ylabel="its probability")
    (line,) = right.plot([], [], "o-", color=style.TRUTH, lw=1.2, ms=5, clip_on=False)

    def draw(at, chances, said, drawn):
        bars.set_xy(np.column_stack((edges, np.ravel([[0, p, p, 0] for p in chances]))))
        line.set_data(range(1, length + 1), drawn)

    def words(at, chances, said, drawn):
        return (
            f"After {at.prompt!r} at temperature {at.temperature:.2f} the likeliest character is "
            f"{alphabet[chances.argmax()]!r}, with probability {chances.max():.2f}. Drawn with seed {at.seed}: "
            f"“{said.replace(chr(10), '↵')}”; {sum(chance < 0.5 for chance in drawn)} of its {length} characters had a "
            "probability below one half."
        )

    return Picture(whole, [bars, line], draw, words)
