"""Clips of the trial scene, each filmed once."""

from pathlib import Path

import pytest

from tests.studio.readback.filming import filmed


@pytest.fixture(scope="session")
def right(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the clip as it should be, at 480p15 in the dark theme."""
    return filmed(tmp_path_factory.mktemp("right"))


@pytest.fixture(scope="session")
def light(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the clip in the light theme."""
    return filmed(tmp_path_factory.mktemp("light"), look="light")


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the first beat of the clip at 1080p60."""
    return filmed(tmp_path_factory.mktemp("large"), letter="h", beats=("stand",))
