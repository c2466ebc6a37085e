"""Typst mathematics from SymPy expressions, in the order and form of a textbook."""
# ruff: noqa: N802, N815 - SymPy's Printer finds a method by the name of the class it prints

import re
from collections.abc import Iterable

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.printing.printer import Printer

from calcml.core.errors import InvalidArgument, UnsupportedFunction
from calcml.core.notation import factor_rank, name, operator
from calcml.core.pending import Pending
from calcml.core.wording import OddRoot, chain, is_divisor, ordered_terms, split

__all__ = ["typst"]

_WORDS = {
    sp.pi: "pi", sp.E: "e", sp.I: "i", sp.oo: "infinity", -sp.oo: "-infinity",
    sp.nan: '"undefined"', sp.zoo: '"undefined"', sp.true: '"true"', sp.false: '"false"',
    sp.S.Reals: "RR", sp.S.EmptySet: "emptyset",
}  # fmt: skip
_FEWEST_ZEROS = 6  # of a coefficient that is written as a power of ten
_WHOLE = re.compile(r"[A-Za-z]+|\d+")  # what needs no parentheses as an exponent
_POWERED = (
    sp.sin, sp.cos, sp.tan, sp.cot, sp.sec, sp.csc, sp.sinh, sp.cosh, sp.tanh, sp.coth, sp.sech,
    sp.csch, sp.log,
)  # fmt: skip
_FENCES = {sp.Abs: "abs", sp.floor: "floor", sp.ceiling: "ceil"}
_TIGHT = (sp.Symbol, sp.Integer, sp.NumberSymbol, AppliedUndef, *_FENCES)
_LOOSE = (sp.Add, sp.Mod, sp.Piecewise, sp.Rel, sp.Derivative, sp.Limit)


def typst(expression: sp.Basic) -> str:
    """Write an expression as Typst mathematics, without the dollar signs.

    Parameters
    ----------
    expression : sympy.Basic
        An expression, relation, matrix or set of real numbers.

    Returns
    -------
    str
        Typst math code in textbook order.

    Raises
    ------
    InvalidArgument
        If `expression` is not a SymPy object; a string above all, which is never parsed.
    UnsupportedFunction
        If it contains an object that has no written form here.

    Examples
    --------
    >>> x = sp.Symbol("x", real=True)
    >>> typst(sp.expand((x - 2) ** 2) / (x + 1))
    'frac(x^2 - 4 x + 4, x + 1)'
    """
    if not isinstance(expression, sp.Basic | sp.MatrixBase):
        raise InvalidArgument(
            f"only SymPy expressions can be typeset, got {type(expression).__name__}; "
            "wrap a number in sympy.Integer"
        )
    return _TypstPrinter().doprint(expression)


class _TypstPrinter(Printer):
    """Print by the type of the node; `_inline` writes fractions on one line in exponents."""

    _inline = False

    def _print(self, expr: sp.Basic, **_options: object) -> str:
        word = _WORDS.get(expr) if isinstance(expr, sp.Basic) else None
        return word or str(super()._print(expr))

    def doprint(self, expr: sp.Basic) -> str:
        return self._print(expr)

    def emptyPrinter(self, expr: object) -> str:
        raise UnsupportedFunction(f"there is no written form for {type(expr).__name__}")

    def _listed(self, expressions: Iterable[sp.Basic]) -> str:
        return ", ".join(self._print(expression) for expression in expressions)

    def _bracketed(self, expr: sp.Expr, loose: tuple[type, ...] = _LOOSE) -> str:
        text = self._print(expr)
        return f"({text})" if isinstance(expr, loose) else text

    # Numbers and names

    def _print_Symbol(self, expr: sp.Symbol) -> str:
        return name(expr.name)

    def _print_Integer(self, expr: sp.Integer) -> str:
        return str(expr.p)

    def _print_Rational(self, expr: sp.Rational) -> str:
        sign = "-" if expr.p < 0 else ""
        return sign + self._fraction(str(abs(expr.p)), str(expr.q))

    def _print_Float(self, expr: sp.Float) -> str:
        mantissa, _, exponent = str(expr).partition("e")
        mantissa = mantissa.rstrip("0").rstrip(".")
        if not exponent:
            return mantissa
        power = f"10^({int(exponent)})"
        return power if mantissa == "1" else f"{mantissa} dot {power}"

    # Sums and products

    def _print_Add(self, expr: sp.Add) -> str:
        first, *rest = (self._bracketed(term, (sp.Add,)) for term in ordered_terms(expr))
        signed = (f"- {term[1:]}" if term.startswith("-") else f"+ {term}" for term in rest)
        return " ".join([first, *signed])

    def _print_Mul(self, expr: sp.Mul) -> str:
        negative, top, bottom = split(expr)
        sign = "-" if negative else ""
        if bottom:
            return sign + self._fraction(self._quotient_part(top), self._quotient_part(bottom))
        return sign + self._product(top)

    def _quotient_part(self, factors: list[sp.Expr]) -> str:
        """Write above or below a bar, where a single sum needs no parentheses."""
        if len(factors) > 1:
            return self._product(factors)
        return _power_of_ten(factors[0]) or self._print(factors[0]) if factors else "1"

    def _product(self, factors: list[sp.Expr]) -> str:
        text = ""
        ordered = sorted(factors, key=factor_rank)
        for factor in ordered:
            piece = _power_of_ten(factor) or self._bracketed(factor)
            if isinstance(factor, sp.log) and factor is not ordered[-1]:
                piece = f"ln({self._print(factor.args[0])})"
            text += (" dot " if piece[0].isdigit() else " ") * bool(text) + piece
        return text or "1"

    def _fraction(self, top: str, bottom: str) -> str:
        if not self._inline:
            return f"frac({top}, {bottom})"
        top = f"({top})" if " + " in top or " - " in top else top
        return f"{top} \\/ " + (f"({bottom})" if " " in bottom else bottom)

    # Powers and functions

    def _print_Pow(self, expr: sp.Pow) -> str:
        base, exponent = expr.args
        if is_divisor(expr):
            return self._fraction("1", self._print(sp.Pow(base, -exponent)))
        if exponent.is_Rational and exponent.p == 1:
            root = {2: "sqrt("}.get(exponent.q, f"root({exponent.q}, ")
            return f"{root}{self._print(base)})"
        power = f"^{self._exponent(exponent)}"
        if isinstance(base, _POWERED) and exponent.is_Integer:
            return f"{operator(type(base).__name__)}{power}({self._print(base.args[0])})"
        tight = isinstance(base, _TIGHT) and not base.is_negative
        return (self._print(base) if tight else f"({self._print(base)})") + power

    def _exponent(self, exponent: sp.Expr) -> str:
        outer, self._inline = self._inline, True
        text = self._print(exponent)
        self._inline = outer
        return text if _WHOLE.fullmatch(text) else f"({text})"

    def _print_exp(self, expr: sp.Expr) -> str:
        exponent = expr.as_base_exp()[1]
        if exponent.has(sp.Piecewise):
            return f"exp({self._print(exponent)})"
        return f"e^{self._exponent(exponent)}"

    def _print_log(self, expr: sp.log) -> str:
        (argument,) = expr.args
        text = self._print(argument)
        bare = argument.is_Symbol or argument.is_Integer or isinstance(argument, sp.Abs)
        return f"ln {text}" if bare and not text.startswith("-") else f"ln({text})"

    def _print_Function(self, expr: sp.Function) -> str:
        head = _FENCES.get(expr.func) or operator(expr.func.__name__)
        return f"{head}({self._listed(expr.args)})"

    _print_Abs = _print_floor = _print_ceiling = _print_Function

    def _print_Heaviside(self, expr: sp.Heaviside) -> str:
        return f"{operator('Heaviside')}({self._print(expr.args[0])})"

    def _print_OddRoot(self, expr: OddRoot) -> str:
        base, order = expr.args
        return f"root({order}, {self._print(base)})"

    def _print_Mod(self, expr: sp.Mod) -> str:
        loose = (*_LOOSE, sp.Mul)
        number, modulus = (self._bracketed(part, loose) for part in expr.args)
        return f"{number} mod {modulus}"

    def _print_AppliedUndef(self, expr: AppliedUndef) -> str:
        return f"{name(expr.func.__name__)}({self._listed(expr.args)})"

    def _print_MinMaxBase(self, expr: sp.Max) -> str:
        ordered = sorted(expr.args, key=lambda argument: bool(argument.free_symbols))
        return f"{expr.func.__name__.lower()}({self._listed(ordered)})"

    def _print_Derivative(self, expr: sp.Derivative) -> str:
        mark = "dif" if len(expr.expr.free_symbols) <= 1 else "partial"
        below = " ".join(f"{mark} {self._power(v, n)}" for v, n in expr.variable_count)
        above = self._power(sp.Symbol("d"), sum(n for _, n in expr.variable_count))
        body = self._bracketed(expr.expr, (*_LOOSE, sp.Mul))
        return f"frac({mark}{above[1:]}, {below}) {body}"

    def _print_Pending(self, expr: Pending) -> str:
        part, variable = map(self._print, expr.args)
        return f"frac(dif, dif {variable}) ({part})"

    def _power(self, symbol: sp.Symbol, order: sp.Integer) -> str:
        return self._print(symbol**order)

    def _print_Limit(self, expr: sp.Limit) -> str:
        body, variable, point, side = expr.args
        below = f"{self._print(variable)} -> {self._print(point)}"
        below += f"^{side}" if str(side) in {"+", "-"} else ""
        return f"lim_({below}) {self._bracketed(body)}"

    # Conditions, cases, sets, matrices

    def _print_Relational(self, expr: sp.Rel) -> str:
        sign = "=" if expr.rel_op == "==" else expr.rel_op
        return f"{self._print(expr.lhs)} {sign} {self._print(expr.rhs)}"

    def _print_And(self, expr: sp.And) -> str:
        halves = chain(expr)
        if halves is None:
            return ' " and " '.join(self._print(part) for part in expr.args)
        below, above = halves
        return f"{self._print(below)} {above.rel_op} {self._print(above.rhs)}"

    def _print_Or(self, expr: sp.Or) -> str:
        return ' " or " '.join(self._print(part) for part in expr.args)

    def _print_Piecewise(self, expr: sp.Piecewise) -> str:
        rows = (
            f"{self._print(value)} & "
            + ('"otherwise"' if condition == sp.true else f'"if " {self._print(condition)}')
            for value, condition in expr.args
        )
        return f"cases({', '.join(rows)})"

    def _print_Interval(self, expr: sp.Interval) -> str:
        left, right = "(" if expr.left_open else "[", ")" if expr.right_open else "]"
        return f"\\{left}{self._listed((expr.start, expr.end))}\\{right}"

    def _print_Union(self, expr: sp.Union) -> str:
        return " union ".join(self._print(part) for part in expr.args)

    def _print_FiniteSet(self, expr: sp.FiniteSet) -> str:
        return f"{{{self._listed(expr.args)}}}"

    def _print_MatrixBase(self, expr: sp.MatrixBase) -> str:
        return f"mat({'; '.join(self._listed(expr.row(i)) for i in range(expr.rows))})"


def _power_of_ten(factor: sp.Expr) -> str:
    """Write a coefficient of many zeros as a power: 10^9, 3 dot 10^6."""
    digits = str(factor) if factor.is_Integer else ""
    zeros = len(digits) - len(digits.rstrip("0"))
    if zeros < _FEWEST_ZEROS:
        return ""
    return f"{digits[:-zeros]} dot 10^{zeros}".removeprefix("1 dot ")
