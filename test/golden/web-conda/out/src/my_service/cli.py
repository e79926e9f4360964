"""The command line."""

import argparse
import os
from collections.abc import Sequence

import uvicorn

from my_service import __version__
from my_service.app import app


def main(argv: Sequence[str] | None = None) -> None:
    """Serve the application until it is stopped."""
    parser = argparse.ArgumentParser(
        prog="my-service",
        description="Serve the counts of lines, words and characters over HTTP.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument(
        "--host",
        default=os.environ.get("HOST", "127.0.0.1"),
        help="address to listen on; the variable HOST sets it too",
    )
    parser.add_argument(
        "--port",
        default=os.environ.get("PORT", "8000"),
        type=port,
        help="port to listen on; the variable PORT sets it too",
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"%(prog)s {__version__}",
    )
    arguments = parser.parse_args(argv)
    uvicorn.run(
        app,
        host=arguments.host,
        port=arguments.port,
        # `docker stop` kills after ten seconds, so end open requests earlier.
        timeout_graceful_shutdown=5,
    )


def port(text: str) -> int:
    """Read a TCP port; argparse turns the ValueError into its message."""
    number = int(text)
    if not 0 <= number <= 65535:
        raise ValueError
    return number
