"""Step models: what the panel says of a quotient, its two errors and its best step."""

import math
from collections.abc import Collection, Iterable

import sympy as sp

from calcml.core.steps import OptimalStep
from calcml.lessons.entries import Entry, formula, number, plain, scientific
from calcml.lessons.points import letter_of

__all__ = ["best_entries", "formula_entries", "slope_entry"]

_FORMULAS = {  # Typst code and plain text; A stands for the point
    "quotient.forward": ("frac(f(A + h) - f(A), h)", "(f(A + h) - f(A))/h"),
    "quotient.central": ("frac(f(A + h) - f(A - h), 2 h)", "(f(A + h) - f(A - h))/(2h)"),
    "truncation.forward": ("frac(h, 2) abs(f''(A))", "h/2·|f''(A)|"),
    "truncation.central": ("frac(h^2, 6) abs(f'''(A))", "h²/6·|f'''(A)|"),
    "rounding.forward": ("frac(epsilon abs(f(A)), h)", "ε·|f(A)|/h"),
    "rounding.central": ("frac(epsilon abs(f(A)), 2 h)", "ε·|f(A)|/(2h)"),
}


def formula_entries(
    at: sp.Expr, names: Iterable[str], *, exact: Collection[str]
) -> Iterable[Entry]:
    """Yield the formulas of quotients and of the models of their errors.

    Parameters
    ----------
    at : sympy.Expr
        The point.
    names : iterable of {"forward", "central"}
        The quotients.
    exact : collection of str
        Those that have no truncation.

    Yields
    ------
    Entry
    """
    point = letter_of(at, "x")
    for name in names:
        for part in ("quotient", "truncation", "rounding"):
            code, text = _FORMULAS[f"{part}.{name}"]
            if part == "truncation" and name in exact:
                code = text = "0"
            pair = code.replace("A", point.typst), text.replace("A", point.text)
            yield formula(f"{part}.{name}", *pair, source="calcml.optimal_step")


def best_entries(best: OptimalStep) -> Iterable[Entry]:
    """Yield the best step of a quotient and the least error of its model.

    Parameters
    ----------
    best : OptimalStep

    Yields
    ------
    Entry
    """
    source, name = "calcml.optimal_step", best.scheme.value
    yield number(
        f"best.{name}.step", "h^*", best.step, exact=best.exact, source=source,
        formula="the step of the least model error", style=scientific(3),
    )  # fmt: skip
    yield number(
        f"best.{name}.error", '"error"', best.error, bound=math.ulp(best.error), source=source,
        formula="truncation + round-off of the model at the best step", style=scientific(3),
    )  # fmt: skip


def slope_entry(name: str, measured: float, order: int) -> Entry:
    """Return the order of an error as the exact slope, and the slope measured as its value.

    Parameters
    ----------
    name : str
    measured : float
    order : int

    Returns
    -------
    Entry
    """
    return number(
        f"slope.{name}", '"slope"', measured, exact=sp.Integer(order),
        formula="order of the error; measured by least squares on log error against log h",
        source="calcml.step_sweep", style=plain,
    )  # fmt: skip
