"""Second opinions on a few steps down a curve: the run is walked again in 160 digits."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import mpmath as mp

from calcml.lessons.descent import GradientDescentSteps
from calcml.lessons.entries import Entry
from calcml.oracles.descents import DIGITS, Stand, flat_place, rise, vertex, walk
from calcml.oracles.evaluation import Formula, NoValueError, UnknownError, evaluate
from calcml.oracles.formulas import confirmation, places_about
from calcml.oracles.numerals import NUMERAL, numeral
from calcml.oracles.opinions import Opinion
from calcml.oracles.readings import UnreadableError

__all__ = ["step_opinions"]

_WALK = "the update rule, slopes by central differences, 160 digits"
_GOAL = "the slope's change of sign, bracketed and halved, 160 digits"
_RATIO = "the ratio of the first two moves, 160 digits"
_CERTIFIED = mp.mpf(10) ** -33  # relative: what is no fraction is known so well in a ledger
_PLACES = 5  # decimals in the table
_SUBSTITUTIONS = (
    re.compile(rf"(?P<here>{NUMERAL}) − (?P<rate>.+)·\((?P<slope>{NUMERAL})\)"),
    re.compile(rf"(?P<here>{NUMERAL}) - (?P<rate>.+) dot \(?(?P<slope>{NUMERAL})\)?"),
)

Said = Iterator[tuple[str, Opinion | None]]


def step_opinions(lesson: GradientDescentSteps) -> Mapping[str, Opinion]:
    """Work out the numbers of `GradientDescentSteps`.

    Parameters
    ----------
    lesson : GradientDescentSteps

    Returns
    -------
    mapping of str to Opinion
    """
    ledger = lesson.ledger
    try:
        with mp.workdps(DIGITS):
            start, rate = evaluate(lesson.start), evaluate(lesson.rate)
            run = _Run(Formula.of(lesson.function), start, rate, lesson.steps)
            said = {key: opinion for key, opinion in run.said(ledger) if opinion and key in ledger}
    except (NoValueError, UnknownError):
        return {}
    return said


@dataclass(frozen=True)
class _Run:
    """A descent; inside ``mp.workdps`` all its numbers have their digits."""

    f: Formula
    start: mp.mpf
    rate: mp.mpf
    wanted: int

    def said(self, ledger: Mapping[str, Entry]) -> Said:
        yield from self._formulas(ledger)
        for k, stand in enumerate(self.stands):
            yield f"iterate.{k}", _opinion(stand.at, _WALK)
        for k, (stand, move) in enumerate(zip(self.stands, self.moves, strict=False)):
            yield f"slope.{k}", _opinion(stand.slope, _WALK)
            yield f"move.{k}", _opinion(move, _WALK)
            yield f"length.{k}", _opinion(abs(move), _WALK)
            key = f"substitution.{k}"
            yield key, _substituted(ledger[key], stand, self.rate) if key in ledger else None
        yield from self._ends()
        if "minimum" in ledger or "magnification.1" in ledger or "left" in ledger:
            yield from self._distances()
        if "factor" in ledger or "limit" in ledger:
            yield from self._contraction()

    @cached_property
    def stands(self) -> tuple[Stand, ...]:
        """The iterates, up to one where the ground is level."""
        found = walk(self.f, self.start, rate=self.rate, steps=self.wanted)
        level = next((k for k, stand in enumerate(found) if stand.rests), self.wanted)
        return found[: level + 1]

    @cached_property
    def moves(self) -> tuple[mp.mpf, ...]:
        return tuple(-self.rate * stand.slope for stand in self.stands[:-1])

    def _formulas(self, ledger: Mapping[str, Entry]) -> Said:
        about = (self.start,)
        for key, truth, method in (
            ("function", self.f, "heights, 60 digits"),
            ("derivative", lambda at: rise(self.f, at), "central differences, at points"),
        ):
            yield key, confirmation(ledger[key], truth, ("x",), places_about(about), method)

    def _ends(self) -> Said:
        first, last = self.stands[0], self.stands[-1]
        yield "value.first", _opinion(first.height, _WALK)
        yield "value.last", _opinion(last.height, _WALK)
        yield "slope.last", _opinion(last.slope, _WALK)
        yield "rest", _opinion(last.at, _WALK)
        yield "count", Opinion(len(self.moves), _WALK)
        yield "direction", Opinion(bool(self.moves[0] > 0), _WALK)

    def _distances(self) -> Said:
        """Yield what is measured from where the run arrives."""
        goal = flat_place(self.f, self.stands[-1], rate=self.rate)
        if goal is None:
            return
        slack = _CERTIFIED * (1 + abs(goal))
        gaps = [abs(stand.at - goal) for stand in self.stands]
        yield "minimum", _opinion(goal, _GOAL)
        yield "left", Opinion(gaps[-1], _GOAL, float(slack))
        for k in range(1, len(gaps) - 2):
            yield f"magnification.{k}", _ratio(gaps[1], gaps[k + 1], slack, _GOAL)
        floor = self.f(goal)
        rises = [stand.height - floor for stand in self.stands]
        if len(rises) > 2:  # noqa: PLR2004 - the first two steps
            yield "stretch", _ratio(rises[1], rises[2], _CERTIFIED * (1 + abs(floor)), _GOAL)

    def _contraction(self) -> Said:
        """Yield what is said of a parabola: how much a move is longer than the one before."""
        first, second = self.stands[:2]
        yield "factor", _opinion(abs(second.slope / first.slope), _RATIO)
        _, curvature = vertex(self.f, self.start)
        yield "limit", _opinion(2 / curvature, "a second difference, 160 digits")


def _opinion(value: mp.mpf, method: str) -> Opinion:
    return Opinion(value, method, float(_CERTIFIED * (1 + abs(value))))


def _ratio(above: mp.mpf, below: mp.mpf, slack: mp.mpf, method: str) -> Opinion | None:
    """Divide two small numbers, which are both known up to a slack."""
    if abs(below) <= slack:
        return None
    value = above / below
    return Opinion(value, method, float(2 * slack * (1 + abs(value)) / abs(below)))


def _substituted(entry: Entry, stand: Stand, rate: mp.mpf) -> Opinion | None:
    """Compare the three numbers of a substitution with those of the step."""
    found = [
        form.fullmatch(text)
        for form, text in zip(_SUBSTITUTIONS, (entry.shown, entry.typst), strict=True)
    ]
    try:
        holds = all(
            match is not None
            and numeral(match["here"], places=_PLACES).shows(stand.at)
            and numeral(match["rate"]).shows(rate)
            and numeral(match["slope"], places=_PLACES).shows(stand.slope)
            for match in found
        )
    except UnreadableError:
        return None
    return Opinion("the numbers of the step", _WALK, holds=holds)
