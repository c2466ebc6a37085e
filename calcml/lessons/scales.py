"""Scales: the range of an axis and its ticks, exact at every tick."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import sympy as sp

from calcml.core.decimals import Number, exact
from calcml.core.errors import InvalidArgument
from calcml.core.types import FloatArray
from calcml.lessons.entries import Entry, Shown, Style, plain

__all__ = ["Frame", "LogScale", "Scale", "decades", "nice_scale", "ticked"]

_LONGEST_TICK = 7  # characters of a tick's number in plain notation
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def _superscript(exponent: int) -> str:
    return str(exponent).translate(_SUPERSCRIPTS)


@dataclass(frozen=True)
class Scale:
    """A linear axis.

    Attributes
    ----------
    low, high : float
        Ends of the axis, low < high.
    ticks : tuple of sympy.Expr
        Where a tick and its number stand.
    minor : tuple of sympy.Expr
        Where a short tick without number stands.
    style : Style or None
        How the ticks' numbers are written; plainly by default.
    """

    low: float
    high: float
    ticks: tuple[sp.Expr, ...]
    minor: tuple[sp.Expr, ...] = ()
    style: Style | None = None

    def __post_init__(self) -> None:
        if not (math.isfinite(self.low) and math.isfinite(self.high) and self.low < self.high):
            raise InvalidArgument(
                f"a scale must run upwards between finite ends, got {self.low} to {self.high}"
            )

    @property
    def limits(self) -> tuple[float, float]:
        """Both ends."""
        return self.low, self.high

    def share(self, value: float) -> float:
        """Return where a value lies, from 0 at the low end to 1 at the high end."""
        return (value - self.low) / (self.high - self.low)

    def shares(self, values: FloatArray) -> FloatArray:
        """Return where values lie, from 0 at the low end to 1 at the high end."""
        return (values - self.low) / (self.high - self.low)

    def written(self, tick: sp.Expr) -> Shown:
        """Write a tick's number: all ticks plainly, or all with the same power of ten."""
        if self.style is not None:
            return self.style(tick)
        if all(len(plain(each).text) <= _LONGEST_TICK for each in self.ticks) or not tick:
            return plain(tick)
        power = max(math.floor(math.log10(abs(float(each)))) for each in self.ticks if each)
        mantissa, exponent = plain(tick / sp.Integer(10) ** power), _superscript(power)
        if len(mantissa.text) > _LONGEST_TICK:  # the ticks differ far behind their first digits
            return plain(tick)
        return Shown(f"{mantissa.text}·10{exponent}", f"{mantissa.typst} dot 10^({power})")


@dataclass(frozen=True)
class LogScale:
    """A logarithmic axis between powers of ten.

    Attributes
    ----------
    low, high : float
        Ends as exponents of ten, low < high.
    ticks : tuple of sympy.Integer
        Exponents at which a tick and its power stand.
    """

    low: float
    high: float
    ticks: tuple[sp.Expr, ...]

    @property
    def minor(self) -> tuple[sp.Expr, ...]:
        """The decades between the ends that bear no number."""
        first, last = math.ceil(self.low), math.floor(self.high)
        return tuple(
            sp.Integer(k) for k in range(first, last + 1) if sp.Integer(k) not in self.ticks
        )

    @property
    def limits(self) -> tuple[float, float]:
        """Both ends, as values."""
        return 10.0**self.low, 10.0**self.high

    def share(self, value: float) -> float:
        """Return where a positive value lies, from 0 at the low end to 1 at the high end."""
        return (math.log10(value) - self.low) / (self.high - self.low)

    def shares(self, values: FloatArray) -> FloatArray:
        """Return where positive values lie, from 0 at the low end to 1 at the high end."""
        return (np.log10(values) - self.low) / (self.high - self.low)

    def written(self, tick: sp.Expr) -> Shown:
        """Write a tick's power of ten."""
        return Shown(f"10{_superscript(int(tick))}", f"10^({tick})")


@dataclass(frozen=True)
class Frame:
    """The two axes of one plot.

    Attributes
    ----------
    x, y : Scale or LogScale
    """

    x: Scale | LogScale
    y: Scale | LogScale

    def entries(self, name: str) -> Iterable[Entry]:
        """Yield the tick numbers as entries named ``axes.<name>.<axis>.<index>``."""
        for axis, scale in (("x", self.x), ("y", self.y)):
            for i, tick in enumerate(scale.ticks):
                shown = scale.written(tick)
                yield Entry(
                    f"axes.{name}.{axis}.{i}", axis, float(tick), tick, math.ulp(float(tick)),
                    shown.text, shown.typst, "tick of an axis", "scale", "tick",
                )  # fmt: skip


def ticked(low: Number, high: Number, step: Number, *, skip: Iterable[Number] = ()) -> Scale:
    """Build a scale with ticks at the multiples of a step.

    Parameters
    ----------
    low, high, step : number
        Floats are read as decimals.
    skip : iterable of number
        Ticks to leave out, such as the origin where axes cross.

    Returns
    -------
    Scale

    Examples
    --------
    >>> ticked(0, 5.5, 2, skip=[0]).ticks
    (2, 4)
    """
    start, end, width = exact(low), exact(high), exact(step)
    first, last = sp.ceiling(start / width), sp.floor(end / width)
    left_out = {exact(s) for s in skip}
    ticks = (width * k for k in range(int(first), int(last) + 1))
    return Scale(float(start), float(end), tuple(tick for tick in ticks if tick not in left_out))


def decades(low: int, high: int, *, every: int = 1) -> LogScale:
    """Build a logarithmic axis with numbers at every so many powers of ten.

    Parameters
    ----------
    low, high : int
        Ends as exponents of ten.
    every : int
        Exponents that are its multiples bear a number.

    Returns
    -------
    LogScale

    Examples
    --------
    >>> decades(-5, 0, every=2).ticks
    (-4, -2, 0)
    """
    ticks = (sp.Integer(k) for k in range(low, high + 1) if k % every == 0)
    return LogScale(float(low), float(high), tuple(ticks))


def nice_scale(low: float, high: float, *, count: int = 5, skip: Iterable[Number] = ()) -> Scale:
    """Build a scale whose step is 1, 2 or 5 times a power of ten.

    Parameters
    ----------
    low, high : float
        Values that the axis must hold.
    count : int
        About how many ticks.
    skip : iterable of number
        Ticks to leave out.

    Returns
    -------
    Scale
    """
    rough = (high - low) / count
    power = sp.Integer(10) ** math.floor(math.log10(rough))
    step = min((power * m for m in (1, 2, 5, 10)), key=lambda s: abs(float(s) - rough))
    return ticked(low, high, step, skip=skip)
