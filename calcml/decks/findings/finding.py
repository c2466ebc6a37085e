"""What was computed about a claim of a source deck, and the verdict that follows from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

__all__ = ["FINDINGS", "Finding", "Verdict", "finding"]


class Verdict(StrEnum):
    """How a deck's claim stands after it was computed."""

    CONFIRMED = "confirmed"
    IMPRECISE = "imprecise"
    AMBIGUOUS = "ambiguous"
    WRONG = "wrong"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What was computed about a claim.

    Attributes
    ----------
    stated : bool
        Whether the sentence holds as it stands on the slide, evaluated.
    narrowed : bool or None
        Whether it holds once a condition is added that the slide leaves out, evaluated; None
        where no condition saves it.
    corrected : bool or None
        Whether the correction holds, evaluated; None where nothing is to be corrected.
    readings : mapping of str to object
        For a sentence that can be read in several ways: what each reading gives. Different
        results make it ambiguous.
    computed : mapping of str to object
        The numbers on which all that rests, by name: exact ones, doubles, truths, texts.
    """

    stated: bool
    narrowed: bool | None = None
    corrected: bool | None = None
    readings: Mapping[str, Any] = field(default_factory=dict)
    computed: Mapping[str, Any] = field(default_factory=dict)

    @property
    def verdict(self) -> Verdict:
        """The verdict, which follows from what was computed and is never written down."""
        if len(set(map(str, self.readings.values()))) > 1:
            return Verdict.AMBIGUOUS
        if self.stated:
            return Verdict.CONFIRMED
        return Verdict.IMPRECISE if self.narrowed else Verdict.WRONG


FINDINGS: dict[str, Callable[[], Finding]] = {}
"""By the claim's id, the function that computes what is to be known of it."""


def finding(claim: str) -> Callable[[Callable[[], Finding]], Callable[[], Finding]]:
    """Register the function that computes a claim.

    Parameters
    ----------
    claim : str
        The claim's id, such as ``A-004``.

    Returns
    -------
    callable
        A decorator.
    """

    def register(compute: Callable[[], Finding]) -> Callable[[], Finding]:
        if claim in FINDINGS:
            raise ValueError(f"a claim is computed in one place, got {claim} twice")
        FINDINGS[claim] = compute
        return compute

    return register
