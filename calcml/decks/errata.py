"""The lesson that gathers what the source decks got wrong, with what is true instead."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from calcml.core.errors import InvalidArgument
from calcml.decks.claims import Judged
from calcml.decks.findings import FINDINGS, Verdict
from calcml.decks.wordings import wordings
from calcml.lessons.captions import Caption
from calcml.lessons.entries import Entry, formula, name, parameter_entry
from calcml.lessons.lesson import Lesson, Wording

__all__ = ["ErrataRecap"]

_STEP = re.compile(r" (h = [\d.]+)$")
"""The title of a claim, and the step that it may end with."""
_PAGES = (
    ("A-023", "A-026", "A-028", "A-034", "A-046", "A-047", "A-049"),
    ("A-058", "A-074", "A-086", "A-087", "A-102", "A-111"),
    ("A-116", "A-128", "A-134", "A-145", "A-148"),
)
"""All wrong claims by chapters: to the derivative, to the rules, and of several variables."""


@dataclass(frozen=True, kw_only=True)
class ErrataRecap(Lesson):
    """What slides say and what is true, side by side.

    It has no parameters: the slides are what they are. The words are those of the claims; that
    each of them is wrong, and that its correction holds, is computed.
    """

    chapter = "Close"
    number = "12.1"
    heading = Caption("Corrections to the slides")
    slides = ()
    captions: ClassVar[Mapping[str, Wording]] = {
        "correct_the_first": Caption(
            "Of {claims} statements on the slides, {errata} need a correction. "
            "First: limits and slopes."
        ),
        "correct_the_second": Caption("Then small steps on a computer, and two of the rules."),
        "correct_the_third": Caption("And the slopes of functions of several variables."),
        "trust_the_others": Caption(
            "The other {others} hold, some only with a condition, or in one of two readings."
        ),
    }

    @cached_property
    def pages(self) -> tuple[tuple[str, ...], ...]:
        """The first parts of the keys of the errata, page by page."""
        return tuple(tuple(_key(claim) for claim in page) for page in _PAGES)

    @cached_property
    def errata(self) -> tuple[Judged, ...]:
        """The wrong claims with what was computed about them."""
        found = [Judged(wordings()[claim], FINDINGS[claim]()) for page in _PAGES for claim in page]
        for judged in found:
            if judged.verdict is not Verdict.WRONG:
                raise InvalidArgument(
                    f"an erratum is wrong, but {judged.claim.id} is {judged.verdict}: take it out"
                )
        return tuple(found)

    @property
    def places(self) -> frozenset[int]:
        """Where the wrong claims stand among all, in the order of the decks, from zero."""
        order = sorted(wordings().values(), key=lambda claim: (claim.deck, claim.number))
        wrong = {judged.claim.id for judged in self.errata}
        return frozenset(place for place, claim in enumerate(order) if claim.id in wrong)

    @property
    def total(self) -> int:
        """How many claims there are."""
        return len(wordings())

    def entries(self) -> Iterable[Entry]:
        """Yield how many there are, and of each erratum what the slide says and what is true."""
        total, wrong = self.total, len(self.errata)
        yield parameter_entry("claims", "n", total)
        yield parameter_entry("errata", "n", wrong)
        yield parameter_entry("others", "n", total - wrong)
        for judged in self.errata:
            claim, key = judged.claim, _key(judged.claim.id)
            yield name(f"{key}.slide", claim.slide)
            step = _STEP.search(claim.title)
            yield name(f"{key}.topic", _STEP.sub("", claim.title))
            if step:
                yield formula(f"{key}.step", step[1], step[1], source=f"slide {claim.slide}")
            yield formula(
                f"{key}.said", claim.formula, claim.statement, source=f"slide {claim.slide}"
            )
            yield formula(
                f"{key}.true", claim.correction_formula, claim.correction,
                source="calcml.decks.findings",
            )  # fmt: skip


def _key(claim: str) -> str:
    return claim.replace("-", "").lower()
