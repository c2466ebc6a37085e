"""What the decks' slides on ascent and descent print: five lines, and the formulas behind them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from calcml.core.descent import Trajectory, gradient_ascent, gradient_descent
from calcml.core.functions import Function
from calcml.core.symbols import x
from calcml.decks.findings.descent_examples import MIRRORED, PARABOLA, fraction

__all__ = ["SLIDES", "Slides"]


@dataclass(frozen=True)
class Slides:
    """What two slides say about five steps uphill or downhill.

    Attributes
    ----------
    sign : int
        +1 uphill, −1 downhill.
    function : Function
    slope : Function
        What the slide says is the derivative.
    rate : str
    lines : tuple of str, length k + 1
        The start, and the results as they are printed.
    program : callable
        A printed line as Python computes it, from the x before; x is an ``int`` at the start.
    """

    sign: int
    function: Function
    slope: Function
    rate: str
    lines: tuple[str, ...]
    program: Callable[[float], float]

    @property
    def run(self) -> Trajectory:
        """The steps as the core walks them."""
        walk = gradient_ascent if self.sign > 0 else gradient_descent
        return walk(self.function, 0, rate=float(self.rate), steps=len(self.lines) - 1)

    @property
    def exact(self) -> tuple[Fraction, ...]:
        """Where the core's steps lead, exactly."""
        return tuple(state.point[0] for state in self.run.exact)

    @property
    def moves(self) -> tuple[Fraction, ...]:
        """How far each step goes, with its sign."""
        return tuple(later - earlier for earlier, later in pairwise(self.exact))

    def slope_at(self, place: Fraction) -> Fraction:
        """Return the exact derivative of the function."""
        return fraction(self.function.derivative(x).exact(place))


_UPHILL = Slides(
    sign=1,
    function=MIRRORED,
    slope=Function(-(2 * x - 4), x),
    rate="0.4",
    lines=("0", "1.6", "1.92", "1.984", "1.9968", "1.99936"),
    program=lambda at: at + 0.4 * (-(2 * at - 4)),
)

_DOWNHILL = replace(
    _UPHILL,
    sign=-1,
    function=PARABOLA,
    slope=Function(2 * x - 4, x),
    program=lambda at: at - 0.4 * (2 * at - 4),
)

SLIDES = {"up": _UPHILL, "down": _DOWNHILL}
"""By direction; a test puts something else there."""
