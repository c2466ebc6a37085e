"""From tokens to a tree, by precedence; what can be read in two ways is refused."""

from decimal import Decimal
from fractions import Fraction
from typing import NoReturn

from calcml.core.errors import FormulaError
from calcml.core.parsing.syntax import Node
from calcml.core.parsing.tokens import SUPERSCRIPTS, Token, tokens
from calcml.core.parsing.words import CONSTANTS, FUNCTIONS, RESERVED, likely

__all__ = ["DEEPEST", "Reader"]

DEEPEST = 40
_LARGEST_EXPONENT = 100
_COMPARISONS = frozenset({"<", "<=", ">", ">=", "==", "!="})


class Reader:
    """Reads one text; each method reads one kind of phrase and returns its tree.

    Parameters
    ----------
    text : str
    variables : tuple of str
        The names that are variables; they win over constants.
    """

    def __init__(self, text: str, variables: tuple[str, ...]) -> None:
        self._text = text
        self._variables = variables
        self._tokens = tokens(text)
        self._at = 0
        self._depth = 0
        self._open: list[str] = []  # the brackets and bars around the place of reading
        self._tail: tuple[int, Node] | None = None  # the power just read, and where it began

    def formula(self) -> Node:
        """Read the whole text as one formula."""
        (only,) = self.formulas(most=1)
        return only

    def formulas(self, *, most: int) -> list[Node]:
        """Read the whole text as formulas with commas between them."""
        if self._next.kind == "end":
            self._refuse("a formula is needed, got an empty text; write one such as x^2 or sin(x)")
        if most > 1 and self._next.text == "(" and self._comma_within():
            read = self._list(most)
        else:
            read = self._components(most)
        if self._next.kind != "end":
            self._refuse_leftover()
        return read

    def _list(self, most: int) -> list[Node]:
        self._enter()
        read = self._components(most)
        self._leave("the bracket around the components is not closed")
        return read

    def _components(self, most: int) -> list[Node]:
        read = [self._expression()]
        while self._next.text == "," and len(read) < most:
            self._take()
            read.append(self._expression())
        return read

    # Cases and conditions

    def _expression(self) -> Node:
        """Read a number or a condition, with Python's `a if condition else b`."""
        self._descend()
        value = self._either()
        if self._next.text == "if":
            at = self._take()
            condition = self._either()
            self._expect("else", "'if' needs an 'else', as in x if x > 0 else 0")
            otherwise = Node("true", at.column)
            parts = (value, condition, self._expression(), otherwise)
            value = Node("cases", at.column, parts)
        self._depth -= 1
        return value

    def _either(self) -> Node:
        value = self._both()
        while self._next.text == "or":
            value = Node("or", self._take().column, (value, self._both()))
        return value

    def _both(self) -> Node:
        value = self._negation()
        while self._next.text == "and":
            value = Node("and", self._take().column, (value, self._negation()))
        return value

    def _negation(self) -> Node:
        if self._next.text != "not":
            return self._comparison()
        self._descend()
        value = Node("not", self._take().column, (self._negation(),))
        self._depth -= 1
        return value

    def _comparison(self) -> Node:
        """Read a chain; `0 < x < 1` means `0 < x and x < 1`."""
        left = self._sum()
        chain: Node | None = None
        while self._next.text in _COMPARISONS:
            sign = self._take()
            right = self._sum()
            link = Node("compare", sign.column, (left, right), sign.text)
            chain = Node("and", sign.column, (chain, link)) if chain else link
            left = right
        return chain or left

    # Arithmetic

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
            sign = self._take()
            if sign.text == "/":
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

    def _small(self, token: Token) -> Node:
        plain = token.text.translate(SUPERSCRIPTS)
        number = Node("number", token.column, value=Fraction(int(plain.lstrip("-"))))
        return Node("negative", token.column, (number,)) if plain[0] == "-" else number

    # Operands

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
            self._refuse(
                f"{token.text}{self._next.text} is unclear: {token.text} is one number; "
                f"write {token.text}*{self._next.text}, or {digits}*e where e is meant",
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
        if self._next.text != "(":
            self._refuse(f"{token.text} needs brackets: write {token.text}(x)")
        word = FUNCTIONS[token.text]
        parts = self._arguments(token)
        if not word.fewest <= len(parts) <= word.most:
            needed = {1: "one argument", 2: "two arguments"}[word.fewest]
            needed += {1: "", 2: " or two" if word.fewest == 1 else "", 9: " or more, at most 9"}[
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
            name = token.text
            self._refuse(
                f"a power of {name} itself is unclear: write {name}(x)^n, or arc{name}(x) where "
                "the inverse is meant",
                token,
            )
        return power

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

    def _bracketed(self) -> Node:
        self._enter()
        if self._next.text == ")":
            self._refuse("nothing stands between the brackets: a number, a variable or a function")
        value = self._expression()
        self._leave("this bracket is not closed")
        return value

    def _between_bars(self) -> Node:
        bar = self._take()
        self._open.append("|")
        value = self._expression()
        self._open.pop()
        if self._next.text != "|":
            self._refuse("this bar is not closed; abs(x) is clearer than bars within bars", bar)
        self._take()
        return Node("call", bar.column, (value,), "abs")

    def _rooted(self) -> Node:
        sign = self._take()
        if self._next.kind not in {"number", "name"} and self._next.text != "(":
            self._refuse("√ needs a number, a name or brackets, as in √(x + 1)")
        value = self._operand()
        if self._begins_factor() or self._next.text == "^" or self._next.kind == "superscript":
            self._refuse("the root's end is unclear: write sqrt(...)", sign)
        return Node("call", sign.column, (value,), "sqrt")

    # piecewise(x < 0: -x, otherwise: x)

    def _piecewise(self, token: Token) -> Node:
        if self._next.text != "(":
            self._refuse("piecewise needs brackets, as in piecewise(x < 0: -x, otherwise: x)")
        self._enter()
        parts: list[Node] = []
        while True:
            parts += self._case()
            if self._next.text not in {",", ";"}:
                break
            self._take()
        self._leave("the bracket of piecewise is not closed")
        return Node("cases", token.column, tuple(parts))

    def _case(self) -> tuple[Node, Node]:
        """Read `condition: value`, `value if condition`, `value otherwise`, `(value, condition)`.

        The condition must come to be one; that is checked when the tree is built.
        """
        if self._next.text == "else":
            condition = Node("true", self._take().column)
            self._expect(":", "'else' needs a colon, as in else: x")
            return self._expression(), condition
        pair = self._pair()
        if pair:
            return pair
        first = self._either()
        if self._next.text == ":":
            self._take()
            return self._expression(), first
        if self._next.text == "if":
            self._take()
            return first, self._either()
        if self._next.text in {"otherwise", "else"}:
            return first, Node("true", self._take().column)
        return self._refuse("a case is written 'condition: value', as in x < 0: -x", self._next)

    def _pair(self) -> tuple[Node, Node] | None:
        """Read `(value, condition)` if a comma stands in this bracket, else step back."""
        if self._next.text != "(" or not self._comma_within():
            return None
        self._enter()
        value = self._expression()
        self._expect(",", "a case in brackets is written (value, condition)")
        condition = self._expression()
        self._leave("the bracket of this case is not closed")
        return value, condition

    def _comma_within(self) -> bool:
        level = 0
        for token in self._tokens[self._at :]:
            level += {"(": 1, ")": -1}.get(token.text, 0)
            if level <= 1 and token.text == ",":
                return level == 1
            if level == 0:
                return False
        return False

    # Side by side

    def _begins_factor(self) -> bool:
        token = self._next
        if token.kind == "number":
            self._refuse(f"a number cannot follow here: write * before {_brief(token.text)}")
        if token.text == "|":
            return self._open[-1:] != ["|"]
        return token.text in {"(", "√"} or (token.kind == "name" and token.text not in RESERVED)

    def _check_attached(self) -> None:
        """Refuse e^2x and 2^3x, but read x^2y and e^2 x as products."""
        if self._tail is None or self._next.spaced:
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

    # Tokens

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._next
        self._at += 1
        return token

    def _expect(self, text: str, problem: str) -> None:
        if self._next.text != text:
            self._refuse(problem)
        self._take()

    def _enter(self) -> None:
        self._take()
        self._open.append("(")

    def _leave(self, problem: str) -> None:
        if self._next.text != ")":
            self._refuse_leftover(problem)
        self._open.pop()
        self._take()

    def _descend(self) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            self._refuse(f"a formula may be nested {DEEPEST} levels deep, got a deeper one")

    def _slice(self, start: int, end: int) -> str:
        return _brief(self._text[start:end].strip())

    def _refuse(self, problem: str, token: Token | None = None) -> NoReturn:
        raise FormulaError(problem, self._text, (token or self._next).column)

    def _refuse_operand(self) -> NoReturn:
        token = self._next
        if token.kind == "end":
            self._refuse(
                "the formula ends too early: a number, a variable or a function is missing"
            )
        self._refuse(f"a number, a variable or a function is missing before {token.text}")

    def _refuse_leftover(self, problem: str = "") -> NoReturn:
        token = self._next
        if token.kind == "end":
            self._refuse(problem)
        if token.text == ")":
            self._refuse("this bracket closes nothing")
        if token.text == ",":
            self._refuse("a comma cannot stand here; decimals are written with a point, as in 0.5")
        if token.text in {":", ";"}:
            self._refuse(f"{token.text} belongs in piecewise(x < 0: -x, otherwise: x) only")
        self._refuse(f"{token.text} cannot follow here: + - * / ^ or the end is expected")


def _brief(text: str) -> str:
    """Shorten what a message repeats, and keep it printable."""
    most = 20
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"
