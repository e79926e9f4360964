import io
import runpy
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from fast_app import __version__
from fast_app.cli import main


class ClosedPipe(io.StringIO):
    """A standard output whose reader has closed the pipe."""

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self.descriptor = descriptor

    def fileno(self) -> int:
        return self.descriptor

    def flush(self) -> NoReturn:
        raise BrokenPipeError


class Interrupted(io.BytesIO):
    """A standard input that is interrupted by Ctrl-C."""

    def read(self, _size: int | None = -1, /) -> NoReturn:
        raise KeyboardInterrupt


def test_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_bytes(b"one two\r\nthree\r\n")
    second.write_bytes("naïve 🚀".encode())

    assert main([str(first), str(second)]) == 0

    assert capsys.readouterr().out == f"2 3 16 {first}\n1 2 7 {second}\n"


@pytest.mark.parametrize("argv", [[], ["-"]], ids=["default", "dash"])
def test_standard_input(
    argv: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = io.BytesIO(b"one two\r\nthree\r\n")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(data))

    assert main(argv) == 0

    assert capsys.readouterr().out == "2 3 16 -\n"


def test_unreadable_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing, binary, good = (tmp_path / name for name in ("missing", "binary", "good"))
    binary.write_bytes(b"\xff\xfe")
    good.write_bytes(b"one\n")

    assert main([str(missing), str(binary), str(good)]) == 1

    output, errors = capsys.readouterr()
    assert output == f"1 1 4 {good}\n"
    first, second = errors.splitlines()
    assert first.endswith(f": {missing}: No such file or directory")
    assert second.endswith(f": {binary}: not UTF-8 text")


def test_closed_pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, pipe = tmp_path / "file.txt", tmp_path / "pipe"
    file.touch()
    with pipe.open("w") as output:
        monkeypatch.setattr(sys, "stdout", ClosedPipe(output.fileno()))

        assert main([str(file)]) == 1

        output.write("what Python has left to flush when it exits")
    assert pipe.read_bytes() == b""


def test_interrupt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Interrupted()))

    assert main([]) == 130


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--version"])

    assert caught.value.code == 0
    # A long name and version are on two lines.
    assert capsys.readouterr().out.split()[-1] == __version__


def test_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["", str(tmp_path / "missing")])

    with pytest.raises(SystemExit) as caught:
        runpy.run_module(
            "fast_app",
            run_name="__main__",
        )

    assert caught.value.code == 1
