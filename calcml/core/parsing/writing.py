"""Formulas as plain text that can be read back: the way from the expression to the keyboard."""
# ruff: noqa: N802, N815 - SymPy's Printer finds a method by the name of the class it prints

import sympy as sp
from sympy.printing.printer import Printer

from calcml.core.errors import UnsupportedFunction
from calcml.core.wording import OddRoot, chain, is_divisor, ordered_terms, split

__all__ = ["written"]

_NAMES = {
    "log": "ln",
    "Abs": "abs",
    "Max": "max",
    "Min": "min",
    "Mod": "mod",
    "Heaviside": "heaviside",
    "ceiling": "ceil",
}
_SAME = (
    sp.sin, sp.cos, sp.tan, sp.sec, sp.csc, sp.cot, sp.sinh, sp.cosh, sp.tanh, sp.sech, sp.csch,
    sp.coth, sp.asin, sp.acos, sp.atan, sp.asinh, sp.acosh, sp.atanh, sp.sign, sp.floor, sp.erf,
)  # fmt: skip
_ATOMS = (sp.Symbol, sp.NumberSymbol)


def written(expression: sp.Basic) -> str:
    """Write an expression as `Function.parse` reads it.

    Parameters
    ----------
    expression : sympy.Expr or condition
        Made of what a formula may contain.

    Returns
    -------
    str
        In textbook order; it is read back as the same expression, except that SymPy may join
        the roots of constants further: sqrt(3)*6^(1/3) becomes 2^(1/3)*3^(5/6).

    Raises
    ------
    UnsupportedFunction
        If it contains what no formula can say.

    Examples
    --------
    >>> x = sp.Symbol("x", real=True)
    >>> written((x - 2) ** 2 / (2 * x)), written(sp.sqrt(x) * sp.exp(-x))
    ('(x - 2)^2/(2*x)', 'sqrt(x)*e^(-x)')
    """
    return _PlainPrinter().doprint(expression)


class _PlainPrinter(Printer):
    """Print by the type of the node."""

    def doprint(self, expr: sp.Basic) -> str:
        return str(self._print(expr))

    def emptyPrinter(self, expr: object) -> str:
        raise UnsupportedFunction(f"a formula cannot say {type(expr).__name__}")

    def _factor(self, expr: sp.Expr) -> str:
        text = self.doprint(expr)
        return f"({text})" if expr.is_Add or text.startswith("-") else text

    def _base(self, expr: sp.Expr) -> str:
        text = self.doprint(expr)
        alone = isinstance(expr, _ATOMS) or (expr.is_Integer and expr >= 0) or text[-1] == ")"
        plain = alone and not (expr.is_Add or expr.is_Mul or expr.is_Pow)
        return text if plain else f"({text})"

    def _listed(self, parts: tuple[sp.Basic, ...]) -> str:
        return ", ".join(self.doprint(part) for part in parts)

    def _print_Symbol(self, expr: sp.Symbol) -> str:
        return str(expr.name)

    def _print_Rational(self, expr: sp.Rational) -> str:
        return str(expr)

    _print_Integer = _print_Rational

    def _print_NumberSymbol(self, expr: sp.NumberSymbol) -> str:
        known = {sp.pi: "pi", sp.E: "e"}
        return known[expr] if expr in known else self.emptyPrinter(expr)

    def _print_Add(self, expr: sp.Add) -> str:
        first, *rest = (self.doprint(term) for term in ordered_terms(expr))
        signed = (f"- {term[1:]}" if term.startswith("-") else f"+ {term}" for term in rest)
        return " ".join([first, *signed])

    def _print_Mul(self, expr: sp.Mul) -> str:
        negative, top, bottom = split(expr)
        text = "-" * negative + ("*".join(map(self._factor, top)) or "1")
        if not bottom:
            return text
        below = "*".join(map(self._factor, bottom))
        return f"{text}/({below})" if len(bottom) > 1 else f"{text}/{below}"

    def _print_Pow(self, expr: sp.Pow) -> str:
        base, exponent = expr.args
        if exponent == sp.Rational(1, 2):
            return f"sqrt({self.doprint(base)})"
        if is_divisor(expr):
            return f"1/{self._factor(sp.Pow(base, -exponent))}"
        return f"{self._base(base)}^{self._base(exponent)}"

    def _print_exp(self, expr: sp.Expr) -> str:
        return f"e^{self._base(expr.as_base_exp()[1])}"

    def _print_OddRoot(self, expr: OddRoot) -> str:
        base, order = expr.args
        return f"root({self.doprint(base)}, {order})"

    def _print_Function(self, expr: sp.Function) -> str:
        name = expr.func.__name__
        if name not in _NAMES and not isinstance(expr, _SAME):
            return self.emptyPrinter(expr)
        arguments = expr.args[:1] if isinstance(expr, sp.Heaviside) else expr.args
        return f"{_NAMES.get(name, name)}({self._listed(arguments)})"

    _print_MinMaxBase = _print_Function

    def _print_Piecewise(self, expr: sp.Piecewise) -> str:
        cases = (
            f"{'otherwise' if condition == sp.true else self.doprint(condition)}: "
            f"{self.doprint(value)}"
            for value, condition in expr.args
        )
        return f"piecewise({', '.join(cases)})"

    def _print_Relational(self, expr: sp.Rel) -> str:
        return f"{self.doprint(expr.lhs)} {expr.rel_op} {self.doprint(expr.rhs)}"

    def _print_And(self, expr: sp.And) -> str:
        halves = chain(expr)
        if halves is None:
            return " and ".join(f"({self.doprint(part)})" for part in expr.args)
        below, above = halves
        return f"{self.doprint(below)} {above.rel_op} {self.doprint(above.rhs)}"

    def _print_Or(self, expr: sp.Or) -> str:
        return " or ".join(f"({self.doprint(part)})" for part in expr.args)
