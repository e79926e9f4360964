/// Counts the lines, words and characters of `text` as Python's `str` does.
fn count(text: &str) -> (usize, usize, usize) {
    let breaks = text.matches(is_line_break).count() - text.matches("\r\n").count();
    let lines = breaks + usize::from(text.ends_with(|c| !is_line_break(c)));
    let words = text.split(is_space).filter(|word| !word.is_empty());
    (lines, words.count(), text.chars().count())
}

/// Whether `str.splitlines` ends a line at `c`.
fn is_line_break(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether `str.split` ends a word at `c`.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

// Excluded from `cargo test`, which then does not link libpython.
#[cfg(not(test))]
#[pyo3::pymodule]
mod _core {
    #[pyo3::pyfunction]
    fn count(text: &str) -> (usize, usize, usize) {
        super::count(text)
    }
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn counts_lines_words_and_characters() {
        assert_eq!(count(""), (0, 0, 0));
        assert_eq!(count("one two\nthree\n"), (2, 3, 14));
    }

    #[test]
    fn splits_as_python_does() {
        assert_eq!(count("a\r\nb\u{1f}c\u{2028}d"), (3, 4, 8));
    }
}
