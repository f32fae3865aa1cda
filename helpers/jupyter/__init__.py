"""The course in Jupyter: widgets, what is installed, and a faster server."""
