"""Second opinions on the symmetric quotient: long arithmetic, and rounded fractions."""

from collections.abc import Callable, Mapping
from functools import partial

import mpmath as mp
import sympy as sp

from calcml.lessons.entries import Entry
from calcml.lessons.numerics import SymmetricDifference
from calcml.oracles.curves import curve_opinion
from calcml.oracles.evaluation import DIGITS, Formula, NoValueError
from calcml.oracles.opinions import Opinion, Work, found, given, worked_out
from calcml.oracles.programs import Doubles, run
from calcml.oracles.quotients import quotient, quotient_opinion
from calcml.oracles.slopes import Slope, slope

__all__ = ["two_sides"]

_APART = "quotient in 60 digits, less the slope extrapolated by Richardson"
_SLOPE = "differences, Richardson, 110 digits"
_RUN = "a program of one's own, run with fractions rounded to doubles"
_SIDES = "slopes from both sides, Richardson"
_QUOTIENTS = {"forward": "(f(x + h) - f(x)) / h", "central": "(f(x + h) - f(x - h)) / (2 * h)"}
_SAFETY = 10  # the last two extrapolations differ by less than the error of the first of them
_x = sp.Symbol("x", real=True)
_SQUARE, _SIZE = Formula(_x**2, (_x,)), Formula(sp.Abs(_x), (_x,))


def two_sides(lesson: SymmetricDifference) -> Mapping[str, Opinion]:
    """Work out the numbers of a `SymmetricDifference`.

    Parameters
    ----------
    lesson : SymmetricDifference

    Returns
    -------
    mapping of str to Opinion
    """
    parts = (*_of_the_secants(lesson), *_of_the_slide(lesson), *_of_the_kink(lesson))
    return worked_out(lesson.ledger, parts)


def _of_the_secants(lesson: SymmetricDifference) -> Work:
    f, a, ledger = Formula.of(lesson.function), lesson.at, lesson.ledger
    yield "function", lambda: curve_opinion(ledger["function"], f, a)
    yield "derivative", lambda: _slope(f, a)
    for name in _QUOTIENTS:
        central = name == "central"
        entry = ledger[f"quotient.{name}"]
        yield entry.key, partial(quotient_opinion, entry, f, a, central=central)
        steps = [given(e) for key, e in ledger.items() if key.startswith("step.")]
        for i, step in enumerate(steps):
            yield f"error.{name}.{i}", partial(_error, f, a, step, central=central)
        yield f"ratio.{name}", partial(_ratio, f, a, steps[-2:], central=central)


def _slope(f: Formula, a: sp.Expr) -> Opinion:
    led = slope(f, a)
    return found(led.value, _SLOPE, error=_SAFETY * led.error)


def _error(f: Formula, a: sp.Expr, step: sp.Expr, *, central: bool) -> Opinion:
    value, room = _apart(f, a, slope(f, a), step, central=central)
    return found(value, _APART, error=room)


def _ratio(f: Formula, a: sp.Expr, steps: list[sp.Expr], *, central: bool) -> Opinion:
    led = slope(f, a)
    (long, room), (short, _) = (_apart(f, a, led, step, central=central) for step in steps)
    if short <= room:
        raise NoValueError("there is no error to divide by")
    with mp.workdps(DIGITS):
        return found(long / short, _APART, error=(room / short) * (1 + long / short))


def _apart(
    f: Formula, a: sp.Expr, led: Slope, step: sp.Expr, *, central: bool
) -> tuple[mp.mpf, mp.mpf]:
    """Return how far a quotient is from the slope, and what the slope leaves open."""
    with mp.workdps(DIGITS):
        return abs(quotient(f, a, step, central=central) - led.value), _SAFETY * led.error


def _of_the_slide(lesson: SymmetricDifference) -> Work:
    ledger = lesson.ledger
    point = given(ledger["square.at"])
    yield "square", lambda: curve_opinion(ledger["square"], _SQUARE, point)
    yield "square.slope", lambda: _slope(_SQUARE, point)
    for name in _QUOTIENTS:
        yield f"slide.{name}", partial(_belongs, ledger[f"slide.{name}"], point, name)
        for turn in ("slide", "found", "long"):
            step = given(ledger[f"printed.{turn}.step"])
            yield f"printed.{turn}.{name}", partial(_printed, point, step, name)


def _belongs(entry: Entry, point: sp.Expr, name: str) -> Opinion:
    """Tell whether the slide's digits are those of a step of 1e-14, as the lesson says."""
    output = repr(_output(point, sp.Rational(1, 10**14), name))
    holds = entry.shown == output and entry.typst == f'#raw("{output}")'
    return Opinion("digit by digit, at h = 1e-14", _RUN, holds=holds)


def _printed(point: sp.Expr, step: sp.Expr, name: str) -> Opinion:
    return Opinion(_output(point, step, name), _RUN)


def _output(point: sp.Expr, step: sp.Expr, name: str) -> float:
    lines = [
        f"x = {int(point)}",
        "def f(x):",
        "    return x * x",
        f"for h in [{float(step)!r}]:",
        f"    print({_QUOTIENTS[name]})",
    ]
    return float(run(lines, Doubles()).printed[0])


def _of_the_kink(lesson: SymmetricDifference) -> Work:
    ledger = lesson.ledger
    point = given(ledger["kink.at"])
    yield "kink.function", lambda: curve_opinion(ledger["kink.function"], _SIZE, point)
    yield (
        "kink.quotient",
        lambda: found(
            max((quotient(_SIZE, point, mp.mpf(2) ** -k, central=True) for k in range(9)), key=abs),
            "quotients at nine steps, 60 digits",
        ),
    )
    yield "kink.derivative", lambda: Opinion(_has_slope(_SIZE, point), _SIDES)


def _has_slope(f: Callable[..., mp.mpf], at: sp.Expr) -> bool:
    try:
        slope(f, at)
    except NoValueError:
        return False
    return True
