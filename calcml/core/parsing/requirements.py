"""What must hold for a formula to have a value, so that no simplification hides a hole.

SymPy makes 1 of x/x and x of exp(log(x)), which have a value at more points than what was
written. Requirements are collected from each part; one that is gone in the whole was cancelled.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import sympy as sp

__all__ = ["Requirement", "Requirements"]


_NEVER_ZERO = (sp.sec, sp.csc, sp.coth, sp.sech, sp.csch)


class Requirement(NamedTuple):
    """A condition on a part: `part > 0`, `part >= 0` or `part != 0`."""

    relation: str
    part: sp.Expr


class Requirements:
    """The requirements of expressions, each computed once.

    Examples
    --------
    >>> x = sp.Symbol("x", real=True)
    >>> Requirements().lost([sp.log(x), 1 / x], sp.Integer(1))
    {Requirement(relation='>', part=x)}
    """

    def __init__(self) -> None:
        self._known: dict[sp.Basic, frozenset[Requirement]] = {}

    def lost(self, parts: Iterable[sp.Basic], whole: sp.Basic) -> set[Requirement]:
        """Return what the parts require and the whole no longer does, without repeats."""
        left = self._of(whole)
        missing = set().union(*(self._of(part) for part in parts)) - left
        if missing:
            left = frozenset(map(_arranged, left))
            missing = {item for item in missing if _arranged(item) not in left}
        strong = {item.part for item in missing if item.relation == ">"}
        return {item for item in missing if item.relation == ">" or item.part not in strong}

    def _of(self, node: sp.Basic) -> frozenset[Requirement]:
        if node not in self._known:
            below = (self._of(part) for part in node.args)
            self._known[node] = frozenset().union(_own(node), *below)
        return self._known[node]


def _arranged(item: Requirement) -> Requirement:
    """Multiply signs out, as SymPy's Abs does not: -(1 - x) becomes x - 1."""
    part = item.part.replace(
        lambda e: e.is_Mul and e.args[0] == -1 and len(e.args) == 2 and e.args[1].is_Add,  # noqa: PLR2004
        lambda e: sp.Add(*(-term for term in e.args[1].args)),
    )
    return Requirement(item.relation, _plain(part))


def _own(node: sp.Basic) -> Iterator[Requirement]:
    if isinstance(node, sp.Pow):
        yield from _of_power(*node.args)
    elif isinstance(node, sp.log):
        yield from _positive(node.args[0])
    elif isinstance(node, sp.asin | sp.acos):
        yield from _not_negative(1 - node.args[0] ** 2)
    elif isinstance(node, sp.atanh):
        yield from _positive(1 - node.args[0] ** 2)
    elif isinstance(node, sp.acosh):
        yield from _not_negative(node.args[0] - 1)
    elif isinstance(node, sp.tan | sp.sec):
        yield from _not_zero(sp.cos(node.args[0]))
    elif isinstance(node, sp.cot | sp.csc):
        yield from _not_zero(sp.sin(node.args[0]))
    elif isinstance(node, sp.coth | sp.csch):
        yield from _not_zero(node.args[0])


def _of_power(base: sp.Expr, exponent: sp.Expr) -> Iterator[Requirement]:
    if exponent.free_symbols:
        yield from _positive(base)
        return
    if not exponent.is_Integer:
        yield from _not_negative(base)
    if exponent.is_negative:
        yield from _not_zero(base)


def _positive(part: sp.Expr) -> Iterator[Requirement]:
    if not part.is_positive:
        yield Requirement(">", _plain(part))
        yield from _not_negative(part)
        yield from _not_zero(part)


def _not_negative(part: sp.Expr) -> Iterator[Requirement]:
    if not part.is_nonnegative:
        yield Requirement(">=", _plain(part))


def _not_zero(part: sp.Expr) -> Iterator[Requirement]:
    """Yield the factors that must not be zero, whatever their sign and power."""
    for factor in sp.Mul.make_args(part):
        base = _plain(factor.as_base_exp()[0])
        if not (base.is_nonzero or base.is_number or isinstance(base, _NEVER_ZERO)):
            turned = base.could_extract_minus_sign()
            yield Requirement("!=", -base if turned else base)


def _plain(part: sp.Expr) -> sp.Expr:
    """Take a positive number out of an expression."""
    return part.primitive()[1]
