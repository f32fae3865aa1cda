"""The figure of lesson NN."""

from helpers.controls import slider
from helpers.figures.labels import headline, verdict
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.sizes import log_axis
from helpers.figures.style import power_of_ten


@figure(r=slider("share r", 0.9, 0.5, 1.5, 0.01), n=slider("steps", 7, 1, 40, 1, play=True))
def shares(shape, controls):
    """What is left of a gradient after each step. Draws log10 of it after 0, 1, ..., n steps, (n+1,)."""
    whole, (axes,) = panels(shape, (1,), 330, (330,))
    lines, draw_lines = log_axis(axes, (0, 42), None, "steps $n$", "what is left", [("gradient", "true")], legend=None)
    said = headline(whole, shape)

    def draw(at, log10_left):
        picture.scene(draw_lines(log10_left))
        verdict(said, log10_left[-1])

    def words(at, log10_left):
        return f"With a share of {at.r:.2f} a step, {power_of_ten(log10_left[-1])} is left after {at.n} steps."

    picture = Picture(whole, [*lines, said], draw, words)
    return picture
