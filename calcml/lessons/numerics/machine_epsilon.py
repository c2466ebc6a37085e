"""The lesson of machine epsilon: the doubles around one, and what adding to one does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.core.decimals import exact
from calcml.core.floats import (
    MACHINE_EPSILON,
    SMALLEST_INCREMENT,
    UNIT_ROUNDOFF,
    addition,
    neighbours,
)
from calcml.core.types import FloatArray
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.entries import (
    Entry,
    Shown,
    Style,
    formula,
    number,
    parameter_entry,
    printed,
    scientific,
)
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.numerics.double_lines import Dart, DoubleLine
from calcml.lessons.numerics.slide_outputs import as_power
from calcml.lessons.scales import Frame

__all__ = ["MachineEpsilonNumberLine"]

_VIEW = (-1.25, 2.4)  # in gaps
_FAR = 4.0  # at first sixteen times as many doubles are in view
_BITS = 52
_INCREMENTS: tuple[float, ...] = (1e-16, UNIT_ROUNDOFF, 1.2e-16, MACHINE_EPSILON)
_SOURCE = "calcml.addition"


def _power_of_two(exponent: int) -> Style:
    """Write a power of two as such."""
    superscript = str(exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return lambda _: Shown(f"2{superscript}", f"2^({exponent})")


_WRITTEN: tuple[Style, ...] = (as_power, _power_of_two(-53), scientific(2), _power_of_two(-_BITS))
_TICKS = {  # Typst code and plain text
    "below": ("1 - epsilon\\/2", "1 − ε/2"),
    "one": ("1", "1"),
    "above": ("1 + epsilon", "1 + ε"),
    "second": ("1 + 2 epsilon", "1 + 2ε"),
}


@dataclass(frozen=True, kw_only=True)
class MachineEpsilonNumberLine(Lesson):
    """The doubles around one as ticks of a number line, and where sums 1 + δ are rounded to.

    Nothing can be set: the doubles are what they are, and the increments are chosen to lie below,
    on and above the middle of one gap.
    """

    chapter = "Numerical differentiation"
    number = "3.2"
    heading = Caption("Machine epsilon is a gap")
    slides = ("A15", "A16")
    captions: ClassVar[Mapping[str, Wording]] = {
        "zoom_in_on_one": Caption(
            "The number line of a computer has gaps: close up, the doubles are single ticks."
        ),
        "name_the_gaps": Caption(
            "Machine epsilon is the gap above {tick.one}. Below it the gap is half as wide.",
            rests_on=("gap_is_epsilon", "gap_below_is_half"),
        ),
        "add_too_little": Caption(
            "Add {delta.0}: the sum lies nearer to {tick.one} and is rounded back. Nothing was "
            "added.",
            rests_on=("small_is_lost",),
        ),
        "stand_half_way": Caption(
            "Half way between two doubles, the tie goes to the even one: {tick.one} again.",
            rests_on=("half_is_a_tie",),
        ),
        "add_a_little_more": Caption(
            "Add {delta.2}, still less than _ε_, and the sum is rounded up: _ε_ is added.",
            rests_on=("more_is_rounded_up",),
        ),
        "correct_the_slide": Caption(
            "So _ε_ is a gap, not the smallest number that counts: that is just above half of it.",
            rests_on=("least_is_half", "more_is_rounded_up"),
        ),
    }

    @cached_property
    def line(self) -> DoubleLine:
        """The number line around one."""
        return DoubleLine(1.0, _VIEW)

    @cached_property
    def darts(self) -> Mapping[str, Dart]:
        """The sums of one and each increment, exactly and as stored, by the increment's key."""
        pairs = zip(_INCREMENTS, self._exactly, strict=True)
        return {
            f"delta.{i}": Dart(self.line, 1 + meant, addition(1.0, delta).result)
            for i, (delta, meant) in enumerate(pairs)
        }

    @property
    def zoom(self) -> tuple[float, float]:
        """From where to where the view closes in, in halvings."""
        return _FAR, 0.0

    def ticks(self, zoom: float) -> FloatArray:
        """Return the ticks of all doubles in view, shape (n, 2, 2)."""
        return self.line.ticks(2.0**zoom)

    @property
    def half_way(self) -> float:
        """The middle of the gap above one, in gaps."""
        return self.line.where(1 + sp.Rational(UNIT_ROUNDOFF))

    @property
    def doubles(self) -> Mapping[str, float]:
        """The doubles with a name on the line."""
        below, above = neighbours(1.0)
        return {"below": below, "one": 1.0, "above": above, "second": neighbours(above)[1]}

    @property
    def frames(self) -> Mapping[str, Frame]:
        """The number line, in gaps."""
        return {"line": self.line.frame}

    def entries(self) -> Iterable[Entry]:
        """Yield the names of doubles and gaps, epsilon, the sums, and the least increment."""
        for name, (code, text) in _TICKS.items():
            yield formula(f"tick.{name}", code, text, source="calcml.neighbours")
        yield formula("gap.above", "epsilon", "ε", source="calcml.spacing")
        yield formula("gap.below", "epsilon\\/2", "ε/2", source="calcml.spacing")
        for key, style in (("epsilon", _power_of_two(-_BITS)), ("epsilon.printed", printed)):
            yield number(
                key, "epsilon", MACHINE_EPSILON, exact=sp.Rational(1, 2**_BITS), style=style,
                formula="the gap between 1 and the next double", source="calcml.MACHINE_EPSILON",
            )  # fmt: skip
        for i, (delta, style) in enumerate(zip(_INCREMENTS, _WRITTEN, strict=True)):
            total = addition(1.0, delta).result
            yield parameter_entry(f"delta.{i}", "delta", self._exactly[i], style=style)
            yield number(
                f"sum.{i}", "1 + delta", total, exact=sp.Rational(total), style=printed,
                formula=f"1 + {delta!r} in doubles", source=_SOURCE,
            )  # fmt: skip
        yield number(
            "least", "delta", SMALLEST_INCREMENT, exact=sp.Rational(SMALLEST_INCREMENT),
            style=printed, formula="the smallest double δ with 1 + δ > 1",
            source="calcml.SMALLEST_INCREMENT",
        )  # fmt: skip

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What is true of the doubles around one."""
        below, one, above, _ = self.doubles.values()
        lost, tie, more, whole = (addition(one, delta) for delta in _INCREMENTS)
        least = addition(one, SMALLEST_INCREMENT)
        under = addition(one, neighbours(SMALLEST_INCREMENT)[0])
        return (
            Claim(
                "gap_is_epsilon",
                Caption("machine epsilon is the gap above one"),
                above - one == MACHINE_EPSILON,
            ),
            Claim(
                "gap_below_is_half",
                Caption("the gap below one is half of that above"),
                2 * (one - below) == above - one,
            ),
            Claim("small_is_lost", Caption("a small increment leaves no trace"), lost.absorbed),
            Claim(
                "half_is_a_tie",
                Caption("half a gap above one the sum is as far from both doubles, and gives one"),
                tie.absorbed and tie.increment == (above - one) / 2,
            ),
            Claim(
                "more_is_rounded_up",
                Caption("an increment below epsilon gives the same sum as epsilon"),
                more.increment < MACHINE_EPSILON and more.result == whole.result == above,
            ),
            Claim(
                "least_is_half",
                Caption("the smallest increment that counts is the double after half the gap"),
                not least.absorbed and under.absorbed and under.increment == (above - one) / 2,
            ),
        )

    @property
    def _exactly(self) -> tuple[sp.Expr, ...]:
        """The increments as they are meant: decimals, and powers of two."""
        return tuple(
            sp.Rational(delta) if delta in (UNIT_ROUNDOFF, MACHINE_EPSILON) else exact(delta)
            for delta in _INCREMENTS
        )
