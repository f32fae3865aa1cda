"""The figures of lesson 05 in which a wall of the error is seen, and walked into."""

import numpy as np

from helpers.controls import slider
from helpers.figures import style
from helpers.figures.labels import CLEAR, headline
from helpers.figures.lettering import Tags
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.places import apart
from helpers.figures.sizes import ends, label
from helpers.figures.style import power_of_ten
from helpers.figures.tiles import Tiles

FREE, HELD, LIMIT = style.KINDS[0], style.KINDS[2], style.ACCENT  # not clipped, clipped, and where it is clipped
DARK = "#8A5A00"  # HELD, dark enough for words
PLACES = ("high plateau", 4.4, -3.9), ("low plateau", 6.6, -2.4), ("wall", 7.0, -3.45), ("valley", 3.35, -1.75)
STEEP = 20  # steps from which on these places are what they are called


@figure()
def surface(shape, controls, ws, bs, error):
    """The error (m,n) over weights ws (n,) and biases bs (m,), as a landscape and from above."""
    whole, (flat, above) = panels(shape, tall=(330, 320))
    place = flat.get_subplotspec()
    flat.remove()
    hills = whole.add_subplot(place, projection="3d")
    W, B = np.meshgrid(ws, bs)
    look = dict(facecolors=banded(error) * 0.85 / 255, shade=False, linewidth=0, antialiased=False)
    hills.plot_surface(W, B, error, rcount=120, ccount=120, **look)
    hills.view_init(elev=42, azim=-35)
    hills.set_box_aspect((1, 1, 0.65), zoom=0.95 if shape != "tall" else 0.85)
    hills.set(xlabel="$w$", ylabel="$b$", xticks=[3, 5, 7], yticks=[-4, -3, -2, -1], zticks=[0, 0.2, 0.4])
    hills.text2D(0.02, 0.9, "error $E$", transform=hills.transAxes)
    hills.text2D(0.505, 0.3, "wall", transform=hills.transAxes, color="white", fontweight="bold", zorder=99)
    above.add_artist(Tiles()).colours = banded(error)
    _frame(above, ws, bs)
    above.plot([4.2553, 7.5], [0.5 - 0.62246 * w for w in (4.2553, 7.5)], color=style.TRUTH, lw=1.2, ls=":")
    for word, w, b in PLACES:
        here = error[np.abs(bs - b).argmin(), np.abs(ws - w).argmin()]
        said = f"{word}\nerror {here:.2f}" if "plateau" in word else word
        above.text(w, b, said, ha="center", va="center", bbox=CLEAR)

    said = (
        "The error after 50 steps over weight w and bias b, as a landscape and from above (dark: small error). "
        "Beyond w = 4.26 two plateaus meet at a wall; the dotted line b = 0.5 - 0.62246 w runs along it."
    )
    return Picture(whole, words=lambda at: said)


@figure(
    log10_limit=slider("log10 limit", 0.0, -2.0, 4.0, 0.1),
    T=slider("T (steps)", 50, 1, 50, 1),
    lr=slider("learning rate", 0.3, 0.01, 1.0, 0.01),
    w=slider("start: w", 5.2, 3.0, 7.5, 0.02),
    b=slider("start: b", -2.94, -4.6, -1.0, 0.02),
)
def cliff(shape, controls, ws, bs, updates):
    """Left: the error over weights ws (n,) and biases bs (m,) with two descents of at most `updates` steps, not clipped
    and clipped; a step out of the picture is an arrow. Right: their gradients. Draws the error (m,n) and two walks:
    (path (·,2), norms (·,), error where it ends, nan for a walk that was thrown out)."""
    whole, (left, right) = panels(shape, (1.1, 1), 430, (350, 300))
    wide, small = (False, 10) if shape == "tall" else (True, 11.5)
    terrain = left.add_artist(Tiles())
    _frame(left, ws, bs)
    walkers = []
    for colour, width, marker in (FREE, 5, "X"), (HELD, 2, "D"):
        (path,) = left.plot([], [], color=colour, lw=width, alpha=0.85)
        (throw,) = left.plot([], [], color=colour, lw=width)
        (head,) = left.plot([], [], color=colour, ms=20, mew=0, clip_on=False)
        (end,) = left.plot([], [], marker, color=colour, ms=12, mec=style.TRUTH, mew=1.2)
        (norm,) = right.plot([], [], color=colour, lw=width, alpha=0.85, gid="gaps")
        walkers.append((path, throw, head, end, norm))
    (start,) = left.plot([], [], "s", color=style.TRUTH, mfc="white", mew=2.5, ms=10, clip_on=False)
    tags, names = Tags(left, small, zorder=5), Tags(right, small)
    right.set(xlim=(0, updates * (1.45 if wide else 1.5)), xlabel="update", ylabel="norm of the gradient")
    right.set_xticks(range(0, updates + 1, 50))
    (threshold,) = right.plot([0, updates], [0, 0], color=LIMIT, lw=2, ls=":")
    title = headline(whole, shape, 18, 11.5)  # only the short words move
    looks = dict(fontsize=title.get_fontsize(), fontweight="bold", va="center", in_layout=False)
    heads = ((0.015, "not clipped:"), (0.46, "clipped:")) if wide else ((0.015, "no clip:"), (0.52, "clip:"))
    said = []
    for x, name in heads:
        before = whole.text(x, title.get_position()[1], name, **looks)
        said.append(whole.axes[0].annotate("", (1, 0.5), (5, 0), xycoords=before, textcoords="offset points", **looks))
    scale = [(0, 0)]

    def draw(at, error, *walks):
        terrain.colours = banded(error)
        with np.errstate(divide="ignore"):
            sizes = [np.log10(norms) for _, norms, _ in walks]
        scale[:] = [ends((*sizes, [at.log10_limit]), scale[-1], (3, 6, 12, 30))]
        if right.get_ylim() != scale[-1]:
            label(right, *scale[-1])
        picture.scene(scale[-1])
        walked, away = np.vstack([points for points, _, _ in walks]), []
        for (*shown, norm), colour, (points, _, _), logs in zip(walkers, (FREE, DARK), walks, sizes, strict=True):
            norm.set_data(np.arange(len(logs)), np.where(np.isneginf(logs), np.nan, logs))
            if middle := show(points, *shown):
                away.append((*middle, "to ({}, {})".format(*map(_short, points[-1])), colour))
        heights = apart([y for _, y, *_ in away], 0.3, bs[0], bs[-1])  # and clear of an arrow that leans to the right
        said_here = [(word, (x + h - y, h), colour) for (x, y, word, colour), h in zip(away, heights, strict=True)]
        away = np.reshape([place for _, place, _ in said_here], (-1, 2))
        b, sides = np.clip(at.b, -4.45, -1.15), ((0.12, 0), (-0.75, 0), (-0.6, -0.35 if at.b > -3 else 0.35))
        spots = [(at.w + x, b + y) for x, y in sides if at.w + x < 6.92]
        free = [(x, y) for x, y in spots if not _met(x - 0.37, y, away, (1.05, 0.25))]
        said_here.append((" start", (free or spots)[0], style.TRUTH))
        for word, w, b in PLACES if at.T >= STEEP else ():
            if not _met(w, b, walked) and not _met(w - 0.6, b, away, (1.2, 0.25)):
                said_here.append((word, (w, b), "#404040"))
        start.set_data([at.w], [at.b])
        tags.write(*zip(*said_here, strict=True), centred=[word for word, *_ in PLACES])
        threshold.set_ydata([at.log10_limit] * 2)
        name_them(sizes, at.log10_limit)
        for text, walk in zip(said, walks, strict=True):
            text.set_text(outcome(walk))

    def name_them(sizes, limit):
        """The names at the ends of the three lines, those of equally long lines apart from each other."""
        low, high = scale[-1]
        known = [np.flatnonzero(np.isfinite(logs)) for logs in sizes]
        x = np.array([*(n[-1] if len(n) else 0 for n in known), updates - 1])
        y = np.array([*(logs[n[-1]] if len(n) else low for logs, n in zip(sizes, known, strict=True)), limit])
        room = 0.09 * (high - low)
        for end in {*x}:
            on_line = x[-1] != end and y[x == end].max() < limit < y[x == end].max() + 1.5 * room
            y[x == end] = apart(y[x == end], room, low, limit - 0.6 * room if on_line else high)
        places = np.column_stack((x + 0.03 * updates, y))
        names.write(("not clipped", "clipped", "limit"), places, (FREE, DARK, LIMIT))

    def show(points, path, throw, head, end):
        """Draw a walk; where the middle of the arrow is, if it leaves the picture."""
        n, at, angle = _leaves(points, left)
        path.set_data(points[:n].T)
        end.set_data(points[-1:].T)
        for artist in (throw, head):
            artist.set_visible(angle is not None)
        if angle is None:
            return None
        throw.set_data(*np.array([points[n - 1], at]).T)
        head.set_data([at[0]], [at[1]])
        head.set_marker((3, 0, angle))
        return tuple(np.minimum((points[n - 1] + at) / 2 + (0.15, 0), (5.8, np.inf)))

    def outcome(walk):
        return "thrown out" if np.isnan(walk[2]) else "arrives" if walk[2] < 0.005 else "not there yet"

    def words(at, error, free, held):
        limit, norms = 10**at.log10_limit, held[1]
        return (
            f"T = {at.T}: without clipping the walk {told(*free)}; its largest gradient has norm "
            f"{power_of_ten(np.log10(max(free[1].max(), 1e-99)))}. Clipped at {limit:.2g} it {told(*held)}; "
            f"{np.sum(norms > limit)} of its {len(norms)} updates were clipped."
        )

    def told(path, norms, error):
        if np.isnan(error):
            where = ", ".join(power_of_ten(np.log10(abs(value))) for value in path[-1])
            return f"is thrown out after {len(norms)} updates (|w| and |b| are then {where})"
        place = "in" if ws[0] <= path[-1, 0] <= ws[-1] and bs[0] <= path[-1, 1] <= bs[-1] else "outside"
        return f"ends {place} the picture with an error {'below' if error < 0.005 else 'above'} 0.005"

    moving = [terrain, *(artist for walker in walkers for artist in walker), start, tags, threshold, names, *said]
    picture = Picture(whole, moving, draw, words)
    return picture


def _leaves(path, axes):
    """(n, place, angle) of a path (·,2): its first n points are in the panel, and there it crosses the edge in this
    direction on the page, in degrees from upwards; or all points, its last place, None."""
    low, high = np.array([axes.get_xlim(), axes.get_ylim()]).T
    out = np.flatnonzero(((path < low) | (path > high)).any(axis=1))
    if not len(out) or not out[0]:
        return len(path), path[-1], None
    n, step = out[0], path[out[0]] - path[out[0] - 1]
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.nanmin(np.where(step > 0, (high - path[n - 1]) / step, (low - path[n - 1]) / step))
    x, y = step / (high - low) * axes.get_window_extent().size
    return n, path[n - 1] + share * step, np.degrees(np.arctan2(y, x)) - 90


def _short(number):
    return f"{number:.0f}" if abs(number) >= 10 else f"{number:.1f}"


def _met(w, b, places, half=(0.45, 0.16)):
    """Is one of `places` (n,2) within half a width and half a height of w, b?"""
    return bool((np.abs(places - (w, b)) < half).all(axis=1).any())


def banded(error):
    """The error (m,n) as greys (m,n,4) of bytes, dark where it is small: each step is a contour line of its root,
    |σ(x_T) - 0.7|, at a multiple of 0.05."""
    grey = 107 + 10 * np.floor(20 * np.sqrt(error)).astype(np.uint8)
    return np.dstack((grey, grey, grey, np.full_like(grey, 255)))


def _frame(axes, ws, bs):
    axes.set(xlim=(ws[0], ws[-1]), ylim=(bs[0], bs[-1]), xlabel="weight $w$", ylabel="bias $b$")
    axes.grid(False)
