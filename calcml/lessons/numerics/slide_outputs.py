"""Slide outputs: two numbers of a slide, and the step at which Python prints them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from calcml.core.differences import DifferenceQuotient, Scheme, difference_quotient
from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.symbols import x
from calcml.lessons.derivative.programs import code_line
from calcml.lessons.entries import Entry, Shown, formula, number, parameter_entry, plain, printed
from calcml.lessons.formulas import written

__all__ = ["SlideOutputs", "as_power"]

_SQUARE = Function(x**2, x)
_POINT = sp.Integer(3)
_TINY = sp.Rational(1, 10**15)
_STEPS = {"slide": _TINY, "found": 10 * _TINY, "long": sp.Rational(1, 2)}
_SHOWN = {"forward": "6.217248937900877", "central": "6.128431095930864"}
_SOURCE = "slide A20"


@dataclass(frozen=True)
class SlideOutputs:
    """What the source slide prints for the square, beside what Python prints.

    The numbers are the slide's own, so nothing of it can be set.
    """

    @cached_property
    def quotients(self) -> dict[tuple[str, str], DifferenceQuotient]:
        """The quotients in doubles, by step and scheme."""
        return {
            (name, scheme): difference_quotient(_SQUARE, _POINT, step=step, scheme=scheme)
            for name, step in _STEPS.items()
            for scheme in (Scheme.FORWARD.value, Scheme.CENTRAL.value)
        }

    @property
    def matches(self) -> bool:
        """Whether Python prints the slide's numbers at a step ten times as long, and only there."""
        return all(
            (repr(quotient.value) == _SHOWN[scheme]) == (name == "found")
            for (name, scheme), quotient in self.quotients.items()
        )

    @property
    def is_round_off(self) -> bool:
        """Whether at the tiny steps round-off is all but the whole of both errors."""
        tiny = (q for (name, _), q in self.quotients.items() if name != "long")
        return all(
            q.truncation is not None and abs(q.rounding) > 1e10 * abs(q.truncation) for q in tiny
        )

    @property
    def square_is_exact(self) -> bool:
        """Whether the symmetric quotient of the square has no truncation, and the forward has."""
        central = [q.truncation for (_, scheme), q in self.quotients.items() if scheme == "central"]
        return not any(central) and bool(self.quotients["long", "forward"].truncation)

    def entries(self) -> Iterable[Entry]:
        """Yield the function, the slide's lines, and what Python prints for each step."""
        yield formula("square", f"f(x) = {_SQUARE.typst}", f"f(x) = {written(_SQUARE)}")
        yield parameter_entry("square.at", "x", _POINT)
        slope = sp.sympify(self.quotients["long", "forward"].derivative)
        yield number(
            "square.slope", f"f'({_POINT})", nearest(slope), exact=slope,
            formula=f"f'({_POINT})", source="calcml.derivative", style=plain,
        )  # fmt: skip
        for scheme, line in _SHOWN.items():
            yield code_line(f"slide.{scheme}", line, source=_SOURCE)
        yield parameter_entry("slide.step", "h", _STEPS["slide"], style=as_power)
        for name, step in _STEPS.items():
            style = None if name == "long" else as_power
            yield parameter_entry(f"printed.{name}.step", "h", step, style=style)
            for scheme in _SHOWN:
                yield self._output(name, scheme)

    def _output(self, name: str, scheme: str) -> Entry:
        value = self.quotients[name, scheme].value
        return number(
            f"printed.{name}.{scheme}", '"printed"', value, exact=sp.Rational(value),
            formula=f"{scheme} quotient of x**2 at x = {_POINT}, h = {_STEPS[name]}, in doubles",
            source="calcml.difference_quotient", style=printed,
        )  # fmt: skip


def as_power(value: sp.Expr) -> Shown:
    """Write a power of ten as such.

    Parameters
    ----------
    value : sympy.Expr

    Returns
    -------
    Shown

    Examples
    --------
    >>> as_power(sp.Rational(1, 10**14)).text
    '10⁻¹⁴'
    """
    exponent = int(sp.log(value, 10))
    superscript = str(exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return Shown(f"10{superscript}", f"10^({exponent})")
