"""Run the command with ``python -m``."""

import sys

from counting.cli import main

sys.exit(main())
