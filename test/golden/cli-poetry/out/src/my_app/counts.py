"""Count the lines, words and characters of text."""

from dataclasses import dataclass


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
    return Counts(
        lines=len(text.splitlines()),
        words=len(text.split()),
        characters=len(text),
    )
