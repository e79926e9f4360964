"""Count the lines, words and characters of text."""

from dataclasses import dataclass

from fast_app import _core


@dataclass(frozen=True)
class Counts:
    """How much text there is."""

    lines: int
    words: int
    characters: int


def count(text: str) -> Counts:
    """Count the lines, words and characters of ``text``.

    Lines and words are what ``str.splitlines`` and ``str.split`` make of the text: the
    last line needs no line end, and white space of any kind separates words. Characters
    are code points, line ends included.
    """
    return Counts(*_core.count(text))
