"""The figure of lesson 09 about layers: three wirings side by side, each a map of layer and time."""

import numpy as np

from helpers.controls import slider
from helpers.figures import style
from helpers.figures.lettering import Outlines, centred
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.style import power_of_ten
from helpers.figures.tiles import Tiles, fate_bar, fate_colours

KINDS = "stack", "residual", "dense"
REACH = 9  # the colours stand for 1e-9 to 1e9
ROWS = 8  # of a map: one layer alone, a gap, and up to six layers
LAYER = 2  # the row of the bottom layer


@figure(
    L=slider("layers", 4, 1, 6, 1),
    gain=slider("gain", 0.6, 0.0, 2.0, 0.05),
    draw=slider("draw", 1, 1, 20, 1),
)
def layers(shape, controls, T):
    """A map for each wiring: the norm of the gradient at each layer and time, and below it that of one layer alone.

    Draws norms, a dict from a wiring to (L,T), and single (T,): log10 by layer from the bottom, and by lag."""
    small = shape == "tall"
    whole, maps = panels(shape, (1, 1, 1), 400, (270, 230, 250))
    fate_bar(maps, "norm of the gradient", REACH, 3, location="top", **({"aspect": 28} if small else {"aspect": 50}))
    tiles, numbers = {}, {}
    for axes, kind in zip(maps, KINDS, strict=True):
        axes.grid(False)
        axes.set(xlim=(T - 0.5, -0.5), ylim=(0, ROWS), xticks=range(0, T, 10))
        axes.set_yticks([0.5, *np.arange(LAYER, ROWS) + 0.5], ["alone", *range(1, ROWS - LAYER + 1)])
        axes.set_title(kind, fontsize=13, fontweight="bold", loc="left")
        tiles[kind] = axes.add_artist(Tiles())
    for axes in maps if small else maps[:1]:
        axes.set_ylabel("layer", labelpad=-12 if small else None)
    for axes in maps[-1:] if small else maps:
        axes.set_xlabel("lag (time runs to the right)")
    whole.draw_without_rendering()
    for axes, kind in zip(maps, KINDS, strict=True):
        numbers[kind] = Outlines(axes, 1.0, left=True, zorder=5)
        units = np.array((-T, ROWS)) / axes.bbox.size
        numbers[kind].scale = 11 / 72 * whole.dpi * units
    shown = np.full((ROWS, T), np.nan)

    def draw(at, norms, single):
        for kind in KINDS:
            sizes = shown.copy()
            sizes[0] = single[::-1]
            sizes[LAYER : LAYER + at.L] = norms[kind][:, ::-1]
            tiles[kind].colours = fate_colours(sizes, REACH)
            bottom, top = norms[kind][0], norms[kind][-1]
            said = [
                (T - 1.2, LAYER + 0.5, bottom[-1]),
                (T - 1.2, LAYER + at.L - 0.5, top[-1]),
                (T - 1.2, 0.5, single[-1]),
            ]
            broad = centred(power_of_ten(bottom[0]))[1] * abs(numbers[kind].scale[0])
            said.append((broad - 0.2, LAYER + 0.5, bottom[0]))
            said = said if at.L > 1 else said[1:]
            colours = [ink(size) for *_, size in said]
            numbers[kind].write([power_of_ten(size) for *_, size in said], [place for *place, _ in said], colours)

    def words(at, norms, single):
        told = []
        for kind in KINDS:
            here, top, bottom = map(power_of_ten, (norms[kind][0, 0], norms[kind][-1, -1], norms[kind][0, -1]))
            told.append(f"{kind} {here}; {T - 1} steps earlier {top} in the top layer, {bottom} in the bottom layer")
        return (
            f"{several(at.L, 'layer')}, recurrent gain {at.gain:.2f}, draw {at.draw}. The gradient in the bottom layer "
            f"at the last step: {'. '.join(told).replace('. residual', '. Residual').replace('. dense', '. Dense')}. "
            f"One layer alone would have {power_of_ten(single[-1])} there."
        )

    return Picture(whole, [*tiles.values(), *numbers.values()], draw, words)


def ink(log10_size):
    """White on a dark colour of the map, black on a pale one and on none."""
    return "white" if np.isfinite(log10_size) and abs(log10_size) > 0.6 * REACH else style.TRUTH


def several(n, word):
    """1 step, 2 steps."""
    return f"{n} {word}{'s' * (n != 1)}"
