"""A figure that grows while its cell works, and that the stop button leaves as it is."""

import contextlib

from IPython.display import display

from helpers import live

_shown = {}  # name -> the figure now shown under it; running a cell again closes the old one


@contextlib.contextmanager
def figure(name, picture, update):
    """`with growing.figure(...) as repaint:` shows the figure; each call of repaint() brings it up to date.

    name, picture: as in helpers.live.show. update() -> str: moves the artists to where things stand now and returns
    the caption. The stop button (KeyboardInterrupt) ends the block and nothing else: what was computed stays. When
    the block ends the figure is shown as it is then; this is also what a saved notebook holds.
    """
    if name in _shown:
        _shown.pop(name).close()
    _shown[name] = grown = live.Live(name, picture, update, {})
    handle = display(grown, display_id=True)  # None outside a notebook
    with contextlib.suppress(KeyboardInterrupt):
        yield grown.refresh
    grown.refresh()
    if grown.error:
        raise grown.error  # the reader's cell is the place to show it
    if handle:
        handle.update(grown)
