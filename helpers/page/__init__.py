"""Lessons that run in a web page, with Python in the browser and without Jupyter."""
