"""The lesson of how limits fail: sides that disagree and swings that last, and what is no harm."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np
import sympy as sp

from calcml.core.functions import Function
from calcml.core.limits import Limit, NoLimit, limit
from calcml.core.sampling import Curve, Window
from calcml.core.symbols import x
from calcml.core.window import clipped
from calcml.lessons.captions import Caption
from calcml.lessons.entries import Entry, formula, plain, verdict
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.limits.limit_values import exact_entry, in_frame
from calcml.lessons.scales import Frame, Scale, ticked

__all__ = ["LimitFailureModes", "Place"]

Place = tuple[float, float]

_AT_ZERO = {
    "jump": Function(sp.Abs(x) / x, x),
    "kink": Function(sp.Abs(x), x),
}
_FAR_OUT = {
    "wave": Function(sp.sin(x), x),
    "decay": Function(sp.sin(x) / x, x),
}
_WRITTEN = {
    "jump": "|x|/x", "kink": "|x|", "wave": "sin(x)", "decay": "sin(x)/x",
}  # fmt: skip
_ENVELOPE = Function(1 / x, x)
_WIDE, _START, _FAR = 2.0, 0.1, 26.0
_SIDES = {"left": -1, "right": 1}
_OUTSET, _NEAREST = 1.7, 0.0


@dataclass(frozen=True, kw_only=True)
class LimitFailureModes(Lesson):
    """Two functions without a limit, and beside each one that is like it and has one.

    It has no parameters: the four functions were chosen against one another.
    """

    chapter = "Limits"
    number = "1.4"
    heading = Caption("How a limit fails")
    slides = ("A8",)
    captions: ClassVar[Mapping[str, Wording]] = {
        "let_the_sides_disagree": Caption(
            "Both sides may lead to numbers, and yet to different ones: here to {jump.left} and "
            "to {jump.right}."
        ),
        "let_it_swing": Caption(
            "Or the values swing for ever, as those of the sine do when _x_ goes to infinity."
        ),
        "bend_without_a_break": Caption(
            "A corner is no harm. The sides look different, but both lead to {kink.both}: the "
            "limit exists."
        ),
        "let_the_swing_die_out": Caption(
            "Nor is a swing that dies out: squeezed between two curves, the values lead to "
            "{decay.both}."
        ),
        "say_it_precisely": Caption(
            "So two things break a limit: one-sided limits that differ, and swings that last."
        ),
    }

    @property
    def functions(self) -> Mapping[str, Function]:
        """The four functions by name."""
        return {**_AT_ZERO, **_FAR_OUT}

    @cached_property
    def ends(self) -> Mapping[str, Limit | NoLimit]:
        """What each does at zero, or far out."""
        return {
            **{name: limit(f, 0) for name, f in _AT_ZERO.items()},
            **{name: limit(f, sp.oo) for name, f in _FAR_OUT.items()},
        }

    @property
    def frames(self) -> Mapping[str, Frame]:
        """A plot for each function."""
        at_zero, far_out = ticked(-_WIDE, _WIDE, 4), Scale(0.0, _FAR, ticks=())
        at_zero = Scale(at_zero.low, at_zero.high, ticks=(sp.Integer(0),))
        return {
            "jump": Frame(at_zero, ticked(-1.5, 1.5, 1, skip=[0])),
            "kink": Frame(at_zero, ticked(-0.35, 1.75, 1, skip=[0])),
            "wave": Frame(far_out, ticked(-1.5, 1.5, 1, skip=[0])),
            "decay": Frame(far_out, ticked(-0.5, 1.1, 1)),
        }

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The names in pairs: what has no limit, and what is like it."""
        return ("jump", "kink"), ("wave", "decay")

    @cached_property
    def _curves(self) -> Mapping[str, Curve]:
        return {name: in_frame(f, self.frames[name]) for name, f in self.functions.items()}

    def curve(self, name: str) -> Curve:
        """Return the curve of a function in its plot."""
        return self._curves[name]

    @cached_property
    def envelope(self) -> tuple[Curve, Curve]:
        """The curves above and below the swing that dies out."""
        frame = self.frames["decay"]
        below = Function(-_ENVELOPE.expression, x)
        return in_frame(_ENVELOPE, frame), in_frame(below, frame)

    @property
    def outset(self) -> float:
        """The distance from zero at which the points set out."""
        return _OUTSET

    @property
    def nearest(self) -> float:
        """The distance at which they have arrived."""
        return _NEAREST

    @property
    def sides(self) -> tuple[str, ...]:
        """From where one can come."""
        return tuple(_SIDES)

    def walker(self, name: str, side: str, distance: float) -> Place:
        """Return the point at a distance from zero; at none, where the side leads."""
        sign, end = _SIDES[side], getattr(self.ends[name], side)
        across = sign * distance
        return across, self.functions[name](across) if distance else float(end)

    def rings(self, name: str) -> tuple[Place, ...]:
        """Return where a side leads and the curve is not."""
        if name != "jump":
            return ()
        return tuple((0.0, float(getattr(self.ends[name], side))) for side in _SIDES)

    @property
    def far(self) -> tuple[float, float]:
        """From where to where a point runs to the right."""
        return _START, _FAR

    def runner(self, name: str, across: float) -> Place:
        """Return the point of a curve that runs to the right."""
        return across, float(self.functions[name].raw(np.float64(across)))

    def so_far(self, name: str, across: float) -> Curve:
        """Return the part of a curve over which the point has run."""
        up = self.frames[name].y.limits
        return clipped(self.curve(name).pieces, Window(x=(0.0, across), y=up))

    def foot(self, name: str) -> Place:
        """Return the lower right corner of a plot."""
        frame = self.frames[name]
        return frame.x.limits[1], frame.y.limits[0]

    def exists(self, name: str) -> bool:
        """Tell whether a function has the limit asked for."""
        return isinstance(self.ends[name], Limit)

    def entries(self) -> Iterable[Entry]:
        """Yield for each function its formula, where its sides lead, and whether to one number."""
        for name, f in self.functions.items():
            yield formula(f"{name}.function", f"f(x) = {f.typst}", f"f(x) = {_WRITTEN[name]}")
            end, place = self.ends[name], "0" if name in _AT_ZERO else "infinity"
            for side, sign in (("left", "-"), ("right", "+")):
                if name in _AT_ZERO:
                    yield exact_entry(
                        f"{name}.{side}", f"lim_(x -> 0^{sign}) f(x)", getattr(end, side),
                        f"limit from the {side}", source="calcml.limit", style=plain,
                    )  # fmt: skip
            symbol = f"lim_(x -> {place}) f(x)"
            if isinstance(end, Limit):
                yield exact_entry(
                    f"{name}.both", symbol, end.value, "limit", source="calcml.limit", style=plain
                )
            else:
                yield verdict(
                    f"{name}.both", symbol, value=False, words="does not exist",
                    formula=end.reason.value, source="calcml.limit",
                )  # fmt: skip
        yield formula("wave.bounds", "-1 <= f(x) <= 1", "−1 ≤ f(x) ≤ 1")
        yield formula("decay.bounds", "-frac(1, x) <= f(x) <= frac(1, x)", "−1/x ≤ f(x) ≤ 1/x")
