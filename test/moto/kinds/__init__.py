"""Each file is one kind, and fills the tables of readers.py, drifts.py and skips.py."""

from importlib import import_module
from pkgutil import iter_modules

for one in iter_modules(__path__):
    import_module(f"{__name__}.{one.name}")
