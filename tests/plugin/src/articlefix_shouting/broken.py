"""A module that lacks what it imports."""

import articlefix_shouting.not_shipped  # type: ignore[import-not-found]  # noqa: F401 - the fault
