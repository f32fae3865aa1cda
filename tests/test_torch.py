"""The engine against PyTorch in float64: its committed answers always, and live where it is installed."""

from pathlib import Path

import numpy as np
import pytest
import torch_cases

from helpers import bptt, deep, flow, gru, losses, lstm, rnn, train
from helpers.gradcheck import relative_error
from helpers.params import Params

FILE = Path(__file__).parent / "reference" / "torch.npz"
CELLS = {
    "tanh": rnn,
    "relu": rnn.make("relu"),
    "logistic": rnn.make("logistic"),
    "identity": rnn.make("identity"),
    "lstm": lstm,
    "gru": gru,
    "before": gru.make("before"),
}
BOUND = 1e-10


REFERENCE = torch_cases.load(FILE)


def check(name, case):
    """Compare the engine with one case of the reference."""
    words = name.split()
    if words[0] in ("net", "by", "lengths"):
        check_net(words, case)
    elif words[0] in ("window", "chunk"):
        check_truncation(words, case)
    elif words[0] == "jacobian":
        check_jacobian(words, case)
    elif words[0] == "language":
        check_language(case)
    elif words[0] == "clipping":
        check_clipping(case)
    else:
        check_optimiser(words[0], case)


def tuple_of(case, prefix=""):
    """The weights or gradients in a case, as a list of Params in PyTorch's order."""
    n = sum(key.startswith("W_xh") for key in case)
    return [Params(*(case[f"{prefix}{w}{i}"] for w in Params._fields)) for i in range(n)]


def check_net(words, case):
    cell = CELLS[words[2] if words[0] == "by" else words[1]]
    layers, directions = (int(words[2]), int(words[3])) if words[0] == "net" else (1, 1 + (words[0] == "lengths"))
    single = deep.bidirectional(cell, case.get("lengths")) if directions == 2 else cell
    network = deep.stack(*[single] * layers)

    def nested(flat):
        return tuple(tuple(flat[2 * i : 2 * i + 2]) for i in range(layers)) if directions == 2 else tuple(flat)

    params, expected = nested(tuple_of(case)), nested(tuple_of(case, "d"))
    trace = bptt.run(network, params, case["xs"], case["s_0"])
    assert relative_error(bptt.outputs(network, trace), case["ys"]) < BOUND
    grads, dstates, dxs = bptt.backward(network, params, trace, case["dys"])
    assert relative_error((grads, dstates[0], dxs), (expected, case["ds_0"], case["dxs"])) < BOUND


def check_truncation(words, case):
    cell, (params,), (expected,) = CELLS[words[1]], tuple_of(case), tuple_of(case, "d")
    trace = bptt.run(cell, params, case["xs"])
    grads, _, dxs = bptt.backward(cell, params, trace, case["dys"], **{words[0]: 2})
    assert relative_error((grads, dxs), (expected, case["dxs"])) < BOUND


def check_jacobian(words, case):
    cell, (params,) = CELLS[words[1]], tuple_of(case)
    trace = bptt.run(cell, params, case["xs"], case["s_0"])
    assert relative_error(flow.jacobian(cell, params, trace, 0), case["J"]) < BOUND


def check_language(case):
    (params,), readout = tuple_of(case), losses.Readout(case["W_hy"], case["b_y"])
    trace = bptt.run(lstm, params, losses.embed(case["E"], case["tokens"]))
    hs = bptt.outputs(lstm, trace)
    loss, dlogits = losses.cross_entropy(losses.read(readout, hs), case["targets"], case["mask"])
    dreadout, dhs = losses.read_back(readout, hs, dlogits)
    grads, _, dxs = bptt.backward(lstm, params, trace, dhs)
    dE = losses.embed_gradient(dxs, case["tokens"], len(case["E"]))
    expected = (*tuple_of(case, "d"), (case["dW_hy"], case["db_y"]), case["dE"], case["loss"])
    assert relative_error((grads, tuple(dreadout), dE, np.array(loss)), expected) < BOUND


def check_clipping(case):
    grads, limit = (case["a"], case["b"]), float(case["limit"])
    clipped, norm = train.clip_by_norm(grads, limit)
    # PyTorch divides by norm + 1e-6; undone, the two are the same.
    theirs = tuple(case[f"{n} by norm"] * ((norm + 1e-6) / norm) for n in "ab")
    assert norm > limit and relative_error(clipped, theirs) < BOUND
    assert relative_error(train.clip_by_value(grads, limit), (case["a by value"], case["b by value"])) < BOUND


def check_optimiser(name, case):
    update = {
        "sgd": train.sgd(0.05),
        "momentum": train.sgd(0.05, momentum=0.9),
        "adam": train.adam(0.05),
    }[name]
    p, state = case["p"], None
    for step in range(5):
        p, state = update(p, 4 * (p - case["goal"]) ** 3, state)
        assert relative_error(p, case[f"p{step + 1}"]) < BOUND


@pytest.mark.parametrize("name", REFERENCE)
def test_reference(name):
    check(name, REFERENCE[name])


@pytest.mark.parametrize("name", [name for name in REFERENCE if name.split()[0] in ("window", "chunk")])
def test_truncation_leaves_something_out(name):
    case, cell = REFERENCE[name], CELLS[name.split()[1]]
    (params,), (truncated,) = tuple_of(case), tuple_of(case, "d")
    whole, _, _ = bptt.backward(cell, params, bptt.run(cell, params, case["xs"]), case["dys"])
    assert relative_error(whole, truncated) > 1e-3


def test_reference_is_complete():
    assert len(REFERENCE) == 4 * 4 + 4 * 3 + 1 + 3 + 1 + 1 + 3


SIZES = ({}, {"T": 30, "B": 2, "D": 5, "H": 8}, {"T": 4, "B": 1, "D": 1, "H": 1})


@pytest.mark.parametrize("seed, sizes", [*enumerate(SIZES)])
def test_live(seed, sizes):
    torch = pytest.importorskip("torch")
    from reference import make_torch_reference

    before = torch.get_default_dtype()
    try:
        cases = make_torch_reference.cases(seed, **sizes)
    finally:
        torch.set_default_dtype(before)
    assert cases.keys() == REFERENCE.keys()
    for name, case in cases.items():
        check(name, case)
