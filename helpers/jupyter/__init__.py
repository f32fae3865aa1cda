"""The course at home in Jupyter: what is installed, and what the server does for it."""
