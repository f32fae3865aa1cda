"""The figure of lesson 00."""

from helpers.controls import slider
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.stream import Stream
from helpers.figures.style import power_of_ten

SUBJECT = 1  # its place in the sentence, from 0


@figure(
    r=slider("share r", 0.6, 0.3, 1.5, 0.01),
    between=slider("words between", 6, 0, 18, 3, play=True),
)
def agreement(shape, controls, sentence):
    """The beginning of a sentence, and the gradient that flows from the gap back to its words.

    sentence: the longest one, a list of words without its verb; the subject is the second, and the word before every
    gap is a noun. Draws log10 of what is left after 0, 1, ..., n steps, (n+1,), n the number of words.
    """
    whole, (page,) = panels(shape, (1,), 300, (560,))
    stream = Stream(page, upright=shape == "tall")

    def said(at):
        return sentence[: SUBJECT + 1 + at.between]

    def draw(at, log10_left):
        stream.say(said(at), SUBJECT, "is / are ?")
        picture.scene(at.between)
        stream.draw(log10_left[len(said(at)) :: -1], phase=at.r)

    def words(at, log10_left):
        heard = said(at)
        steps = len(heard) - SUBJECT
        return (
            f"“{' '.join(heard)} ___”: the verb must agree with “{heard[SUBJECT]}”, {steps} step{'s' * (steps > 1)} "
            f"back; the nearest noun is “{heard[-1]}”. With a share of {at.r:.2f} a step, "
            f"{power_of_ten(log10_left[steps])} of the gradient comes back to the subject and "
            f"{power_of_ten(log10_left[1])} to the nearest noun."
        )

    picture = Picture(whole, stream.moving, draw, words)
    return picture
