"""Powers of a matrix: what decides whether W^k grows, at once, on the way, and in the end."""

import numpy as np

from helpers import expect


def spectral_radius(W):
    """ρ(W), the largest |eigenvalue| of W (n,n): ‖W^k‖^(1/k) → ρ, so ρ decides the end of the story."""
    return float(np.abs(np.linalg.eigvals(square(W))).max())


def spectral_norm(W):
    """σ_max(W), the largest singular value: the most that one step can stretch a vector."""
    return float(np.linalg.norm(square(W), 2))


def log10_power_norms(W, n, ord=2):
    """log10 ‖W^k‖ for k = 0 … n, (n+1,); -inf where the power is exactly zero. ord: 2, or "fro".

    The powers are kept at norm 1 beside the log of their norm, so they neither overflow nor underflow.
    """
    W, n = square(W), expect.whole("n", n)
    expect.one_of("ord", ord, (2, "fro"))
    power, log10_norm, norms = np.eye(len(W), dtype=W.dtype), 0.0, []
    for _ in range(n + 1):
        size = np.linalg.norm(power, ord)
        log10_norm += np.log10(size) if size > 0 else -np.inf
        norms.append(log10_norm)
        power = W @ (power / size if size > 0 else power)
    return np.array(norms)


def log10_product_norms(matrices, ord=2):
    """log10 ‖M_k … M_1‖ for k = 0 … T, (T+1,), of T different matrices (T,n,n); otherwise like `log10_power_norms`.

    With the Jacobians of the steps 1 … T these are the sizes of ∂h_k/∂h_0.
    """
    matrices = expect.array("matrices", matrices, ("T", "n", "n"))
    expect.one_of("ord", ord, (2, "fro"))
    product = np.eye(matrices.shape[-1])
    norms = [np.log10(np.linalg.norm(product, ord))]
    product /= 10 ** norms[0]
    for M in map(square, matrices):
        product = M @ product
        size = np.linalg.norm(product, ord)
        norms.append(norms[-1] + np.log10(size) if size > 0 else -np.inf)
        product = product / size if size > 0 else product
    return np.array(norms)


def rotation(radius, angle, kappa=1.0):
    """V R V^-1 (2,2): eigenvalues radius e^(±i angle), seen through axes of unequal length V = diag(κ, 1).

    angle in radians. κ at least 1: at 1 the matrix is normal and ‖W^k‖ = radius^k; above, powers may first
    grow up to κ-fold, though the eigenvalues stay where they are.
    """
    radius, angle = expect.number("radius", radius, 0), expect.number("angle", angle)
    kappa = expect.number("kappa", kappa, 1)
    cos, sin = np.cos(angle), np.sin(angle)
    return radius * np.array([[cos, -kappa * sin], [sin / kappa, cos]])


def non_normal(radius, angle, departure=0.0):
    """(2,2) [[a, b], [-c, a]] with the eigenvalues radius e^(±i angle), where b - c = departure from normality.

    angle in radians, departure at least 0: at 0 the matrix is normal, a rotation and a scaling. At the angles
    0 and π any departure above 0 leaves one eigenvector only: [[radius, departure], [0, radius]] (defective).
    """
    radius, angle = expect.number("radius", radius, 0), expect.number("angle", angle)
    departure = expect.number("departure", departure, 0)
    a, sine = radius * np.cos(angle), radius * abs(np.sin(angle))
    if sine < 1e-12 * radius:
        sine = 0.0  # np.sin(np.pi) is 1e-16
    b = departure / 2 + np.hypot(departure / 2, sine)
    c = sine**2 / b if b > 0 else 0.0  # b - departure, without its cancellation
    return np.array([[a, b], [-c, a]])


def square(W):
    """`W` as a finite square array; or ValueError."""
    return expect.array("W", W, (len(W), len(W)) if len(expect.shape(W)) == 2 and len(W) else ("n", "n"))
