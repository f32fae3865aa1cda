"""Whole numbers are numbers like any other: each function gives for them what it gives for floats."""

import numpy as np
import pytest
from calls import CALLS, WHOLE, converted, public

from helpers import losses, train


def test_every_public_function_of_the_library_is_in_the_list():
    assert public() == {name.split()[0] for name in CALLS}


def arrays(result):
    if isinstance(result, tuple | list):
        return [a for part in result for a in arrays(part)]
    if isinstance(result, dict):
        return arrays(list(result.values()))
    return [np.asarray(result)] if isinstance(result, int | float | np.ndarray | np.generic) else []


def answers(name, array):
    function, arguments = CALLS[name]
    return arrays(function(**{k: v if k in WHOLE else converted(v, array) for k, v in arguments.items()}))


KINDS = {
    **{f"int{bits}": lambda a, t=f"int{bits}": a.astype(t) for bits in (8, 16, 32, 64)},
    "big-endian": lambda a: a.astype(">i4"),
    "read-only": lambda a: np.frombuffer(a.astype(int).tobytes(), int).reshape(a.shape),
    "columns first": np.asfortranarray,
}


@pytest.mark.parametrize("name", CALLS)
def test_whole_numbers_give_what_floats_give(name):
    expected = answers(name, lambda a: a.astype(float))
    for kind, array in KINDS.items():
        ours = answers(name, array)
        assert len(ours) == len(expected)
        for a, b in zip(ours, expected, strict=True):
            assert np.allclose(a, b, rtol=1e-13, atol=0, equal_nan=True), kind
            assert a.dtype == b.dtype, kind


@pytest.mark.parametrize("name", CALLS)
def test_numbers_without_a_sign_too(name):
    expected, ours = (answers(name, lambda a, t=t: abs(a).astype(t)) for t in (float, np.uint8))
    for a, b in zip(ours, expected, strict=True):
        assert np.allclose(a, b, rtol=1e-13, atol=0, equal_nan=True) and a.dtype == b.dtype


NO_LISTS = {"train.clip_by_norm list"}  # lists within a list would be rows


@pytest.mark.parametrize("name", [name for name in CALLS if name not in NO_LISTS])
def test_lists_give_what_arrays_give(name):
    expected, ours = answers(name, lambda a: a.astype(float)), answers(name, lambda a: a.tolist())
    assert len(ours) == len(expected)
    for a, b in zip(ours, expected, strict=True):
        assert np.allclose(a, b, rtol=1e-13, atol=0, equal_nan=True)


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("kind", [int, np.int8, np.int64, np.float32, np.float64, np.array])
def test_a_number_of_any_kind_is_that_number(name, kind):
    function, arguments = CALLS[name]
    expected = function(**arguments)
    for key, value in arguments.items():
        if type(value) is int:
            ours = function(**arguments | {key: kind(value)})
            for a, b in zip(arrays(ours), arrays(expected), strict=True):
                assert np.array_equal(a, b, equal_nan=True), key
                assert a.dtype == b.dtype or name.startswith("controls"), (
                    key
                )  # a slider in steps of 1.0 is no whole one
            assert arrays(ours) or ours == expected or callable(getattr(ours, "run", None))


@pytest.mark.parametrize("dtype", [np.float32, np.float16])
def test_short_floats_stay_short_and_are_not_lost_on_the_way(dtype):
    big = np.array([300, 400], dtype)
    clipped, norm = train.clip_by_norm(big, 5e-6)  # the factor 1e-8 is 0 in float16
    assert norm == pytest.approx(500, rel=1e-3) and clipped.dtype == dtype
    assert clipped == pytest.approx([3e-6, 4e-6], rel=0.02)
    params, _ = train.sgd(1e-8)(np.zeros(2, dtype), np.full(2, 6e4, dtype), None)
    assert params.dtype == dtype and params == pytest.approx([-6e-4] * 2, rel=1e-2)
    params, _ = train.adam(1e-3)(np.zeros(2, dtype), np.full(2, 1e-3, dtype), None)
    assert params.dtype == dtype and params == pytest.approx([-1e-3] * 2, rel=1e-2)
    loss, dys = losses.squared_error(np.full((2, 3), 300, dtype), np.zeros((2, 3), dtype))
    assert loss == pytest.approx(9e4, rel=1e-3) and dys.dtype == dtype


def test_three_four_five():
    clipped, norm = train.clip_by_norm(np.array([3, 4]), 1)
    assert clipped == pytest.approx([0.6, 0.8]) and norm == 5
    (one, two), norm = train.clip_by_norm([np.array([3]), np.array([[0, 4]])], 1)
    assert (one, two.tolist()) == (pytest.approx([0.6]), [pytest.approx([0, 0.8])])
    assert train.clip_by_norm([3, 4], 1)[0] == pytest.approx([0.6, 0.8])
