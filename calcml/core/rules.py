"""Differentiation by the rules of the course, one named and verified step at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

import sympy as sp

from calcml.core.decimals import exact
from calcml.core.errors import InvalidArgument, UnsupportedFunction
from calcml.core.functions import Function, checked_function
from calcml.core.pending import Pending
from calcml.core.typesetting import typst

__all__ = ["Derivation", "Rule", "RuleStep", "differentiate_by_rules"]


class Rule(Enum):
    """A rule of differentiation; its value is the law in Typst, C and a constant."""

    CONSTANT = "(C)' = 0"
    IDENTITY = "(x)' = 1"
    POWER = "(x^n)' = n x^(n - 1)"
    CONSTANT_MULTIPLE = "(C g)' = C g'"
    SUM = "(f + g)' = f' + g'"
    PRODUCT = "(f g)' = f' g + f g'"
    QUOTIENT = "(f / g)' = (f' g - f g') / g^2"
    EXPONENTIAL = "(a^x)' = a^x ln a"
    LOGARITHM = "(ln x)' = 1 / x"
    TRIGONOMETRIC = "(sin x)' = cos x, quad (cos x)' = -sin x, quad (tan x)' = sec^2 x"
    HYPERBOLIC = "(sinh x)' = cosh x, quad (cosh x)' = sinh x, quad (tanh x)' = 1 - tanh^2 x"
    CHAIN = "(f(g(x)))' = f'(g(x)) g'(x)"

    @property
    def title(self) -> str:
        """The name of the rule in words: ``constant multiple rule``."""
        return f"{self.name.lower().replace('_', ' ')} rule"


@dataclass(frozen=True)
class RuleStep:
    """One application of one rule.

    Attributes
    ----------
    rule : Rule
        The rule applied.
    outer : Rule or None
        For the chain rule, the rule that differentiates the outer function.
    before, after : sympy.Expr
        The derivative that was due, and what the rule makes of it; derivatives of parts still
        due are `Pending`.
    line : sympy.Expr
        The whole derivative after this step.
    """

    rule: Rule
    outer: Rule | None
    before: sp.Expr
    after: sp.Expr
    line: sp.Expr

    @property
    def typst(self) -> str:
        """The step as a Typst equation."""
        return f"{typst(self.before)} = {typst(self.after)}"


@dataclass(frozen=True)
class Derivation:
    """A derivative, step by step.

    Attributes
    ----------
    function : Function
        What was differentiated.
    variable : sympy.Symbol
        By which variable.
    steps : tuple of RuleStep
        In the order of writing; each agrees with SymPy's derivative of the part.
    result : Function
        The last line, as the rules leave it.
    simplified : Function
        The same with like terms collected.
    """

    function: Function
    variable: sp.Symbol
    steps: tuple[RuleStep, ...]
    result: Function
    simplified: Function

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules used, in order."""
        return tuple(step.rule for step in self.steps)


def differentiate_by_rules(f: Function, variable: sp.Symbol | None = None) -> Derivation:
    """Differentiate a formula by the rules of the course, naming each.

    Parameters
    ----------
    f : Function
        Built from constants, powers, exp, ln, trigonometric and hyperbolic functions.
    variable : sympy.Symbol, optional
        Needed where f has several; the others count as constants.

    Returns
    -------
    Derivation

    Raises
    ------
    InvalidArgument
        If the variable is missing or not one of the function's.
    UnsupportedFunction
        If a part is none of those functions, such as the absolute value.

    Notes
    -----
    Every step is compared with SymPy's derivative of the part: as an expression, and where the
    two differ in form, to 40 digits at several points.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> d = differentiate_by_rules(Function((x - 2) * (x + 3), x))
    >>> d.result.expression, d.steps[0].rule.title
    (2*x + 1, 'product rule')
    """
    checked_function(f)
    by = _variable(f, variable)
    floats = {number: exact(number) for number in f.expression.atoms(sp.Float)}
    line: sp.Expr = Pending(f.expression.xreplace(floats), by)
    due = [line]
    steps: list[RuleStep] = []
    while due:
        task = due.pop(0)
        rule, outer, after, parts = _apply(task.args[0], by)
        _verify(task, after)
        line = line.xreplace({task: after})
        steps.append(RuleStep(rule, outer, task, after, line))
        due = [Pending(part, by) for part in parts] + due
        due = [task for task in dict.fromkeys(due) if line.has(task)]
    result = Function(line, f.variables)
    return Derivation(f, by, tuple(steps), result, Function(_tidy(line), f.variables))


def _variable(f: Function, variable: sp.Symbol | None) -> sp.Symbol:
    if variable is None:
        return f.variable
    for own in f.variables:
        if own.name == getattr(variable, "name", None):
            return own
    names = ", ".join(v.name for v in f.variables)
    raise InvalidArgument(f"the variable must be one of {names}, got {variable!r}")


_Applied = tuple[Rule, Rule | None, sp.Expr, list[sp.Expr]]


def _apply(part: sp.Expr, by: sp.Symbol) -> _Applied:
    """Choose the rule for a part; return it, what it gives, and the parts left to do."""
    if by not in part.free_symbols:
        return Rule.CONSTANT, None, sp.Integer(0), []
    if part == by:
        return Rule.IDENTITY, None, sp.Integer(1), []
    if part.is_Add:
        terms = part.as_ordered_terms()
        return Rule.SUM, None, sp.Add(*(Pending(term, by) for term in terms)), terms
    if part.is_Mul:
        return _multiplied(part, by)
    rule, inner, slope = _elementary(part, by)
    if inner == by:
        return rule, None, slope, []
    return Rule.CHAIN, rule, slope * Pending(inner, by), [inner]


def _multiplied(part: sp.Mul, by: sp.Symbol) -> _Applied:
    constant, rest = part.as_independent(by)
    if constant != 1:
        return Rule.CONSTANT_MULTIPLE, None, constant * Pending(rest, by), [rest]
    factors = part.as_ordered_factors()
    below = [factor for factor in factors if _divides(factor)]
    above = [factor for factor in factors if factor not in below]
    if below:
        g, h = sp.Mul(*above), sp.Mul(*(1 / factor for factor in below))
        quotient = (Pending(g, by) * h - g * Pending(h, by)) / h**2
        return Rule.QUOTIENT, None, quotient, [g, h]
    g, h = factors[0], sp.Mul(*factors[1:])
    return Rule.PRODUCT, None, Pending(g, by) * h + g * Pending(h, by), [g, h]


def _divides(factor: sp.Expr) -> bool:
    base, exponent = factor.as_base_exp()
    return bool(exponent.is_Rational and exponent < 0 and base is not sp.E)


def _elementary(part: sp.Expr, by: sp.Symbol) -> tuple[Rule, sp.Expr, sp.Expr]:
    """Return the rule of the outermost function, its inner part and its slope there."""
    if isinstance(part, sp.Pow):
        base, exponent = part.args
        if by not in exponent.free_symbols:
            return Rule.POWER, base, exponent * base ** (exponent - 1)
        if by in base.free_symbols:  # g^h is e^(h ln g)
            return Rule.EXPONENTIAL, exponent * sp.log(base), part
        return Rule.EXPONENTIAL, exponent, part * sp.log(base)
    known = _SLOPES.get(part.func)
    if known is None:
        raise UnsupportedFunction(
            f"the rules of the course cover powers, exp, ln, trigonometric and hyperbolic "
            f"functions, got {part.func.__name__}; derivative differentiates it at a point"
        )
    rule, slope = known
    return rule, part.args[0], slope(part.args[0])


_Slope = Callable[[sp.Expr], sp.Expr]

_SLOPES: dict[type[sp.Basic], tuple[Rule, _Slope]] = {
    sp.exp: (Rule.EXPONENTIAL, sp.exp),
    sp.log: (Rule.LOGARITHM, lambda u: 1 / u),
    sp.sin: (Rule.TRIGONOMETRIC, sp.cos),
    sp.cos: (Rule.TRIGONOMETRIC, lambda u: -sp.sin(u)),
    sp.tan: (Rule.TRIGONOMETRIC, lambda u: sp.sec(u) ** 2),
    sp.cot: (Rule.TRIGONOMETRIC, lambda u: -(sp.csc(u) ** 2)),
    sp.sec: (Rule.TRIGONOMETRIC, lambda u: sp.sec(u) * sp.tan(u)),
    sp.csc: (Rule.TRIGONOMETRIC, lambda u: -sp.csc(u) * sp.cot(u)),
    sp.sinh: (Rule.HYPERBOLIC, sp.cosh),
    sp.cosh: (Rule.HYPERBOLIC, sp.sinh),
    sp.tanh: (Rule.HYPERBOLIC, lambda u: 1 - sp.tanh(u) ** 2),
}

_POINTS = tuple(sp.Rational(p, 7) for p in (3, 11, -5, -17))
_DIGITS = 50
_AGREEMENT = sp.Float(10) ** -40


def _verify(before: sp.Expr, after: sp.Expr) -> None:
    """Compare a step with SymPy's own derivative of the part."""
    expected, found = before.doit(), after.doit()
    if expected == found:
        return
    symbols = sorted(before.free_symbols, key=str)
    agreements = []
    for shift in range(len(_POINTS)):
        point = {s: _POINTS[(shift + k) % len(_POINTS)] for k, s in enumerate(symbols)}
        one, other = (side.subs(point).evalf(_DIGITS) for side in (expected, found))
        if one.is_finite and other.is_finite:
            agreements.append(bool(abs(one - other) <= _AGREEMENT * (1 + abs(one))))
    if not agreements or not all(agreements):
        raise UnsupportedFunction(
            f"a step must agree with SymPy's derivative {expected}, but it gave {after}"
        )


def _tidy(expression: sp.Expr) -> sp.Expr:
    """Return the shortest of three forms; a fraction keeps its denominator as it arose."""
    above, below = sp.fraction(sp.together(expression))
    forms = (expression, sp.expand(expression), sp.expand(above) / below)
    return min(forms, key=sp.count_ops)
