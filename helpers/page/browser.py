"""The lesson as JavaScript calls it: the only module that runs nowhere but in a web page."""

import json

from pyodide.ffi import to_js

from helpers.page import display, later
from helpers.page.front import Lesson


class Called(Lesson):
    """A Lesson whose words come and go as JSON."""

    def run(self, source):
        """As in Lesson; a JavaScript array."""
        return to_js(super().run(source))

    def check(self, source, check):
        """As in Lesson; a JavaScript array."""
        return to_js(super().check(source, check))

    def move(self, name, values):
        """As in Lesson; values: JSON."""
        super().move(name, json.loads(values))


LATER = ("sympy", "mpmath")


def start(post, shape, bring):
    """A lesson that tells the page through the JavaScript function post(words, jpeg); bring(name) installs a package
    of Pyodide at once."""
    display.install()
    later.install(LATER, bring)
    return Called(lambda message, jpeg: post(json.dumps(message), jpeg and to_js(jpeg)), shape)
