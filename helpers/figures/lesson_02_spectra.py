"""The two figures of lesson 02 with eigenvalues on the left and norms of powers on the right."""

import numpy as np

from helpers.controls import slider
from helpers.figures import style
from helpers.figures.labels import CLEAR, headline, verdict
from helpers.figures.panels import plane
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.sizes import log_axis
from helpers.figures.style import power_of_ten


def power(number, T):
    """log10 of number^t for t = 0 … T; number at least 0."""
    t = np.arange(T + 1)
    return t * np.log10(number) if number else np.where(t, -np.inf, 0.0)


def _plane_and_norms(shape, T, span, size, other=None):
    """Left: eigenvalues in the complex plane from -span to span, signs of that size. Right: log10 norms of powers
    between two bounds, and one more curve if it has a name, `other`. Returns a function that makes the picture, and
    draw(eigenvalues, ρ, σ_max, the norms (n,), the other curve (n,), both log10) -> a key for scene."""
    whole, (left, right) = panels(shape, (1, 1.35), 430, (400, 330))
    eigenvalues, draw_plane = plane(left, (-span, span), size, r"$\sigma_{\max}$")
    left.get_legend().remove()
    small = dict(fontsize=11 if shape != "tall" else 10, va="center", in_layout=False)
    left.text(0, -1.06, "unit circle", color=style.SURVIVES, gid="one", ha="center", bbox=CLEAR, **small)
    sigma_name = left.text(0, 0, "", color="#606060", ha="center", bbox=CLEAR, **small)
    wide = "#B0B0B0"
    looks = [(r"$\rho^t$", "-", wide), (r"$\sigma_{\max}^t$", "-", wide), (r"$\|W^t\|$", "true")]
    if other:
        looks.insert(2, (other, ":", style.NAIVE))
    n, xlim = len(looks), (0, (1.3 if shape != "tall" else 1.5) * T)
    lines, draw_lines = log_axis(right, xlim, None, "steps $t$", "size", looks, legend="ends", fit=2)
    right.set_xticks(range(0, T + 1, 10))
    norm, *others = lines[:n]
    for line in others[:2]:
        line.set_linewidth(6)  # where the norm lies on a bound, both are seen
    for name in lines[-n:][:2]:
        name.set_color("#707070")
    said = headline(whole, shape)

    def draw(values, rho, sigma, norms, *curve):
        draw_plane(values, sigma)
        inside = sigma < span - 0.15
        sigma_name.set_text(f"$\\sigma_{{\\max}}$ = {sigma:.2f}" + " ▶" * bool(sigma > span))
        sigma_name.set_position((0, sigma if inside else -span + 0.2))
        verdict(said, norms[-1], f" after {len(norms) - 1} step{'s' * (len(norms) != 2)}")
        return draw_lines(power(rho, len(norms) - 1), power(sigma, len(norms) - 1), *curve, norms)

    def picture(draw, words):
        moving = [*eigenvalues, sigma_name, *others, norm, *lines[n:], said]
        return Picture(whole, moving, draw, words, [norm])

    return picture, draw


@figure(
    rho=slider("radius ρ", 0.9, 0.0, 1.2, 0.01),
    theta=slider("angle θ (°)", 0, 0, 180, 1),
    d=slider("shear d", 2.0, 0.0, 5.0, 0.05),
    T=slider("T (steps)", 60, 1, 60, 1, play=True),
)
def spectrum_and_norm(shape, controls):
    """Left: the two eigenvalues. Right: the norms of the powers, between ρ^t and σ_max^t.

    Draws the eigenvalues (2,), σ_max, log10 of ‖W^t‖ (T+1,).
    """
    make, draw_both = _plane_and_norms(shape, controls.T.high, 2.6, 11)

    def draw(at, values, sigma, norms):
        picture.scene(draw_both(values, at.rho, sigma, norms))

    def words(at, values, sigma, norms):
        low, high = (power_of_ten(power(number, at.T)[-1]) for number in (at.rho, sigma))
        return (
            f"ρ = {at.rho:.2f}, σ_max = {sigma:.2f}: up to T the norm of W^t is at most "
            f"{power_of_ten(norms.max())}, at t = {norms.round(9).argmax()}. At T = {at.T} it is "
            f"{power_of_ten(norms[-1])}, between ρ^T = {low} and σ_max^T = {high}."
        )

    picture = make(draw, words)
    return picture


@figure(g=slider("gain g", 0.9, 0.05, 1.5, 0.001), n=slider("units n", 100, 20, 300, 40))
def random_matrix(shape, controls):
    """Left: the eigenvalues of a random matrix of gain g. Right: the norms of its powers, and one vector's length.

    Draws the eigenvalues (n,), ρ, σ_max, log10 of the vector's length and of ‖W^t‖, both (41,).
    """
    make, draw_both = _plane_and_norms(shape, 40, 2.05, 5, "one vector")

    def draw(at, values, rho, sigma, vector, norms):
        picture.scene(draw_both(values, rho, sigma, norms, vector))

    def words(at, values, rho, sigma, vector, norms):
        below = np.flatnonzero(norms[1:] < 0)
        return (
            f"Gain {at.g:.3f}, {at.n} units: ρ = {rho:.3f} and σ_max = {sigma:.3f}. After 10 steps the norm is "
            f"{power_of_ten(norms[10])}, after 40 steps {power_of_ten(norms[40])}; "
            f"{f'first below 1 at t = {below[0] + 1}' if len(below) else 'never below 1'}. "
            f"One vector: {power_of_ten(vector[10])} after 10 steps, {power_of_ten(vector[40])} after 40."
        )

    picture = make(draw, words)
    return picture
