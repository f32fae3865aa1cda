"""The figures of lesson 02; those of spectra and the counterexample have modules of their own."""

import numpy as np

from helpers.controls import slider
from helpers.figures import style
from helpers.figures.labels import headline, verdict
from helpers.figures.lesson_02_counterexample import counterexample
from helpers.figures.lesson_02_spectra import random_matrix, spectrum_and_norm
from helpers.figures.lettering import Tags
from helpers.figures.panels import CIRCLE, log10
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
    small = 11 if shape != "tall" else 10
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
    (earlier,) = left.plot([], [], color=style.NAIVE, lw=1.2)
    (tips,) = left.plot([], [], "o", color=style.NAIVE, ms=5)
    now, head = (left.plot([], [], form, color=style.TRUTH, lw=3, ms=9)[0] for form in "-o")
    tags = Tags(left, small, zorder=5, gid="fate")
    looks = ("along $v_1$", "-", style.NAIVE), ("along $v_2$", "-", style.NAIVE), ("length", "true")
    size = (0, (1.25 if shape != "tall" else 1.4) * controls.T.high), None, "steps $t$", "length"
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
        arrowheads, places = lines[3:5], [2.3 * V.T[0] + (0, 0.3), (3.1 if at.between > 25 else -2.4) * V.T[1]]
        for i, same in enumerate(zip(axes_of_W, part_lines, names, arrowheads, strict=True)):
            v, axis = V.T[i], same[0]
            axis.set_data([-3 * v[0], 3 * v[0]], [-3 * v[1], 3 * v[1]])
            for artist in same:
                artist.set_color(style.factor_fate(values[i]))
        lengths = np.hypot(*path.T)
        points = path / np.where(lengths > 0, lengths, 1)[:, None] * shrunk(lengths)[:, None]
        rays = np.zeros((2 * len(points), 2))
        rays[1::2] = points
        for line, ends in (earlier, rays), (tips, points), (now, rays[-2:]), (head, points[-1:]):
            line.set_data(*ends.T)
        said_there = f"v₁ × {values[0]:.2f}", f"v₂ × {values[1]:.2f}", "h₀", f"t = {at.T}"
        places += [points[0] + (0.08, 0.28), points[-1] + (0, -0.3)]
        colours = [*map(style.factor_fate, values), style.TRUTH, style.TRUTH]
        tags.write(said_there, places, colours, centred=[said_there[i] for i in (0, 1, 3)])
        picture.scene(draw_lines(*log10(parts).T, log10(lengths)))
        for line in part_lines:  # what is exactly 0 has no place
            line.set_data(line.get_xydata()[np.isfinite(line.get_ydata())].T)
        verdict(said, log10(lengths[-1]), f" × in {at.T} step{'s' * (at.T != 1)}")

    def words(at, V, parts, path):
        length, last = log10(np.hypot(*path.T)), log10(parts[-1])
        return (
            f"λ₁ = {at.lambda_1:.2f}, λ₂ = {at.lambda_2:.2f}, start {at.off}° off v₂: after T = {at.T} the arrow has "
            f"length {power_of_ten(length[-1])}, made of {power_of_ten(last[0])} along v₁ and {power_of_ten(last[1])} "
            f"along v₂. On the way its length was between {power_of_ten(length.min())} and "
            f"{power_of_ten(length.max())}."
        )

    moving = [*axes_of_W, earlier, tips, now, head, tags, *part_lines, length_line, *lines[3:], said]
    picture = Picture(whole, moving, draw, words, [length_line])
    return picture
