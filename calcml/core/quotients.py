"""The difference quotient as a formula of its step, and the limit it has from each side."""

from dataclasses import dataclass
from functools import lru_cache

import sympy as sp

from calcml.core.analytic import analytic_branch
from calcml.core.branches import branch
from calcml.core.decimals import Number, exact
from calcml.core.errors import UnsupportedFunction
from calcml.core.evidence import T
from calcml.core.functions import Function
from calcml.core.germs import Reason, germ, germ_limit
from calcml.core.smooth import vanishes

__all__ = ["OneSided", "agree", "formal_derivative", "one_sided", "slope_or_none"]


@dataclass(frozen=True)
class OneSided:
    """What a function and its difference quotient do on one side of a point.

    Attributes
    ----------
    values : sympy.Expr or Reason
        The limit of the function.
    slopes : sympy.Expr or Reason
        The limit of its difference quotient.
    """

    values: sp.Expr | Reason
    slopes: sp.Expr | Reason


def one_sided(f: Function, at: Number, *, values: tuple[sp.Expr, ...], direction: int) -> OneSided:
    """Let a point approach another from one side, and find where value and quotient tend.

    Parameters
    ----------
    f : Function
        Of one variable.
    at : int, float, Fraction, Decimal or sympy.Expr
        The point x.
    values : tuple of sympy.Expr, length k ≥ 1
        f and its derivatives up to order k - 1 at the point.
    direction : int
        1 for the right, -1 for the left.

    Returns
    -------
    OneSided
        Of the derivative of order k - 1, whose quotient tends to the derivative of order k.

    Raises
    ------
    UnsupportedFunction
        If a limit can neither be found nor excluded.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> one_sided(Function(sp.Abs(x), x), 0, values=(sp.Integer(0),), direction=-1).slopes
    -1
    """
    near = branch(germ(f.expression, f.variable, exact(at), direction))
    for _ in values[1:]:
        near = direction * sp.diff(near, T)
        if near.has(sp.Derivative, sp.sign, sp.Heaviside, sp.DiracDelta):
            raise UnsupportedFunction(f"{f.expression} has kinks at every distance from {at}")
    quotient = near if near is sp.nan else (near - values[-1]) / (direction * T)
    return OneSided(germ_limit(near), germ_limit(quotient))


@lru_cache(maxsize=256)
def slope_or_none(f: Function, at: Number) -> sp.Expr | None:
    """Return the exact derivative where there is one, without saying why there is none.

    Parameters
    ----------
    f : Function
        Of one variable.
    at : int, float, Fraction, Decimal or sympy.Expr
        A point of the domain.

    Returns
    -------
    sympy.Expr or None
        `calcml.derivative` gives the reason instead of None.

    Raises
    ------
    OutsideDomain
        If the function has no finite value at the point.
    UnsupportedFunction
        If it can neither be found nor excluded.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> slope_or_none(Function(x * sp.Abs(x), x), 0), slope_or_none(Function(sp.Abs(x), x), 0)
    (0, None)
    """
    value = f.exact(at)
    formula = formal_derivative(f, at)
    if formula is not None:
        return formula.exact(at)
    left, right = (one_sided(f, at, values=(value,), direction=d).slopes for d in (-1, 1))
    return left if agree(left, right) else None


def agree(left: sp.Expr | Reason, right: sp.Expr | Reason) -> bool:
    """Tell whether two one-sided limits are one finite number.

    Parameters
    ----------
    left, right : sympy.Expr or Reason

    Returns
    -------
    bool

    Examples
    --------
    >>> agree(sp.Integer(1), sp.Integer(1)), agree(sp.oo, sp.oo)
    (True, False)
    """
    if isinstance(left, Reason) or isinstance(right, Reason):
        return False
    return bool(left.is_finite and right.is_finite and vanishes(left - right))


def formal_derivative(f: Function, at: Number, order: int = 1) -> Function | None:
    """Differentiate by rule the analytic branch at a point; None where there is none.

    Parameters
    ----------
    f : Function
        Of one variable.
    at : int, float, Fraction, Decimal or sympy.Expr
        The point.
    order : int, default 1

    Returns
    -------
    Function or None
        The derivative around the point.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> formal_derivative(Function(sp.Abs(x**3), x), -1).expression
    -3*x**2
    """
    analytic = analytic_branch(f.expression, f.variable, exact(at))
    return None if analytic is None else Function(sp.diff(analytic, f.variable, order), f.variable)
