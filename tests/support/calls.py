"""A right call of every public function of the library that takes numbers, in whole numbers. Not a test module."""

import importlib
import inspect
import pkgutil
from functools import partial

import numpy as np

import helpers
from helpers import (
    activations,
    agreement,
    attention,
    bptt,
    controls,
    deep,
    flow,
    gradcheck,
    gru,
    layer_norm,
    linear,
    live,
    losses,
    lstm,
    model,
    params,
    regularise,
    rnn,
    scalar,
    symbolic,
    tasks,
    train,
)
from helpers.cell import Cell, Trace
from helpers.deep.network import Network, NetworkTrace
from helpers.losses import Readout
from helpers.params import Params

RNG = np.random.default_rng(0)
T, B, D, H = 4, 2, 3, 2


def whole(*shape):
    return RNG.integers(-2, 3, shape)


W, VECTOR = np.array([[2, 1], [-1, 1]]), np.array([3, 4, 12])
XS, S_0, DHS, MASK = whole(T, B, D), whole(B, H), whole(T, B, H), np.ones((T, B), bool)
WEIGHTS = Params(whole(H, D), whole(H, H), whole(H))
LSTM = Params(whole(4 * H, D), whole(4 * H, H), whole(4 * H))
GRU = Params(whole(3 * H, D), whole(3 * H, H), whole(3 * H))
READOUT, HS, TOKENS = Readout(whole(3, H), whole(3)), whole(T, B, H), RNG.integers(0, 3, (T, B))
TRACE = Trace(XS, whole(T + 1, B, H), whole(1, T, B, H))  # whole numbers in a trace are made by hand
NET = deep.stack(rnn, deep.residual(gru), deep.bidirectional(rnn, [4, 2]), deep.skip(rnn, 2))
NET_WEIGHTS = train.tree_map(lambda a: np.rint(2 * a).astype(int), NET.init(RNG, D, H))
NET_TRACE, NET_DYS = bptt.run(NET, NET_WEIGHTS, XS), whole(T, B, NET.width(D, H))
TREE = (VECTOR, WEIGHTS)
q, K, V = whole(2, B, H), whole(T, B, H), whole(T, B, 3)
ALLOWED, BIAS, A = np.eye(2, T, dtype=bool), whole(2, T), whole(B, 2, T)
QKV = {"q": q, "K": K, "V": V}
ATTENTION = attention.Params(whole(H, D), whole(H), whole(H, D), whole(H, D))
ONE_STEP = {"cell": rnn, "params": WEIGHTS, "trace": TRACE}


def loss_at(p):
    return np.sum(np.sin(p))


def towards_3(p, _):
    return np.sum((p - 3) ** 2), 2 * (p - 3)


def drawn(function):
    """`function` with a random generator that starts anew at each call."""
    return lambda rng=0, **named: function(np.random.default_rng(0) if isinstance(rng, int) else rng, **named)


def twice(make):
    """Two updates of an optimiser."""

    def updates(params, grads, **options):
        update = make(**options)
        moved, state = update(params, grads, None)
        return update(moved, grads, state)

    return updates


# Name -> (function, its arguments by name); a function has several lines where it has several ways.
CALLS = {
    "activations.logistic": (activations.logistic, {"z": W}),
    "agreement.sentences": (drawn(agreement.sentences), {"B": 2, "phrases": (1, 3), "adjectives": 2, "agree": 1}),
    "agreement.language": (agreement.language, {"singular": "dog", "plural": "dogs"}),
    "agreement.encode": (agreement.encode, {"words": "the writer is"}),
    "agreement.decode": (agreement.decode, {"tokens": TOKENS[:, 0]}),
    "attention.init": (drawn(attention.init), {"D": D, "H": H}),
    "attention.attend": (attention.attend, {**QKV, "allowed": ALLOWED, "bias": BIAS, "scale": 1}),
    "attention.attend_back": (attention.attend_back, {**QKV, "a": A, "dc": whole(2, B, 3), "scale": 1}),
    "attention.causal": (attention.causal, {"T": T}),
    "attention.recency": (attention.recency, {"T": T, "slope": 2}),
    "attention.sinusoids": (attention.sinusoids, {"T": T, "n": 3}),
    "bptt.run": (bptt.run, {"cell": rnn, "params": WEIGHTS, "xs": XS, "s_0": S_0}),
    "bptt.run lstm": (bptt.run, {"cell": lstm, "params": LSTM, "xs": XS, "s_0": whole(B, 2 * H)}),
    "bptt.run gru": (bptt.run, {"cell": gru, "params": GRU, "xs": XS}),
    "bptt.run before": (bptt.run, {"cell": gru.make("before"), "params": GRU, "xs": XS}),
    "bptt.run attention": (bptt.run, {"cell": deep.one_query(beside=True), "params": ATTENTION, "xs": XS}),
    "bptt.run network": (bptt.run, {"cell": NET, "params": NET_WEIGHTS, "xs": XS}),
    "bptt.backward": (bptt.backward, {**ONE_STEP, "dhs": DHS, "window": 2}),
    "bptt.backward chunk": (bptt.backward, {**ONE_STEP, "dhs": DHS, "chunk": 2}),
    "bptt.backward network": (
        bptt.backward,
        {"cell": NET, "params": NET_WEIGHTS, "trace": NET_TRACE, "dhs": NET_DYS},
    ),
    "bptt.by_lag": (bptt.by_lag, {**ONE_STEP, "dhs": DHS, "max_lag": 2}),
    "bptt.outputs": (bptt.outputs, {"cell": rnn, "trace": TRACE}),
    "controls.slider": (
        controls.slider,
        {"label": "a", "start": 2, "low": 0, "high": 4, "step": 1, "play": False},
    ),
    "controls.choice": (controls.choice, {"label": "a", "start": 2, "options": (1, 2)}),
    "controls.text": (controls.text, {"label": "a", "start": "b", "examples": ("b", "c")}),
    "controls.changed": (controls.changed, {"control": controls.slider("a", 2, 0, 4, 1), "change": {"start": 3}}),
    "controls.with_changes": (
        controls.with_changes,
        {"name": "Figure", "known": {"a": controls.slider("a", 2, 0, 4, 1)}, "changes": {"a": 3}},
    ),
    "controls.nearest": (controls.nearest, {"control": controls.slider("a", 2, 0, 4, 1), "number": 3}),
    "controls.said": (controls.said, {"control": controls.slider("a", 2, 0, 4, 1), "words": "3"}),
    "deep.one_query": (deep.one_query, {"beside": True, "slope": 2, "scale": 1}),
    "deep.self_attention": (deep.self_attention, {"causal": True, "slope": 2}),
    "deep.detached": (deep.detached, {"cell": rnn}),
    "deep.block": (deep.block, {"norm": "pre", "causal": True, "slope": 2}),
    "deep.normalise": (deep.normalise, {}),
    "deep.embedding": (deep.embedding, {}),
    "deep.positions": (deep.positions, {"n": 3}),
    "deep.bidirectional": (deep.bidirectional, {"cell": rnn, "lengths": np.array([4, 2])}),
    "deep.skip": (deep.skip, {"cell": rnn, "d": 2}),
    "deep.stack": (lambda cell: deep.stack(cell), {"cell": rnn}),
    "deep.residual": (lambda cell: deep.residual(cell), {"cell": rnn}),
    "deep.dense": (lambda cell: deep.dense(cell), {"cell": rnn}),
    "flow.jacobian": (flow.jacobian, {**ONE_STEP, "t": 1, "b": 0}),
    "flow.jacobian_product": (flow.jacobian_product, {**ONE_STEP, "k": 0, "t": 2, "b": 1}),
    "flow.log10_jacobian_product": (flow.log10_jacobian_product, {**ONE_STEP, "k": 0, "t": 3, "b": 1}),
    "flow.log10_jacobian_norms": (flow.log10_jacobian_norms, {**ONE_STEP, "b": 0, "ord": 2}),
    "flow.lyapunov_exponents": (flow.lyapunov_exponents, {**ONE_STEP, "n": 2, "b": 0}),
    "flow.log10_gradient_norms": (flow.log10_gradient_norms, {"dstates": HS}),
    "flow.log10_lag_heatmap": (flow.log10_lag_heatmap, {**ONE_STEP, "dhs": DHS}),
    "gradcheck.numeric_gradient": (gradcheck.numeric_gradient, {"loss": loss_at, "params": W, "eps": 1e-5}),
    "gradcheck.complex_step_gradient": (gradcheck.complex_step_gradient, {"loss": loss_at, "params": W, "eps": 1e-20}),
    "gradcheck.relative_error": (
        gradcheck.relative_error,
        {"analytic": WEIGHTS, "numeric": WEIGHTS._replace(W_hh=whole(H, H))},
    ),
    "linear.spectral_radius": (linear.spectral_radius, {"W": W}),
    "linear.spectral_norm": (linear.spectral_norm, {"W": W}),
    "linear.log10_power_norms": (linear.log10_power_norms, {"W": W, "n": 5, "ord": 2}),
    "linear.log10_product_norms": (linear.log10_product_norms, {"matrices": whole(T, 2, 2), "ord": "fro"}),
    "linear.rotation": (linear.rotation, {"radius": 1, "angle": 2, "kappa": 3}),
    "linear.non_normal": (linear.non_normal, {"radius": 1, "angle": 2, "departure": 3}),
    "linear.square": (linear.square, {"W": W}),
    "live.plot": (live.plot, {}),
    "losses.init_readout": (drawn(losses.init_readout), {"H": H, "V": 3}),
    "losses.read": (losses.read, {"readout": READOUT, "hs": HS}),
    "losses.read_back": (losses.read_back, {"readout": READOUT, "hs": HS, "dys": whole(T, B, 3)}),
    "losses.softmax": (losses.softmax, {"logits": W}),
    "losses.cross_entropy": (
        losses.cross_entropy,
        {"logits": whole(T, B, 3), "targets": TOKENS, "mask": MASK},
    ),
    "losses.squared_error": (losses.squared_error, {"ys": HS, "targets": DHS, "mask": MASK}),
    "losses.embed": (losses.embed, {"E": W, "tokens": TOKENS % 2}),
    "losses.embed_gradient": (losses.embed_gradient, {"dxs": XS, "tokens": TOKENS, "V": 3}),
    "lstm.init": (drawn(lstm.init), {"D": D, "H": H, "recurrent": "gaussian", "gain": 1, "forget_bias": 1}),
    "lstm.init chrono": (drawn(lstm.init), {"D": D, "H": H, "chrono": 9}),
    "gru.init": (drawn(gru.init), {"D": D, "H": H, "recurrent": "gaussian", "gain": 1, "update_bias": 1}),
    "gru.init chrono": (drawn(gru.init), {"D": D, "H": H, "chrono": 9}),
    "rnn.init": (drawn(rnn.init), {"D": D, "H": H, "recurrent": "orthogonal", "gain": 2}),
    "rnn.by_gate": (rnn.by_gate, {"params": WEIGHTS}),
    "layer_norm.init": (drawn(layer_norm.init), {"D": D, "H": H, "recurrent": "orthogonal", "gain": 2}),
    "layer_norm.by_gate": (layer_norm.by_gate, {"params": layer_norm.Params(*WEIGHTS, whole(H))}),
    "regularise.decay": (regularise.decay, {"W": W}),
    "regularise.soft_orthogonality": (regularise.soft_orthogonality, {"W": W}),
    "regularise.omega": (regularise.omega, {**ONE_STEP, "dstates": whole(T + 1, B, H)}),
    "lstm.by_gate": (lstm.by_gate, {"params": LSTM}),
    "gru.by_gate": (gru.by_gate, {"params": GRU}),
    "rnn.make": (rnn.make, {"activation": "relu"}),
    "gru.make": (gru.make, {"reset": "before"}),
    "lstm.make": (lstm.make, {}),
    "model.init": (drawn(model.init), {"cell": rnn, "D": D, "H": H, "V": 3}),
    "model.answers": (model.answers, {"cell": rnn, "weights": (WEIGHTS, READOUT), "xs": XS}),
    "model.last_step": (
        model.last_step,
        {"cell": rnn, "weights": (WEIGHTS, READOUT), "xs": XS, "ys": whole(B, 3), "loss": losses.squared_error},
    ),
    "model.every_step": (
        model.every_step,
        {"cell": rnn, "weights": (WEIGHTS, READOUT), "xs": XS, "targets": TOKENS, "mask": MASK, "window": 2},
    ),
    "params.init": (drawn(params.init), {"D": D, "H": H, "gates": 2, "recurrent": "identity", "gain": 2}),
    "params.recurrent_matrix": (drawn(params.recurrent_matrix), {"H": H, "recurrent": "gaussian", "gain": 2}),
    "params.chrono": (drawn(params.chrono), {"H": H, "T": 9}),
    "scalar.run": (scalar.run, {"a": 2, "h_0": 1, "xs": VECTOR, "b": 2, "c": 1}),
    "scalar.factors": (scalar.factors, {"a": 2, "states": VECTOR}),
    "scalar.log10_gradient": (scalar.log10_gradient, {"factors": VECTOR}),
    "scalar.fixed_point": (scalar.fixed_point, {"a": 2}),
    "symbolic.h": (symbolic.h, {"t": 2}),
    "symbolic.x": (symbolic.x, {"t": 2}),
    "symbolic.equations": (symbolic.equations, {"T": 2}),
    "symbolic.local_derivatives": (symbolic.local_derivatives, {"T": 2, "k": 1}),
    "symbolic.gradient": (symbolic.gradient, {"T": 2, "k": 1}),
    "symbolic.unrolled": (symbolic.unrolled, {"T": 2, "k": 1}),
    "tasks.adding": (drawn(tasks.adding), {"T": T, "B": B}),
    "tasks.latch": (drawn(tasks.latch), {"T": T, "B": B}),
    "tasks.temporal_order": (drawn(tasks.temporal_order), {"T": 10, "B": B}),
    "tasks.copy": (drawn(tasks.copy), {"T": T, "B": B, "symbols": 2, "letters": 3}),
    "tasks.echo": (drawn(tasks.echo), {"T": T, "B": B, "lag": 2}),
    "tasks.zen": (tasks.zen, {}),
    "tasks.text_batch": (drawn(tasks.text_batch), {"text": "gradients", "T": T, "B": B}),
    "train.clip_by_norm": (train.clip_by_norm, {"grads": TREE, "max_norm": 1}),
    "train.clip_by_norm list": (train.clip_by_norm, {"grads": [VECTOR, W], "max_norm": 1}),
    "train.clip_by_value": (train.clip_by_value, {"grads": TREE, "limit": 2.5}),
    "train.global_norm": (train.global_norm, {"grads": TREE}),
    "train.sgd": (twice(train.sgd), {"params": TREE, "grads": TREE, "lr": 0.1, "momentum": 0.5}),
    "train.adam": (twice(train.adam), {"params": TREE, "grads": TREE, "lr": 1, "beta1": 0.9, "beta2": 0.9, "eps": 1}),
    "train.fit": (
        partial(train.fit, progress=False),
        {
            "params": np.array([0, 10]),
            "gradient": towards_3,
            "update": train.sgd(0.1),
            "steps": 20,
            "max_norm": 1,
            "target": 0.1,
        },
    ),
    "train.tree_map": (lambda tree: train.tree_map(np.negative, tree), {"tree": TREE}),
}
del CALLS["live.plot"]  # test_live has it
WHOLE = {"tokens", "targets", "lengths"}  # numbers that count: they stay whole
# What nobody calls but the library itself, with what it has checked; or what takes no numbers.
INNER = {
    "checks",
    "figures",
    "jupyter",
    "page",
    "cell",
    "expect",
    "grading",
    "journal",
    "keep",
    "still",
    "live",
    "runs",
}
INNER |= {"grading", "journal"}
INNER |= {
    "attention.checked",
    "deep.attention_of",
    "deep.linear",
    "deep.outer",
    "train.leaves",
    "bptt.back",
    "bptt.outside",
    "controls.checked",
}
CELLS = "rnn", "layer_norm", "lstm", "gru"
INNER |= {f"{cell}.{name}" for cell in CELLS for name in ("step", "slopes", "step_back", "jacobians")}
INNER |= {f"{cell}.weight_gradient" for cell in CELLS} | {
    "layer_norm.normal",
    "layer_norm.normal_back",
    "lstm.halves",
    "gru.mix",
    "gru.gradient",
}
INNER |= {f"gru.{name}_before" for name in ("step", "slopes", "step_back", "jacobians", "weight_gradient")}


def public():
    """The names of all public functions of the library, as "module.function"; those of deep without their file."""
    found = set()
    for _, name, _ in pkgutil.walk_packages(helpers.__path__, "helpers."):
        short = name.removeprefix("helpers.")
        if short.split(".")[0] in INNER:
            continue
        module = importlib.import_module(name)
        for each, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == name and not each.startswith("_") and short != "deep.network":
                found.add(f"{short.split('.')[0]}.{each}")
    return found - INNER


def converted(value, array):
    """`value` with `array(a)` for every array of numbers in it."""
    if isinstance(value, np.ndarray):
        return array(value) if value.dtype.kind in "iuf" else value
    if isinstance(value, tuple) and not isinstance(value, NetworkTrace | Network | Cell):
        parts = [converted(part, array) for part in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    return [converted(part, array) for part in value] if isinstance(value, list) else value
