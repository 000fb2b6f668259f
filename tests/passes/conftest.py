"""Call the tests of a pass with its cases."""

import pytest

from pass_tests import PassTests


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give each argument that `PassTests.parameters` names its values."""
    if metafunc.cls is not None and issubclass(metafunc.cls, PassTests):
        for name, values in metafunc.cls.parameters().items():
            if name in metafunc.fixturenames:
                metafunc.parametrize(name, values, ids=lambda value: getattr(value, "name", None) or str(value))
