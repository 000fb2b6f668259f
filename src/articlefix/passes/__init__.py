"""The built-in passes, one module each: rules as a table on top, `find` below, `PASS` or `build` to make it."""
