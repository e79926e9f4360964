"""Count the lines, words and characters of text."""

from importlib.metadata import PackageNotFoundError, version

from my_lib.counts import (
    Counts,
    count,
)

__all__ = ["Counts", "__version__", "count"]

try:
    __version__ = version("my-lib")
except PackageNotFoundError:  # pragma: no cover
    # The sources run without an installation, as in a zip file.
    __version__ = "0+unknown"
