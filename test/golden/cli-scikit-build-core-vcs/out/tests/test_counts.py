import pytest

from fast_app import counts


@pytest.mark.parametrize(
    ("text", "lines", "words", "characters"),
    [
        pytest.param("", 0, 0, 0, id="nothing"),
        pytest.param("one two\nthree\n", 2, 3, 14, id="two lines"),
        pytest.param("no line end", 1, 3, 11, id="no final line end"),
        pytest.param("\n\n", 2, 0, 2, id="empty lines"),
        pytest.param("a\r\nb\r\n", 2, 2, 6, id="CRLF is one line end"),
        pytest.param(" \t a \u00a0 b ", 1, 2, 9, id="runs of white space"),
        pytest.param("a\u2028b\x1fc", 2, 3, 5, id="as str.splitlines and str.split"),
        pytest.param("naïve 🚀", 1, 2, 7, id="characters are not bytes"),
    ],
)
def test_count(text: str, lines: int, words: int, characters: int) -> None:
    assert counts.count(text) == counts.Counts(lines, words, characters)
