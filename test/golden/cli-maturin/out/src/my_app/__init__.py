"""Count the lines, words and characters of text."""

from importlib.metadata import version

__version__ = version("my-app")
