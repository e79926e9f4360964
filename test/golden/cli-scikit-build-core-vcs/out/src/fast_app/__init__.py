"""Count the lines, words and characters of text."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("fast-app")
except PackageNotFoundError:  # pragma: no cover
    # The sources run without an installation, as in a zip file.
    __version__ = "0+unknown"
