"""The figures of lesson 02."""

import numpy as np

from helpers.controls import slider
from helpers.figures import style
from helpers.figures.lesson_02_spectra import SQUARE, power, random_matrix, spectrum_and_norm
from helpers.figures.panels import ABOVE, CIRCLE, fates, log10, one, say
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.sizes import log_axis
from helpers.figures.style import power_of_ten

__all__ = ["arrows", "counterexample", "random_matrix", "spectrum_and_norm"]
BOX = {"ha": "center", "va": "center", "bbox": {"facecolor": "white", "edgecolor": "none", "pad": 1}}


@figure(
    lambda_1=slider("λ₁", 2.0, -2.0, 2.0, 0.05),
    lambda_2=slider("λ₂", 0.3, 0.0, 2.0, 0.01),
    between=slider("v₁ to v₂ (°)", 45, 10, 90, 1),
    off=slider("start off (°)", 1, -90, 90, 1),
    T=slider("T (steps)", 10, 0, 10, 1, play=True),
)
def arrows(shape, controls):
    """Left: h_0, W h_0, …, W^T h_0 as arrows in the plane, with the two eigenvectors; rings mark the lengths.
    Right: the length over the steps, and its two parts.

    Draws V (2,2) with the eigenvectors as columns, the parts c_i λ_i^t (T+1,2) along them, the path (T+1,2).
    """
    whole, (left, right) = panels(shape, (1, 1.25), tall=SQUARE)
    left.set(xlim=(-3.1, 3.1), ylim=(-3.1, 3.1), aspect="equal", xticks=[], yticks=[])
    left.spines[["left", "bottom"]].set_visible(False)

    def shrunk(length):  # 0 at 0, 1 at 1, 3 at 10000
        return np.log10(1 + 99 * length) / 2

    for length in 1, 10, 100, 10000:
        ring = shrunk(length) * CIRCLE
        look = {"color": style.SURVIVES, "gid": "one"} if length == 1 else {"color": "#D0D0D0"}
        left.plot(ring.real, ring.imag, lw=1.6, **look)
        left.text(ring.real[155], ring.imag[155], length, **BOX)  # where no eigenvector points
    axes_of_W = [left.plot([], [], form, lw=1.6, gid="fate")[0] for form in ("-", "--")]
    (earlier,) = left.plot([], [], color=style.NAIVE, lw=1.2)
    (tips,) = left.plot([], [], "o", color=style.NAIVE, ms=5)
    now, head = (left.plot([], [], form, color=style.TRUTH, lw=3, ms=9)[0] for form in "-o")
    looks = ("part along $v_1$", "-", style.NAIVE), ("part along $v_2$", "--", style.NAIVE)
    looks = (*looks, ("length of $W^t h_0$", "-", style.TRUTH))
    few = {"ncols": 3 if shape == "wide" else 2}
    size = (0, controls.T.high), (-6, 6), "steps $t$", "length"
    lines, draw_lines = log_axis(right, *size, looks, every=3, legend=ABOVE | few)
    lines[0].set_linewidth(5)  # drawn first and wide, so that a part that is all of it can still be seen
    handles = right.get_legend().get_lines()[:2]
    for artist in (*lines[1:3], *handles):
        artist.set_gid("fate")

    def draw(at, V, parts, path):
        values = at.lambda_1, at.lambda_2
        for v, value, axis, *same in zip(V.T, values, axes_of_W, lines[1:3], handles, strict=True):
            axis.set_data([-3 * v[0], 3 * v[0]], [-3 * v[1], 3 * v[1]])
            for artist in (axis, *same):
                artist.set_color(style.factor_fate(value))
        lengths = np.hypot(*path.T)
        points = path / np.where(lengths > 0, lengths, 1)[:, None] * shrunk(lengths)[:, None]
        rays = np.zeros((2 * len(points), 2))
        rays[1::2] = points
        for line, ends in (earlier, rays), (tips, points), (now, rays[-2:]), (head, points[-1:]):
            line.set_data(*ends.T)
        draw_lines(*log10(parts).T, log10(lengths))

    def words(at, V, parts, path):
        length, last = log10(np.hypot(*path.T)), log10(parts[-1])
        return (
            f"λ₁ = {at.lambda_1:.2f}, λ₂ = {at.lambda_2:.2f}, start {at.off}° off v₂: after T = {at.T} the arrow has "
            f"length {power_of_ten(length[-1])}, made of {power_of_ten(last[0])} along v₁ and {power_of_ten(last[1])} "
            f"along v₂. On the way its length was between {power_of_ten(length.min())} and "
            f"{power_of_ten(length.max())}."
        )

    return Picture(whole, [*axes_of_W, earlier, tips, now, head, *lines, *handles], draw, words)


@figure(
    w=slider("weight w", 8.0, 2.0, 12.0, 0.1),
    p=slider("h₁*", 0.0, -0.875, 0.875, 0.125),
    q=slider("h₂*", 0.5, -0.875, 0.875, 0.125),
    log10_off=slider("log10 off", -12.0, -12.0, -1.0, 0.5),
    T=slider("T (steps)", 30, 1, 60, 1, play=True),
)
def counterexample(shape, controls):
    """Left: the states; between the dashed lines a step shrinks the gradient. Right: the size of the gradient.

    Draws the factor of a step into the fixed point, the states (T+1,2), the factors of their steps (T,), σ_max, and
    log10 of ‖W^t‖ and of the true product, both (T+1,).
    """
    whole, (left, right) = panels(shape, (1, 1.25), tall=SQUARE)
    ticks = np.arange(-1, 1.1, 0.5)
    left.set(xlim=(-1.2, 1.2), ylim=(-1.2, 1.2), aspect="equal", xlabel="$h_1$", ylabel="$h_2$", xticks=ticks)
    left.plot([-1, 1, 1, -1, -1], [-1, -1, 1, 1, -1], color=style.NAIVE, lw=1)
    for x, y, turned in (0, 1.1, 0), (0, -1.1, 0), (-1.1, 0, 90), (1.1, 0, 90):
        say(left, x, y, "grows", rotation=turned, **BOX)
    say(left, 0.9, 1.1, "shrinks", **BOX)
    say(left, -0.9, -1.1, "shrinks", **BOX)
    borders = [one(left.plot, [])[0] for _ in range(4)]
    (path,) = left.plot([], [], color=style.NAIVE, lw=0.8)
    (star,) = left.plot([], [], "*", color=style.TRUTH, mfc="white", ms=20)
    clouds, draw_steps = fates(left, 7, alpha=0.75)
    looks = (r"$\|W^t\|$", "-.", style.NAIVE), (r"bound $\sigma_{\max}^t$", "--", style.NAIVE)
    looks = (*looks, (r"$\|\partial h_t/\partial h_0\|$", "true"))
    few = {"ncols": 3 if shape == "wide" else 2}
    size = (0, controls.T.high), (-30, 30), "steps $t$", "size"
    lines, draw_lines = log_axis(right, *size, looks, every=15, legend=ABOVE | few)

    def draw(at, factor, states, factors, sigma, powers, gradient):
        grid = np.sqrt(1 - 1 / at.w) * np.linspace(-1, 1, 121)
        rim = np.sqrt(grid**2 + 1 / at.w)
        for border, curve in zip(borders, ((grid, rim), (grid, -rim), (rim, grid), (-rim, grid)), strict=True):
            border.set_data(*curve)
        path.set_data(*states.T)
        star.set_data([at.p], [at.q])
        draw_steps(*states[1:].T, factors)
        draw_lines(powers, power(sigma, at.T), gradient)

    def words(at, factor, states, factors, sigma, powers, gradient):
        return (
            f"ρ(W) = 0, σ_max = {sigma:.1f}. At the fixed point ({at.p:.3f}, {at.q:.3f}) a step multiplies by "
            f"{factor:.2f}. From {power_of_ten(at.log10_off)} beside it, at T = {at.T}: gradient "
            f"{power_of_ten(gradient[-1])}, at most {power_of_ten(gradient.max())} on the way "
            f"(t = {gradient.round(9).argmax()}). The norm of W to the power T is {power_of_ten(powers[-1])}, the "
            f"bound is {power_of_ten(power(sigma, at.T)[-1])}."
        )

    return Picture(whole, [*borders, path, star, *clouds, *lines], draw, words)
