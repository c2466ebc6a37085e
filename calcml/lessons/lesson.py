"""The lesson: parameters in, frozen values out."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from calcml.core.errors import UnfitLesson
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.entries import Entry, Ledger
from calcml.lessons.parameters import checked
from calcml.lessons.scales import Frame

__all__ = ["Lesson"]


@dataclass(frozen=True, kw_only=True)
class Lesson(ABC):
    """The numbers behind one scene. Pure: no picture, no file, no clock.

    A subclass is a frozen dataclass. Its fields are the parameters a user may change, declared
    with `calcml.lessons.parameters.parameter` and checked on construction; its values are cached
    properties.

    Attributes
    ----------
    chapter : str
        Name of the chapter, as in the head of the picture.
    number : str
        Place in the lecture, such as ``2.3``.
    heading : Caption
        Title of the scene.
    slides : tuple of str
        The slides of the source decks that it tells.
    captions : mapping of str to Caption
        One sentence per beat, by the beat's name, in order.
    """

    chapter: ClassVar[str]
    number: ClassVar[str]
    heading: ClassVar[Caption]
    slides: ClassVar[tuple[str, ...]]
    captions: ClassVar[Mapping[str, Caption]]

    def __post_init__(self) -> None:
        checked(self)

    @abstractmethod
    def entries(self) -> Iterable[Entry]:
        """Yield the numbers that the scene shows, in the order of the telling."""

    @property
    def frames(self) -> Mapping[str, Frame]:
        """The axes of the scene's plots, by name."""
        return {}

    @property
    def untold(self) -> frozenset[str]:
        """Beats that are not told with these parameters: there is nothing to say in them."""
        return frozenset()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What the captions rest on, evaluated for these parameters."""
        return ()

    @cached_property
    def ledger(self) -> Ledger:
        """All numbers of the scene, the ticks of its axes last."""
        ticks = (entry for name, frame in self.frames.items() for entry in frame.entries(name))
        return Ledger((*self.entries(), *ticks))

    @property
    def title(self) -> str:
        """The heading as plain text."""
        return self.heading.text(self.ledger)

    def caption(self, beat: str) -> str:
        """Return a beat's caption as plain text.

        Parameters
        ----------
        beat : str
            A key of `captions`.

        Returns
        -------
        str
        """
        return self.captions[beat].text(self.ledger)

    def require_claims(self) -> None:
        """Refuse to be told if a claim that a caption rests on is false.

        Raises
        ------
        UnfitLesson
            With the claim, and what to choose instead where the lesson knows.
        """
        needed = {key for caption in self.captions.values() for key in caption.rests_on}
        for claim in self.claims:
            if claim.key in needed and not claim.holds:
                advice = f": {claim.otherwise.text(self.ledger)}" if claim.otherwise else ""
                raise UnfitLesson(
                    f"{type(self).__name__} cannot be told with these parameters, because "
                    f"“{claim.sentence.text(self.ledger)}” is false{advice}"
                )
