"""From the tree to a SymPy expression: cases and the conditions that choose among them."""

import sympy as sp

from calcml.core.parsing.building import NumberBuilder
from calcml.core.parsing.constants import NoValueError
from calcml.core.parsing.parts import OPPOSITE, Built, compared, joined
from calcml.core.parsing.syntax import Node

__all__ = ["Builder"]


class Builder(NumberBuilder):
    """Builds the expressions of one text.

    Parameters
    ----------
    text : str
        For messages.
    symbols : mapping of str to sympy.Symbol
        The variables by name, real.
    """

    def _cases(self, node: Node) -> Built:
        values = [self._number(part) for part in node.parts[::2]]
        conditions = [self._condition(part) for part in node.parts[1::2]]
        tests = [condition.form for condition in conditions]
        form = sp.Piecewise(*zip((value.form for value in values), tests, strict=True))
        whole = joined(self._kept(form, *tests), [*values, *conditions], None)
        if whole.form is sp.nan:
            raise NoValueError("none of the cases ever holds")
        return Built(whole.form, None, whole.degree, whole.choices + 1)

    def _condition(self, node: Node, *, negated: bool = False) -> Built:
        """Build a condition, or its opposite: `not (a and b)` is `not a or not b`."""
        if not node.is_condition:
            self._refuse("a condition is needed here, as in x < 0", node)
        if node.head == "true":
            return Built(sp.false if negated else sp.true)
        if node.head == "compare":
            return self._guarded(lambda one: self._comparison(one, negated=negated), node)
        if node.head == "not":
            return self._condition(node.parts[0], negated=not negated)
        parts = [self._condition(part, negated=negated) for part in node.parts]
        join = sp.And if (node.head == "and") is not negated else sp.Or
        forms = [part.form for part in parts]
        return joined(self._kept(join(*forms), *forms), parts, None)

    def _comparison(self, node: Node, *, negated: bool) -> Built:
        sides = [self._number(part) for part in node.parts]
        if any(side.form.has(sp.Piecewise) for side in sides):
            self._refuse("a condition may not have cases of its own", node)
        forms = [side.form for side in sides]
        sign = OPPOSITE[node.name] if negated else node.name
        return joined(self._kept(compared(sign, *forms), *forms), sides, None)
