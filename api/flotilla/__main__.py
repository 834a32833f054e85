"""`python -m flotilla`: the operator's command line."""

import sys

from flotilla.operator.cli import main

if __name__ == "__main__":
    sys.exit(main())
