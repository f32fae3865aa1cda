"""Figure 11.4: layers of attention on top of each other."""

import numpy as np

from helpers.controls import choice, slider
from helpers.figures import style
from helpers.figures.labels import headline, verdict
from helpers.figures.panels import decades
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.sizes import log_axis
from helpers.figures.style import power_of_ten

TOKENS, LAYERS = ((6, 60), (6,)), ((6, 20), (6,))  # few gears: a change of the axes is slow


@figure(
    L=slider("layers L", 32, 1, 32, 1),
    wiring=choice("wiring", "plain", ("plain", "residual", "pre-LN", "post-LN")),
    mask=choice("looks at", "the past", ("the past", "all")),
)
def depth(shape, controls):
    """Left: how different the tokens are after each layer. Middle: the gradient by each input token. Right: that by the
    weights of the queries and keys of each layer.

    Draws log10 of the spread (L+1,), of the gradients by token (T,) and by layer (L,), -inf for an exact 0.
    """
    whole, (left, middle, right) = panels(shape, (1, 1, 1), 400, tall=(250, 280, 280))
    said = headline(whole, shape, tall=12.5)
    left.set(xlabel="after layer", title="how different tokens are", xlim=(0, controls.L.high))
    decades(left, -16, 0.5, 4)
    (spread,) = left.plot([], [], color=style.TRUTH)
    looks = (("gradient", "-", style.TRUTH),)
    size = (1, 32.5), None, "input token", ""
    tokens, draw_tokens = log_axis(middle, *size, looks, legend=None, gears=TOKENS)
    size = (1, 32.5), None, "layer", ""
    layers, draw_layers = log_axis(right, *size, looks, legend=None, gears=LAYERS)
    middle.set_title("gradient by token")
    right.set_title("gradient by $W_q, W_k$")
    for axes in left, middle, right:
        axes.set_xticks([1, 8, 16, 24, 32])

    def draw(at, spreads, by_token, by_layer):
        spread.set_data(np.arange(len(spreads)), np.maximum(spreads, -16))
        ends = draw_tokens(by_token, x=np.arange(1, len(by_token) + 1))
        picture.scene((ends, draw_layers(by_layer, x=np.arange(1, len(by_layer) + 1))))
        verdict(said, by_token[-1], " at the last token")

    def words(at, spreads, by_token, by_layer):
        sizes = [power_of_ten(by_token[n]) for n in (0, len(by_token) // 2, -1)]
        layers = " and ".join(above_rounding(by_layer[n]) for n in (0, -1))
        return (
            f"{at.L} layer{'s' * (at.L > 1)}, {at.wiring}, each token looks at {at.mask}. By the first, the middle and "
            f"the last input token the gradient is {sizes[0]}, {sizes[1]} and {sizes[2]}; by the queries' and keys' "
            f"weights of the first and the last layer {layers}. The tokens differ by {above_rounding(spreads[-1])} of "
            "their size."
        )

    picture = Picture(whole, [spread, *tokens, *layers, said], draw, words, ghosts=[spread, tokens[0], layers[0]])
    return picture


def above_rounding(log10):
    """A size in words; where tokens differ by less than a float64 tells apart, no digits."""
    return "less than 1e-15" if -np.inf < log10 < -15 else power_of_ten(log10)
