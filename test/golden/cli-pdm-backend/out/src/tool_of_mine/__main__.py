"""Run the command with ``python -m``."""

import sys

from tool_of_mine.cli import main

sys.exit(main())
