"""A figure of a training: of a stored run at first, and live when it is asked for."""

import asyncio

import pytest
from test_live import shown_picture

from helpers import runs
from helpers.controls import slider
from helpers.figures.picture import Picture, figure, panels
from helpers.words import START, STOP


@figure()
def bar(shape, controls, most=10):
    """A bar whose height is the number of entries in a list."""
    whole, (axes,) = panels(shape, (1,), 200, (200,))
    axes.set(xlim=(0, 1), ylim=(0, most))
    (line,) = axes.plot([], [])

    def draw(at, entries):
        line.set_data([0, 1], [len(entries)] * 2)

    return Picture(whole, [line], draw, lambda at, entries: f"{len(entries)} entries so far.")


def train():
    for number in range(1, 4):
        yield [0] * number


@pytest.fixture
def shown():
    return runs.show("Figure trains", bar, train, stored=[0] * 7)


def button(shown):
    return shown.view.box.children[0].children[-1]


def test_a_stored_run_is_seen_at_first(shown):
    assert shown_picture(shown)[1] == "A stored run. 7 entries so far."
    assert shown.picture.moving[0].get_ydata() == [7, 7]


def test_a_run_draws_what_is_yielded_and_can_be_made_again(shown):
    for _ in range(2):
        seen = [(len(entries), shown.frame.caption) for entries in shown.run()]
        assert seen == [(n, f"Running. {n} entries so far.") for n in (1, 2, 3)]
        assert shown.frame.caption == "A run made here. 3 entries so far."


def test_a_run_can_be_stopped(shown):
    run = shown.run()
    next(run), next(run)
    run.close()
    assert shown.frame.caption == "Stopped here. 2 entries so far."


def test_the_button_starts_and_stops_and_other_work_goes_on_between(shown):
    async def press():
        button(shown).click()
        await asyncio.sleep(0)
        assert (button(shown).description, shown.frame.caption) == (STOP, "Running. 1 entries so far.")
        button(shown).click()
        while button(shown).description == STOP:
            await asyncio.sleep(0)

    asyncio.run(press())
    assert shown.frame.caption.startswith("Stopped here.") and button(shown).description == START


def test_an_error_is_shown_under_the_last_picture():
    def breaks():
        yield [1, 2]
        raise ValueError("weights are gone")

    shown = runs.show("Figure fails", bar, breaks, stored=[])

    async def press():
        button(shown).click()
        while button(shown).description == START:
            await asyncio.sleep(0)
        while button(shown).description == STOP:
            await asyncio.sleep(0)

    asyncio.run(press())
    assert shown.frame.error == "ValueError: weights are gone" and "2 entries" in shown.frame.caption


def test_only_a_generator_function_can_train():
    with pytest.raises(ValueError, match="must get a function with `yield` in it"):
        runs.show("Figure trains", bar, len, stored=[])


@figure(seed=slider("seed", 1, 0, 9, 1))
def seeded(shape, controls):
    whole, (axes,) = panels(shape, (1,), 200, (200,))
    (line,) = axes.plot([], [])

    def draw(at, height):
        line.set_data([0, 1], [height] * 2)

    return Picture(whole, [line], draw, lambda at, height: f"Height {height}.", ghosts=[line])


def test_a_control_says_what_the_next_run_is_and_the_stored_run_stays_as_a_ghost():
    def train(seed):
        yield 10 * seed

    shown = runs.show("Figure seeded", seeded, train, stored=10)
    shown.move(seed=4)
    assert shown.frame.caption == "A stored run. Height 10."
    assert [*shown.run()] == [40] and shown.frame.caption == "A run made here. Height 40."
    ghost, line = shown.picture.moving
    assert (ghost.get_ydata(), line.get_ydata()) == ([10, 10], [40, 40])
