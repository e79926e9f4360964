"""Run the command with ``python -m``."""

import sys

from my_app.cli import main

sys.exit(main())
