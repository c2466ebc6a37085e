"""The sample as a deck for the browser."""

from collections.abc import Callable
from pathlib import Path

import pytest

from calcml.studio.slides.html import write
from calcml.studio.slides.kinds import Settings
from tests.studio.slides import sample

Made = Callable[..., Path]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return what writes the sample and returns its page; each kind once."""
    known: dict[tuple[str, bool], Path] = {}

    def page(theme: str = "light", *, one_file: bool = False) -> Path:
        if (theme, one_file) not in known:
            room = tmp_path_factory.mktemp("deck")
            deck = sample.deck(room / "material", theme)
            result = write(deck, room, Settings(one_file=one_file))
            known[theme, one_file] = result if one_file else result / "index.html"
        return known[theme, one_file]

    return page
