"""The figures of lesson 05."""

import numpy as np
from matplotlib.artist import Artist

from helpers import style
from helpers.figures import in_style, powers_of_ten
from helpers.picture import Picture, panels

UNCLIPPED, CLIPPED = dict(color=style.EXPLODES, ls="--"), dict(color=style.SURVIVES, ls="-")


@in_style
def surface(ws, bs, error, caption):
    """The error over the plane of weight and bias as a landscape (left) and from above (right). Nothing moves.

    ws (n,), bs (m,), error (m,n).
    """
    figure, (flat, above) = panels()
    flat.remove()
    hills = figure.add_subplot(flat.get_subplotspec(), projection="3d")
    W, B = np.meshgrid(ws, bs)
    look = dict(facecolors=banded(error) * 0.85 / 255, shade=False, linewidth=0, antialiased=False)
    hills.plot_surface(W, B, error, rcount=120, ccount=120, **look)
    hills.view_init(elev=42, azim=-35)
    hills.set_box_aspect((1, 1, 0.65), zoom=1.05)
    hills.set(xlabel="$w$", ylabel="$b$", xticks=[3, 5, 7], yticks=[-4, -3, -2, -1], zticks=[0, 0.2, 0.4])
    hills.text2D(0.02, 0.9, "error $E$", transform=hills.transAxes)
    above.imshow(banded(error), extent=frame(above, ws, bs), origin="lower", aspect="auto")
    above.plot([4.2553, 7.5], [0.5 - 0.62246 * w for w in (4.2553, 7.5)], color=style.TRUTH, lw=1.2, ls=":")
    return Picture(figure, caption=caption)


@in_style
def cliff(ws, bs, updates):
    """Left: the error from above with two descents, clipped and not. Right: their gradient norms.

    draw(error (m,n), paths, norms, limit): two paths (·,2) and their norms (·,), not clipped first.
    """
    figure, (left, right) = panels()
    image = left.add_artist(Shade())
    frame(left, ws, bs)
    moving, lines = [image], []
    for look, marker in (UNCLIPPED, "^"), (CLIPPED, "o"):
        (path,) = left.plot([], [], lw=1.8, **look)
        (norm,) = right.plot([], [], lw=1.8, **look)
        (end,) = left.plot([], [], marker, color=look["color"], ms=12, mec="white")
        lines.append((path, norm, end))
    moving += [*lines[1], *lines[0]]  # the shorter walk on top
    (start,) = left.plot([], [], "s", color=style.TRUTH, ms=9, clip_on=False)
    right.set(xlim=(0, updates), ylim=(-12, 15), xlabel="update", ylabel="norm of the gradient")
    powers_of_ten(right, np.arange(-12, 16, 3))
    (threshold,) = right.plot([0, updates], [0, 0], color=style.TRUTH, lw=1.4, ls=":")
    right.legend([lines[0][0], lines[1][0], threshold], ["not clipped", "clipped", "threshold"], loc="upper right")

    def draw(error, paths, norms, limit):
        image.error = error
        for (path, norm, end), points, sizes in zip(lines, paths, norms, strict=True):
            path.set_data(points.T)
            end.set_data(points[-1:].T)
            norm.set_data(np.arange(len(sizes)), np.log10(np.maximum(sizes, 1e-30)))
        start.set_data(paths[0][:1].T)
        threshold.set_ydata([np.log10(limit)] * 2)

    return Picture(figure, [*moving, start, threshold], draw)


def frame(axes, ws, bs):
    """Set up `axes` for weight and bias; (left, right, bottom, top)."""
    axes.set(xlim=(ws[0], ws[-1]), ylim=(bs[0], bs[-1]), xlabel="weight $w$", ylabel="bias $b$")
    axes.grid(False)
    return ws[0], ws[-1], bs[0], bs[-1]


class Shade(Artist):
    """`error` (m,n) in bands over the whole of the axes. (imshow computes 20 ms for each picture, this 1; a few more
    for an array that was not shown last.)"""

    error, shown, dots = np.zeros((2, 2)), None, None

    def draw(self, renderer):
        box = self.axes.get_window_extent()
        if self.shown is not self.error:
            columns, rows = (
                (np.arange(int(size)) * n / int(size)).astype(int)
                for size, n in zip((box.width, box.height), self.error.shape[::-1], strict=True)
            )
            opaque = np.insert(banded(self.error), 3, 255, axis=2)
            whole = np.ascontiguousarray(opaque).view(np.uint32)  # a dot's four bytes at once: (m,n,1)
            self.dots = whole[rows][:, columns].view(np.uint8)
            self.shown = self.error
        gc = renderer.new_gc()
        renderer.draw_image(gc, round(box.x0), round(box.y0), self.dots)
        gc.restore()


def banded(error):
    """The error as greys (m,n,3) of bytes, dark where it is small: each step is a contour line of its root,
    |σ(x_T) - 0.7|, at a multiple of 0.05."""
    grey = 107 + 10 * np.floor(20 * np.sqrt(error)).astype(np.uint8)
    return np.repeat(grey[:, :, None], 3, axis=2)


@in_style
def two_clips():
    """Left: a gradient of two entries and what clipping makes of it. Right: by how much clipping turns it.

    draw(g (2,), by_norm (2,), by_value (2,), limit, angle, angles (n,), turns (n,)): in degrees.
    """
    figure, (left, right) = panels((1, 1.1))
    left.set(xlim=(-4.3, 4.3), ylim=(-4.3, 4.3), xlabel="first entry", ylabel="second entry", aspect="equal")
    round_ = np.linspace(0, 2 * np.pi, 181)
    (circle,) = left.plot([], [], color=style.SURVIVES, lw=1.2)
    (square,) = left.plot([], [], color=style.VANISHES, lw=1.2, ls=":")
    looks = ("-", "o", style.SURVIVES, 13), ("--", "^", style.EXPLODES, 10), (":", "v", style.VANISHES, 6)
    arrows = [left.plot([], [], dash, marker=m, color=c, markevery=[1], ms=size) for dash, m, c, size in looks]
    arrows = [line for (line,) in arrows]
    left.legend(arrows, ["by norm", "gradient", "by value"], loc="lower center", bbox_to_anchor=(0.5, 1), ncols=3)
    right.set(
        xlim=(-3, 93),
        ylim=(-6, 51),
        xticks=range(0, 91, 15),
        xlabel="direction of the gradient (degrees)",
        ylabel="turned by (degrees)",
    )
    right.plot([0, 90], [0, 0], color=style.SURVIVES)
    right.text(89, -1, "by norm", color=style.SURVIVES, ha="right", va="top")
    (turned,) = right.plot([], [], ":", color=style.VANISHES)
    (here,) = right.plot([], [], "v", color=style.VANISHES, ms=11)
    value = right.text(0, 0, "by value", color=style.VANISHES, ha="center", va="bottom")

    def draw(g, by_norm, by_value, limit, angle, angles, turns):
        circle.set_data(limit * np.cos(round_), limit * np.sin(round_))
        square.set_data(limit * np.array([-1, 1, 1, -1, -1]), limit * np.array([-1, -1, 1, 1, -1]))
        for line, v in zip(arrows, (by_norm, g, by_value), strict=True):
            line.set_data([0, v[0]], [0, v[1]])
        turned.set_data(angles, turns)
        here.set_data([angle], [np.interp(angle, angles, turns)])
        top = np.argmax(turns[: len(angles) // 2])  # the first of two equal peaks
        value.set_position((max(angles[top], 8), turns[top] + 2))

    return Picture(figure, [circle, square, *arrows, turned, here, value], draw)


@in_style
def lags(T):
    """Left: the sizes of a gradient's parts by lag, before and after clipping. Right: the same, relative to lag 0.

    draw(before (T,), after (T,)): log10 of the sizes.
    """
    figure, axes = panels()
    lines = []
    for ax, label in zip(axes, ("size of the part", "size relative to lag 0"), strict=True):
        ax.set(xlim=(0, T - 1), ylim=(-20, 12), xlabel="lag", ylabel=label)
        powers_of_ten(ax, np.arange(-20, 13, 4))
        (before,) = ax.plot([], [], color=style.NAIVE, ls="--", lw=5)
        (after,) = ax.plot([], [], color=style.TRUTH, lw=1.8)
        lines += [before, after]
    axes[0].legend(lines[:2], ["before clipping", "after"], loc="lower left")

    def draw(before, after):
        for line, values in zip(lines, (before, after, before - before[0], after - after[0]), strict=True):
            line.set_data(np.arange(T), values)

    return Picture(figure, lines, draw)


@in_style
def training(results, caption):
    """Loss (left) and norm of the gradient (right) over the updates; results: not clipped, then clipped."""
    figure, (left, right) = panels()
    for result, look, name in zip(results, (UNCLIPPED, CLIPPED), ("not clipped", "clipped at 1"), strict=True):
        left.plot(np.log10(np.maximum(result.losses, 1e-6)), lw=1, label=name, **look)
        right.plot(np.log10(np.maximum(result.norms, 1e-6)), lw=1, **look)
    for axes, label in (left, "loss"), (right, "norm of the gradient"):
        axes.set(xlabel="update", ylabel=label)
        low, high = (int(edge(limit)) for edge, limit in zip((np.floor, np.ceil), axes.get_ylim(), strict=True))
        ticks = np.arange(low, high + 1, max(1, round((high - low) / 6)))
        axes.set_yticks(ticks, [f"$10^{{{t}}}$" if t else "1" for t in ticks])
    left.axhline(-2, color=style.TRUTH, lw=1.4, ls=":", label="target")
    left.legend(loc="upper right")
    return Picture(figure, caption=caption)
