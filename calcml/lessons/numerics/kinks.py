"""Kinks: where secants to both sides settle although the curve has no tangent."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from calcml.core.derivatives import NoDerivative, derivative
from calcml.core.differences import DifferenceQuotient, difference_quotient
from calcml.core.functions import Function
from calcml.core.sampling import Curve, Window, sample_curve
from calcml.core.symbols import x
from calcml.lessons.entries import Entry, formula, number, parameter_entry, plain, verdict
from calcml.lessons.numerics.two_sides import Line, Place
from calcml.lessons.scales import Frame, ticked

__all__ = ["Kink"]

_SIZE = Function(sp.Abs(x), x)
_POINT = sp.Integer(0)
_STEPS = (sp.Integer(1), sp.Rational(1, 4))


@dataclass(frozen=True)
class Kink:
    """The absolute value at zero, with the secant through a step to both sides."""

    @property
    def frame(self) -> Frame:
        """The axes."""
        across = ticked(sp.Rational(-8, 5), sp.Rational(8, 5), 1, skip=(0,))
        return Frame(across, ticked(sp.Rational(-3, 10), sp.Rational(8, 5), 1, skip=(0,)))

    @cached_property
    def curve(self) -> Curve:
        """The curve in the window of the plot."""
        return sample_curve(_SIZE, Window(x=self.frame.x.limits, y=self.frame.y.limits))

    @property
    def steps(self) -> tuple[float, ...]:
        """The longest and the shortest step of the telling."""
        return tuple(float(h) for h in _STEPS)

    def point(self, offset: float) -> Place:
        """Return the point of the curve at a distance from the kink."""
        return offset, _SIZE(offset)

    def secant(self, h: float) -> Line:
        """Return the secant through the points a step behind and a step ahead."""
        (left, low), (right, high) = self.point(-h), self.point(h)
        return left, low, (high - low) / (right - left)

    @property
    def misleads(self) -> bool:
        """Whether the symmetric quotient is the same for all steps, without a derivative."""
        slopes = {q.exact for q in self._quotients}
        return slopes == {0} and isinstance(derivative(_SIZE, _POINT), NoDerivative)

    def entries(self) -> Iterable[Entry]:
        """Yield function and point, the symmetric quotient, and that there is no derivative."""
        quotient = self._quotients[0]
        yield formula("kink.function", f"f(x) = {_SIZE.typst}", "f(x) = |x|")
        yield parameter_entry("kink.at", "x", _POINT)
        yield number(
            "kink.quotient", "frac(f(h) - f(-h), 2 h)", quotient.value, exact=quotient.exact,
            formula="(|h| - |-h|)/(2h)", source="calcml.difference_quotient", style=plain,
        )  # fmt: skip
        yield verdict(
            "kink.derivative", "f'", value=not isinstance(derivative(_SIZE, _POINT), NoDerivative),
            words="no derivative", formula="the slopes from both sides differ",
            source="calcml.derivative",
        )  # fmt: skip

    @cached_property
    def _quotients(self) -> tuple[DifferenceQuotient, ...]:
        return tuple(difference_quotient(_SIZE, _POINT, step=h, scheme="central") for h in _STEPS)
