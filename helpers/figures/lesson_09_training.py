"""The figures of lesson 09 on training: many networks side by side, and a race of four."""

from helpers.figures.lesson_06_training import starts as race
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.seeds import Rows, told
from helpers.figures.style import power_of_ten

__all__ = ["learned", "race"]


@figure()
def learned(shape, controls, networks, budget):
    """Updates until learned, a point for each seed and a row for each network, that with least gradient at the top.

    networks: by name a dict of links, the fewest to the first step; left, log10 of what is left of the gradient there;
    and updates (seeds,), 0: not within `budget`."""
    wide = shape != "tall"
    whole, (axes,) = panels(shape, (1,), 600, (760,))
    labels = [_label(name, entry["links"], wide) for name, entry in networks.items()]
    rows = Rows(axes, labels, budget, wide)
    rows.aside(1.02, "left at\nthe start" if wide else "left", [entry["left"] for entry in networks.values()])
    rows.draw([entry["updates"] for entry in networks.values()])
    look = dict(transform=axes.get_yaxis_transform(), ha="right", va="bottom", fontsize=11, in_layout=False)
    axes.text(-0.01, len(networks) - 0.35, "network · links" if wide else "links", **look)
    if not wide:
        whole.get_layout_engine().set(rect=(0, 0, 0.77, 0.95))

    def words(at):
        said = "; ".join(
            f"{name}, {entry['links']} links, {power_of_ten(entry['left'])} left: {told(entry['updates'])}"
            for name, entry in networks.items()
        )
        return f"Seeds that learn 40 steps within {budget} updates, and how many they take: {said}."

    return Picture(whole, words=words)


def _label(name, links, wide):
    """The name of a row, and the number of links; on a phone in two lines."""
    return f"{name} · {links}" if wide else f"{name.replace(', ', chr(10))} · {links}"
