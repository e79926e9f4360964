import runpy
import sys

import pytest
import uvicorn

from my_service import __version__
from my_service.app import app
from my_service.cli import main


@pytest.mark.parametrize(
    ("argv", "variables", "host", "port"),
    [
        ([], {}, "127.0.0.1", 8000),
        (["--host", "0.0.0.0", "--port", "0"], {}, "0.0.0.0", 0),
        (["--host=::1", "--port=65535"], {}, "::1", 65535),
        ([], {"HOST": "0.0.0.0", "PORT": "8001"}, "0.0.0.0", 8001),
        (["--port=8002"], {"PORT": "8001"}, "127.0.0.1", 8002),
    ],
    ids=["default", "lowest", "highest", "variables", "options win"],
)
def test_address(
    argv: list[str],
    variables: dict[str, str],
    host: str,
    port: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("HOST", "PORT"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    served: list[tuple[object, str, int]] = []

    def run(
        app: object,
        *,
        host: str,
        port: int,
        timeout_graceful_shutdown: int,
    ) -> None:
        assert timeout_graceful_shutdown < 10
        served.append((app, host, port))

    monkeypatch.setattr(uvicorn, "run", run)

    main(argv)

    assert served == [(app, host, port)]


@pytest.mark.parametrize("port", ["http", "-1", "65536"])
def test_invalid_port(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main([f"--port={port}"])

    assert caught.value.code == 2
    assert f"invalid port value: '{port}'" in capsys.readouterr().err


def test_module(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "argv", ["", "--version"])

    with pytest.raises(SystemExit) as caught:
        runpy.run_module(
            "my_service",
            run_name="__main__",
        )

    assert caught.value.code == 0
    # A long name and version are on two lines.
    assert capsys.readouterr().out.split()[-1] == __version__
