"""Findings about partial derivatives: their definition, notation and the rates that they are."""

import sympy as sp

from calcml.core.functions import Function
from calcml.core.gradients import directional_derivative, gradient
from calcml.core.limits import Limit, limit
from calcml.core.partials import mixed_partial, partial
from calcml.core.symbols import h, x, y
from calcml.decks.findings.finding import Finding, finding
from calcml.decks.findings.slopes import same_formula, slope_by_limit
from calcml.decks.findings.surfaces import (
    NON_SEPARABLE,
    PARABOLOID,
    PLACES,
    QUIZ,
    SURFACES,
    follows_from_cuts,
)

# What the slides print: each step of a calculation is said to equal the partial derivative.
PARABOLOID_BY_X = (2 * x + sp.diff(y**2, x), 2 * x + 0, 2 * x)
PARABOLOID_BY_Y = (sp.diff(x**2, y) + 2 * y, 0 + 2 * y, 2 * y)
PARABOLOID_MIXED = sp.diff(x**2 + y**2, x) + sp.diff(x**2 + y**2, y)
NON_SEPARABLE_BY_X = (sp.diff(x, x) * y**2 + sp.diff(x**3, x), y**2 + 3 * x**2)
NON_SEPARABLE_BY_Y = (x * sp.diff(y**2, y) + sp.diff(x**3, y), 2 * x * y)

_POINT = PLACES[0]
_AXES = ((1, 0), (0, 1))
_DIAGONAL = (1, 1)


def _all_equal(f: Function, variable: sp.Symbol, steps: tuple[sp.Expr, ...]) -> bool:
    """Tell whether each step of a calculation is the partial derivative, by rule and by limit."""
    slopes = (partial(f, variable).expression, slope_by_limit(f, variable))
    return all(same_formula(step, slope) for step in steps for slope in slopes)


def _limit_with_y_held(f: Function, a: sp.Expr, b: sp.Expr) -> sp.Expr:
    quotient = (f.expression.subs({x: a + h, y: b}) - f.exact(a, b)) / h
    found = limit(Function(sp.expand(quotient), h), 0)
    return found.value if isinstance(found, Limit) else sp.nan


@finding("A-112")
def one_variable_moves() -> Finding:
    """With y held the quotient tends to the partial derivative; with y moving along it does not."""
    trials = [(f, at) for f in (PARABOLOID, NON_SEPARABLE, QUIZ) for at in PLACES]
    held = _limit_with_y_held(NON_SEPARABLE, *_POINT)
    moving = Function(NON_SEPARABLE.expression.subs({x: 1 + h, y: 2 + h}), h).derivative().exact(0)
    return Finding(
        stated=all(_limit_with_y_held(f, *at) == partial(f, x).exact(*at) for f, at in trials)
        and held != moving,
        computed={
            "limit for xy² + x³ at (1, 2), y held": held,
            "limit there, y moving along": moving,
        },
    )


@finding("A-113")
def the_notation_says_which_variable_moves() -> Finding:
    """SymPy writes ∂ exactly where there are several variables, and means the limit by it."""
    written = {(f, v): sp.Derivative(f.expression, v) for f in SURFACES for v in f.variables}
    parabola = sp.Derivative(PARABOLOID.fix({y: 0}).expression, x)
    return Finding(
        stated=all(
            "∂" in sp.pretty(symbol, use_unicode=True)
            and same_formula(symbol.doit(), slope_by_limit(*which))
            for which, symbol in written.items()
        )
        and "∂" not in sp.pretty(parabola, use_unicode=True),
        computed={
            "∂f/∂x of xy² + x³": str(written[NON_SEPARABLE, x].doit()),
            "∂f/∂y of xy² + x³": str(written[NON_SEPARABLE, y].doit()),
        },
    )


@finding("A-114")
def paraboloid_by_x() -> Finding:
    """Each step for x² + y² by x is the limit of the quotient."""
    return Finding(
        stated=_all_equal(PARABOLOID, x, PARABOLOID_BY_X),
        computed={
            "∂z/∂x": str(partial(PARABOLOID, x).expression),
            "∂z/∂x at (1, 2)": partial(PARABOLOID, x).exact(*_POINT),
        },
    )


@finding("A-115")
def paraboloid_by_y() -> Finding:
    """Each step for x² + y² by y is the limit of the quotient."""
    return Finding(
        stated=_all_equal(PARABOLOID, y, PARABOLOID_BY_Y),
        computed={
            "∂z/∂y": str(partial(PARABOLOID, y).expression),
            "∂z/∂y at (1, −1)": partial(PARABOLOID, y).exact(1, -1),
        },
    )


def _second_difference(f: Function) -> sp.Expr:
    """Return the limit of the second difference: the mixed derivative without any first one."""
    k = sp.Dummy(real=True)
    inner = f.expression.subs(y, y + k) - f.expression
    quotient = sp.expand((inner.subs(x, x + h) - inner) / (h * k))
    return sp.limit(sp.limit(quotient, k, 0, "+-"), h, 0, "+-")


def _mixes_in_either_order(f: Function) -> bool:
    orders = (mixed_partial(f, x, y).expression, mixed_partial(f, y, x).expression)
    return all(same_formula(order, _second_difference(f)) for order in orders)


@finding("A-116")
def mixed_derivative_is_no_sum() -> Finding:
    """Differentiate twice instead of adding: the sum of both slopes is the rise for dx = dy = 1."""
    mixed, twisted = mixed_partial(PARABOLOID, x, y), mixed_partial(NON_SEPARABLE, x, y)
    along = Function(PARABOLOID.expression.subs({x: 1 + h, y: 2 + h}), h)
    total = along.derivative().exact(0)
    slopes = Function(PARABOLOID_MIXED, (x, y)).exact(*_POINT)
    return Finding(
        stated=same_formula(mixed.expression, PARABOLOID_MIXED),
        corrected=all(map(_mixes_in_either_order, (PARABOLOID, NON_SEPARABLE, QUIZ)))
        and total == slopes,
        computed={
            "∂²z/∂x∂y of x² + y²": mixed.exact(*_POINT),
            "∂z/∂x + ∂z/∂y": str(PARABOLOID_MIXED),
            "∂z/∂x + ∂z/∂y at (1, 2)": slopes,
            "dz there for dx = dy = 1": total,
            "∂²z/∂x∂y of xy² + x³": str(twisted.expression),
            "∂²z/∂x∂y of xy² + x³ at (1, 2)": twisted.exact(*_POINT),
        },
    )


@finding("B-07")
def the_words_mean_the_slope_of_a_cut() -> Finding:
    """Freeze the other variable first, then differentiate: the limit of the quotient again."""
    frozen = {c: NON_SEPARABLE.fix({y: c}).derivative().exact(1) for c in (0, 2)}
    return Finding(
        stated=all(follows_from_cuts(f, v) for f in SURFACES for v in f.variables),
        computed={f"slope of xy² + x³ at x = 1, y kept at {c}": s for c, s in frozen.items()},
    )


@finding("B-08")
def limit_in_x() -> Finding:
    """Take the limit with x + h on every surface of the decks; the rules give the same."""
    slope = slope_by_limit(NON_SEPARABLE, x)
    return Finding(
        stated=all(same_formula(slope_by_limit(f, x), partial(f, x).expression) for f in SURFACES),
        computed={
            "limit for xy² + x³": str(slope),
            "at (1, 2)": _limit_with_y_held(NON_SEPARABLE, *_POINT),
        },
    )


@finding("B-09")
def limit_in_y() -> Finding:
    """Take the limit with y + h on every surface of the decks; the rules give the same."""
    slope = slope_by_limit(NON_SEPARABLE, y)
    return Finding(
        stated=all(same_formula(slope_by_limit(f, y), partial(f, y).expression) for f in SURFACES),
        computed={
            "limit for xy² + x³": str(slope),
            "at (1, 2)": Function(slope, (x, y)).exact(*_POINT),
        },
    )


@finding("B-11")
def non_separable_by_x() -> Finding:
    """Each step for xy² + x³ by x is the limit of the quotient."""
    return Finding(
        stated=_all_equal(NON_SEPARABLE, x, NON_SEPARABLE_BY_X),
        computed={
            "∂f/∂x": str(partial(NON_SEPARABLE, x).expression),
            "∂f/∂x at (1, 2)": partial(NON_SEPARABLE, x).exact(*_POINT),
            "∂f/∂x at (1, 0)": partial(NON_SEPARABLE, x).exact(1, 0),
        },
    )


@finding("B-12")
def non_separable_by_y() -> Finding:
    """Each step for xy² + x³ by y is the limit of the quotient."""
    return Finding(
        stated=_all_equal(NON_SEPARABLE, y, NON_SEPARABLE_BY_Y),
        computed={
            "∂f/∂y": str(partial(NON_SEPARABLE, y).expression),
            "∂f/∂y at (1, 2)": partial(NON_SEPARABLE, y).exact(*_POINT),
        },
    )


@finding("B-13")
def rates_along_the_axes_only() -> Finding:
    """At (1, 2) the rate along the diagonal is neither partial derivative, but ∇f · u."""
    slopes = gradient(NON_SEPARABLE, _POINT).exact
    ways = [directional_derivative(NON_SEPARABLE, _POINT, d) for d in (*_AXES, _DIAGONAL, (-3, 4))]
    rates = [way.exact for way in ways]
    products = [sum(s * c for s, c in zip(slopes, way.unit, strict=True)) for way in ways]
    return Finding(
        stated=all(rate in slopes for rate in rates),
        narrowed=tuple(rates[: len(_AXES)]) == slopes,
        corrected=all(sp.simplify(r - p) == 0 for r, p in zip(rates, products, strict=True)),
        computed={
            "rate along x at (1, 2)": rates[0],
            "rate along y at (1, 2)": rates[1],
            "rate along the diagonal at (1, 2)": rates[2],
        },
    )


@finding("B-14")
def the_quiz_has_an_answer() -> Finding:
    """Both answers by the rules are the limits of the quotients."""
    answers = {v: partial(QUIZ, v) for v in (x, y)}
    return Finding(
        stated=all(same_formula(f.expression, slope_by_limit(QUIZ, v)) for v, f in answers.items()),
        computed={
            "∂f/∂x": str(answers[x].expression),
            "∂f/∂y": str(answers[y].expression),
            "∂f/∂x at (1, 2)": answers[x].exact(*_POINT),
            "∂f/∂y at (1, 2)": answers[y].exact(*_POINT),
        },
    )
