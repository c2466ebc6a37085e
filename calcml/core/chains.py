"""The chain rule: along a path through the plane or space, and through nested functions."""

from dataclasses import dataclass
from functools import cached_property

import sympy as sp
from sympy.simplify.fu import TR8

from calcml.core.decimals import Number
from calcml.core.errors import InvalidArgument
from calcml.core.functions import (
    Function,
    VectorFunction,
    checked_function,
    checked_vector_function,
)

__all__ = ["Chain", "ChainLink", "ChainTerm", "TotalDerivative", "chain", "total_derivative"]


@dataclass(frozen=True)
class ChainTerm:
    """One summand of the chain rule along a path.

    Attributes
    ----------
    variable : sympy.Symbol
        The variable on which both factors turn.
    outer : Function
        The partial derivative of the function by it, of the function's variables.
    inner : Function
        The derivative of the path's coordinate, of the parameter.
    product : Function
        Their product along the path, of the parameter.
    """

    variable: sp.Symbol
    outer: Function
    inner: Function
    product: Function


@dataclass(frozen=True)
class TotalDerivative:
    """The derivative of a function along a path.

    Attributes
    ----------
    along : Function
        The function along the path, of the parameter.
    terms : tuple of ChainTerm, length n
        One per variable of the function.
    total : Function
        The sum of the terms' products, in its shortest form.
    """

    along: Function
    terms: tuple[ChainTerm, ...]
    total: Function

    @cached_property
    def sum(self) -> Function:
        """The sum of the terms as the rule writes it, not simplified."""
        products = (term.product.expression for term in self.terms)
        return Function(sp.Add(*products, evaluate=False), self.total.variables)

    def exact(self, at: Number) -> sp.Expr:
        """Evaluate the derivative exactly.

        Parameters
        ----------
        at : number
            The parameter; a float is read as its decimal.

        Returns
        -------
        sympy.Expr

        Raises
        ------
        OutsideDomain
            If it has no finite value there.
        """
        return self.total.exact(at)


def total_derivative(f: Function, path: VectorFunction) -> TotalDerivative:
    r"""Differentiate a function along a path, term by term.

    .. math:: \frac{dz}{dt} = \frac{\partial z}{\partial x} \frac{dx}{dt}
              + \frac{\partial z}{\partial y} \frac{dy}{dt}

    Parameters
    ----------
    f : Function
        Of n variables.
    path : VectorFunction, shape (n, 1)
        The variables, in order, as functions of one parameter.

    Returns
    -------
    TotalDerivative

    Raises
    ------
    InvalidArgument
        If the path has not one component per variable, or more than one parameter.

    Examples
    --------
    >>> from calcml.core.symbols import t, x, y
    >>> path = VectorFunction((3 * sp.sin(2 * t), 4 * sp.cos(2 * t)), t)
    >>> total_derivative(Function(x**2 - 3 * x * y + 2 * y**2, (x, y)), path).total.expression
    -46*sin(4*t) - 72*cos(4*t)
    """
    checked_function(f)
    checked_vector_function(path)
    if path.shape != (f.arity, 1):
        raise InvalidArgument(
            f"a path needs {f.arity} components of one parameter, got {path.shape[0]} of "
            f"{path.shape[1]}"
        )
    place = {v: c.expression for v, c in zip(f.variables, path.components, strict=True)}
    terms = tuple(_term(f, v, place, path.variables) for v in f.variables)
    total = _shortest(sp.Add(*(term.product.expression for term in terms)))
    along = Function(_placed(f.expression, place), path.variables)
    return TotalDerivative(along, terms, Function(total, path.variables))


def _term(
    f: Function,
    variable: sp.Symbol,
    place: dict[sp.Symbol, sp.Expr],
    parameter: tuple[sp.Symbol, ...],
) -> ChainTerm:
    outer, inner = f.derivative(variable), Function(place[variable], parameter).derivative()
    product = _placed(outer.expression, place) * inner.expression
    return ChainTerm(variable, outer, inner, Function(product, parameter))


def _placed(expression: sp.Expr, place: dict[sp.Symbol, sp.Expr]) -> sp.Expr:
    return expression.subs(place, simultaneous=True)


def _shortest(expression: sp.Expr) -> sp.Expr:
    """Choose the form with the fewest operations; products of sines and cosines become sums."""
    flat = sp.expand(expression)
    forms = (expression, flat, sp.expand(TR8(flat)), sp.factor(flat), sp.simplify(expression))
    return min(forms, key=lambda form: (form.count_ops(), sp.default_sort_key(form)))


@dataclass(frozen=True)
class ChainLink:
    """One function in a chain.

    Attributes
    ----------
    function : Function
        Of one variable.
    local : Function
        Its own derivative, of its own variable.
    factor : Function
        The same along the chain, of the innermost variable.
    """

    function: Function
    local: Function
    factor: Function


@dataclass(frozen=True)
class Chain:
    """Functions of one variable, each applied to the value of the next.

    Attributes
    ----------
    composite : Function
        The whole, of the innermost variable.
    links : tuple of ChainLink, length n
        From the outermost function to the innermost.
    derivative : Function
        The product of the n factors.
    """

    composite: Function
    links: tuple[ChainLink, ...]
    derivative: Function


def chain(*functions: Function) -> Chain:
    r"""Nest functions and differentiate the whole, one local factor per function.

    .. math:: \frac{df_1}{dx} = \frac{df_1}{df_2} \cdot \frac{df_2}{df_3} \cdots
              \frac{df_n}{dx}

    Parameters
    ----------
    *functions : Function
        Of one variable each, the outermost first.

    Returns
    -------
    Chain
        With n factors, the last of them the derivative of the innermost function.

    Raises
    ------
    InvalidArgument
        If there is no function, or one has several variables.

    Examples
    --------
    >>> from calcml.core.symbols import u, x
    >>> nest = chain(Function(sp.sin(u), u), Function(sp.exp(u), u), Function(x**2, x))
    >>> [str(link.factor.expression) for link in nest.links]
    ['cos(exp(x**2))', 'exp(x**2)', '2*x']
    """
    if not functions:
        raise InvalidArgument("a chain needs at least one function, got none")
    variable = checked_function(functions[-1]).variable
    inner, links = variable, []
    for f in reversed(functions):
        local = checked_function(f).derivative(f.variable)
        factor = Function(_placed(local.expression, {f.variable: inner}), variable)
        links.append(ChainLink(f, local, factor))
        inner = _placed(f.expression, {f.variable: inner})
    links.reverse()
    product = sp.Mul(*(link.factor.expression for link in links))
    return Chain(Function(inner, variable), tuple(links), Function(product, variable))
