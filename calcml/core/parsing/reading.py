"""From a text to its tree: formulas, cases and conditions."""

from calcml.core.parsing.arithmetic import ArithmeticReader
from calcml.core.parsing.syntax import Node
from calcml.core.parsing.tokens import Token

__all__ = ["Reader"]

_COMPARISONS = frozenset({"<", "<=", ">", ">=", "==", "!="})


class Reader(ArithmeticReader):
    """Reads one text; each method reads one kind of phrase and returns its tree.

    Parameters
    ----------
    text : str
    variables : tuple of str
        The names that are variables; they win over constants.

    Examples
    --------
    >>> (node,) = Reader("2x + 1", ("x",)).formulas(most=1)
    >>> node.head, [part.head for part in node.parts]
    ('sum', ['product', 'number'])
    """

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
