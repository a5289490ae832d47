"""`python -m lemmata.cli` is the command line."""

import sys

from lemmata.cli import main

if __name__ == "__main__":
    sys.exit(main())
