"""The figures of lesson 09 from its section 4: layers."""

import numpy as np
from matplotlib.cm import ScalarMappable
from matplotlib.colors import ListedColormap, Normalize, to_rgb

from helpers.controls import choice, slider
from helpers.figures import style
from helpers.figures.panels import ABOVE
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.sizes import log_axis
from helpers.figures.style import power_of_ten

PALE = "#BDBDBD"
RANGE = 6  # the colours of the layers stand for 1e-6 to 1e6
# A colour for each tenth of a power of ten: its fate, the paler the nearer to 1; the last one, white, for no layer.
_SIZES = np.arange(-10 * RANGE, 10 * RANGE) / 10 + 0.05
_DEPTH = np.where(np.abs(_SIZES) > 1, 0.35 + 0.65 * (np.abs(_SIZES) - 1) / (RANGE - 1), 0.35)[:, None]
SHADES = 1 - _DEPTH * (1 - np.array([to_rgb(style.fate(size)) for size in _SIZES]))
_PIXELS = np.round(255 * np.vstack([SHADES, [1, 1, 1]])).astype(np.uint8)


@figure(
    kind=choice("layers as", "stack", ("stack", "residual", "dense")),
    L=slider("layers", 4, 1, 6, 1),
    gain=slider("gain", 0.6, 0.0, 2.0, 0.05),
)
def layers(shape, controls, T):
    """Left: the norm of the gradient at each layer and lag. Right: the same for the top, the bottom and one layer.
    Draws norms (L, T), single (T,): log10 norms by layer from the bottom, and by lag."""
    whole, (grid, effect) = panels(shape, (1.15, 1))
    L_max, ticks = controls.L.high, range(-RANGE, RANGE + 1, 3)
    grid.grid(False)
    grid.set(xlabel="lag (time runs to the right)", ylabel="layer", yticks=range(1, L_max + 1))
    look = {"origin": "lower", "aspect": "auto", "interpolation": "nearest", "gid": "fate"}
    image = grid.imshow(np.tile(_PIXELS[-1], (L_max, T, 1)), extent=(-0.5, T - 0.5, 0.5, L_max + 0.5), **look)
    grid.set_xlim(T - 0.5, -0.5)
    colours = ScalarMappable(Normalize(-RANGE, RANGE), ListedColormap(SHADES))
    bar = whole.colorbar(colours, ax=grid, ticks=ticks, location="right" if shape == "wide" else "top")
    bar.solids.set_gid("fate")
    bar.set_ticks(ticks, labels=[f"$10^{{{t}}}$" if t else "1" for t in ticks])
    looks = ("one layer alone", "naive"), ("top", ":", style.TRUTH), ("bottom", "-", style.TRUTH)
    size = (0, T - 1), (-14, 8), "lag", "norm of the gradient"
    lines, draw_lines = log_axis(effect, *size, looks, every=4, legend=above(shape))

    def draw(at, norms, single):
        shades = np.full((L_max, T), -1)
        shades[: len(norms)] = 10 * (np.clip(norms, -RANGE, RANGE - 0.01) + RANGE)
        image.set_data(_PIXELS[shades])
        draw_lines(single, norms[-1], norms[0])

    def words(at, norms, single):
        here, top, bottom, alone = map(power_of_ten, (norms[0, 0], norms[-1, -1], norms[0, -1], single[-1]))
        return (
            f"{at.kind.capitalize()}, {several(at.L, 'layer')}, recurrent gain {at.gain:.2f}. The gradient in the "
            f"bottom layer at the last step is {here}. {T - 1} steps earlier it is {top} in the top layer and {bottom} "
            f"in the bottom layer; one layer alone would have {alone} there."
        )

    return Picture(whole, [image, *lines], draw, words)


def above(shape):
    """A legend above its panel, a smaller one where the picture is narrow."""
    return ABOVE if shape == "wide" else ABOVE | {"fontsize": 9.5, "handlelength": 1.5, "columnspacing": 0.9}


def several(n, word):
    """1 step, 2 steps."""
    return f"{n} {word}{'s' * (n != 1)}"
