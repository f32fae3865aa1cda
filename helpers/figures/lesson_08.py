"""The figures of lesson 08; those of the race have a module of their own."""

from helpers.controls import choice, slider
from helpers.figures.lesson_08_race import first_gradient, lengths
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.pipe import Pipe
from helpers.figures.style import power_of_ten

__all__ = ["first_gradient", "gates", "lengths"]


@figure(
    bias=slider("update bias", 0.0, -4.0, 7.0, 0.1),
    scale=slider("weights", 1.0, 0.0, 6.0, 0.1),
    T=slider("T (steps)", 100, 2, 100, 1),
    reset=choice("reset", "after", ("after", "before")),
)
def gates(shape, controls):
    """A pipe of T update gates, and what comes back through them: straight, and through all paths.

    Draws r (T,H), u (T,H), exact (T+1,), direct (T+1,): exact and direct are log10 sizes by lag."""
    whole, (axes,) = panels(shape, (1,), 340, (360,))
    pipe = Pipe(axes, shape == "tall", "update gate", "h")

    def draw(at, r, u, exact, direct):
        pipe.draw(u.mean(1), direct, exact)

    def words(at, r, u, exact, direct):
        peak = f" At its largest it was {power_of_ten(exact.max())}." if exact.max() > 0.05 else ""
        return (
            f"Update bias {at.bias:.1f}, weights times {at.scale:.1f}, reset {at.reset} the product: u is "
            f"{u.mean():.3f} on average. Over {at.T} steps the product of u alone is {power_of_ten(direct[-1])}; with "
            f"all paths the derivative is {power_of_ten(exact[-1])}.{peak}"
        )

    return Picture(whole, pipe.moving, draw, words)
