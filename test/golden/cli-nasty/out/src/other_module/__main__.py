"""Run the command with ``python -m``."""

import sys

from other_module.cli import main

sys.exit(main())
