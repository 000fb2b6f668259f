"""`python -m articlefix`."""

import sys

from articlefix.cli import main

if __name__ == "__main__":
    sys.exit(main())
