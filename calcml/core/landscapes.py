"""Critical points of functions of several variables, folds and tips included.

Every |a| is s·a with a slope s of ±1 on its two sides; on the fold a = 0 itself any s from −1 to
1 belongs to a tangent that touches from one side. A point is critical if the gradient vanishes
for one choice of the slopes: one smooth system of equations per combination.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, product

import sympy as sp

from calcml.core.errors import OutsideDomain, UnsupportedFunction
from calcml.core.extrema import CriticalPoint, Kind
from calcml.core.functions import Function
from calcml.core.zeros import Box, Zero, real_zeros

__all__ = ["landscape_points"]

_CASES = (sp.Piecewise, sp.sign, sp.Heaviside, sp.floor, sp.ceiling, sp.frac, sp.Mod)
_NEARBY = sp.Rational(1, 10**6)
_DIGITS = 60
_TINY = sp.Float(10, _DIGITS) ** -30


@dataclass(frozen=True)
class _Fold:
    """An absolute value in a formula: what it is taken of, and its slope."""

    level: sp.Expr
    slope: sp.Symbol


def landscape_points(f: Function, box: Box | None) -> Iterator[CriticalPoint]:
    """Yield the critical points of a function of several variables.

    Parameters
    ----------
    f : Function
        Of two variables or more.
    box : tuple of (low, high), optional
        Where to look; without it everywhere.

    Yields
    ------
    CriticalPoint
        In no particular order; one may come twice.

    Raises
    ------
    InvalidArgument
        If bounds are needed and not given.
    UnsupportedFunction
        If the points are not isolated or the formula has cases.

    Examples
    --------
    >>> x, y = sp.symbols("x y", real=True)
    >>> [p.kind.name for p in landscape_points(Function(sp.Abs(x) + y**2, (x, y)), None)]
    ['MINIMUM']
    """
    if f.expression.has(*_CASES):
        raise UnsupportedFunction(
            f"critical points in several variables need a formula without cases, got {f.expression}"
        )
    formula, folds = _unfolded(f.expression)
    for sides in product((-1, 0, 1), repeat=len(folds)):
        yield from _stationary(f, formula, dict(zip(folds, sides, strict=True)), box)
    yield from _tips(f, box)


def _unfolded(expression: sp.Expr) -> tuple[sp.Expr, tuple[_Fold, ...]]:
    """Write absolute values, and extremes by way of them, as products with slopes."""
    extremes = sorted(expression.atoms(sp.Max, sp.Min), key=sp.default_sort_key)
    plain = expression.xreplace({e: e.rewrite(sp.Abs) for e in extremes})
    absolutes = sorted(plain.atoms(sp.Abs), key=sp.default_sort_key)
    folds = {a: _Fold(a.args[0], sp.Dummy(f"s{i}", real=True)) for i, a in enumerate(absolutes)}
    formula = plain.xreplace({a: fold.slope * fold.level for a, fold in folds.items()})
    return formula, tuple(folds.values())


def _stationary(
    f: Function, formula: sp.Expr, sides: dict[_Fold, int], box: Box | None
) -> Iterator[CriticalPoint]:
    """Solve for the critical points on the given sides of the folds; side 0 is the fold."""
    n = f.arity
    ridge = [fold for fold, side in sides.items() if side == 0]
    region = formula.xreplace({fold.slope: sp.Integer(s) for fold, s in sides.items() if s})
    equations = [sp.diff(region, v) for v in f.variables] + [fold.level for fold in ridge]
    unknowns = [*f.variables, *(fold.slope for fold in ridge)]
    slopes: Box = ((sp.Integer(-1), sp.Integer(1)),) * len(ridge)
    for zero in real_zeros(equations, unknowns, box and box + slopes):
        place = dict(zip(f.variables, zero.at, strict=False))
        on_side = all(_sign(fold.level.subs(place)) == side for fold, side in sides.items())
        if on_side and all(abs(slope) <= 1 for slope in zero.at[n:]):
            smooth = None if ridge else region
            yield from _classified(f, Zero(zero.at[:n], is_exact=zero.is_exact), smooth)


def _tips(f: Function, box: Box | None) -> Iterator[CriticalPoint]:
    """Look where a root is taken of something that touches zero, as at the tip of a cone."""
    roots = (p for p in f.expression.atoms(sp.Pow) if not p.exp.is_Integer and p.base.free_symbols)
    for root in sorted(roots, key=sp.default_sort_key):
        equations = [root.base, *(sp.diff(root.base, v) for v in f.variables)]
        for zero in real_zeros(equations, f.variables, box):
            yield from _classified(f, zero, None)


def _classified(f: Function, zero: Zero, region: sp.Expr | None) -> Iterator[CriticalPoint]:
    """Yield the point with its kind; nothing where the function has no value."""
    try:
        value = f.exact(*zero.at)
    except OutsideDomain:
        return
    kind = None if region is None else _kind_by_curvature(region, f.variables, zero.at)
    kind = kind or _kind_by_values(f, zero.at)
    yield CriticalPoint(zero.at, value, kind, is_exact=zero.is_exact)


def _kind_by_curvature(
    region: sp.Expr, variables: Sequence[sp.Symbol], at: tuple[sp.Expr, ...]
) -> Kind | None:
    """Classify by the signs of the Hessian's eigenvalues; None where it does not exist."""
    place = {v: c.evalf(_DIGITS) for v, c in zip(variables, at, strict=True)}
    matrix = sp.hessian(region, variables).subs(place).evalf(_DIGITS)
    if not all(c.is_comparable for c in matrix):
        return None
    sums = [_sign(c) for c in _minor_sums(matrix)]
    positive = _changes([1, *(s * (-1) ** k for k, s in enumerate(sums, start=1))])
    negative = _changes([1, *sums])
    if positive == len(variables):
        return Kind.MINIMUM
    if negative == len(variables):
        return Kind.MAXIMUM
    return Kind.SADDLE if positive and negative else Kind.DEGENERATE


def _minor_sums(matrix: sp.Matrix) -> Iterator[sp.Expr]:
    """Yield the sums of principal minors: up to sign, the characteristic polynomial."""
    for size in range(1, matrix.rows + 1):
        chosen = combinations(range(matrix.rows), size)
        yield sp.Add(*(matrix.extract(list(c), list(c)).det() for c in chosen))


def _changes(signs: Sequence[int]) -> int:
    """Count sign changes: with real roots only, Descartes' rule counts the positive ones."""
    present = [s for s in signs if s]
    return sum(one != other for one, other in pairwise(present))


def _kind_by_values(f: Function, at: tuple[sp.Expr, ...]) -> Kind:
    """Classify by the values at places around, in a grid of directions."""
    here = f.precise(*at, digits=_DIGITS)
    reach = range(-3, 4)
    around = {
        _sign(f.precise(*(c + d * _NEARBY for c, d in zip(at, step, strict=True))) - here)
        for step in product(reach, repeat=f.arity)
        if any(step)
    }
    kinds: dict[tuple[int, ...], Kind] = {(1,): Kind.MINIMUM, (-1,): Kind.MAXIMUM}
    return kinds.get(tuple(around), Kind.SADDLE if {1, -1} <= around else Kind.DEGENERATE)


def _sign(value: sp.Expr) -> int:
    number = value.evalf(_DIGITS)
    return 0 if abs(number) < _TINY else 1 if number > 0 else -1
