"""Captions and claims: the sentences of a lesson, with places for its entries.

A template is a whole sentence. ``{secant.slope.2}`` is replaced by what that entry shows, and
``{~secant.slope.2}`` has *about* before it where that is rounded; an equals sign before a rounded
number becomes ≈. ``_h_`` is a variable set in italics. Digits come from entries only.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from calcml.core.errors import InvalidArgument
from calcml.lessons.entries import Entry

__all__ = ["Caption", "Claim"]

_PLACE = re.compile(r"\{(~?)([A-Za-z][\w.]*)\}")
_PART = re.compile(r"([^{}]*)(?:\{(~?)([\w.]+)\})?")
_ABOUT, _EQUALS, _ABOUT_EQUALS = "about ", "= ", "≈ "
_VARIABLE = re.compile(r"_([^\W_]+)_")
_TYPST_SPECIAL = re.compile(r"([\\#$*_`<>@\[\]~=/-])")


@dataclass(frozen=True)
class Caption:
    """A sentence with places for entries.

    Attributes
    ----------
    template : str
        The sentence; numbers are written as ``{key}``.
    rests_on : tuple of str
        Keys of the claims without which the sentence would be false.
    """

    template: str
    rests_on: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        words = _PLACE.sub("", self.template)
        if any(c.isdigit() for c in words):
            raise InvalidArgument(
                f"numbers in a sentence come from entries, got digits in {self.template!r}"
            )
        if "{" in words or "}" in words:
            raise InvalidArgument(f"a place must name an entry, got {self.template!r}")

    @property
    def keys(self) -> tuple[str, ...]:
        """The entries the sentence shows, in order."""
        return tuple(key for _, key in _PLACE.findall(self.template))

    def text(self, ledger: Mapping[str, Entry]) -> str:
        """Fill in the entries, as plain text.

        Parameters
        ----------
        ledger : mapping of str to Entry

        Returns
        -------
        str
        """
        return _VARIABLE.sub(r"\1", self.marked(ledger))

    def marked(self, ledger: Mapping[str, Entry]) -> str:
        """Fill in the entries, as plain text in which variables are still marked: ``_a_``.

        Parameters
        ----------
        ledger : mapping of str to Entry

        Returns
        -------
        str
            The slope _a_ is told from the article there, as whoever reads it aloud must.
        """
        parts = (words + (entry.shown if entry else "") for words, entry in self._filled(ledger))
        return "".join(parts)

    def typst(self, ledger: Mapping[str, Entry]) -> str:
        """Fill in the entries, as Typst markup.

        Parameters
        ----------
        ledger : mapping of str to Entry

        Returns
        -------
        str
        """
        parts: list[str] = []
        for words, entry in self._filled(ledger):
            parts.append(_markup(words))
            if entry is not None:
                parts.append(_markup(entry.shown) if entry.in_words else f"${entry.typst}$")
        return "".join(parts)

    def _filled(self, ledger: Mapping[str, Entry]) -> Iterator[tuple[str, Entry | None]]:
        """Yield the words up to each place, and the entry that stands there."""
        for words, mark, key in _PART.findall(self.template):
            entry = ledger[key] if key else None
            yield (_hedged(words, mark) if entry and entry.rounded else words), entry


def _hedged(words: str, mark: str) -> str:
    """Return the words before a rounded number, which it does not equal."""
    if words.endswith(_EQUALS):
        return words.removesuffix(_EQUALS) + _ABOUT_EQUALS
    return words + (_ABOUT if mark else "")


def _markup(words: str) -> str:
    """Escape plain words for Typst and set variables as mathematics."""
    pieces = _VARIABLE.split(words)  # odd places hold the variables
    return "".join(
        f"${_letter(piece)}$" if i % 2 else _TYPST_SPECIAL.sub(r"\\\1", piece)
        for i, piece in enumerate(pieces)
    )


def _letter(name: str) -> str:
    return name if len(name) == 1 else f'"{name}"'


@dataclass(frozen=True)
class Claim:
    """A sentence that a lesson asserts about its numbers, evaluated.

    Attributes
    ----------
    key : str
        Unique in the lesson.
    sentence : Caption
        What is asserted.
    holds : bool
        Whether it is true of these parameters.
    otherwise : Caption or None
        Why it fails and what to choose instead, for parameters where it does.
    """

    key: str
    sentence: Caption
    holds: bool
    otherwise: Caption | None = None
