"""Powers of matrices whose story is known."""

import numpy as np
import pytest

from helpers import linear

JORDAN = np.array([[0.9, 5.0], [0, 0.9]])


def test_a_radius_below_one_and_yet_it_grows_first():
    assert linear.spectral_radius(JORDAN) == pytest.approx(0.9)
    assert linear.spectral_norm(JORDAN) == pytest.approx(5.16, abs=0.005)
    norms = 10 ** linear.log10_power_norms(JORDAN, 400)
    assert norms.argmax() == 9 and norms.max() == pytest.approx(19.4, abs=0.05) and norms[400] < 1e-13
    norms = 10 ** linear.log10_power_norms([[0.9, 10], [0, 0.9]], 30)
    assert norms.argmax() == 9 and norms.max() == pytest.approx(38.7, abs=0.1)


def test_a_nilpotent_matrix_grows_and_is_then_exactly_zero():
    W = np.diag([2.0] * 7, 1)
    norms = linear.log10_power_norms(W, 9)
    assert linear.spectral_radius(W) == 0
    assert norms[:8] == pytest.approx(np.arange(8) * np.log10(2)) and np.all(norms[8:] == -np.inf)


@pytest.mark.parametrize("ord", [2, "fro"])
def test_norms_far_outside_the_floats(ord):
    for factor in (1e-5, 1e5):
        norms = linear.log10_power_norms(factor * np.eye(3), 1000, ord)
        assert norms[1000] - norms[0] == pytest.approx(1000 * np.log10(factor))


def test_rotation_keeps_its_eigenvalues_whatever_its_axes():
    for kappa in (1, 10):
        W = linear.rotation(0.9, 0.5, kappa)
        expected = 0.9 * np.exp([-0.5j, 0.5j])
        assert sorted(np.linalg.eigvals(W), key=np.imag) == pytest.approx(expected, rel=1e-12)
        growth = 10 ** linear.log10_power_norms(W, 60) / 0.9 ** np.arange(61)
        assert growth.max() <= kappa + 1e-9
        assert growth.max() > 0.99 * kappa


@pytest.mark.parametrize(
    "call, says",
    [
        (lambda: linear.spectral_radius(np.ones((2, 3))), r"W must have shape \(2, 2\), but got \(2, 3\)"),
        (lambda: linear.spectral_norm(np.ones(3)), r"W must have shape \(n, n\)"),
        (lambda: linear.spectral_norm(5), r"W must have shape \(n, n\)"),
        (lambda: linear.spectral_norm(np.ones((0, 0))), "not empty"),
        (lambda: linear.log10_power_norms(JORDAN, -1), "n must be a whole number"),
        (lambda: linear.log10_power_norms(JORDAN, 1, 1), "ord must be one of"),
        (lambda: linear.rotation(0.9, 0, 0.5), "kappa must be at least 1"),
        (lambda: linear.rotation(-1, 0), "radius must be at least 0"),
    ],
)
def test_bad_input_is_named(call, says):
    with pytest.raises(ValueError, match=says):
        call()


def test_non_normal_keeps_its_eigenvalues_and_has_the_departure_it_is_given():
    for radius, angle, d in (0.9, 0.2, 2.0), (1.1, 3.0, 0.5), (0.5, 1.0, 0.0), (0.7, 0.0, 1.0), (0.8, np.pi, 3.0):
        W = linear.non_normal(radius, angle, d)
        assert np.poly(W) == pytest.approx([1, -2 * radius * np.cos(angle), radius**2], abs=1e-12)
        assert W[0, 1] - -W[1, 0] == pytest.approx(d)
    assert linear.non_normal(0.9, 0, 5).tolist() == [[0.9, 5], [0, 0.9]]
    assert not linear.non_normal(0, 1).any()
    for bad in {"departure": -1}, {"radius": -1}, {"angle": np.nan}:
        with pytest.raises(ValueError, match=f"{next(iter(bad))} must be"):
            linear.non_normal(**({"radius": 1, "angle": 0} | bad))


@pytest.mark.parametrize("ord", [2, "fro"])
def test_norms_of_products_agree_with_products(ord):
    Ms = np.random.default_rng(0).normal(size=(6, 3, 3))
    product, expected = np.eye(3), [np.log10(np.linalg.norm(np.eye(3), ord))]
    for M in Ms:
        product = M @ product
        expected.append(np.log10(np.linalg.norm(product, ord)))
    assert linear.log10_product_norms(Ms, ord) == pytest.approx(expected, abs=1e-12)
    same = linear.log10_product_norms(np.repeat(Ms[:1], 9, axis=0), ord)
    assert same == pytest.approx(linear.log10_power_norms(Ms[0], 9, ord), abs=1e-12)
    assert linear.log10_product_norms(1e-9 * np.repeat(Ms[:1], 500, axis=0), ord)[-1] < -4000
    assert linear.log10_product_norms(np.zeros((2, 3, 3)), ord)[1:].tolist() == [-np.inf, -np.inf]
    for wrong in np.ones((2, 3, 4)), np.ones((3, 3)), np.full((1, 2, 2), np.nan):
        with pytest.raises(ValueError, match=r"must (have shape|be finite)"):
            linear.log10_product_norms(wrong, ord)
