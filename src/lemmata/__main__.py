"""`python -m lemmata` is the command line."""

import sys

from lemmata.cli import main

sys.exit(main())
