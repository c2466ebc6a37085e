"""A claim of a source deck, as we word it, and the claim together with what was found."""

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from calcml.core.errors import InvalidArgument

if TYPE_CHECKING:
    from calcml.decks.findings.finding import Finding, Verdict

__all__ = ["DeckClaim", "Judged"]

_RULES = {
    "id": (r"[A-Z]-\d{2,3}", "the deck's letter and a number, such as A-026"),
    "slide": (r"[A-Z][1-9]\d*", "the deck's letter and a number, such as A9"),
    "scene": (r"[A-Z][A-Za-z0-9]*", "the name of a scene's class, such as LimitZoom"),
}

_ENTRY = r"[A-Z][A-Za-z0-9]*:\S+"

_SAID: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "confirmed": ((), ("correction", "choice")),
    "imprecise": (("correction", "proof"), ("choice",)),
    "wrong": (("correction", "proof"), ("choice",)),
    "ambiguous": (("choice",), ()),
}
"""By verdict, what has to be said besides, and what would contradict it."""


@dataclass(frozen=True, kw_only=True)
class DeckClaim:
    """What a slide asserts.

    Attributes
    ----------
    id : str
        The deck's letter and a number: ``A-026``.
    slide : str
        The slide it stands on: ``A9``.
    title : str
        A few words for a list.
    statement : str
        What the slide asserts, in one sentence of ours.
    formula : str
        The same as Typst mathematics.
    scene : str
        The scene that shows it.
    entries : tuple of str
        The entries of lessons that hold the same number, as ``Scene:entry.key``.
    correction : str
        What is true instead; empty where there is nothing to correct.
    correction_formula : str
        The correction as Typst mathematics.
    proof : str
        Why the statement cannot stay as it is, in one line.
    choice : str
        Of a statement that can be read in several ways: which reading the lecture takes, and why.
    note : str
        What else is worth knowing.

    Raises
    ------
    InvalidArgument
        If a field breaks its rule; the message names the field.
    """

    id: str
    slide: str
    title: str
    statement: str
    formula: str
    scene: str
    entries: tuple[str, ...] = ()
    correction: str = ""
    correction_formula: str = ""
    proof: str = ""
    choice: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        self._check_texts()
        for name, (pattern, rule) in _RULES.items():
            if not re.fullmatch(pattern, getattr(self, name)):
                raise InvalidArgument(f"{name} must be {rule}, got {getattr(self, name)!r}")
        if self.slide[0] != self.deck:
            raise InvalidArgument(f"slide must be one of deck {self.deck}, got {self.slide!r}")
        if self.correction_formula and not self.correction:
            raise InvalidArgument("correction_formula must come with a correction")

    def _check_texts(self) -> None:
        if not isinstance(self.entries, tuple):
            raise InvalidArgument(f"entries must be a tuple of texts, got {self.entries!r}")
        for entry in self.entries:
            if not isinstance(entry, str) or not re.fullmatch(_ENTRY, entry):
                raise InvalidArgument(f"entries must be like LimitZoom:limit, got {entry!r}")
        for each in (field for field in fields(self) if field.name != "entries"):
            text = getattr(self, each.name)
            if not isinstance(text, str) or text != text.strip() or "\n" in text:
                raise InvalidArgument(f"{each.name} must be one line of text, got {text!r}")
            if not text and each.default != "":
                raise InvalidArgument(f"{each.name} must not be empty")

    @property
    def deck(self) -> str:
        """The letter of the deck."""
        return self.id[0]

    @property
    def number(self) -> int:
        """The claim's number within its deck."""
        return int(self.id[2:])


@dataclass(frozen=True)
class Judged:
    """A claim and what was computed about it.

    Attributes
    ----------
    claim : DeckClaim
    finding : Finding

    Raises
    ------
    InvalidArgument
        If a claim that cannot stay lacks what is to be said instead, or what is said does not
        hold, or a claim that stands is corrected.
    """

    claim: DeckClaim
    finding: "Finding"

    def __post_init__(self) -> None:
        needed, barred = _SAID[self.verdict]
        for name in needed:
            if not getattr(self.claim, name):
                raise InvalidArgument(f"what is {self.verdict} needs a {name}")
        for name in barred:
            if getattr(self.claim, name):
                raise InvalidArgument(f"what is {self.verdict} can have no {name}")
        if "correction" in needed and not self.finding.corrected:
            raise InvalidArgument("the correction does not hold")

    @property
    def verdict(self) -> "Verdict":
        """How the claim stands, which follows from the finding."""
        return self.finding.verdict
