"""Settings for every test: the same examples on every run, and no race against the clock."""

import pytest
from hypothesis import settings

settings.register_profile("calcml", deadline=None, derandomize=True, max_examples=40)
settings.register_profile("every", deadline=None, derandomize=True, max_examples=400)

LONG = ("tests/stage/test_foreign.py", "tests/decks/", "tests/stage/test_frame_shapes.py")
"""What takes minutes in one piece; begun last, it would leave a core idle."""
SHARED = ("tests/lessons/", "tests/oracles/", "tests/decks/")
"""Where the tests of a file ask the same lessons: told once, if one worker has them all."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer to try what is only sampled otherwise."""
    parser.addoption("--every", action="store_true", help="every combination, not a sample")


def pytest_configure(config: pytest.Config) -> None:
    """Choose how many examples of a property are tried."""
    settings.load_profile("every" if config.getoption("--every") else "calcml")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is not in the sample, and begin with what takes longest."""
    if not config.getoption("--every"):
        left_out = [item for item in items if item.get_closest_marker("every")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("every")]
    for item in items:
        if item.nodeid.startswith(SHARED) and not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))
