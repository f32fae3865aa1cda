"""Packages that come when they are used: `import sympy` costs nothing until something of sympy is wanted."""

import importlib
import sys
import types
from importlib.machinery import ModuleSpec, PathFinder


class Later:
    """Finds the packages `names`; bring(name) -> None puts one where Python looks for it, when it is used first."""

    def __init__(self, names, bring):
        self.names, self.bring = names, bring

    def find_spec(self, name, path=None, target=None):
        """As importlib asks for it."""
        return ModuleSpec(name, self) if name in self.names else None

    def create_module(self, spec):
        """An ordinary module."""

    def exec_module(self, module):
        """Let the module stand for the package."""
        module.__class__ = _Waiting

    def load(self, module):
        """Make the package of the module that stands for it. Raises what bringing or importing it raises."""
        name = module.__name__
        if not PathFinder.find_spec(name):
            self.bring(name)
            importlib.invalidate_caches()
        spec = PathFinder.find_spec(name)
        module.__class__ = types.ModuleType  # from here on an ordinary one
        module.__path__, module.__file__ = spec.submodule_search_locations, spec.origin
        module.__spec__, module.__loader__, module.__package__ = spec, spec.loader, name
        spec.loader.exec_module(module)


class _Waiting(types.ModuleType):
    def __getattr__(self, name):  # asked only for what isn't there
        self.__spec__.loader.load(self)
        return getattr(self, name)


def install(names, bring):
    """Let an import find these packages; see Later."""
    sys.meta_path.insert(0, Later(names, bring))
