"""The command line."""

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from fast_app import __version__
from fast_app.counts import count


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(
        prog="fast-app",
        description="Count the lines, words and characters of UTF-8 text.",
    )
    parser.add_argument(
        "files",
        nargs="*",
        default=["-"],
        metavar="FILE",
        help="file to count; - is standard input, which is also the default",
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"%(prog)s {__version__}",
    )
    try:
        return print_counts(parser.prog, parser.parse_args(argv).files)
    except BrokenPipeError:
        # The reader has closed the pipe, as in `… | head -1`. Python flushes standard
        # output again when it exits: discard that.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130


def print_counts(prog: str, files: Iterable[str]) -> int:
    """Print a line for each file; return 1 if any of them cannot be read, else 0."""
    code = 0
    for file in files:
        try:
            found = count(read(file))
        except OSError as error:
            print(f"{prog}: {file}: {error.strerror}", file=sys.stderr)
            code = 1
        except UnicodeDecodeError:
            print(f"{prog}: {file}: not UTF-8 text", file=sys.stderr)
            code = 1
        else:
            print(found.lines, found.words, found.characters, file)
    sys.stdout.flush()
    return code


def read(file: str) -> str:
    """Read a file or, for ``-``, standard input, with the line ends that are in it."""
    data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    return data.decode("utf-8")
