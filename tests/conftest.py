"""Let pytest explain the assertions of modules that are no tests themselves."""

import pytest

pytest.register_assert_rewrite("pass_tests", "fixture_tables", "corpora", "command_line")
