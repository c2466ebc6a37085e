"""Settings for every test: the same examples on every run, and no race against the clock."""

import pytest
from hypothesis import settings

settings.register_profile("calcml", deadline=None, derandomize=True)
settings.load_profile("calcml")

LONG = ("tests/stage/test_foreign.py", "tests/decks/", "tests/stage/test_frame_shapes.py")
"""What takes minutes in one piece; begun last, it would leave a core idle."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))
