"""Sums, products and powers by precedence; what can be read in two ways is refused."""

from typing import NoReturn

from calcml.core.parsing.cursor import brief
from calcml.core.parsing.operands import OperandReader
from calcml.core.parsing.syntax import Node
from calcml.core.parsing.tokens import Token

__all__ = ["ArithmeticReader"]


class ArithmeticReader(OperandReader):
    """Reads arithmetic; see `OperandReader`."""

    def __init__(self, text: str, variables: tuple[str, ...]) -> None:
        super().__init__(text, variables)
        self._tail: tuple[int, Node] | None = None  # the power just read, and where it began

    def _sum(self) -> Node:
        terms = [self._term()]
        while self._next.text in {"+", "-"}:
            sign = self._take()
            term = self._term()
            terms.append(term if sign.text == "+" else Node("negative", sign.column, (term,)))
        return terms[0] if len(terms) == 1 else Node("sum", terms[0].column, tuple(terms))

    def _term(self) -> Node:
        """Read factors with * and / between them, from left to right."""
        start = self._next
        value = self._run(None)
        while self._next.text in {"*", "/"}:
            bracketed = self._just_closed
            sign = self._take()
            if sign.text == "/":
                if not bracketed:
                    self._check_first_power(sign)
                divisor = self._run((start, sign))
                value = Node("quotient", sign.column, (value, divisor))
            else:
                value = Node("product", sign.column, (value, self._run(None)))
        return value

    def _run(self, divided: tuple[Token, Token] | None) -> Node:
        """Read a sign, or factors side by side; after a / these could be read in two ways."""
        if self._next.text in {"+", "-"}:
            self._descend()
            sign = self._take()
            value = self._run(divided)
            self._depth -= 1
            return Node("negative", sign.column, (value,)) if sign.text == "-" else value
        first = self._next
        factors = [self._power()]
        while self._begins_factor():
            second = self._next
            self._check_attached()
            factors.append(self._power())
            if divided:
                self._refuse_division(divided, first, second)
        self._check_bars(first, factors)
        value = factors[0]
        for factor in factors[1:]:
            value = Node("product", factor.column, (value, factor))
        return value

    def _power(self) -> Node:
        start = self._next.column
        base = self._raised()
        self._tail = None
        if self._next.text != "^":
            return base
        sign = self._take()
        if self._text[sign.column - 1 : sign.column] in "⁰¹²³⁴⁵⁶⁷⁸⁹" and sign.column:
            self._refuse("two exponents follow each other: write brackets, as in (x^2)^3", sign)
        self._descend()
        value = Node("power", sign.column, (base, self._exponent()))
        self._depth -= 1
        self._tail = start, value
        return value

    def _exponent(self) -> Node:
        if self._next.text not in {"+", "-"}:
            return self._power()
        self._descend()
        sign = self._take()
        value = self._exponent()
        self._depth -= 1
        return Node("negative", sign.column, (value,)) if sign.text == "-" else value

    def _raised(self) -> Node:
        """Read an operand with the small digits behind it."""
        base = self._operand()
        if self._next.kind != "superscript":
            return base
        small = self._take()
        if self._next.kind == "superscript":
            self._refuse("two exponents follow each other: write brackets, as in (x²)³")
        return Node("power", small.column, (base, self._small(small)))

    def _check_attached(self) -> None:
        """Refuse e^2x and 2^3x, but read x^2y and e^2 x as products."""
        if self._tail is None or self._next.spaced or self._just_closed:
            return
        start, power = self._tail
        base, exponent = power.parts
        varies = any(node.head == "variable" for node in base.walk())
        if varies and exponent.head == "number":
            return
        left = self._slice(start, self._next.column)
        basis, _, upper = left.partition("**" if "**" in left else "^")
        right = self._next.text
        self._refuse(
            f"{left}{right} can be read in two ways: write {basis}^({upper}*{right}) or "
            f"({left})*{right}"
        )

    def _check_first_power(self, sign: Token) -> None:
        """Refuse x^1/2, which is meant as a root."""
        if self._tail is None or self._tail[1].parts[1].value != 1:
            return
        base = self._slice(self._tail[0], self._tail[1].column)
        below = brief(self._next.text)
        self._refuse(
            f"{base}^1/{below} can be read in two ways: write {base}^(1/{below}) or {base}/{below}",
            sign,
        )

    def _check_bars(self, first: Token, factors: list[Node]) -> None:
        """Refuse |a|b|c|: the bars may belong together in two ways."""
        barred = [self._text[node.column] == "|" for node in factors if node.column >= 0]
        inner = barred[barred.index(True) :] if True in barred else []
        if False in inner and True in inner[inner.index(False) :]:
            self._refuse("these bars can be read in two ways: write abs(...)", first)

    def _refuse_division(
        self, divided: tuple[Token, Token], first: Token, second: Token
    ) -> NoReturn:
        start, sign = divided
        above = self._slice(start.column, sign.column)
        one = self._slice(first.column, second.column)
        two = self._slice(second.column, self._tokens[self._at - 1].end)
        self._refuse(
            f"{above}/{one} {two} can be read in two ways: write ({above}/{one})*{two} or "
            f"{above}/({one}*{two})",
            second,
        )
