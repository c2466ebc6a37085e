"""What can be added and multiplied: numbers, names, calls, brackets, bars and roots."""

from abc import ABC, abstractmethod
from decimal import Decimal
from fractions import Fraction
from typing import NoReturn

from calcml.core.parsing.cursor import Cursor, brief
from calcml.core.parsing.syntax import Node
from calcml.core.parsing.tokens import SUPERSCRIPTS, Token
from calcml.core.parsing.words import CONSTANTS, FUNCTIONS, RESERVED, likely

__all__ = ["OperandReader"]

_LARGEST_EXPONENT = 100


class OperandReader(Cursor, ABC):
    """Reads operands; what stands within their brackets is read by who inherits.

    Parameters
    ----------
    text : str
    variables : tuple of str
        The names that are variables; they win over constants.
    """

    def __init__(self, text: str, variables: tuple[str, ...]) -> None:
        super().__init__(text)
        self._variables = variables
        self._closed_at = -1  # behind the last bracket or bar that was no function's

    @abstractmethod
    def _expression(self) -> Node:
        """Read what may stand in brackets."""

    @abstractmethod
    def _exponent(self) -> Node:
        """Read what stands behind ^."""

    @abstractmethod
    def _piecewise(self, token: Token) -> Node:
        """Read the cases behind `piecewise`."""

    def _operand(self) -> Node:
        token = self._next
        if token.kind == "number":
            return self._number()
        if token.kind == "name" and token.text not in RESERVED - {"True", "otherwise"}:
            return self._name()
        if token.text == "(":
            return self._bracketed()
        if token.text == "|":
            return self._between_bars()
        if token.text == "√":
            return self._rooted()
        return self._refuse_operand()

    def _number(self) -> Node:
        token = self._take()
        digits, _, exponent = token.text.lower().partition("e")
        if exponent and abs(int(exponent)) > _LARGEST_EXPONENT:
            self._refuse(f"a number must lie within 1e±{_LARGEST_EXPONENT} of zero", token)
        if exponent and self._next.kind == "name" and not self._next.spaced:
            name = brief(self._next.text)
            apart = exponent if exponent[0] in "+-" else f"*{exponent}"
            self._refuse(
                f"{token.text}{name} can be read in two ways: write {token.text}*{name} or "
                f"{digits}*e{apart}*{name}",
                token,
            )
        return Node("number", token.column, value=Fraction(Decimal(token.text)))

    def _name(self) -> Node:
        token = self._take()
        name = token.text
        if name in self._variables:
            self._check_product(token)
            return Node("variable", token.column, name=name)
        if name in {"True", "otherwise"}:
            return Node("true", token.column)
        if name in CONSTANTS:
            if name == "e" and self._next.text == "(":
                self._refuse("e( is unclear: write e^(...) or e*(...)", token)
            return Node("constant", token.column, name=name)
        if name == "piecewise":
            return self._piecewise(token)
        if name in FUNCTIONS:
            return self._call(token)
        return self._refuse(f"unknown name {name}; {likely(name, self._variables)}", token)

    def _check_product(self, token: Token) -> None:
        """Refuse x(t), which looks like a value of a function x; x(x + 1) is a product."""
        inner = self._tokens[self._at : self._at + 3]
        kinds = [piece.text if piece.kind == "sign" else piece.kind for piece in inner]
        if kinds == ["(", "name", ")"]:
            name = token.text
            self._refuse(
                f"{name}({inner[1].text}) looks like a function {name}; a product is written "
                f"{name}*{inner[1].text}",
                token,
            )

    def _call(self, token: Token) -> Node:
        power = self._power_of_function(token)
        word = FUNCTIONS[token.text]
        if self._next.text == "|":  # ln|x| is ln(|x|)
            parts = [self._between_bars()]
        elif self._next.text == "(":
            parts = self._arguments(token)
        else:
            example = "(x)" if word.fewest == 1 else "(a, b)"
            self._refuse(f"{token.text} needs brackets: write {token.text}{example}")
        if not word.fewest <= len(parts) <= word.most:
            needed = {1: "one argument", 2: "two arguments"}[word.fewest]
            needed += {1: "", 2: " or two" if word.fewest == 1 else "", 6: " or more, at most 6"}[
                word.most
            ]
            self._refuse(f"{token.text} takes {needed}, got {len(parts)}", token)
        value = Node("call", token.column, tuple(parts), token.text)
        if len(parts) > 1 and token.text == "log":
            logarithms = (Node("call", token.column, (part,), "ln") for part in parts)
            value = Node("quotient", token.column, tuple(logarithms))
        return Node("power", token.column, (value, power)) if power else value

    def _power_of_function(self, token: Token) -> Node | None:
        """Read the exponent in sin^2(x) or sin²(x), a whole number of at least 2."""
        if self._next.kind == "superscript":
            power = self._small(self._take())
        elif self._next.text == "^":
            self._take()
            power = self._exponent()
        else:
            return None
        if power.head != "number" or power.value < 2 or power.value.denominator > 1:  # noqa: PLR2004
            name, inverse = token.text, f"arc{token.text}"
            meant = f", or {inverse}(x) where the inverse is meant" * (inverse in FUNCTIONS)
            self._refuse(f"a power of {name} itself is unclear: write {name}(x)^n{meant}", token)
        return power

    def _small(self, token: Token) -> Node:
        plain = token.text.translate(SUPERSCRIPTS)
        number = Node("number", token.column, value=Fraction(int(plain.lstrip("-"))))
        return Node("negative", token.column, (number,)) if plain[0] == "-" else number

    def _arguments(self, token: Token) -> list[Node]:
        self._enter()
        if self._next.text == ")":
            self._refuse(f"{token.text} needs an argument, as in {token.text}(x)")
        parts = [self._expression()]
        while self._next.text == ",":
            self._take()
            parts.append(self._expression())
        self._leave(f"the bracket of {token.text} is not closed")
        return parts

    @property
    def _just_closed(self) -> bool:
        """Whether a bracket or bar that was no function's has just been read."""
        return self._closed_at == self._at

    def _bracketed(self) -> Node:
        self._enter()
        if self._next.text == ")":
            self._refuse("nothing stands between the brackets: a number, a variable or a function")
        value = self._expression()
        self._leave("this bracket is not closed")
        self._closed_at = self._at
        return value

    def _between_bars(self) -> Node:
        bar = self._take()
        self._open.append("|")
        value = self._expression()
        self._open.pop()
        if self._next.text != "|":
            self._refuse("this bar is not closed; abs(x) is clearer than bars within bars", bar)
        self._take()
        self._closed_at = self._at
        return Node("call", bar.column, (value,), "abs")

    def _rooted(self) -> Node:
        sign = self._take()
        if self._next.kind not in {"number", "name"} and self._next.text != "(":
            self._refuse("√ needs a number, a name or brackets, as in √(x + 1)")
        value = self._operand()
        if self._begins_factor() or self._next.text == "^" or self._next.kind == "superscript":
            self._refuse("the root's end is unclear: write sqrt(...)", sign)
        return Node("call", sign.column, (value,), "sqrt")

    def _begins_factor(self) -> bool:
        token = self._next
        if token.kind == "number":
            self._refuse(f"a number cannot follow here: write * before {brief(token.text)}")
        if token.text == "|":
            return self._open[-1:] != ["|"]
        return token.text in {"(", "√"} or (token.kind == "name" and token.text not in RESERVED)

    def _refuse_operand(self) -> NoReturn:
        token = self._next
        if token.kind == "end":
            self._refuse(
                "the formula ends too early: a number, a variable or a function is missing"
            )
        self._refuse(f"a number, a variable or a function is missing before {token.text}")
