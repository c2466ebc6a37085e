"""Second opinions on a few steps up a hill: the climb is walked again in 160 digits."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial

import mpmath as mp

from calcml.lessons.descent import GradientAscentSteps
from calcml.lessons.entries import Entry, Ledger
from calcml.oracles.curves import curve_opinion
from calcml.oracles.descents import DIGITS, Stand, rise, vertex, walk
from calcml.oracles.evaluation import Formula, evaluate
from calcml.oracles.formulas import confirmation, places_about
from calcml.oracles.numerals import NUMERAL, numeral
from calcml.oracles.opinions import Opinion, Work, found, worked_out

__all__ = ["climb_opinions"]

_WALK = "the update rule, slopes by central differences, 160 digits"
_SUMMIT = "the vertex from two slopes, 160 digits"
_LOST = mp.mpf(10) ** -48  # relative: an exact value is compared in 60 digits, twelve get lost
_PLACES = 5  # decimals in the table
_SUBSTITUTIONS = (
    re.compile(rf"(?P<here>{NUMERAL}) \+ (?P<rate>.+)·\((?P<slope>{NUMERAL})\)"),
    re.compile(rf"(?P<here>{NUMERAL}) \+ (?P<rate>.+) dot \(?(?P<slope>{NUMERAL})\)?"),
)


def climb_opinions(lesson: GradientAscentSteps) -> Mapping[str, Opinion]:
    """Work out the numbers of `GradientAscentSteps`.

    Parameters
    ----------
    lesson : GradientAscentSteps

    Returns
    -------
    mapping of str to Opinion
    """
    with mp.workdps(DIGITS):
        start, rate = evaluate(lesson.start), evaluate(lesson.rate)
        climb = _Climb(Formula.of(lesson.function), start, rate, lesson.steps)
        return worked_out(lesson.ledger, climb.work(lesson.ledger))


@dataclass(frozen=True)
class _Climb:
    """An ascent; inside ``mp.workdps`` all its numbers have their digits."""

    f: Formula
    start: mp.mpf
    rate: mp.mpf
    steps: int

    def work(self, ledger: Ledger) -> Work:
        yield "function", lambda: curve_opinion(ledger["function"], self.f, self.start)
        yield "derivative", lambda: self._derivative(ledger["derivative"])
        for k in range(self.steps + 1):
            yield f"iterate.{k}", partial(self._told, self.stands[k].at)
            yield f"slope.{k}", partial(self._told, self.stands[k].slope)
            yield f"move.{k}", partial(self._told, self.rate * self.stands[k].slope)
            yield f"substitution.{k}", partial(self._substituted, ledger, k)
        yield "summit", lambda: self._told(vertex(self.f, self.start)[0], _SUMMIT)
        yield "direction", lambda: Opinion(bool(self.stands[0].slope > 0), _WALK)

    @cached_property
    def stands(self) -> tuple[Stand, ...]:
        """The iterates: a walk downhill with the sign turned."""
        return walk(self.f, self.start, rate=-self.rate, steps=self.steps)

    def _told(self, value: mp.mpf, method: str = _WALK) -> Opinion:
        largest = max(abs(stand.at) + abs(stand.slope) for stand in self.stands)
        return found(value, method, error=_LOST * (1 + largest))

    def _derivative(self, entry: Entry) -> Opinion | None:
        places, method = places_about((self.start,)), "central differences, at points"
        return confirmation(entry, partial(rise, self.f), ("x",), places, method)

    def _substituted(self, ledger: Ledger, k: int) -> Opinion:
        """Compare the three numbers of a substitution with those of the step."""
        entry, stand = ledger[f"substitution.{k}"], self.stands[k]
        texts = zip(_SUBSTITUTIONS, (entry.shown, entry.typst), strict=True)
        matches = [form.fullmatch(text) for form, text in texts]
        holds = all(
            match is not None
            and numeral(match["here"], places=_PLACES).shows(stand.at)
            and numeral(match["rate"]).shows(self.rate)
            and numeral(match["slope"], places=_PLACES).shows(stand.slope)
            for match in matches
        )
        return Opinion("the numbers of the step", _WALK, holds=holds)
