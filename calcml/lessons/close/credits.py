"""The lesson that says whose slides were told, and where to read on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from calcml.lessons.captions import Caption
from calcml.lessons.entries import Entry, name
from calcml.lessons.lesson import Lesson, Wording

__all__ = ["CreditsAndReferences"]

_UNBROKEN = "\N{NO-BREAK SPACE}"
_DECKS = (
    (
        "Calculus for ML",
        ("Hossam Ahmed", "Ziad Waleed", "Mario Mamdouh"),
        "IEEE Student Branch, Helwan",
    ),
    ("Calculus for Optimization", ("Moataz Ben Trad",), "Google Developer Group, ISAMM"),
)
_REFERENCES = (
    ("Limits", "A video with seven hours of problems"),
    (
        "Errors in numbers",
        "Notes from IIT Kanpur and Oregon State University, and a tutorial for astronomers",
    ),
    ("Round-off", "Wikipedia, and a unit on round-off and truncation"),
    ("Rules", "Wikipedia, the list of differentiation rules"),
    ("Contour maps", "Khan Academy, multivariable calculus"),
)


@dataclass(frozen=True, kw_only=True)
class CreditsAndReferences(Lesson):
    """The decks, who wrote them, and what they recommend.

    It has no parameters: these are the sources of this lecture.
    """

    chapter = "Close"
    number = "12.2"
    heading = Caption("Sources, and where to read on")
    slides = ("A45",)
    captions: ClassVar[Mapping[str, Wording]] = {
        "thank_the_authors": Caption("This lecture retells two decks of slides. Thank you."),
        "read_on": Caption("The first of them recommends these, for practice and for depth."),
    }

    @property
    def decks(self) -> range:
        """The decks, from zero."""
        return range(len(_DECKS))

    @property
    def references(self) -> range:
        """What is recommended, from zero."""
        return range(len(_REFERENCES))

    def entries(self) -> Iterable[Entry]:
        """Yield titles, authors and places of the decks, and topics and kinds of the references."""
        for i, (title, authors, place) in enumerate(_DECKS):
            yield name(f"deck.{i}.title", title)
            yield name(f"deck.{i}.authors", ", ".join(a.replace(" ", _UNBROKEN) for a in authors))
            yield name(f"deck.{i}.place", place)
        for i, (topic, what) in enumerate(_REFERENCES):
            yield name(f"reference.{i}.topic", topic)
            yield name(f"reference.{i}.what", what)
