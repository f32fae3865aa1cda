"""The figures of lesson 07; those of the map of starts have a module of their own."""

import numpy as np

from helpers.controls import slider
from helpers.figures import style
from helpers.figures.labels import headline, verdict
from helpers.figures.lesson_06_training import starts
from helpers.figures.lesson_07_cell import cell
from helpers.figures.lesson_07_map import learned, two_roads
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.pipe import Pipe
from helpers.figures.sizes import log_axis
from helpers.figures.style import power_of_ten

__all__ = ["bias_and_gradient", "cell", "direct_and_exact", "learned", "starts", "two_roads"]

GEARS = (3, 15), (3,)  # the ends of Figure 7.6's axis below and above: so many powers of ten from 1


@figure(
    scale=slider("weight scale", 1.0, 0.0, 8.0, 0.05),
    b_f=slider("forget bias", 1.0, 0.0, 5.0, 0.1),
    T=slider("T (steps)", 23, 2, 50, 1),
)
def direct_and_exact(shape, controls):
    """A pipe of T forget gates, and what comes back through them: straight, and through all paths.

    Draws how far the gates are open (T,), the root mean square over units; log10 by lag (T+1,): the product of the
    forget gates, the exact dc_T/dc_k."""
    whole, (axes,) = panels(shape, (1,), 340, (360,))
    pipe = Pipe(axes, small=shape == "tall")

    def draw(at, opening, product, exact):
        pipe.draw(opening, product, exact)

    def words(at, opening, product, exact):
        said = [power_of_ten(log10) for log10 in (product[-1], exact[-1], exact[-1] - product[-1])]
        return (
            f"Weight scale {at.scale:.2f}, forget bias {at.b_f:.1f}: the forget gates are {opening.mean():.2f} on "
            f"average. Over {at.T} steps the direct path carries {said[0]}, the exact derivative is {said[1]}, "
            f"{said[2]} times that."
        )

    return Picture(whole, pipe.moving, draw, words)


@figure(b_f=slider("forget bias", 0.0, -0.5, 6.0, 0.1), T=slider("T (lag)", 30, 3, 100, 1))
def bias_and_gradient(shape, controls):
    """By lag: what a gate at rest leaves, the exact derivative, and that of a chrono start.

    Draws the gate and how many steps it remembers; log10 by lag (T+1,): of the gate at rest alone, of the exact
    derivative with chrono, of the exact derivative.
    """
    small = shape == "tall"
    whole, (axes,) = panels(shape, (1,), 420, (430,))
    said = headline(whole, shape)
    looks = ("gate alone", "--", style.NAIVE), ("chrono", "-.", style.ACCENT), ("exact", "-", style.TRUTH)
    size = (0, 1), None, "lag", "size of the derivative"
    lines, draw_lines = log_axis(axes, *size, looks, legend="ends", fit=1, gears=GEARS)
    for line, width in zip(lines, (3.4, 2.4, 2.4), strict=False):
        line.set_linewidth(width)

    def draw(at, gate, memory, alone, chrono, exact):
        last = 30 if at.T <= 30 else controls.T.high
        if axes.get_xticks()[-1] != last:
            axes.set(xlim=(0, last * (1.58 if small else 1.18)), xticks=np.arange(0, 1.01 * last, last / 5).round())
        picture.scene((last, draw_lines(alone, chrono, exact)))
        verdict(said, exact[-1], f" after {at.T} steps")

    def words(at, gate, memory, alone, chrono, exact):
        left = [power_of_ten(log10[-1]) for log10 in (alone, exact, chrono)]
        return (
            f"Forget bias {at.b_f:.1f}: the gate at rest is {gate:.3f}, a memory of about {memory:.1f} steps. Over "
            f"{at.T} steps a gate at rest leaves {left[0]}; the exact derivative of this fresh network is {left[1]}. "
            f"With chrono for T = {at.T} it is {left[2]}."
        )

    picture = Picture(whole, [*lines, said], draw, words, ghosts=lines[:1])
    return picture
