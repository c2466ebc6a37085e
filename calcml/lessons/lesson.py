"""The lesson: parameters in, frozen values out."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from functools import cached_property
from typing import Any, ClassVar, Self, TypeAlias

from calcml.core.errors import InvalidArgument, UnfitLesson
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.entries import Entry, Ledger
from calcml.lessons.parameters import checked, given
from calcml.lessons.scales import Frame

__all__ = ["Lesson", "Wording"]

Wording: TypeAlias = Caption | tuple[Caption, ...]
"""A sentence, or several of which the first whose claims hold is told."""


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
    heading : Caption or tuple of Caption
        Title of the scene.
    slides : tuple of str
        The slides of the source decks that it tells.
    captions : mapping of str to Caption or tuple of Caption
        One sentence per beat, by the beat's name, in order; of several the first is told whose
        claims hold.
    derived : frozenset of str
        Names of the fields that were not given but follow from the others.
    """

    chapter: ClassVar[str]
    number: ClassVar[str]
    heading: ClassVar[Wording]
    slides: ClassVar[tuple[str, ...]]
    captions: ClassVar[Mapping[str, Wording]]
    derived: ClassVar[frozenset[str]] = frozenset()

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
        entries = tuple(self.entries())  # what is refused is refused before axes are looked for
        ticks = (entry for name, frame in self.frames.items() for entry in frame.entries(name))
        return Ledger((*entries, *ticks))

    @property
    def title(self) -> str:
        """The heading as plain text."""
        return self.told_heading.text(self.ledger)

    @cached_property
    def told_heading(self) -> Caption:
        """The heading that is true of these parameters."""
        return self._chosen(self.heading)

    def told(self, beat: str) -> Caption:
        """Return the caption of a beat that is true of these parameters.

        Parameters
        ----------
        beat : str
            A key of `captions`.

        Returns
        -------
        Caption

        Raises
        ------
        UnfitLesson
            If none is.
        """
        return self._chosen(self.captions[beat])

    def caption(self, beat: str) -> str:
        """Return a beat's caption as plain text.

        Parameters
        ----------
        beat : str
            A key of `captions`.

        Returns
        -------
        str

        Raises
        ------
        UnfitLesson
            If no caption of the beat is true.
        """
        return self.told(beat).text(self.ledger)

    @cached_property
    def named(self) -> frozenset[str]:
        """The keys of the entries that the captions of these parameters name."""
        told = (self._first_true(self.captions[beat]) for beat in self.beats)
        return frozenset(key for caption in told if caption for key in caption.keys)

    @property
    def beats(self) -> tuple[str, ...]:
        """The beats that are told with these parameters, in order."""
        return tuple(name for name in self.captions if name not in self.untold)

    def with_parameters(self, **changes: Any) -> Self:
        """Return the lesson with other parameters; what was derived is derived anew.

        Parameters
        ----------
        **changes
            Values, or their texts, by the names of the fields.

        Returns
        -------
        Lesson

        Raises
        ------
        InvalidArgument
            If there is no such field, or a value breaks its rule.
        """
        known = [each.name for each in fields(self)]
        for name in changes:
            if name not in known:
                close = get_close_matches(name, known, n=1)
                hint = f"did you mean {close[0]}? " if close else ""
                raise InvalidArgument(
                    f"{type(self).__name__} has no parameter {name!r}: {hint}"
                    f"(it has {', '.join(known) or 'none'})"
                )
        return type(self)(**{**given(self), **changes})

    def require_claims(self) -> None:
        """Refuse to be told if a claim that a caption rests on is false.

        Raises
        ------
        UnfitLesson
            With the claim, and what to choose instead where the lesson knows.
        """
        self._chosen(self.heading)
        for beat in self.beats:
            self.told(beat)

    @cached_property
    def _truth(self) -> Mapping[str, Claim]:
        return {claim.key: claim for claim in self.claims}

    def _chosen(self, wording: Wording) -> Caption:
        """Return the first sentence whose claims hold; there must be one."""
        chosen = self._first_true(wording)
        if chosen is not None:
            return chosen
        failed = (self._truth[key] for variant in _variants(wording) for key in variant.rests_on)
        raise self._unfit(next(claim for claim in failed if not claim.holds))

    def _first_true(self, wording: Wording) -> Caption | None:
        variants = _variants(wording)
        true = (v for v in variants if all(self._truth[key].holds for key in v.rests_on))
        return next(true, None)

    def _unfit(self, claim: Claim) -> UnfitLesson:
        advice = f": {claim.otherwise.text(self.ledger)}" if claim.otherwise else ""
        return UnfitLesson(
            f"{type(self).__name__} cannot be told with these parameters, because "
            f"“{claim.sentence.text(self.ledger)}” is false{advice}"
        )


def _variants(wording: Wording) -> tuple[Caption, ...]:
    return wording if isinstance(wording, tuple) else (wording,)
