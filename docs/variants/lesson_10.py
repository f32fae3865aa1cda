"""Lesson 10: chances among some words, sentences that are filled up, windows, and words that stand twice."""

import numpy as np

from helpers.checks.slips import eighths
from variants import MEND, WILD, Pencil, Variant

SENTENCES = "the old and the new", "a box in a box", "keys of a box of keys", "the dog and the cat", "a friend of a man"


def pencil(rng):
    f = float(rng.choice([0.1, 0.2, -0.5, 2.0, -2.0]))
    words = str(rng.choice(SENTENCES)).split()
    a, b = float(rng.choice([3, 5])), float(rng.choice([1, 4, 7]))
    by_place = [f"{f ** (len(words) - 1 - i):g}" for i in range(len(words))]
    by_word = {w: sum(f ** (len(words) - 1 - i) for i, v in enumerate(words) if v == w) for w in words}
    right = f * a + b
    behind = a, right, f * right, f * f * right
    before = 1.0, f + 1, f * (f + 1) + a, f * f * (f + 1) + right
    return Pencil(
        f"**10.1 · Three gradients, with a pencil.** One unit, $h_t = {f:g}\\,h_{{t-1}} + x_t$, $h_0 = 0$. The input "
        "is one number for each word, its **embedding**, $x_t = E[\\text{word}_t]$. (a) The words are "
        f"*{' '.join(words)}*, the loss is $h_{len(words)}$. What is $\\partial L/\\partial E$, for each of the "
        f"{len(by_word)} words? (b) In a batch of sentences of four words one has two only, $x = ({a:g}, {b:g})$. "
        "Behind them it is filled up with two zeros. Which four states does it run through, and which of them should "
        "be handed on? (c) Somebody fills it up *in front* instead, with a word of its own, *fill*, twice, and "
        "$E[\\textit{fill}] = 1$. The last state is handed on. How far is it from the right number, and and what "
        "is the gradient of this last state by $E[\\textit{fill}]$?",
        f"(a) By place {', '.join(by_place)}; a word that stands twice adds both: "
        f"{', '.join(f'{w}: {g:g}' for w, g in by_word.items())}.\n"
        f"(b) {', '.join(f'{h:g}' for h in behind)}; handed on should be {right:g}, the state at its own last word.\n"
        f"(c) The states are {', '.join(f'{h:g}' for h in before)}, and {before[-1]:g} - {right:g} = "
        f"{f * f * (f + 1):g}. The gradient by E[fill] is {f**3:g} + {f**2:g} = {f * f * (f + 1):g}.",
        points=3,
    )  # fmt: skip


def words(rng, size, scale=1.5):
    """Logits of so many words."""
    return eighths(rng.normal(0, scale, size))


def among(rng):
    solution = """\
def share_of_these(logits, these, those):
    e = np.exp(logits - logits.max())
    one, other = e[these].sum(), e[those].sum()
    return one / (one + other)"""

    def truth(logits, these, those):
        apart = np.logaddexp.reduce(logits[these]) - np.logaddexp.reduce(logits[those])
        return (1 + np.tanh(apart / 2)) / 2

    cases = []
    for size, n, m in (5, 2, 1), (6, 1, 3), (4, 1, 1), (33, 4, 2), (33, 3, 8), (8, 2, 2):
        places = rng.permutation(size)[: n + m]
        cases.append({"logits": words(rng, size), "these": places[:n], "those": places[n:]})
    cases += [{"logits": words(rng, 5) + far, "these": np.array([2, 0]), "those": np.array([4])} for far in (1e3, -1e3)]
    sums = "one, other = e[these].sum(), e[those].sum()"
    return Variant(
        "**10.2 · Among some words.** Not only *is* and *are* have a number, so have *was* and *were*. `logits` holds "
        "the numbers before softmax for all words; `these` and `those` hold the places of some words in it, and no "
        "word is in both. Return the probability that the next word is one of `these`, given that it is one of "
        "`these` or one of `those`. (Logits may be large: all near 1000, say, or near -1000.)",
        solution,
        truth,
        cases,
        [
            ("logits - logits.max()", "logits", "e^1000 is more than a float holds, and e^-1000 is 0 to it: before "
             "exp, subtract something from all."),
            ("(one + other)", "e.sum()", "that is their chance among all words. Only `these` and `those` are left."),
            ("one / (one + other)", "one / other", "those are the odds: divide by the sum of both groups."),
            ("one / (one + other)", "other / (one + other)", "that is the chance of the other group."),
            ("np.exp(logits - logits.max())", "logits", "logits are no chances yet: take exp first."),
            ("return one / (one + other)", "e = np.exp(logits)\n    return e[these].sum() / e.sum()",
             "two things. That is their chance among all words: only `these` and `those` are left. And e^1000 is more "
             "than a float holds: before exp, subtract something from all."),
            (sums, sums.replace("sum", "mean"), "you take means. A group with more words is likelier: add them up."),
            (sums, sums.replace("sum", "max"), "you take the likeliest word of each group. The others count as well."),
            (
                sums,
                "one, other = np.exp(logits[these].sum()), np.exp(logits[those].sum())",
                "you add the logits, and then take exp: that multiplies chances. Add after exp.",
            ),
        ],
        "The other words don't count, however likely they are.",
    )  # fmt: skip


def raised(rng):
    solution = """\
def to_be_raised(logits, i, chance):
    others = np.delete(logits, i)
    most = others.max()
    rest = np.log(np.sum(np.exp(others - most))) + most
    return np.log(chance / (1 - chance)) + rest - logits[i]"""

    def truth(logits, i, chance):
        low, high = -3000.0, 3000.0
        for _ in range(70):
            z = logits.copy()
            z[i] = (low + high) / 2
            e = np.exp(z - z.max())
            low, high = (z[i], high) if e[i] / e.sum() < chance else (low, z[i])
        return low - logits[i]

    chances = rng.permutation([0.125, 0.25, 0.75, 0.875, 0.9375, 0.0625, 0.5])
    sizes = 3, 4, 2, 33, 33, 6, 5
    cases = [
        {"logits": words(rng, size), "i": int(rng.integers(size)), "chance": float(chance)}
        for size, chance in zip(sizes, chances, strict=True)
    ]
    cases += [{"logits": words(rng, 4) + far, "i": 2, "chance": 0.75} for far in (50, -50)]
    back = "np.log(chance / (1 - chance)) + rest - logits[i]"
    return Variant(
        "**10.2 · How much higher?** `logits` holds the numbers before softmax for all words. By how much must the "
        "logit of word `i` be raised, so that its probability becomes `chance`, while the other logits stay? (A "
        "negative answer says: lowered.)",
        solution,
        truth,
        cases,
        [
            (
                back,
                "np.log(chance) + np.log(np.sum(np.exp(logits - most))) + most - logits[i]",
                "you keep the sum that softmax divides by. It has word i in it, so it changes with it.",
            ),
            ("np.log(chance / (1 - chance))", "np.log(chance)", "all others together get 1 - chance. Where is it?"),
            ("chance / (1 - chance)", "(1 - chance) / chance", "upside down: word i gets `chance`, the others the "
             "rest."),
            (" - logits[i]", "", "that is the logit that word i must have. By how much is it raised then?"),
            ("rest - logits[i]", "most - logits[i]", "you compare with the likeliest other word alone. All others "
             "count."),
            ("others = np.delete(logits, i)", "others = logits", "word i is not one of the others: leave it out of "
             "their sum."),
            ("rest - logits[i]", "0", "that is the logit that it would need if the others' powers of e had the sum 1, "
             "and word i the logit 0. Both count."),
            ("rest - logits[i]", "-logits[i]", "the other words are missing. What is the sum of their powers of e?"),
            (back, "np.log(chance) - logits[i]", "softmax divides by a sum: where are the other words?"),
            ("np.log(", "np.log10(", "softmax has powers of e, so it is the natural logarithm."),
            (back, "chance - np.exp(logits[i] - most) / (np.exp(logits[i] - most) + np.exp(rest - most))",
             "that is how much its *probability* must grow. By how much must the logit?"),
        ],
        "The log of the odds is the distance from the others' sum.",
    )  # fmt: skip


SHAPES = ([2, 1], 2, 1), ([1, 3], 3, 2), ([4, 2], 4, 3), ([3, 6, 1, 4], 6, 2), ([5, 5, 2], 5, 4), ([5, 2, 6], 7, 2)
FILLED = (
    "A batch of sentences, filled up to one length. `states` is an array (T+1, B, H); row 0 is the start, row $t$ the "
    "states after $t$ words. `lengths` (B,) says how many words each sentence has. "
)


def averaged(rng):
    solution = """\
def mean_states(states, lengths):
    return np.array([states[1 : n + 1, b].mean(axis=0) for b, n in enumerate(lengths)])"""

    def truth(states, lengths):
        t = np.arange(len(states))[:, None]
        return np.einsum("tb,tbh->bh", ((t > 0) & (t <= lengths)) / lengths, states)

    cases = [
        {"states": eighths(rng.uniform(-1, 1, (T + 1, len(n), H)) + 0.0625), "lengths": rng.permutation(n)}
        for n, T, H in SHAPES
    ]
    own = "states[1 : n + 1, b].mean(axis=0)"
    return Variant(
        f"**10.3 · The mean of a sentence.** {FILLED}Return for every sentence the mean of its states after each of "
        "its own words, an array (B, H).",
        solution,
        truth,
        cases,
        [
            ("1 : n + 1", "1:", "you take all rows, those after the filling too. Each sentence ends after n words."),
            ("1 : n + 1", ": n + 1", "row 0 is the start, before any word. It is no state after a word."),
            ("1 : n + 1", ":n", "off by one: row 0 is the start, and after n words it is row n."),
            (own, "states[: n + 1, b].sum(axis=0) / n", "row 0 is the start, before any word. It is no state after a "
             "word."),
            (own, "states[1:, b].sum(axis=0) / n", "you add up all rows, those after the filling too. Each sentence "
             "ends after n words."),
            (own, "states[1:n, b].sum(axis=0) / n", "the state after the last word is missing: it is row n."),
            (own, "states[n, b]", "that is the state after the last word. The mean over all words is asked for."),
            ("mean(axis=0)", "sum(axis=0)", "that is the sum of the states: divide by the number of words."),
            ("mean(axis=0)", "sum(axis=0) / (len(states) - 1)", "you divide by the length of the batch. Each "
             "sentence has its own."),
            ("mean(axis=0)", "max(axis=0)", "that is the largest of the states, unit by unit. Their mean is asked "
             "for."),
            ("states[1 : n + 1, b]", "states[1 : n + 1, 0]", "all of it is from the first sentence. Each has its "
             "column."),
        ],
        "What is filled in doesn't count, neither above nor below the line.",
    )  # fmt: skip


def handed(rng):
    solution = """\
def handed_back(g, lengths, T):
    found = np.zeros((T + 1, *g.shape))
    found[lengths, np.arange(len(lengths))] = g
    return found"""

    def truth(g, lengths, T):
        return (np.arange(T + 1)[:, None] == lengths)[:, :, None] * g + 0.0  # no -0

    cases = [
        {"g": eighths(rng.normal(size=(len(n), H))) + 0.0625, "lengths": rng.permutation(n), "T": T}
        for n, T, H in SHAPES
    ]
    own = "found[lengths, np.arange(len(lengths))] = g"
    return Variant(
        "**10.3 · Back to the last states.** A batch of B sentences, filled up to T words. `lengths` (B,) says how "
        "many words each has. The loss reads the state of every sentence after its own last word, and `g` (B, H) is "
        "the gradient of the loss by these. The way back wants it for all states: return an array (T+1, B, H), row 0 "
        "for the start, row $t$ for the states after $t$ words, with what each state gets from the loss directly.",
        solution,
        truth,
        cases,
        [
            (own, "found[-1] = g", "the last row is the state after the filling. The loss reads an earlier one there."),
            ("found[lengths,", "found[lengths - 1,", "off by one: row 0 is the start, so after n words it is row n."),
            ("found[lengths,", "found[T - lengths,", "you count from the end. After n words it is row n, from the "
             "start."),
            (own, "found[lengths] = g", "in the rows you name, *every* sentence gets its gradient. Row and column "
             "belong together: two arrays."),
            (own, "found[:] = g", "you give it to every row. The loss reads one state of each sentence."),
            (own, "found[1:] += (np.arange(1, T + 1)[:, None] <= lengths)[:, :, None] * g",
             "you give it to every word of the sentence. Directly the loss reads the last state alone."),
            (own, "found += (np.arange(T + 1)[:, None] >= lengths)[:, :, None] * g",
             "you give it to the states after the filling too. The loss reads the last one before it alone."),
            (own, "found += (np.arange(T + 1)[:, None] <= lengths)[:, :, None] * g",
             "you give it to all states up to the last word. Directly the loss reads the last one alone."),
            ("] = g", "] = g / lengths[:, None]", "you divide by the number of words. Only one state is read, as it "
             "is."),
            ("np.arange(len(lengths))]", "np.arange(len(lengths))[::-1]]", "the sentences are in the wrong order."),
        ],
        "From there the way back carries it to the words.",
    )  # fmt: skip


def places(rng, gaps):
    return np.cumsum(np.append(rng.integers(1, 4), gaps))


def reached(rng):
    solution = """\
def nouns_reached(nouns, k):
    ways = np.diff(nouns) - 1
    return np.sum(ways <= k)"""

    def truth(nouns, k):
        losses = {int(noun) - 1 for noun in nouns}  # from each noun on, the first loss decides
        return sum(any(noun + steps in losses for steps in range(k + 1)) for noun in nouns[:-1].tolist())

    cases = []
    for at in [1, 2, 0], [2, 1, 2, 3], [2, 2, 1, 0], [1, 1], [3, 2], [2, 0, 1, 3, 1], [1, 3, 0, 2, 1, 2]:
        k = int(rng.integers(4, 8))
        tail = rng.permutation(at[1:]) if len(cases) > 2 else at[1:]
        cases.append({"nouns": places(rng, k + np.append(at[0], tail)), "k": k})
    return Variant(
        "**10.4 · Which nouns are taught?** `nouns` holds the places of the nouns in a sentence, in order, at least "
        "two of them, with other words in between. As in Figure 10.5, the loss of a noun stands one step before it. A "
        "loss reaches back over a window of `k` steps, and no further. How many of the nouns does the loss of the "
        "*next* noun reach? Then say in a sentence why this number doesn't tell how long the network will remember a "
        "noun.",
        solution,
        truth,
        cases,
        [
            (" - 1", "", "off by one: you miss what the window just reaches. The loss of a noun stands one step "
             "*before* it, and a window of k steps reaches k steps back."),
            (" - 1", " + 1", "off by two: the loss of a noun stands one step *before* it, and a window of k steps "
             "reaches k steps back."),
            (" - 1", " - 2", "off by one: the noun's own step must be inside the window as well."),
            ("np.sum(ways <= k)", "np.sum(ways > k)", "those are the nouns that are *not* reached."),
            ("np.sum(ways <= k)", "np.sum(ways <= k) + 1", "one too many: the last noun has no next one."),
            ("np.diff(nouns) - 1", "nouns[-1] - nouns[:-1] - 1", "you ask what the last noun's loss reaches. It is "
             "the loss of the *next* noun each time."),
            ("np.diff(nouns) - 1", "nouns[1:] - nouns[0] - 1", "you ask how far it is to the first noun. It is the "
             "noun *before* that must be reached."),
            ("np.sum(ways <= k)", "np.sum(np.cumprod(ways <= k))", "you stop at the first noun that isn't reached. "
             "Later ones may be reached all the same."),
            ("np.sum(ways <= k)", "np.mean(ways <= k)", "that is a share of the nouns. How many are they?"),
            ("np.sum(ways <= k)", "float(np.all(ways <= k))", "that is whether all are reached. How many are?"),
        ],
        "Each of them is taught by a loss nearby.",
        words="The window is the credit horizon: how far the blame reaches in training. How long a state keeps a "
        "number, the memory horizon, depends on the weights that were learned, and may be much longer (with k = 5 "
        "most tanh networks were right at 48 steps).",
    )  # fmt: skip


def stones(rng):
    solution = """\
def window_of_stones(nouns, tells):
    stones = nouns[tells]
    ways = np.append(np.diff(stones) - 1, nouns[-1] - stones[-1])
    return ways.max()"""

    def truth(nouns, tells):
        def all_reach(k):
            loss = int(nouns[-1])  # the verb's; then those of the stones, from the last one back
            for noun, stone in zip(nouns.tolist()[::-1], tells.tolist()[::-1], strict=True):
                if stone and loss - noun > k:
                    return False
                loss = noun - 1 if stone else loss
            return True

        return next(k for k in range(int(nouns[-1]) + 1) if all_reach(k))

    patterns = "1 0 1", "1 1 0", "1 1 1", "1 0", "1 1", "1 0 0 1 1 0", "1 1 0 1 0 0", "1 0 1 1 1"
    cases = []
    for i, pattern in enumerate(patterns):
        tells = np.array(pattern.split()) == "1"
        gaps = rng.integers(3, 9, len(tells) - 1)
        if i < 2:
            gaps = rng.permutation([3, 4, 5])[:2] + np.array([0, 7 * i])
        cases.append({"nouns": places(rng, gaps), "tells": tells})
    ways = "np.append(np.diff(stones) - 1, nouns[-1] - stones[-1])"
    return Variant(
        "**10.4 · A window for fewer stones.** `nouns` holds the places of the nouns in a sentence, in order. `tells` "
        "(True or False for each) says which of them have mostly the subject's number; the first is the subject "
        "itself, and True. The others tell nothing, and are no stepping stones. So each noun that tells shall be "
        "reached by the loss of the next noun *that tells*, which stands one step before it, and the last noun that "
        "tells by the verb's loss, which stands *at* the last noun of all. Return the smallest window $k$ with which "
        "all these losses reach. Then say in a sentence how a network might learn the verb all the same with a window "
        "that is one step too short.",
        solution,
        truth,
        cases,
        [
            ("np.diff(stones) - 1", "np.diff(stones)", "off by one: the loss of a noun stands one step *before* it."),
            ("- stones[-1]", "- stones[-1] - 1", "off by one: the verb's loss stands *at* the last noun, not before "
             "it."),
            ("stones = nouns[tells]", "stones = nouns", "you take every noun for a stepping stone. Some tell nothing."),
            (ways, "np.append(0, np.diff(nouns)[tells[1:]] - 1)", "you ask how far it is to the noun just before. If "
             "that one tells nothing, the loss must reach farther back."),
            (ways, "np.append(0, np.diff(stones) - 1)", "the verb's loss is missing: it must reach the last noun "
             "that tells."),
            ("nouns[-1] - stones[-1]", "nouns[-1] - stones[0]", "the verb's loss need not reach the subject. The "
             "last noun that tells is enough."),
            ("ways.max()", "ways.sum()", "you add the ways up. A window is as long as the longest of them."),
            ("ways.max()", "ways.min()", "that is enough for the shortest way. *All* the losses shall reach."),
            ("ways.max()", "ways.mean()", "that is the mean of the ways. One of them is longer, and isn't covered."),
        ],
        "A noun that tells nothing makes the way longer.",
        words="The first step inside the window reads the state just after the noun, which holds an untrained trace of "
        "it; or the same noun stands nearer to a loss in other sentences, and learns there to write its number. It "
        "takes more updates.",
    )  # fmt: skip


TWICE = "this is still the answer of the code with the bug. What becomes of a word that stands twice?"
FIRST = "of a word that stands twice you keep one. Both count: they add."
PATTERNS = ([0, 1, 0], 2), ([0, 1, 2, 0, 1], 3), ([1, 1, 1, 2], 4), ([4, 1, 4, 3, 3, 0, 4, 1], 6), ([1, 5, 2], 7)


def sentences(rng):
    """Pairs (tokens, V): in the first ones a word stands twice, and which words they are is drawn."""
    return [(rng.permutation(V)[tokens], V) for tokens, V in PATTERNS]


def total(rng):
    solution = """\
def mended_total(tokens, surprise, V):
    total = np.zeros(V)
    np.add.at(total, tokens, surprise)
    return total"""
    added = "np.add.at(total, tokens, surprise)"
    cases = [
        {"tokens": tokens, "surprise": eighths(rng.uniform(0.25, 4, len(tokens))), "V": V}
        for tokens, V in sentences(rng)
    ]
    cases[2]["surprise"][1] = 4.5  # neither the first of its word nor the last is the largest
    return Variant(
        f"{WILD}`tokens` holds the words of a text, as numbers from 0 to V - 1, and `surprise` the network's surprise "
        "at each of them. This function shall return how much surprise each word of the language has caused in all, "
        f'an array (V,). Its author reports: "For rare words it is right. But *the* can hardly cost so little."{MEND}',
        solution,
        lambda tokens, surprise, V: [sum(s for t, s in zip(tokens, surprise, strict=True) if t == v) for v in range(V)],
        cases,
        [
            (added, "total[tokens] += surprise", TWICE),
            (added, "total[tokens[::-1]] = surprise[::-1]", FIRST),
            (added, "np.maximum.at(total, tokens, surprise)", "that is the largest surprise at each word. All of it "
             "adds."),
            (added, "np.add.at(total, tokens, 1.0)", "you count how often a word stands there. Its surprise must be "
             "added."),
            ("return total", "return total / np.maximum(np.bincount(tokens, minlength=V), 1)",
             "that is the mean for each word. In all, it is asked for."),
            ("return total", "return total / len(tokens)", "you divide by the number of words. In all, it is asked "
             "for."),
        ],
        "The bug is mended.",
        bug=("surprise_by_word", added, "total[tokens] += surprise"),
    )  # fmt: skip


def pairs(rng):
    solution = """\
def mended_pairs(tokens, V):
    table = np.zeros((V, V))
    np.add.at(table, (tokens[:-1], tokens[1:]), 1)
    return table"""
    added = "np.add.at(table, (tokens[:-1], tokens[1:]), 1)"

    def truth(tokens, V):
        one_hot = np.eye(V)[tokens]
        return one_hot[:-1].T @ one_hot[1:]

    return Variant(
        f"{WILD}`tokens` holds the words of a text, as numbers from 0 to V - 1. This function shall count the "
        "neighbours: return a table (V, V) whose entry $(i, j)$ says how often word $j$ stands right after word $i$. "
        f'Its author reports: "In a text of a million words no entry is above 1."{MEND}',
        solution,
        truth,
        [
            {"tokens": rng.permutation(V)[np.array(tokens)], "V": V}
            for tokens, V in (
                ([0, 1, 2, 0, 1], 3),
                ([0, 0, 0, 1], 2),
                ([0, 1, 0, 1, 0, 2], 4),
                ([2, 1], 3),
                ([3, 1, 2, 3, 1, 2, 3, 1], 5),
            )
        ],
        [
            ("(tokens[:-1], tokens[1:])", "(tokens[:-2], tokens[1:-1])", "the last pair is missing."),
            (added, "table[tokens[:-1], tokens[1:]] += 1", "this is still the answer of the code with the bug. What "
             "becomes of a pair that stands there twice?"),
            ("(tokens[:-1], tokens[1:])", "(tokens[1:], tokens[:-1])", "turned round: row i is for the word that "
             "comes first."),
            ("(tokens[:-1], tokens[1:])", "(tokens[:-2], tokens[2:])", "those are the words two places on. The next "
             "one is asked for."),
            ("(tokens[:-1], tokens[1:])", "(tokens, np.roll(tokens, -1))", "one pair too many: after the last word "
             "comes nothing, not the first."),
            ("return table", "return table / np.maximum(table.sum(1, keepdims=True), 1)", "those are shares of each "
             "row. How often, is asked for."),
            ("return table", "return table + table.T", "you count a pair in both directions. (i, j) is: first i, "
             "then j."),
        ],
        "The bug is mended.",
        bug=("neighbours", added, "table[tokens[:-1], tokens[1:]] += 1"),
    )  # fmt: skip


def stepped(rng):
    solution = """\
def mended_step(E, tokens, dxs, rate):
    new = E.copy()
    np.subtract.at(new, tokens, rate * dxs)
    return new"""
    added = "np.subtract.at(new, tokens, rate * dxs)"

    rates = rng.permutation([0.5, 0.25, 0.125, 2, 0.1])

    def truth(E, tokens, dxs, rate):
        return E - rate * np.eye(len(E))[tokens].T @ dxs

    return Variant(
        f"{WILD}E has a row for each word of the language, its embedding. `dxs` (T, D) is the gradient of a loss by "
        "the inputs $x_t = E[\\text{tokens}_t]$. This function shall return E after one step of gradient descent with "
        f'learning rate `rate`. Its author reports: "The gradients `dxs` are large, but *the* hardly moves."{MEND}',
        solution,
        truth,
        [
            {"E": eighths(rng.normal(size=(V, D))), "tokens": tokens,
             "dxs": eighths(rng.choice([-1, 1]) * rng.uniform(0.25, 2, (len(tokens), D))), "rate": float(rate)}
            for (tokens, V), D, rate in zip(sentences(rng), (2, 1, 2, 3, 2), rates, strict=True)
        ],
        [
            (added, "new[tokens] -= rate * dxs", TWICE),
            (added, "new[tokens[::-1]] = E[tokens[::-1]] - rate * dxs[::-1]", FIRST),
            ("np.subtract.at", "np.add.at", "a sign: a step goes against the gradient."),
            ("rate * dxs", "dxs", "the learning rate is missing."),
            ("rate * dxs", "rate * dxs / np.bincount(tokens)[tokens][:, None]", "a word that stands twice moves by "
             "the mean of its gradients. It is used twice, so they add."),
            (added, "new -= rate * dxs.sum(0)", "every word moves by the sum of all gradients. A row gets those of "
             "its own word."),
            ("new = E.copy()", "new = np.zeros_like(E)", "that is the step alone. E after the step is asked for."),
        ],
        "The bug is mended.",
        bug=("after_a_step", added, "new[tokens] -= rate * dxs"),
    )  # fmt: skip


EXERCISES = {
    "10.1": [pencil],
    "10.2": [among, raised],
    "10.3": [averaged, handed],
    "10.4": [reached, stones],
    "bug": [total, pairs, stepped],
}
