"""Attention and its blocks against PyTorch in float64: its committed answers always, and live where it is installed."""

from pathlib import Path

import pytest
import torch_cases

from helpers import attention, bptt, deep
from helpers.deep.blocks import Norm
from helpers.gradcheck import relative_error

FILE = Path(__file__).parent / "reference" / "torch_attention.npz"
BOUND = 1e-10
NORMS = {"None": None, "none": "none", "pre": "pre", "post": "post"}


REFERENCE = torch_cases.load(FILE)


def check(name, case):
    """Compare with one case of the reference."""
    words = name.split()
    {"attend": check_attend, "blocks": check_blocks, "normalise": check_normalise}[words[0]](case, *words[1:])


def check_attend(case, _):
    c, a = attention.attend(case["q"], case["K"], case["V"], case.get("allowed"), case.get("bias"))
    assert relative_error(c, case["c"]) < BOUND
    gradients = attention.attend_back(case["q"], case["K"], case["V"], a, case["dc"])
    assert relative_error(gradients, (case["dq"], case["dK"], case["dV"])) < BOUND


def check_blocks(case, mask, norm):
    net = deep.stack(*[deep.block(NORMS[norm], causal=mask == "causal")] * 2)

    def weights(d):
        """As the block nests them."""
        for i in range(2):
            p = attention.Params(*(case[f"{d}{name}{i}"] for name in attention.Params._fields))
            n = Norm(case[f"{d}gamma{i}"], case[f"{d}beta{i}"]) if norm in ("pre", "post") else None
            yield {"None": p, "none": (p,), "pre": ((n, p),), "post": ((p,), n)}[norm]

    params, expected = tuple(weights("")), tuple(weights("d"))
    trace = bptt.run(net, params, case["xs"])
    assert relative_error(bptt.outputs(net, trace), case["ys"]) < BOUND
    grads, _, dxs = bptt.backward(net, params, trace, case["dys"])
    assert relative_error((grads, dxs), (expected, case["dxs"])) < BOUND


def check_normalise(case):
    net, params = deep.normalise(), Norm(case["gamma"], case["beta"])
    trace = bptt.run(net, params, case["xs"])
    assert relative_error(bptt.outputs(net, trace), case["ys"]) < BOUND
    grads, _, dxs = bptt.backward(net, params, trace, case["dys"])
    assert relative_error((tuple(grads), dxs), ((case["dgamma"], case["dbeta"]), case["dxs"])) < BOUND


@pytest.mark.parametrize("name", REFERENCE)
def test_reference(name):
    check(name, REFERENCE[name])


def test_reference_is_complete():
    assert len(REFERENCE) == 5 + 2 * 4 + 1


SIZES = ({}, {"N": 7, "T": 30, "B": 2, "H": 8, "M": 3}, {"N": 1, "T": 2, "B": 1, "H": 4, "M": 1})


@pytest.mark.parametrize("seed, sizes", [*enumerate(SIZES)])
def test_live(seed, sizes):
    torch = pytest.importorskip("torch")
    from reference import make_torch_attention

    before = torch.get_default_dtype()
    try:
        cases = make_torch_attention.cases(seed, **sizes)
    finally:
        torch.set_default_dtype(before)
    assert cases.keys() == REFERENCE.keys()
    for name, case in cases.items():
        check(name, case)
