"""Run the command with ``python -m``."""

import sys

from fast_app.cli import main

sys.exit(main())
