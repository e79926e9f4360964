"""Run the command with ``python -m``."""

from my_service.cli import main

main()
