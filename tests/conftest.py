"""Settings for every test: the same examples on every run, and no race against the clock."""

import pytest
from hypothesis import settings

settings.register_profile("calcml", deadline=None, derandomize=True)
settings.load_profile("calcml")

LONG = ("tests/stage/test_foreign.py", "tests/decks/", "tests/stage/test_frame_shapes.py")
"""What takes minutes in one piece; begun last, it would leave a core idle."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer to try what is only sampled otherwise."""
    parser.addoption("--every", action="store_true", help="every combination, not a sample")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is not in the sample, and begin with what takes longest."""
    if not config.getoption("--every"):
        left_out = [item for item in items if item.get_closest_marker("every")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("every")]
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))
