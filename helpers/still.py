"""A figure as a page shows it: picture, number, caption, and what went wrong, in a few lines of HTML."""

from html import escape
from typing import NamedTuple

ALARM = "#D55E00"  # the course's vermilion: readable on white and on black


class Frame(NamedTuple):
    """jpeg: the picture as bytes. caption: what is seen, in a sentence. error: what went wrong just now, or ""; the
    picture and the caption are then the last good ones."""

    jpeg: bytes
    caption: str
    error: str = ""


def html(name, frame, size, source, note=""):
    """`frame` under `name` as HTML that Jupyter, nbconvert and a web page show alike, also where no kernel runs.

    size: of the picture in CSS pixels. source: where the picture is. note: something to say where nothing went wrong.
    """
    width, height = size
    caption, said = escape(frame.caption), frame.error or note
    alarm = f'<p role="alert" style="color:{ALARM};margin:4px 0">{escape(said)}</p>' if said else ""
    return (
        f'<figure style="max-width:{width}px;line-height:1.4;margin:0">'
        f'<img alt="{caption}" width="{width}" height="{height}" decoding="sync" '
        f'style="max-width:100%;height:auto;aspect-ratio:{width}/{height};background:white" src="{source}">'
        # Three lines high from the start: a caption that grows must not push the page.
        f'<figcaption role="status" style="margin:4px 0;min-height:4.2em">'
        f"<b>{escape(name)}.</b> {caption}</figcaption>{alarm}</figure>"
    )
