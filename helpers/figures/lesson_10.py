"""The figures of lesson 10; those of many trainings are made in lesson_10_runs, those about windows in
lesson_10_windows, that of the letters in lesson_10_letters."""

import numpy as np

from helpers import expect
from helpers.controls import choice, slider
from helpers.figures import style
from helpers.figures.lesson_10_letters import letters
from helpers.figures.lesson_10_runs import race, shares
from helpers.figures.lesson_10_windows import horizon, stones
from helpers.figures.message import BANK, Message
from helpers.figures.picture import Picture, figure, panels

__all__ = ["horizon", "letters", "race", "shares", "stones", "stream"]

PROMPTS = (
    "The writer of the books",
    "The friend with the old wigs behind the red cabinets",
    "The keys near the cabinet with the small old movie of the good man",
)
EVERY = 100  # updates between two rows of a run
SUBJECT = 1  # its place in every prompt, from 0


@figure(
    updates=slider("updates", 500, 0, 3000, EVERY, play=True),
    prompt=choice("prompt", PROMPTS[0], PROMPTS),
    cell=choice("cell", "tanh", ("tanh", "LSTM")),
)
def stream(shape, controls, language):
    """A prompt and the gradient that flows from its gap back to the subject: all of it, and the part along the
    subject's number; under two nouns what turning their numbers does to the verb.

    language: a helpers.agreement.Language; the second word and the last one of every prompt are nouns of it. Draws a
    dict from a cell to a list, one entry for every hundred updates made: {prompt: row}. row: a dict of norms and
    useful (words from the subject on), own, effects (2,), chances (2,), as `seen` in the lesson returns it.
    """
    upright = shape == "tall"
    whole, (page, beside) = panels(shape, (3.5, 1), 330, (460, 140))
    message = Message(page, beside, language.verbs, upright=upright)
    (own,) = page.plot([], [], color=style.AMBER, lw=4.5, solid_capstyle="butt", zorder=4.5)
    look = dict(
        fontsize=10.5 if upright else 11, va="center", ha="right" if upright else "center", in_layout=False, zorder=6
    )
    turned = [page.text(0, 0, "", color=colour, **look) for colour in ("black", style.AMBER)]

    def chosen(at, runs):
        """The updates made, and what was seen then; ValueError for a prompt that was not looked at in the run."""
        made = min(at.updates // EVERY, len(runs[at.cell]) - 1)
        return EVERY * made, runs[at.cell][made][expect.one_of("prompt", at.prompt, tuple(runs[at.cell][made]))]

    def number(noun):
        """Which form of the verb belongs to it, 0 or 1."""
        return int(noun.lower() in language.plural)

    def draw(at, runs):
        said, row = at.prompt.split(), chosen(at, runs)[1]
        message.say(said, SUBJECT, number(said[SUBJECT]))
        picture.scene(at.prompt)
        norms, useful = (np.r_[[np.nan] * SUBJECT, row[key], row[key][-1]] for key in ("norms", "useful"))
        message.draw(norms, useful, row["chances"], phase=at.updates / 1500)
        place, half = message.at[-2], BANK * row["own"]
        own.set_data(*([-half, half], [place, place])[:: 1 if upright else -1])
        for text, noun, effect in zip(turned, (SUBJECT, -2), row["effects"], strict=True):
            spot = (11, message.at[noun]) if upright else (min(message.at[noun], 0.87), -6.9)
            text.set(position=spot, text=f"ΔM {effect + 0.0:.1f}".replace("-0.0", "0.0").replace("-", "−"))

    def words(at, runs):
        made, row = chosen(at, runs)
        said = at.prompt.split()
        (one, many), first, last = language.verbs, said[SUBJECT], said[-1]
        return (
            f"{at.cell} after {made} updates, “{at.prompt} …”: P({one}) = {row['chances'][0]:.3f}, P({many}) = "
            f"{row['chances'][1]:.3f}; “{language.verbs[number(first)]}” is right. "
            f"Of the margin's gradient at “{last}” {row['norms'][0]:.3g} "
            f"arrives at “{first}”, {len(said) - 1 - SUBJECT} steps back; along its number {row['useful'][0]:.2g}. "
            f"At “{last}” {row['own']:.2f} lies along its own number (amber). True effect ΔM of the number of "
            f"“{first}”: {row['effects'][0]:.2f}; of “{last}”: {row['effects'][1]:.2f}."
        )

    picture = Picture(whole, [*message.moving, own, *turned], draw, words)
    return picture
