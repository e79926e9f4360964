"""Count the lines, words and characters of text."""

from importlib.metadata import version

from my_library.counts import (
    Counts,
    count,
)

__all__ = ["Counts", "__version__", "count"]

__version__ = version("my-library")
