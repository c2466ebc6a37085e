"""How a textbook divides a sum, a product, a chain: what typeset and plain formulas share."""

import sympy as sp

from calcml.core.notation import term_rank

__all__ = ["OddRoot", "chain", "is_divisor", "ordered_terms", "split"]


class OddRoot(sp.Function):
    """The real root of odd order of a number of either sign, for writing only.

    SymPy's power has no real value at a negative base, so the formula itself holds
    ``sign(u) * Abs(u)**(1/n)``.
    """

    nargs = 2


def is_divisor(factor: sp.Expr) -> bool:
    """Tell whether a factor is written below the bar.

    Examples
    --------
    >>> x = sp.Symbol("x")
    >>> is_divisor(x**-2), is_divisor(sp.exp(-x))
    (True, False)
    """
    base, exponent = factor.as_base_exp()
    return bool(exponent.is_Rational and exponent.is_negative and base is not sp.E)


def split(product: sp.Mul) -> tuple[bool, list[sp.Expr], list[sp.Expr]]:
    """Return the sign of a product and its factors above and below the bar.

    Examples
    --------
    >>> x, y = sp.symbols("x y")
    >>> split(-2 * x / (3 * y))
    (True, [2, x], [3, y])
    """
    negative = False
    top: list[sp.Expr] = []
    bottom: list[sp.Expr] = []
    for factor in _with_odd_roots(product.as_ordered_factors()):
        if factor.is_Rational:
            negative ^= bool(factor < 0)
            top += [sp.Integer(abs(factor.p))] * (abs(factor.p) != 1)
            bottom += [sp.Integer(factor.q)] * (factor.q != 1)
        elif is_divisor(factor):
            base, exponent = factor.as_base_exp()
            bottom.append(sp.Pow(base, -exponent))
        else:
            top.append(factor)
    return negative, top, bottom


def _with_odd_roots(factors: list[sp.Expr]) -> list[sp.Expr]:
    """Join sign(u) |u|^(1/n) to a root; with a |u| below the bar, sign(u)² says nothing."""
    left = list(factors)
    for size in factors:
        base, exponent = size.as_base_exp()
        if not isinstance(base, sp.Abs) or not exponent.is_Rational:
            continue
        sign = sp.sign(base.args[0])
        if exponent.p == 1 < exponent.q and exponent.q % 2 and sign in left:
            left.remove(sign)
            left[left.index(size)] = OddRoot(base.args[0], sp.Integer(exponent.q))
        elif exponent < 0 and sign**2 in left:
            left.remove(sign**2)
    return left


def ordered_terms(expr: sp.Add) -> list[sp.Expr]:
    """Return the terms in textbook order; `4 - x^2 - y^2` rather than a leading minus.

    Examples
    --------
    >>> x, y = sp.symbols("x y")
    >>> ordered_terms(4 - x**2 - y**2)
    [4, -x**2, -y**2]
    """
    terms = expr.as_ordered_terms()
    positive = [term for term in terms if not term.as_coeff_Mul()[0].is_negative]
    terms.sort(key=lambda term: (term_rank(term), term not in positive))
    if len(positive) == 1 and (positive[0].is_number or _is_lone(positive[0], terms)):
        terms.sort(key=lambda term: term is not positive[0])
    return terms


def _is_lone(term: sp.Expr, terms: list[sp.Expr]) -> bool:
    """Tell y in y - x^2: a variable that stands nowhere else, before a single term."""
    others = [other for other in terms if other is not term]
    return bool(
        len(others) == 1
        and term.is_Symbol
        and others[0].free_symbols
        and term not in others[0].free_symbols
        and not others[0].as_coeff_Mul()[1].is_Symbol
    )


def chain(condition: sp.And) -> tuple[sp.Rel, sp.Rel] | None:
    """Return the two halves `a < x`, `x < b` of a chain, or None where they make none.

    Examples
    --------
    >>> x = sp.Symbol("x")
    >>> chain((x > 0) & (x <= 1))
    (0 < x, x <= 1)
    """
    rising = [
        part if part.rel_op in {"<", "<="} else part.reversed
        for part in condition.args
        if isinstance(part, sp.Rel) and part.rel_op in {"<", "<=", ">", ">="}
    ]
    if len(rising) == len(condition.args) == len(("below", "above")):
        for below, above in (rising, rising[::-1]):
            if below.rhs == above.lhs and below.rhs.is_Symbol:
                return below, above
    return None
