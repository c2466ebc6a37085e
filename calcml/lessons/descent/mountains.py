"""The lesson of the chapter *Descent* that walks down a mountain in fog."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.core.errors import UnfitLesson
from calcml.core.extrema import Kind
from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.sampling import Curve, Window, sample_curve
from calcml.core.symbols import x
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.descent.arrivals import Arrival
from calcml.lessons.descent.downhill import DownhillRun
from calcml.lessons.descent.legible import compact, legible_scale
from calcml.lessons.descent.quadratics import Place
from calcml.lessons.entries import Entry, number, parameter_entry, up_to, verdict
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.parameters import (
    count,
    distinct,
    finite,
    function_of,
    parameter,
    positive,
    sequence,
)
from calcml.lessons.scales import Frame, nice_scale

__all__ = ["WALK", "MountainDescent"]

WALK = ("start", "valley", "depth")
"""What the table says of each walk: the keys' first parts."""

_MOUNTAIN = Function(x**4 - 2 * x**2 + sp.Rational(3, 10) * x, x)
_SOURCE = "calcml.gradient_descent"
_PLACES = 4
_BESIDE = 0.32  # room beside the valleys, in distances between them
_BELOW, _ABOVE = 0.45, 0.55  # room below the deeper valley and above the starts, in their height
_NEAR = 0.1  # of that distance: what is seen to be at the bottom of a valley
_DIRECTION = 0.13  # half the length of the slope that is felt, in distances between the valleys


@dataclass(frozen=True, kw_only=True)
class MountainDescent(Lesson):
    """Two walks downhill in fog, from two starts into two valleys.

    Attributes
    ----------
    function : Function
        The profile of the mountain, with two valleys.
    starts : tuple of sympy.Expr, length 2
        Where the walks begin.
    rate : sympy.Expr
        The learning rate η.
    steps : int
        How many steps are drawn.
    """

    chapter = "Ascent and descent"
    number = "9.1"
    heading = Caption("Downhill in fog")
    slides = ("B21", "B22")
    captions: ClassVar[Mapping[str, Wording]] = {
        "get_lost": Caption(
            "Lost in fog, we look for the lowest place, but all we see is the ground at our feet."
        ),
        "feel_the_slope": Caption(
            "First find the slope: here it is {~slope}, so uphill is to the {uphill}."
        ),
        "walk_against_it": Caption(
            "A step along the slope would raise _f_ to {~height.wrong}; one against it lowers it "
            "to {~height.right}.",
            rests_on=("wrong_rises", "right_falls"),
        ),
        "repeat": (
            Caption(
                "Then repeat, step by step, until the ground is flat: a valley, at _x_ = "
                "{valley.0}.",
                rests_on=("arrives.0", "is_near.0"),
            ),
            Caption(
                "Then repeat, step by step. {steps} steps are not enough; the valley is at _x_ = "
                "{valley.0}.",
                rests_on=("arrives.0",),
            ),
        ),
        "start_elsewhere": (
            Caption(
                "But from another start, {start.1}, the same walk ends in another valley.",
                rests_on=("arrives.1", "two_valleys", "is_near.1"),
            ),
            Caption(
                "But from another start, {start.1}, the same walk leads into another valley.",
                rests_on=("arrives.1", "two_valleys"),
            ),
        ),
        "lift_the_fog": Caption(
            "Each walk leads down into its own valley; the lowest of all may be another one.",
            rests_on=("two_valleys", "one_is_lower"),
        ),
    }

    function: Function = parameter(
        _MOUNTAIN, rule=function_of(x), text="the profile, with two valleys"
    )
    starts: tuple[sp.Expr, ...] = parameter(
        (sp.Rational(3, 10), sp.Rational(-15, 100)),
        rule=distinct(sequence(finite, shortest=2, longest=2)),
        text="where the two walks begin",
    )
    rate: sp.Expr = parameter(sp.Rational(1, 10), rule=positive, text="the learning rate")
    steps: int = parameter(8, rule=count(3, 12), text="how many steps to draw")

    @cached_property
    def walks(self) -> tuple[DownhillRun, ...]:
        """Both descents."""
        return tuple(
            DownhillRun.of(self.function, start, rate=self.rate, steps=self.steps)
            for start in self.starts
        )

    @cached_property
    def valleys(self) -> tuple[Arrival, ...]:
        """Where the walks arrive."""
        found = tuple(walk.arrival for walk in self.walks)
        for start, valley in zip(self.starts, found, strict=True):
            if valley is None or valley.kind is not Kind.MINIMUM:
                raise UnfitLesson(
                    f"each walk must lead into a valley, but from {start} none is proved to be "
                    "reached; choose a smaller rate or another start"
                )
        return tuple(valley for valley in found if valley is not None)

    @property
    def both(self) -> tuple[int, ...]:
        """The numbers of the walks."""
        return tuple(range(len(self.starts)))

    def place(self, walk: int, time: float) -> Place:
        """Return where a walk is after some steps; between two, on the curve."""
        points, last = self.walks[walk].points, self.walks[walk].steps
        k = min(int(time), last - 1)
        share = min(time - k, 1.0)
        at = (1 - share) * points[k] + share * points[k + 1]
        return at, self.function(at)

    def moments(self, walk: int) -> tuple[int, ...]:
        """Return the numbers of steps of a walk, from one."""
        return tuple(range(1, self.walks[walk].steps + 1))

    def valley(self, walk: int) -> Place:
        """Return the lowest place of the valley that a walk leads into."""
        found = self.valleys[walk]
        return nearest(found.at), nearest(found.value)

    def before(self, step: int) -> int:
        """Return the number of the iterate from which a step begins."""
        return step - 1

    def track(self, walk: int, step: int) -> Place:
        """Return where a walk is after a whole number of steps."""
        at = self.walks[walk].points[step]
        return at, self.function(at)

    @property
    def level(self) -> tuple[Place, Place]:
        """The level of the deeper valley."""
        low, high = self.frames["mountain"].x.limits
        depth = min(self.valley(walk)[1] for walk in (0, 1))
        return (low, depth), (high, depth)

    @property
    def ground(self) -> tuple[Place, Place]:
        """The slope at the first start, as far as it is felt."""
        return self._along(-1), self._along(1)

    @property
    def step(self) -> tuple[Place, Place]:
        """The arrow that points downhill from the first start."""
        return self.place(0, 0), self._along(-self._uphill)

    @property
    def _uphill(self) -> int:
        return 1 if self.walks[0].slopes[0] > 0 else -1

    def _along(self, side: int) -> Place:
        at, up = self.place(0, 0)
        length = _DIRECTION * self._apart
        return at + side * length, up + side * length * nearest(self.walks[0].slopes[0])

    @cached_property
    def _apart(self) -> float:
        one, other = (nearest(valley.at) for valley in self.valleys)
        return abs(one - other)

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """The one plot: both valleys and the starts, with room for a disc of sight."""
        ends = [self.valley(k) for k in (0, 1)] + [self.place(k, 0) for k in (0, 1)]
        across, heights = ([end[i] for end in ends] for i in (0, 1))
        low, high = min(heights), max(heights)
        beside = _BESIDE * self._apart
        if not beside:
            raise UnfitLesson(
                f"the walks must lead into two valleys, but both end at {ends[0][0]:.4g}; choose "
                "starts on both sides of a ridge"
            )
        return {
            "mountain": Frame(
                legible_scale(min(across) - beside, max(across) + beside, count=5, room=60),
                nice_scale(low - _BELOW * (high - low), high + _ABOVE * (high - low), count=4),
            )
        }

    @cached_property
    def curve(self) -> Curve:
        """The profile of the mountain in the window."""
        frame = self.frames["mountain"]
        return sample_curve(self.function, Window(x=frame.x.limits, y=frame.y.limits))

    def entries(self) -> Iterable[Entry]:
        """Yield the slope at the start, a step each way, and start and end of both walks."""
        first = self.walks[0]
        slope, here = first.slopes[0], self.starts[0]
        yield parameter_entry("rate", "eta", self.rate, style=compact)
        if not self._is_near(0):
            yield parameter_entry("steps", "k", self.steps)
        yield number(
            "slope", "f'(x)", float(first.trajectory.gradients[0, 0]), exact=slope,
            formula="f'(x_0)", source=_SOURCE, style=up_to(_PLACES),
        )  # fmt: skip
        yield verdict(
            "uphill", '"uphill"', value=bool(slope > 0), words="right" if slope > 0 else "left",
            formula="sign of f'(x_0)", source=_SOURCE,
        )  # fmt: skip
        for name, sign in (("here", 0), ("wrong", 1), ("right", -1)):
            at = here + sign * self.rate * slope
            yield number(
                f"height.{name}", "f", self.function(nearest(at)), exact=self.function.exact(at),
                formula=f"f(x_0 + {sign} eta f'(x_0))", source=_SOURCE, style=up_to(_PLACES),
            )  # fmt: skip
        yield from self._ends()

    def _ends(self) -> Iterator[Entry]:
        for k, (start, valley) in enumerate(zip(self.starts, self.valleys, strict=True)):
            yield parameter_entry(f"start.{k}", "x", start, style=compact)
            for key, symbol, value in (("valley", "x", valley.at), ("depth", "f(x)", valley.value)):
                yield number(
                    f"{key}.{k}", symbol, nearest(value), exact=value,
                    formula="f'(x) = 0" if key == "valley" else "f(x) there",
                    source="calcml.critical_points", style=up_to(_PLACES),
                )  # fmt: skip

    @property
    def claims(self) -> tuple[Claim, ...]:
        """That a step against the slope leads down, and that the walks end in two valleys."""
        here, wrong, right = (self._height(sign) for sign in (0, 1, -1))
        (one, other), (high, low) = zip(*((v.at, v.value) for v in self.valleys), strict=True)
        facts = {
            "wrong_rises": ("a step along the slope leads higher", wrong > here),
            "right_falls": ("a step against the slope leads lower", right < here),
            "arrives.0": ("the first walk leads into a valley", True),
            "arrives.1": ("the second walk leads into a valley", True),
            "is_near.0": ("the last step of the first walk is near its valley", self._is_near(0)),
            "is_near.1": ("the last step of the second walk is near its valley", self._is_near(1)),
            "two_valleys": ("the walks end in two valleys", (one - other).evalf(20) != 0),
            "one_is_lower": ("one valley is lower than the other", (high - low).evalf(20) != 0),
        }
        return tuple(Claim(key, Caption(text), bool(holds)) for key, (text, holds) in facts.items())

    def _is_near(self, walk: int) -> bool:
        left = self.walks[walk].points[-1] - self.valley(walk)[0]
        return abs(left) <= _NEAR * self._apart

    def _height(self, sign: int) -> sp.Expr:
        first = self.walks[0]
        return self.function.exact(self.starts[0] + sign * self.rate * first.slopes[0])
