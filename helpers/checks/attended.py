"""One query's way back through softmax, with knobs."""

import numpy as np

BACK = {
    "score": {
        "unscaled": "the scale is missing in the scores: s_j = scale · q·k_j goes into softmax, and back out of it.",
        "bare": "the scale is missing in the scores that go into softmax; on the way back you have it.",
        "inverse": "you divide by the scale, in the scores and on the way back. It multiplies: s_j = scale · q·k_j.",
        "root": "you take 1 / √H, whatever `scale` is. Use the scale that is given.",
    },
    "handed": {
        "missing": "the scale is missing on the way back: s_j depends on q and k_j by way of it.",
        "twice": "the scale is there twice on the way back. From a score to q or k_j it multiplies once.",
        "inverse": "you divide by the scale on the way back. It multiplied on the way there, so it multiplies again.",
    },
    "weights": {
        "uniform": "you take 1 / T for every weight. They are softmax of the scores.",
        "exp": "the weights don't add up to 1: softmax divides by the sum of all e^s.",
        "linear": "the weights are the scores divided by their sum. Softmax takes exp first.",
        "twice": "softmax twice.",
        "V": "the values stand where the keys belong in the scores.",
    },
    "slope": {
        "no mean": "v̄ is missing in ∂L/∂s_j. A score that rises takes weight from all others.",
        "diagonal": "you differentiate softmax as if each weight had only its own score, a (1 - a). All weights "
        "depend on all scores, through the sum they are divided by.",
        "both": "a factor 1 - a_j too many: what the other weights lose is in v̄ already.",
        "plain": "v̄ is the mean with the weights a, not the plain mean over the tokens.",
        "no a": "the weight is missing in ∂L/∂s_j: one factor a_j.",
        "constant": "the weights are treated as constants: nothing reaches q and K. But they follow from q·k_j.",
        "sign": "a sign in ∂L/∂s_j: a value above v̄, along g, wants a larger score.",
        "a twice": "a_j is there twice in ∂L/∂s_j. Once is enough.",
        "one number": "v̄ is a vector, a number for each column of V: the sum goes over the tokens alone.",
        "sum": "v̄ is a mean with the weights a; you take the sum of all values.",
        "over T": "v̄ is divided by T once too often: a sum with weights that add up to 1 is a mean.",
        "plus": "a sign: v̄ is taken away from v_j.",
        "cross": "v_j is missing in ∂L/∂s_j: that is what the other weights lose, without what a_j wins.",
        "bare": "softmax is passed over on the way back: you take g·v_j for ∂L/∂s_j, as if v̄ were Σ s_j v_j.",
        "entries": "a score is one number, and so is its gradient: g·(v_j - v̄) is a sum over the columns of V.",
        "value": "you take v_j - v̄ itself for ∂L/∂s_j, summed. How much it counts for L is said by g.",
    },
    "values": {
        "mean": "∂L/∂v_j is g / T in your answer. What token j gets of g is what it gave to v̄.",
        "ones": "∂L/∂v_j is g itself in your answer, for every token. How much of v_j is in v̄?",
        "ds": "∂L/∂v_j has the gradient of the score in it. v̄ has v_j in it times a weight.",
        "v": "∂L/∂v_j has v_j in it. v̄ is linear in v_j: what is v_j multiplied by?",
    },
    "query": {
        "unscaled": "the scale is missing in dq. A score depends on q by way of it.",
        "mean": "dq is a sum over the tokens, not a mean.",
        "a": "dq is a sum of keys, each times the gradient of its score, not times its weight.",
        "V": "the values stand where the keys belong in dq.",
    },
    "keys": {
        "unscaled": "the scale is missing in dK. A score depends on k_j by way of it.",
        "a": "∂L/∂k_j has the weight in it where the gradient of the score belongs.",
        "summed": "every key gets the sum over all tokens. Each has its own score.",
        "V": "∂L/∂k_j has v_j in it. What is k_j multiplied by in its score?",
    },
    "roles": {
        "swapped": "dq and dK are swapped: in s_j, what multiplies q is k_j, and what multiplies k_j is q.",
        "own": "∂L/∂k_j has k_j in it. What is k_j multiplied by in its score?",
        "own q": "dq has q in it. What is q multiplied by in the scores?",
    },
    "into": {
        "ones": "g is missing: how much v̄ counts for L.",
    },
    "rows": {
        "V first": "dK and dV stand in the wrong order: first dq, then dK, then dV.",
        "q last": "dq belongs into the first row: first dq, then dK, then dV.",
    },
}


def softmax(s, axis=-1):
    e = np.exp(s - np.max(s, axis=axis, keepdims=True))
    return e / e.sum(axis, keepdims=True)


def weights(q, K, scale):
    """The weights a (T,) of one query q (H,) on the keys K (T,H)."""
    return softmax(scale * (K @ q))


def scores(q, K, V, scale, g):
    """∂L/∂s (T,)."""
    a = weights(q, K, scale)
    return a * ((V - a @ V) @ g)


def back(
    q, K, V, scale, g, score="scaled", handed="scaled", weights="softmax", slope="softmax", values="a", query="K",
    keys="q", roles="right", into="g", rows="q K V",
):  # fmt: skip
    """∂L/∂q, ∂L/∂K and ∂L/∂V (1+2T,H), one below the other, from g (H,) = ∂L/∂v̄, v̄ = Σ_j a_j v_j.

    q (H,), K (T,H), V (T,H); a = softmax(scale · K q).
    """
    T, H = K.shape
    g = np.ones(H) if into == "ones" else g
    scale = {"unscaled": 1.0, "root": H**-0.5, "inverse": 1 / scale}.get(score, scale)
    s = ((V if weights == "V" else K) @ q) * (1.0 if score == "bare" else scale)
    forms = {"uniform": lambda: np.full(T, 1 / T), "exp": lambda: np.exp(s), "linear": lambda: s / s.sum()}
    forms["twice"] = lambda: softmax(softmax(s))
    a = forms.get(weights, lambda: softmax(s))()
    mean = {"plain": V.mean(0), "sum": V.sum(0), "one number": np.sum(a @ V), "over T": a @ V / T, "plus": -(a @ V)}
    mean |= dict.fromkeys(("no mean", "diagonal", "bare"), 0.0)
    off = (0.0 if slope == "cross" else V) - np.broadcast_to(mean.get(slope, a @ V), V.shape)
    front = {"diagonal": a * (1 - a), "both": a * (1 - a), "constant": 0.0, "sign": -a, "a twice": a * a}
    front |= dict.fromkeys(("no a", "bare"), 1.0)
    by = off * g if slope == "entries" else (off.sum(1) if slope == "value" else off @ g)[:, None]
    ds = np.reshape(front.get(slope, a), (-1, 1)) * by  # (T,1); (T,H) of "entries"
    back = ds * {"missing": 1.0, "twice": scale**2, "inverse": 1 / scale}.get(handed, scale)
    each = {"unscaled": ds, "a": scale * a[:, None], "mean": back / T}
    dq = np.sum(each.get(query, back) * (V if query == "V" else K), 0)
    each = {"unscaled": ds, "a": scale * a[:, None], "summed": back.sum() + 0 * back}
    dK = each.get(keys, back) * (V if keys == "V" else q)
    if roles in ("swapped", "own q"):
        dq = back.sum() * q
    if roles in ("swapped", "own"):
        dK = back * K
    share = {"mean": np.full(T, 1 / T), "ones": np.ones(T), "ds": ds.sum(1)}.get(values, a)
    dV = share[:, None] * V if values == "v" else np.outer(share, g)
    return np.vstack({"V first": (dq, dV, dK), "q last": (dK, dV, dq)}.get(rows, (dq, dK, dV)))


def size(q, K, V, scale, g):
    """The largest sum of absolute values that `back` adds up."""
    a = weights(q, K, scale)
    terms = a * ((np.abs(V) + a @ np.abs(V)) @ np.abs(g)) * abs(scale)
    return max((terms @ np.abs(K)).max(), np.outer(terms, np.abs(q)).max(), np.outer(a, np.abs(g)).max())
