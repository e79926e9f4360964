from fast_counts import (
    Counts,
    count,
)


def test_count() -> None:
    assert count("one two\n") == Counts(lines=1, words=2, characters=8)
