"""The figures of lesson 02."""

import numpy as np

from helpers.controls import slider
from helpers.figures import style
from helpers.figures.labels import CLEAR, headline, verdict
from helpers.figures.lesson_02_spectra import power, random_matrix, spectrum_and_norm
from helpers.figures.lettering import Outlines
from helpers.figures.panels import CIRCLE, fates, log10, one, say, shade
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
    small = 11 if shape == "wide" else 10
    whole, (left, right) = panels(shape, (1, 1.25), 420, (410, 330))
    left.set(xlim=(-3.5, 3.5), ylim=(-3.1, 3.4), aspect="equal", xticks=[], yticks=[])
    left.spines[["left", "bottom"]].set_visible(False)

    def shrunk(length):  # 0 at 0, 1 at 1, 3 at 10000
        return np.log10(1 + 99 * length) / 2

    for length in 1, 10, 100, 1000, 10000:
        ring = shrunk(length) * CIRCLE
        look = {"color": style.SURVIVES, "gid": "one"} if length == 1 else {"color": "#D0D0D0"}
        left.plot(ring.real, ring.imag, lw=1.6, **look)
        left.text(ring.real[155], ring.imag[155], length, fontsize=small, **BOX)  # where no eigenvector points
    left.text(-2.95, -2.75, "rings: length", color="#606060", fontsize=small)
    axes_of_W = [left.plot([], [], form, lw=1.6, gid="fate")[0] for form in ("-", "--")]
    look = dict(gid="fate", fontsize=small, fontweight="bold", bbox=CLEAR, in_layout=False)
    tags = [left.text(0, 0, "", ha="center", va="center", **look) for _ in "12"]
    (earlier,) = left.plot([], [], color=style.NAIVE, lw=1.2)
    (tips,) = left.plot([], [], "o", color=style.NAIVE, ms=5)
    now, head = (left.plot([], [], form, color=style.TRUTH, lw=3, ms=9)[0] for form in "-o")
    look = dict(fontsize=small, va="center", bbox=CLEAR, in_layout=False)
    start, end = left.text(0, 0, "$h_0$", ha="left", **look), left.text(0, 0, "", ha="center", **look)
    looks = ("along $v_1$", "-", style.NAIVE), ("along $v_2$", "-", style.NAIVE), ("length", "true")
    size = (0, (1.25 if shape == "wide" else 1.4) * controls.T.high), None, "steps $t$", "length"
    lines, draw_lines = log_axis(right, *size, looks, legend="ends")
    right.set_xticks(range(0, controls.T.high + 1, 2))
    length_line, *part_lines = lines[:3]
    names = lines[-3:-1]
    for artist in (*part_lines, *names, *lines[3:5]):
        artist.set_gid("fate")
    for line in part_lines:
        line.set(linewidth=7, alpha=0.45)
    said = headline(whole, shape)

    def draw(at, V, parts, path):
        values = at.lambda_1, at.lambda_2
        arrowheads, places = lines[3:5], [2.3 * V.T[0] + (0, 0.3), 3.1 * V.T[1]]
        for i, same in enumerate(zip(axes_of_W, tags, part_lines, names, arrowheads, strict=True)):
            v, (axis, tag, *_) = V.T[i], same
            axis.set_data([-3 * v[0], 3 * v[0]], [-3 * v[1], 3 * v[1]])
            tag.set(text=f"$v_{i + 1}$  × {values[i]:.2f}", position=places[i])
            for artist in same:
                artist.set_color(style.factor_fate(values[i]))
        lengths = np.hypot(*path.T)
        points = path / np.where(lengths > 0, lengths, 1)[:, None] * shrunk(lengths)[:, None]
        rays = np.zeros((2 * len(points), 2))
        rays[1::2] = points
        for line, ends in (earlier, rays), (tips, points), (now, rays[-2:]), (head, points[-1:]):
            line.set_data(*ends.T)
        start.set_position(points[0] + (0.08, 0.28))
        end.set(text=f"$t = {at.T}$", position=points[-1] + (0, -0.3))
        picture.scene(draw_lines(*log10(parts).T, log10(lengths)))
        verdict(said, log10(lengths[-1]), f" × in {at.T} step{'s' * (at.T != 1)}")

    def words(at, V, parts, path):
        length, last = log10(np.hypot(*path.T)), log10(parts[-1])
        return (
            f"λ₁ = {at.lambda_1:.2f}, λ₂ = {at.lambda_2:.2f}, start {at.off}° off v₂: after T = {at.T} the arrow has "
            f"length {power_of_ten(length[-1])}, made of {power_of_ten(last[0])} along v₁ and {power_of_ten(last[1])} "
            f"along v₂. On the way its length was between {power_of_ten(length.min())} and "
            f"{power_of_ten(length.max())}."
        )

    moving = [*axes_of_W, *tags, earlier, tips, now, head, start, end, *part_lines, length_line, *lines[3:], said]
    picture = Picture(whole, moving, draw, words, [length_line])
    return picture


@figure(
    log10_off=slider("log10 off", -12.0, -12.0, -1.0, 0.5),
    T=slider("T (steps)", 30, 1, 60, 1, play=True),
    w=slider("weight w", 8.0, 2.0, 12.0, 0.1),
    p=slider("h₁*", 0.0, -0.875, 0.875, 0.125),
    q=slider("h₂*", 0.5, -0.875, 0.875, 0.125),
)
def counterexample(shape, controls):
    """Left: the states; between the dashed lines a step shrinks the gradient. Right: the size of the gradient.

    Draws the factor of a step into the fixed point, the states (T+1,2), the factors of their steps (T,), σ_max, and
    log10 of ‖W^t‖ and of the true product, both (T+1,).
    """
    small = 11 if shape == "wide" else 10
    whole, (left, right) = panels(shape, (1, 1.25), 430, (410, 330))
    ticks = np.arange(-1, 1.1, 0.5)
    left.set(xlim=(-1.05, 1.05), ylim=(-1.05, 1.05), aspect="equal", xlabel="$h_1$", ylabel="$h_2$", xticks=ticks)
    left.plot([-1, 1, 1, -1, -1], [-1, -1, 1, 1, -1], color=style.NAIVE, lw=1)
    shade(left.fill, [-1, 1, 1, -1], [-1, -1, 1, 1], word="shrinks")
    areas = [left.fill([0], [0], color="#FBEFE5", lw=0, gid="region")[0] for _ in range(4)]
    borders = [one(left.plot, [])[0] for _ in range(4)]
    look = dict(ha="center", va="center", fontsize=small, in_layout=False)
    regions = [say(left, 0, 0, "shrinks", **look)]
    for x, y in (0, 0.88), (0, -0.88), (-0.8, 0), (0.8, 0):
        regions.append(say(left, x, y, "grows", **look))
    (path,) = left.plot([], [], color=style.NAIVE, lw=0.8)
    (star,) = left.plot([], [], "*", color=style.TRUTH, mfc="white", ms=24)
    look = dict(fontsize=small, ha="center", va="center", bbox=CLEAR, in_layout=False)
    star_name = left.text(0, 0, "", gid="fate", **look)
    clouds, draw_steps = fates(left, 7, alpha=0.75)
    numbers = Outlines(left, 0.085 if shape == "wide" else 0.08, zorder=4)
    looks = ("$W^t$", "-", "#A8A8A8"), (r"$\sigma_{\max}^t$", "--", style.NAIVE), ("gradient", "true")
    size = (0, 1.25 * controls.T.high), None, "steps $t$", "size"
    lines, draw_lines = log_axis(right, *size, looks, legend="ends", fit=2)
    lines[1].set_linewidth(6)
    nothing = right.text(0, 0, "$W^2 = 0$, exactly", color="#606060", fontsize=small, in_layout=False, bbox=CLEAR)
    said = headline(whole, shape)

    def draw(at, factor, states, factors, sigma, powers, gradient):
        grid = np.sqrt(1 - 1 / at.w) * np.linspace(-1, 1, 121)
        rim = np.sqrt(grid**2 + 1 / at.w)
        for border, curve in zip(borders, ((grid, rim), (grid, -rim), (rim, grid), (-rim, grid)), strict=True):
            border.set_data(*curve)
        side = np.r_[-1.0, grid, 1.0]
        rim = np.sqrt(side**2 + 1 / at.w).clip(max=1)
        for area, turn in zip(areas, ((0, 1), (0, -1), (1, 1), (1, -1)), strict=False):
            across, along = turn[1] * np.r_[rim, 1, 1], np.r_[side, 1, -1]
            area.set_xy(np.column_stack((across, along) if turn[0] else (along, across)))
        path.set_data(*states.T)
        star.set_data([at.p], [at.q])
        star_name.set_text(f"fixed point: × {factor:.2f} a step")
        star_name.set(
            color=style.factor_fate(factor), position=(np.clip(at.p, -0.3, 0.3), at.q + (0.17, -0.17)[at.q > 0])
        )
        draw_steps(*states[1:].T, factors)
        apart = _apart(states, np.array([at.p, at.q]))
        numbers.write(map(str, apart), states[apart] + (0.05, 0.06), style.TRUTH)
        span = 35 if at.T <= 35 else controls.T.high
        right.set_xlim(0, 1.25 * span)
        picture.scene((span, draw_lines(powers, power(sigma, at.T), gradient)))
        gone = np.flatnonzero(np.isneginf(powers))
        nothing.set_visible(len(gone) > 0)
        nothing.set_position((gone[0] - 0.6 if len(gone) else 0, right.get_ylim()[0]))
        verdict(said, gradient[-1], f" after {at.T} step{'s' * (at.T > 1)}")

    def words(at, factor, states, factors, sigma, powers, gradient):
        return (
            f"ρ(W) = 0, σ_max = {sigma:.1f}. At the fixed point ({at.p:.3f}, {at.q:.3f}) a step multiplies by "
            f"{factor:.2f}. From {power_of_ten(at.log10_off)} beside it, at T = {at.T}: gradient "
            f"{power_of_ten(gradient[-1])}, at most {power_of_ten(gradient.max())} on the way "
            f"(t = {gradient.round(9).argmax()}). The norm of W to the power T is {power_of_ten(powers[-1])}, the "
            f"bound is {power_of_ten(power(sigma, at.T)[-1])}."
        )

    moving = [*areas, *regions, *borders, path, star, *clouds, numbers, star_name, *lines[1:], lines[0], nothing, said]
    picture = Picture(whole, moving, draw, words, [lines[0]])
    return picture


def _apart(states, star):
    """The steps, some of 1 to T, that can be told from each other and from the star, where numbers have room."""
    shown, taken = [], [star]
    for t, state in enumerate(states[1:], 1):
        if np.abs(state - taken).max(axis=1).min() > 0.13:
            shown.append(t)
            taken.append(state)
    return shown
