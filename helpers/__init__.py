"""The library under the course *Gradients Through Time*: one small module per idea.

Nothing is imported here, so that `import helpers` costs nothing; a notebook names the modules it uses:
`from helpers import figures, live`.
"""

__version__ = "2.0.0"  # as in pyproject.toml
