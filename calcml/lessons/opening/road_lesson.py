"""What all lessons of the road share: the chapters of a lecture, numbered and in order."""

from abc import ABC
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from calcml.core.errors import InvalidArgument
from calcml.lessons.entries import Entry, name, parameter_entry
from calcml.lessons.lesson import Lesson
from calcml.lessons.parameters import count, parameter, sequence, title

__all__ = ["RoadLesson"]

_LONGEST_TITLE = 60
_MOST = 24
_HIGHEST = 99


@dataclass(frozen=True, kw_only=True)
class RoadLesson(Lesson, ABC):
    """The chapters of a lecture as stops of a road.

    Attributes
    ----------
    chapters : tuple of str
        Their titles, in order. A lecture file gives them to its scenes.
    numbers : tuple of int
        What they are numbered; an excerpt of a lecture leaves numbers out.
    """

    chapters: tuple[str, ...] = parameter(
        (
            "Limits", "Derivatives", "Numerical differentiation", "Differentiation rules",
            "Partial derivatives", "Chain rule", "Gradient and Jacobian",
            "Optimisation and learning", "Ascent and descent", "Quizzes",
        ),
        rule=sequence(title(_LONGEST_TITLE), shortest=2, longest=_MOST),
        text="the titles of the chapters",
    )  # fmt: skip
    numbers: tuple[int, ...] = parameter(
        None, rule=sequence(count(0, _HIGHEST), shortest=2, longest=_MOST),
        text="their numbers, rising",
        derive=lambda lesson: tuple(range(1, len(lesson.chapters) + 1)),
    )  # fmt: skip

    def __post_init__(self) -> None:
        super().__post_init__()
        if len(self.numbers) != len(self.chapters):
            raise InvalidArgument(
                f"every chapter has one number, got {len(self.numbers)} numbers for "
                f"{len(self.chapters)} chapters"
            )
        if any(later <= earlier for earlier, later in pairwise(self.numbers)):
            told = ", ".join(map(str, self.numbers))
            raise InvalidArgument(f"the numbers of chapters must rise, got {told}")

    @property
    def stops(self) -> range:
        """The places of the chapters on the road, from zero."""
        return range(len(self.chapters))

    @property
    def start(self) -> int:
        """Where the road begins: as far before its first stop as that is from the next."""
        return -1

    def _number_of(self, key: str, stop: int) -> Entry:
        """Return the number that stands at a stop: like a tick, it says where and not how much."""
        return replace(parameter_entry(f"number.{key}", "n", self.numbers[stop]), kind="tick")

    def _entries_of(self, key: str, stop: int) -> Iterator[Entry]:
        yield self._number_of(key, stop)
        yield name(f"title.{key}", self.chapters[stop])
