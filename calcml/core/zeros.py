"""Real solutions of equations: exact where algebra reaches, else searched for in a box.

Polynomial systems are solved by elimination: a Gröbner basis gives one polynomial per coordinate,
whose real roots SymPy isolates exactly. Other equations are solved by SymPy where it can, and
searched for numerically in a box, also as a second opinion.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

import numpy as np
import sympy as sp

from calcml.core.errors import InvalidArgument, UnsupportedFunction
from calcml.core.functions import Function
from calcml.core.smooth import vanishes
from calcml.core.types import FloatArray
from calcml.core.zero_sets import zero_set

__all__ = ["Box", "Zero", "real_zeros"]

Box = tuple[tuple[sp.Expr, sp.Expr], ...]
"""One interval per variable, by its ends."""

_DIGITS = 50
_TINY = sp.Float(10, _DIGITS) ** -35
_SCAN = 1000
_STARTS = 625
_SETTLED = 1e-9
_LARGEST_DENOMINATOR = 720
_CLOSE = Fraction(1, 10**40)
_WAVES = (sp.sin, sp.cos, sp.tan, sp.cot, sp.sec, sp.csc)
_MOST_WAVES = 500
_NEVER_ZERO = (sp.exp, sp.cosh, sp.sech)


@dataclass(frozen=True)
class Zero:
    """A common zero of n equations.

    Attributes
    ----------
    at : tuple of sympy.Expr, length n
        The solution; a fraction of fifty digits where it is not exact.
    is_exact : bool
        Whether it is an exact solution or one certified to 35 digits.
    """

    at: tuple[sp.Expr, ...]
    is_exact: bool


def real_zeros(
    equations: Sequence[sp.Expr], variables: Sequence[sp.Symbol], box: Box | None = None
) -> tuple[Zero, ...]:
    """Find the real points at which n expressions of n variables vanish together.

    Parameters
    ----------
    equations : sequence of sympy.Expr, length n
        What has to be zero.
    variables : sequence of sympy.Symbol, length n
    box : tuple of (low, high), length n, optional
        Where to look; needed where algebra does not solve the equations or finds infinitely
        many solutions.

    Returns
    -------
    tuple of Zero
        In the order of their coordinates.

    Raises
    ------
    InvalidArgument
        If a box is needed and not given, or it holds more than 500 half-waves.
    UnsupportedFunction
        If the solutions are not isolated, or one can not be certified.

    Notes
    -----
    In one variable the search sees every zero where the sign changes, or touches, at a distance
    of more than a thousandth of the box from the next. In several it starts Newton's method at
    about 600 points; it can miss zeros.

    Examples
    --------
    >>> x, y = sp.symbols("x y", real=True)
    >>> [zero.at for zero in real_zeros([x**2 - 2, x * y], [x, y])]
    [(-sqrt(2), 0), (sqrt(2), 0)]
    """
    cores = [_essential(e) for e in equations]
    if any(core.is_number and core != 0 for core in cores):
        return ()
    if any(core == 0 for core in cores):
        raise UnsupportedFunction(_not_isolated(equations))
    found: Iterable[Zero]
    if all(_is_rational_polynomial(core, variables) for core in cores):
        found = (Zero(at, is_exact=True) for at in _algebraic(cores, variables))
    elif len(variables) == 1:
        found = _on_the_line(cores[0], variables[0], box)
    else:
        found = _in_the_box(cores, variables, _needed(box, cores))
    inside = [zero for zero in found if box is None or _contains(box, zero.at)]
    return tuple(sorted(inside, key=lambda zero: [float(c) for c in zero.at]))


def _essential(equation: sp.Expr) -> sp.Expr:
    """Drop denominators and the factors that are never zero."""
    numerator = sp.factor(sp.numer(sp.together(equation)))
    factors = (f for f in sp.Mul.make_args(numerator) if not isinstance(f, _NEVER_ZERO))
    return sp.Mul(*factors)


def _is_rational_polynomial(core: sp.Expr, variables: Sequence[sp.Symbol]) -> bool:
    if not core.is_polynomial(*variables):
        return False
    domain = sp.Poly(core, *variables).domain
    return bool(domain.is_ZZ or domain.is_QQ)


def _algebraic(
    cores: Sequence[sp.Expr], variables: Sequence[sp.Symbol]
) -> Iterator[tuple[sp.Expr, ...]]:
    """Combine the roots of each coordinate and keep the combinations that solve the system."""
    axes = [_coordinates(cores, variables, v) for v in variables]
    for point in product(*axes):
        place = {v: c.evalf(2 * _DIGITS) for v, c in zip(variables, point, strict=True)}
        if all(abs(core.subs(place)) < _TINY for core in cores):
            yield point


def _coordinates(
    cores: Sequence[sp.Expr], variables: Sequence[sp.Symbol], variable: sp.Symbol
) -> list[sp.Expr]:
    """Return the real values that one coordinate of a solution can have."""
    order = [v for v in variables if v != variable] + [variable]
    last = sp.groebner(cores, *order, order="lex").exprs[-1]
    if last.is_number:
        return []  # the equations contradict each other
    if last.free_symbols != {variable}:
        raise UnsupportedFunction(_not_isolated(cores))
    return sorted(set(sp.real_roots(last)), key=float)


def _on_the_line(core: sp.Expr, variable: sp.Symbol, box: Box | None) -> list[Zero]:
    if box is not None:
        _check_waves(core, variable, box[0])
    domain = sp.Interval(*box[0]) if box else sp.Reals
    solved = zero_set(core, variable, domain)
    exact = isinstance(solved, sp.FiniteSet) or solved is sp.S.EmptySet
    zeros = (
        [Zero((c,), is_exact=True) for c in solved if _is_zero(core, variable, c)] if exact else []
    )
    if box is None and not exact:
        _needed(box, [core])
    if box is not None:
        known = [float(zero.at[0]) for zero in zeros]
        width = float(box[0][1] - box[0][0])
        zeros += [
            _recognised((root,), [core], [variable])
            for root in _scanned(core, variable, box[0])
            if all(abs(float(root) - c) > width / _SCAN**2 for c in known)
        ]
    return zeros


def _check_waves(core: sp.Expr, variable: sp.Symbol, interval: tuple[sp.Expr, sp.Expr]) -> None:
    """Refuse more waves than SymPy lists in seconds."""
    for wave in core.atoms(*_WAVES):
        low, high = (wave.args[0].subs(variable, end).evalf() for end in interval)
        turns = abs(high - low) / sp.pi.evalf()
        if turns.is_finite and turns > _MOST_WAVES:
            raise InvalidArgument(
                f"at most {_MOST_WAVES} half-waves can be searched, got {round(turns)} of {wave} "
                f"from {interval[0]} to {interval[1]}; choose closer bounds"
            )


def _is_zero(core: sp.Expr, variable: sp.Symbol, at: sp.Expr) -> bool:
    value = core.subs(variable, at).evalf(_DIGITS)
    return bool(value.is_comparable and abs(value) < _TINY)


def _scanned(
    core: sp.Expr, variable: sp.Symbol, interval: tuple[sp.Expr, sp.Expr]
) -> Iterator[sp.Float]:
    """Yield zeros where the sign changes, then those where the curve only touches."""
    yield from _sign_changes(core, variable, interval)
    for turn in _sign_changes(sp.diff(core, variable), variable, interval):
        if _is_zero(core, variable, turn):
            yield turn


def _sign_changes(
    core: sp.Expr, variable: sp.Symbol, interval: tuple[sp.Expr, sp.Expr]
) -> Iterator[sp.Float]:
    # An offset that is no simple fraction keeps the grid off the zeros one meets in examples.
    inner = (np.arange(_SCAN) + 0.381966) / _SCAN
    low, high = (float(end) for end in interval)
    grid = low + (high - low) * np.concatenate([[0.0], inner, [1.0]])
    values = Function(core, variable).raw(grid)
    with np.errstate(invalid="ignore", over="ignore"):
        changes = np.flatnonzero(np.sign(values[:-1]) * np.sign(values[1:]) < 0)
    for i in changes:
        bracket = (sp.Float(grid[i], _DIGITS), sp.Float(grid[i + 1], _DIGITS))
        root = sp.nsolve(core, variable, bracket, solver="ridder", prec=_DIGITS, verify=False)
        if _is_zero(core, variable, root):  # a pole changes sign as well
            yield root


def _in_the_box(
    cores: Sequence[sp.Expr], variables: Sequence[sp.Symbol], box: Box
) -> Iterator[Zero]:
    for guess in _newton(cores, variables, box):
        try:
            root = sp.nsolve(cores, list(variables), guess.tolist(), prec=_DIGITS)
        except (ValueError, ZeroDivisionError) as error:
            raise UnsupportedFunction(
                f"a zero must be isolated to be certified, but near {guess.tolist()} the equations "
                "hardly change"
            ) from error
        yield _recognised(tuple(root), cores, variables)


def _newton(
    cores: Sequence[sp.Expr], variables: Sequence[sp.Symbol], box: Box
) -> Iterator[FloatArray]:
    """Run Newton's method from a grid of starts; yield what it finds, once each."""
    n = len(variables)
    values = [Function(core, tuple(variables)) for core in cores]
    slopes = [[f.derivative(v) for v in f.variables] for f in values]
    low, high = np.array([[float(c) for c in ends] for ends in box]).T
    ticks = (np.arange(round(_STARTS ** (1 / n))) + 0.381966) / round(_STARTS ** (1 / n))
    points = low + (high - low) * np.stack(np.meshgrid(*[ticks] * n), axis=-1).reshape(-1, n)
    for _ in range(60):
        residual = np.stack([f.raw(*points.T) for f in values], axis=-1)
        matrix = np.array([[s.raw(*points.T) for s in row] for row in slopes]).transpose(2, 0, 1)
        usable = np.isfinite(residual).all(axis=1) & np.isfinite(matrix).all(axis=(1, 2))
        points, residual, matrix = points[usable], residual[usable], matrix[usable]
        move = np.linalg.pinv(matrix) @ residual[..., None]
        points = points - move[..., 0]
    margin = _SETTLED * (high - low)
    still = (np.abs(move[..., 0]) < margin).all(axis=1)
    solved = (np.abs(residual) < _SETTLED).all(axis=1)
    near = ((low - margin <= points) & (points <= high + margin)).all(axis=1)
    chosen: list[FloatArray] = []
    for point in points[still & solved & near]:
        if all((np.abs(point - other) > 1e3 * margin).any() for other in chosen):
            chosen.append(point)
            yield point


def _recognised(
    root: tuple[sp.Float, ...], cores: Sequence[sp.Expr], variables: Sequence[sp.Symbol]
) -> Zero:
    """Replace a numerical root by simple numbers if they solve the equations."""
    guess = tuple(_simple(c) for c in root)
    place = dict(zip(variables, guess, strict=True))
    if None not in guess and all(vanishes(core.subs(place)) for core in cores):
        return Zero(guess, is_exact=True)
    return Zero(tuple(sp.Rational(str(c)) for c in root), is_exact=False)


def _simple(number: sp.Float) -> sp.Expr | None:
    """Read a number as a simple fraction, a multiple of π or the root of a simple fraction."""
    readings: tuple[tuple[sp.Expr, Callable[[sp.Expr], sp.Expr]], ...] = (
        (number, lambda ratio: ratio),
        (number / sp.pi, lambda ratio: ratio * sp.pi),
        (number**2, lambda ratio: sp.sign(number) * sp.sqrt(ratio)),
    )
    for size, meaning in readings:
        ratio = Fraction(str(size.evalf(_DIGITS)))
        simple = ratio.limit_denominator(_LARGEST_DENOMINATOR)
        if abs(ratio - simple) < _CLOSE:
            return meaning(sp.Rational(simple.numerator, simple.denominator))
    return None


def _contains(box: Box, point: tuple[sp.Expr, ...]) -> bool:
    return all(
        bool(low <= c) and bool(c <= high) for (low, high), c in zip(box, point, strict=True)
    )


def _needed(box: Box | None, cores: Sequence[sp.Expr]) -> Box:
    if box is None:
        raise InvalidArgument(
            f"where {' = '.join(map(str, cores))} = 0 cannot be listed for all real numbers; "
            "say within which bounds to look"
        )
    return box


def _not_isolated(equations: Sequence[sp.Expr]) -> str:
    return (
        f"zeros must be isolated points, but those of {', '.join(map(str, equations))} fill a "
        "curve or more"
    )
