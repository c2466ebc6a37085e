"""A slide of a source deck: what it is about, so that none is left out of the lecture."""

import re
from dataclasses import dataclass

from calcml.core.errors import InvalidArgument

__all__ = ["Slide"]


@dataclass(frozen=True, kw_only=True)
class Slide:
    """A slide of a source deck.

    Attributes
    ----------
    id : str
        The deck's letter and the slide's number: ``A9``.
    title : str
        What it is about, in a few words of ours.
    section : bool
        Whether it only opens a part of its deck; a chapter's card stands for it.

    Raises
    ------
    InvalidArgument
        If a field breaks its rule; the message names the field.
    """

    id: str
    title: str
    section: bool = False

    def __post_init__(self) -> None:
        if not isinstance(self.id, str) or not re.fullmatch(r"[A-Z][1-9]\d*", self.id):
            raise InvalidArgument(
                f"id must be the deck's letter and a number, such as A9, got {self.id!r}"
            )
        if not isinstance(self.title, str) or not self.title or self.title != self.title.strip():
            raise InvalidArgument(f"title must be one line of text, got {self.title!r}")
        if not isinstance(self.section, bool):
            raise InvalidArgument(f"section must be true or false, got {self.section!r}")
