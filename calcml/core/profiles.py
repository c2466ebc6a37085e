"""Critical points of functions of one variable, by the signs of the slope between them.

The line is cut where the formula breaks or bends. On each piece one analytic formula holds, its
slope has isolated zeros, and between two neighbours the slope keeps its sign: that decides
what each of them is, kinks included.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

import sympy as sp

from calcml.core.analytic import analytic_branch
from calcml.core.derivatives import Derivative, NoDerivative, Roughness, derivative
from calcml.core.domains import discontinuities_within
from calcml.core.errors import InvalidArgument, OutsideDomain, UnsupportedFunction
from calcml.core.extrema import CriticalPoint, Kind
from calcml.core.functions import Function
from calcml.core.smooth import vanishes
from calcml.core.zeros import Zero, real_zeros

__all__ = ["profile_points"]

_Interval = tuple[sp.Expr, sp.Expr]

_LINE: _Interval = (-sp.oo, sp.oo)
_GOLDEN = sp.Rational(1618034, 1000000)
_WAVES = (sp.sin, sp.cos, sp.tan, sp.cot, sp.sec, sp.csc)
_BENDS = (Roughness.CORNER, Roughness.CUSP, Roughness.VERTICAL_TANGENT)


def profile_points(f: Function, within: _Interval | None) -> Iterator[CriticalPoint]:
    """Yield the critical points of a function of one variable.

    Parameters
    ----------
    f : Function
        Of one variable.
    within : (low, high), optional
        Where to look, borders included; without it the whole line.

    Yields
    ------
    CriticalPoint
        From left to right.

    Raises
    ------
    InvalidArgument
        If there may be infinitely many and no bounds are given.
    UnsupportedFunction
        If the function is constant on an interval, or oscillates within it without end.

    Examples
    --------
    >>> x = sp.Symbol("x", real=True)
    >>> [p.kind.name for p in profile_points(Function(x**3 - 3 * x, x), None)]
    ['MAXIMUM', 'MINIMUM']
    """
    span = _LINE if within is None else _widened(within)
    ends = [span[0], *_breaks(f, None if within is None else span), span[1]]
    pieces = [_Piece.between(f, low, high) for low, high in pairwise(ends)]
    for i, piece in enumerate(pieces):
        if i > 0:
            yield from _shown(_at_break(f, ends[i], pieces[i - 1], piece), within)
        if piece is not None:
            yield from _shown(piece.points(f), within)


@dataclass(frozen=True)
class _Piece:
    """An interval on which one analytic formula holds, with the zeros of its slope."""

    zeros: tuple[Zero, ...]
    signs: tuple[int, ...]

    @classmethod
    def between(cls, f: Function, low: sp.Expr, high: sp.Expr) -> "_Piece | None":
        """Study an open interval; None where the function has no value."""
        sample, variable = _between(low, high), f.variable
        try:
            f.exact(sample)
        except OutsideDomain:
            return None
        branch = analytic_branch(f.expression, variable, sample)
        if branch is None:
            raise UnsupportedFunction(
                f"critical points need a formula with known kinks, got {f.expression}"
            )
        slope = sp.diff(branch, variable)
        if vanishes(slope):
            raise UnsupportedFunction(
                "critical points must be isolated, but the function is constant between "
                f"{low} and {high}"
            )
        _check_waves(slope, variable, (low, high))
        box = ((low, high),) if low.is_finite and high.is_finite else None
        found = real_zeros([slope], [variable], box)
        zeros = tuple(zero for zero in found if _is_inside(zero.at[0], low, high))
        nodes = (low, *(zero.at[0] for zero in zeros), high)
        signs = tuple(_sign(slope.subs(variable, _between(a, b))) for a, b in pairwise(nodes))
        return cls(zeros, signs)

    def points(self, f: Function) -> Iterator[CriticalPoint]:
        for zero, signs in zip(self.zeros, pairwise(self.signs), strict=True):
            kind = _turn(*signs) or Kind.INFLECTION
            yield CriticalPoint(zero.at, f.exact(*zero.at), kind, is_exact=zero.is_exact)


def _check_waves(slope: sp.Expr, variable: sp.Symbol, ends: _Interval) -> None:
    """Refuse waves that get ever shorter towards an end, as sin(1/x) does at 0."""
    for wave in slope.atoms(*_WAVES):
        for end in ends:
            if end.is_finite and not wave.args[0].subs(variable, end).is_finite:
                raise UnsupportedFunction(
                    f"critical points must be isolated, but {wave} oscillates without end "
                    f"towards {variable} = {end}; choose bounds that exclude it"
                )


def _at_break(
    f: Function, at: sp.Expr, before: _Piece | None, after: _Piece | None
) -> Iterator[CriticalPoint]:
    """Yield the point between two pieces if it is critical."""
    if before is None or after is None:
        return
    slope = derivative(f, at)
    turn = _turn(before.signs[-1], after.signs[0])
    if isinstance(slope, Derivative) and vanishes(slope.exact):
        yield CriticalPoint((at,), f.exact(at), turn or Kind.INFLECTION, is_exact=True)
    if isinstance(slope, NoDerivative) and slope.reason in _BENDS:
        yield CriticalPoint((at,), f.exact(at), turn or Kind.DEGENERATE, is_exact=True)


def _turn(before: int, after: int) -> Kind | None:
    """Return the extremum between a falling and a rising side, if it is one."""
    if before == after:
        return None
    return Kind.MINIMUM if before < after else Kind.MAXIMUM


def _shown(points: Iterator[CriticalPoint], within: _Interval | None) -> Iterator[CriticalPoint]:
    for point in points:
        if within is None or (within[0] <= point.at[0]) & (point.at[0] <= within[1]):
            yield point


def _breaks(f: Function, span: _Interval | None) -> list[sp.Expr]:
    """Return where the formula breaks or bends, from left to right."""
    box = None if span is None else (span,)
    places = set(_discontinuities(f, span))
    for level in _bending(f.expression):
        if f.variable in level.free_symbols:
            places |= {zero.at[0] for zero in real_zeros([level], [f.variable], box)}
    low, high = span or _LINE
    return sorted((p for p in places if _is_inside(p, low, high)), key=lambda p: p.evalf(30))


def _discontinuities(f: Function, span: _Interval | None) -> tuple[sp.Expr, ...]:
    if span is not None:
        return discontinuities_within(f.expression, f.variable, *span)
    places = f.discontinuities
    if not (isinstance(places, sp.FiniteSet) or places is sp.S.EmptySet):
        raise InvalidArgument(
            f"{f.expression} may break infinitely often; say within which bounds to look"
        )
    return tuple(places)


def _bending(expression: sp.Expr) -> Iterator[sp.Expr]:
    """Yield expressions whose zeros are where a formula may bend or its domain may end."""
    for node in sp.preorder_traversal(expression):
        if isinstance(node, sp.Abs | sp.sign | sp.Heaviside | sp.log):
            yield node.args[0]
        elif isinstance(node, sp.Max | sp.Min):
            yield from (one - other for one, other in combinations(node.args, 2))
        elif isinstance(node, sp.core.relational.Relational):
            yield node.lhs - node.rhs
        elif isinstance(node, sp.Pow) and not node.exp.is_Integer:
            yield node.base
        elif isinstance(node, sp.asin | sp.acos):
            yield 1 - node.args[0] ** 2
        elif isinstance(node, sp.acosh):
            yield node.args[0] - 1


def _widened(within: _Interval) -> _Interval:
    """Look a little farther, so that points on the border have a slope on both sides."""
    low, high = within
    margin = (high - low) / 10**6
    return low - margin, high + margin


def _between(low: sp.Expr, high: sp.Expr) -> sp.Expr:
    """Return a rational between two ends, off the places where formulas behave specially."""
    if low.is_infinite and high.is_infinite:
        return _GOLDEN
    if high.is_infinite:
        return sp.Rational(str(low.evalf(20))) + _GOLDEN
    if low.is_infinite:
        return sp.Rational(str(high.evalf(20))) - _GOLDEN
    return sp.Rational(str((low + (high - low) / (1 + _GOLDEN)).evalf(50)))


def _is_inside(place: sp.Expr, low: sp.Expr, high: sp.Expr) -> bool:
    gap = sp.Float(10, 50) ** -30
    return bool((place - low).evalf(50) > gap) and bool((high - place).evalf(50) > gap)


def _sign(value: sp.Expr) -> int:
    return 1 if value.evalf(30) > 0 else -1
