"""The wording of the decks' claims, as it comes with calcml."""

import tomllib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from calcml.decks.claims import DeckClaim

__all__ = ["wordings"]


@cache
def wordings() -> dict[str, DeckClaim]:
    """Return the claims by their ids, in the order of their files.

    Returns
    -------
    dict of str to DeckClaim
    """
    found = [DeckClaim(**_lists_as_tuples(table)) for table in _tables()]
    return {claim.id: claim for claim in found}


def _tables() -> list[dict[str, Any]]:
    texts = (file.read_text(encoding="utf-8") for file in _folder().iterdir())
    return [table for text in texts for table in tomllib.loads(text)["claim"]]


def _lists_as_tuples(table: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(v) if isinstance(v, list) else v for key, v in table.items()}


def _folder() -> Traversable:
    """Return the folder of an installed package, or that of a source checkout."""
    package = files("calcml")
    installed = package.joinpath("assets", "decks")
    return installed if installed.is_dir() else package.joinpath("..", "assets", "decks")
