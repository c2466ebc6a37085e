"""The symmetric quotient: how much less it truncates, and what it cannot help."""

from fractions import Fraction
from functools import cache

import numpy as np
import sympy as sp

from calcml.core.derivatives import Derivative, NoDerivative, derivative
from calcml.core.differences import Scheme, Verdict, difference_quotient
from calcml.core.floats import spacing
from calcml.core.functions import Function
from calcml.core.limits import Limit, limit
from calcml.core.steps import step_sweep
from calcml.core.symbols import h, x
from calcml.decks.findings.error_orders import decades, order, rounding_order
from calcml.decks.findings.finding import Finding, finding
from calcml.decks.findings.printed_programs import X, forward, square, symmetric

STEP_ON_SLIDE = 0.000000000000001
STEP_OF_THE_OUTPUT = 0.00000000000001
FORWARD_PRINTED = "6.217248937900877"
SYMMETRIC_PRINTED = "6.128431095930864"

PARABOLA, SINE = Function(x**2, x), Function(sp.sin(x), x)
CURVED = ((SINE, 1), (Function(sp.exp(x), x), 0), (Function(x**3, x), 2), (Function(1 / x, x), 2))
"""Functions and points with a third derivative, so that both quotients truncate."""

SIZE = Function(sp.Abs(x), x)

_NEAR = 0.1  # how far from the order a slope may lie that is measured on ragged points


@finding("A-081")
def symmetric_error_is_smaller() -> Finding:
    """Compare both quotients for four functions with h = 0.01."""
    step = Fraction(1, 100)
    pairs = [
        [abs(difference_quotient(f, at, step=step, scheme=s).error or 0.0) for s in Scheme]
        for f, at in CURVED
    ]
    one_sided, _, central = np.array(pairs).T
    return Finding(
        stated=bool((central > 0).all() and (central < one_sided).all()),
        computed={
            "forward error, sin at 1, h = 0.01": one_sided[0].item(),
            "symmetric error, sin at 1, h = 0.01": central[0].item(),
        },
    )


@cache
def symmetric_limit(f: Function, at: sp.Expr) -> sp.Expr | None:
    """Return the limit of the symmetric quotient, or None where there is none.

    Parameters
    ----------
    f : Function
        Of one variable.
    at : sympy.Expr
        The point.

    Returns
    -------
    sympy.Expr or None
    """
    high, low = (f.expression.subs(f.variable, at + step) for step in (h, -h))
    found = limit(Function((high - low) / (2 * h), h), 0)
    return found.value if isinstance(found, Limit) else None


def _gives_derivative(f: Function, at: sp.Expr) -> bool:
    slope = derivative(f, at)
    return isinstance(slope, Derivative) and symmetric_limit(f, at) == slope.exact


@finding("A-082")
def symmetric_limit_is_no_definition() -> Finding:
    """Take the symmetric limit of |x| at 0: it is 0, and there is no derivative."""
    smooth = all(_gives_derivative(f, sp.Integer(at)) for f, at in CURVED[1:3])
    corner = sp.Integer(0)
    has_no_slope = isinstance(derivative(SIZE, corner), NoDerivative)
    at_corner = symmetric_limit(SIZE, corner)
    return Finding(
        stated=smooth and _gives_derivative(SIZE, corner),
        narrowed=smooth,
        corrected=smooth and has_no_slope and at_corner is not None,
        computed={
            "symmetric limit of |x| at 0": at_corner,
            "|x| has a derivative at 0": not has_no_slope,
            "symmetric limit of x³ at 2": symmetric_limit(CURVED[2][0], sp.Integer(2)),
        },
    )


def _leading_error(f: sp.Expr) -> sp.Expr:
    """Return the first term of the symmetric quotient's error, from Taylor's series in h."""
    difference = f.subs(x, x + h) - f.subs(x, x - h)
    powers = [sp.diff(difference, h, k).subs(h, 0) / sp.factorial(k) for k in range(4)]
    series = sum(power * h**k for k, power in enumerate(powers))
    return sp.expand(series / (2 * h) - sp.diff(f, x))


@finding("A-083")
def symmetric_truncation_is_of_second_order() -> Finding:
    """Measure the order of both truncations for sin at 1; the symmetric one is h² f'''/6."""
    steps = decades(2, 4)
    measured = {}
    for scheme in (Scheme.FORWARD, Scheme.CENTRAL):
        sweep = step_sweep(SINE, 1, steps, scheme=scheme)
        measured[scheme] = order(sweep.steps, sweep.truncations)
    leading = _leading_error(SINE.expression)
    return Finding(
        stated=round(measured[Scheme.CENTRAL]) > round(measured[Scheme.FORWARD]),
        computed={
            "order": round(measured[Scheme.CENTRAL]),
            "measured slope": measured[Scheme.CENTRAL],
            "order of the forward difference": round(measured[Scheme.FORWARD]),
            "leading error for sin": str(leading),
        },
    )


@finding("A-084")
def symmetric_quotient_suffers_round_off() -> Finding:
    """Measure the order of its largest round-off per decade for sin at 1."""
    sweep = step_sweep(SINE, 1, decades(4, 12), scheme=Scheme.CENTRAL)
    measured = rounding_order(sweep)
    return Finding(
        stated=abs(measured + 1) < _NEAR and bool(sweep.roundings[-1] > sweep.truncations[-1]),
        computed={"order": round(measured), "measured slope": measured},
    )


def _truncation_shows(step: float) -> bool:
    """Tell whether truncation is what separates the two outputs for a step."""
    quotient = difference_quotient(PARABOLA, X, step=step)
    return quotient.verdict is Verdict.TRUNCATION and forward(X, step) != symmetric(X, step)


@finding("A-085")
def example_shows_round_off_only() -> Finding:
    """Ask what spoils the quotients at the slide's steps, and at h = 0.5."""
    long_step = 0.5
    quotient = sp.expand((square(x + h) - square(x - h)) / (2 * h))
    tiny = difference_quotient(PARABOLA, X, step=1e-15)
    return Finding(
        stated=_truncation_shows(STEP_ON_SLIDE),
        narrowed=_truncation_shows(long_step) and symmetric(X, long_step) == 2 * X,
        corrected=quotient == 2 * x and not _truncation_shows(STEP_OF_THE_OUTPUT),
        computed={
            "forward, h = 0.5": forward(X, long_step),
            "symmetric, h = 0.5": symmetric(X, long_step),
            "forward, h = 1e-15": forward(X, 1e-15),
            "symmetric, h = 1e-15": symmetric(X, 1e-15),
            "forward truncation, h = 1e-15": tiny.truncation,
            "symmetric quotient of x²": str(quotient),
        },
    )


def _last_places(difference: float) -> int:
    """Count a difference in units in the last place of 9, of which it is a multiple."""
    return int(difference / spacing(9.0))


@finding("A-086")
def forward_output_is_of_another_step() -> Finding:
    """Run the slide's program: its output belongs to a step ten times as long."""
    printed, at_longer = (repr(forward(X, s)) for s in (STEP_ON_SLIDE, STEP_OF_THE_OUTPUT))
    difference = square(X + STEP_OF_THE_OUTPUT) - square(X)
    return Finding(
        stated=printed == FORWARD_PRINTED,
        corrected=at_longer == FORWARD_PRINTED,
        computed={
            "printed with h = 1e-15": printed,
            "printed with h = 1e-14": at_longer,
            "difference at h = 1e-14 in units in the last place of 9": _last_places(difference),
        },
    )


@finding("A-087")
def symmetric_output_is_of_another_step() -> Finding:
    """Run the slide's program: both lines print the same number, and not the slide's."""
    printed, at_longer = (repr(symmetric(X, s)) for s in (STEP_ON_SLIDE, STEP_OF_THE_OUTPUT))
    high, low = (square(X + s) for s in (STEP_OF_THE_OUTPUT, -STEP_OF_THE_OUTPUT))
    return Finding(
        stated=printed == SYMMETRIC_PRINTED,
        corrected=at_longer == SYMMETRIC_PRINTED and printed == repr(forward(X, STEP_ON_SLIDE)),
        computed={
            "printed with h = 1e-15": printed,
            "printed with h = 1e-14": at_longer,
            "difference at h = 1e-14 in units in the last place of 9": _last_places(high - low),
        },
    )
