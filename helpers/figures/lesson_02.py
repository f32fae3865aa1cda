"""The figures of lesson 02."""

import numpy as np

from helpers import style
from helpers.figures import in_style, powers_of_ten
from helpers.picture import Picture, panels

CIRCLE = np.exp(1j * np.linspace(0, 2 * np.pi, 181))
ABOVE = {"loc": "lower center", "bbox_to_anchor": (0.5, 1), "ncols": 4, "columnspacing": 1.2, "handlelength": 2.2}
FATES = {-1: style.VANISHES, 0: style.SURVIVES, 1: style.EXPLODES}
MIDDLE = {"ha": "center", "va": "center", "bbox": {"facecolor": "white", "edgecolor": "none", "pad": 1}}
EDGE = 4  # a norm axis shows 1e-4 to 1e4, so that a tenfold rise is seen


def _signs(axes, size):
    """Empty clouds of the two signs, for what vanishes and for what explodes."""
    colours = style.VANISHES, style.EXPLODES
    return [axes.plot([], [], style.MARKERS[c], color=c, ms=size, alpha=0.75)[0] for c in colours]


def _complex_plane(axes, half, sign):
    """Equal axes, the unit circle, an empty dashed circle for σ_max and an empty cloud of eigenvalues."""
    axes.set(xlim=(-half, half), ylim=(-half, half), aspect="equal", xlabel="real part", ylabel="imaginary part")
    axes.plot(CIRCLE.real, CIRCLE.imag, color=style.SURVIVES, lw=1.6)
    (circle,) = axes.plot([], [], "--", color=style.NAIVE, lw=1.8)
    (beyond,) = axes.plot([], [], ">", color=style.NAIVE, ms=11, clip_on=False)
    inside, outside = _signs(axes, sign)
    (on,) = axes.plot([], [], "o", color=style.SURVIVES, ms=sign)
    axes.legend([axes.lines[0], circle], ["unit circle", r"radius $\sigma_{\max}$"], **ABOVE)

    def draw(eigenvalues, sigma):
        circle.set_data(sigma * CIRCLE.real, sigma * CIRCLE.imag)
        beyond.set_data(*([half], [0]) if sigma > half else ([], []))
        fates = np.sign(np.round(np.abs(eigenvalues) - 1, 9))
        for points, fate in (inside, -1), (on, 0), (outside, 1):
            points.set_data(eigenvalues[fates == fate].real, eigenvalues[fates == fate].imag)

    return [circle, beyond, inside, on, outside], draw


def _norms(axes, T, looks, ylabel, edge=EDGE):
    """Log norms over the steps 0 … T, a line for each (label, format, colour) of `looks`; the last one is marked."""
    axes.set(xlim=(0, T), ylim=(-edge, edge), xlabel="steps $t$", ylabel=ylabel)
    powers_of_ten(axes, np.arange(-edge, edge + 1, edge // 2))
    lines = [axes.plot([], [], form, color=colour, label=label)[0] for label, form, colour in looks]
    (end,) = axes.plot([], [], ms=11, ls="", clip_on=False)
    axes.legend(**ABOVE)

    def draw(*log10_curves):
        for line, curve in zip(lines, log10_curves, strict=True):
            line.set_data(np.arange(len(curve)), np.maximum(curve, -50 * edge))
        colour = style.fate(size := log10_curves[-1][-1])
        end.set_data([len(log10_curves[-1]) - 1], [np.clip(size, -edge, edge)])
        end.set(color=colour, marker=style.MARKERS[colour])

    return [*lines, end], draw


@in_style
def arrows(T_max):
    """Left: h_0, W h_0, …, W^T h_0 as arrows in the plane, with the two eigenvectors; rings mark the lengths.
    Right: the length over the steps, and its two parts.

    draw(V (2,2) with the eigenvectors as columns, eigenvalues (2,), path (T+1,2), log10_parts (T+1,2)).
    """
    figure, (left, right) = panels((1, 1.25))
    left.set(xlim=(-3.1, 3.1), ylim=(-3.1, 3.1), aspect="equal", xticks=[], yticks=[])
    left.spines[["left", "bottom"]].set_visible(False)

    def shrunk(length):  # 0 at 0, 1 at 1, 3 at 10000
        return np.log10(1 + 99 * length) / 2

    for length in 1, 10, 100, 10000:
        ring = shrunk(length) * CIRCLE
        left.plot(ring.real, ring.imag, color=style.SURVIVES if length == 1 else "#D0D0D0", lw=1.6)
        left.text(ring.real[155], ring.imag[155], length, **MIDDLE)  # where no eigenvector points
    axis_1, axis_2 = (left.plot([], [], form, lw=1.6)[0] for form in ("-", "--"))
    (earlier,) = left.plot([], [], color=style.NAIVE, lw=1.2)
    (tips,) = left.plot([], [], "o", color=style.NAIVE, ms=5)
    now, head = (left.plot([], [], form, color=style.TRUTH, lw=3, ms=9)[0] for form in "-o")
    looks = ("part along $v_1$", "-", style.EXPLODES), ("part along $v_2$", "--", style.VANISHES)
    lines, draw_norms = _norms(right, T_max, [*looks, ("length of $W^t h_0$", "-", style.TRUTH)], "length", 6)
    lines[2].set_linewidth(5)  # drawn first and wide, so that a part that is all of it can still be seen
    handles = right.legend(**ABOVE).get_lines()[:2]

    def draw(V, eigenvalues, path, log10_parts):
        for axis, line, handle, v, value in zip((axis_1, axis_2), lines[:2], handles, V.T, eigenvalues, strict=True):
            axis.set_data([-3 * v[0], 3 * v[0]], [-3 * v[1], 3 * v[1]])
            axis.set_color(FATES[np.sign(abs(value) - 1)])
            line.set_color(axis.get_color())
            handle.set_color(axis.get_color())
        lengths = np.hypot(*path.T)
        points = path / np.where(lengths > 0, lengths, 1)[:, None] * shrunk(lengths)[:, None]
        rays = np.zeros((2 * len(points), 2))
        rays[1::2] = points
        for line, ends in (earlier, rays), (tips, points), (now, rays[-2:]), (head, points[-1:]):
            line.set_data(*ends.T)
        with np.errstate(divide="ignore"):
            draw_norms(*log10_parts.T, np.log10(lengths))

    moving = [axis_1, axis_2, earlier, tips, now, head, lines[2], *lines[:2], lines[3], *handles]
    return Picture(figure, moving, draw)


@in_style
def spectrum_and_norm(T_max, half, sign, others=()):
    """Left: eigenvalues in the complex plane. Right: log10 norms of powers between their two bounds.

    half: of the plane's side; sign: size of an eigenvalue's marker; others: names of further grey curves.
    draw(eigenvalues, sigma, log10 of ρ^t, log10 of σ^t, *others, log10 ‖W^t‖); each an array (T+1,), or empty.
    """
    figure, (left, right) = panels((1, 1.25))
    plane, draw_plane = _complex_plane(left, half, sign)
    looks = [(r"$\rho^t$", "-.", style.NAIVE), (r"$\sigma_{\max}^t$", "--", style.NAIVE)]
    looks += [(name, ":", style.NAIVE) for name in others] + [(r"$\|W^t\|$", "-", style.TRUTH)]
    lines, draw_norms = _norms(right, T_max, looks, "size")

    return Picture(figure, plane + lines, lambda values, sigma, *log10: (draw_plane(values, sigma), draw_norms(*log10)))


@in_style
def counterexample(T_max):
    """Left: the states; between the dashed lines a step shrinks the gradient. Right: the size of the gradient.

    draw(w, h_star, states (T+1,2), log10 of ‖W^l‖, of the bound σ^l, of the true product; each (T+1,)).
    """
    figure, (left, right) = panels((1, 1.25))
    ticks = np.arange(-1, 1.1, 0.5)
    left.set(xlim=(-1.2, 1.2), ylim=(-1.2, 1.2), aspect="equal", xlabel="$h_1$", ylabel="$h_2$", xticks=ticks)
    left.plot([-1, 1, 1, -1, -1], [-1, -1, 1, 1, -1], color=style.NAIVE, lw=1)
    for x, y, turned in (0, 1.1, 0), (0, -1.1, 0), (-1.1, 0, 90), (1.1, 0, 90):
        left.text(x, y, "grows", color=style.EXPLODES, rotation=turned, **MIDDLE)
    left.text(0.9, 1.1, "shrinks", color=style.VANISHES, **MIDDLE)
    left.text(-0.9, -1.1, "shrinks", color=style.VANISHES, **MIDDLE)
    borders = [left.plot([], [], color=style.SURVIVES, lw=1.4, ls=(0, (6, 3)))[0] for _ in range(4)]
    (path,) = left.plot([], [], color=style.NAIVE, lw=0.8)
    (star,) = left.plot([], [], "*", color=style.SURVIVES, ms=16)
    shrinking, growing = _signs(left, 7)
    looks = (r"$\|W^t\|$", "-.", style.NAIVE), (r"bound $\sigma_{\max}^t$", "--", style.NAIVE)
    truth = r"$\|\partial h_t/\partial h_0\|$", "-", style.TRUTH
    lines, draw_norms = _norms(right, T_max, [*looks, truth], "size", 30)

    def draw(w, h_star, states, *log10_curves):
        grid = np.sqrt(1 - 1 / w) * np.linspace(-1, 1, 121)
        rim = np.sqrt(grid**2 + 1 / w)
        for border, curve in zip(borders, ((grid, rim), (grid, -rim), (rim, grid), (-rim, grid)), strict=True):
            border.set_data(*curve)
        path.set_data(*states.T)
        star.set_data([h_star[0]], [h_star[1]])
        grows = w * np.abs(states[1:, 1] ** 2 - states[1:, 0] ** 2) > 1
        for points, chosen in (shrinking, ~grows), (growing, grows):
            points.set_data(*states[1:][chosen].T)
        draw_norms(*log10_curves)

    return Picture(figure, [*borders, path, star, shrinking, growing, *lines], draw)
