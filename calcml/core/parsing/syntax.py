"""The tree of a formula as it was written, before SymPy sees any of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

__all__ = ["CONDITIONS", "Node"]

CONDITIONS = frozenset({"compare", "and", "or", "not", "true"})
"""The heads of nodes that are true or false; all other nodes are numbers."""


@dataclass(frozen=True, slots=True)
class Node:
    """One operation and what it is applied to.

    Attributes
    ----------
    head : str
        "number", "variable", "constant", "sum", "negative", "product", "quotient", "power",
        "call", "cases" (value, condition, value, condition ...), or one of `CONDITIONS`.
    column : int
        Where to point if something is wrong with it, counted from 0.
    parts : tuple of Node
        What it is applied to.
    name : str
        Of a variable, a constant, a function or a comparison.
    value : Fraction
        Of a number, exactly as it was written.
    """

    head: str
    column: int
    parts: tuple["Node", ...] = ()
    name: str = ""
    value: Fraction = Fraction(0)

    def walk(self) -> Iterator["Node"]:
        """Yield the node and all below it."""
        yield self
        for part in self.parts:
            yield from part.walk()

    @property
    def is_condition(self) -> bool:
        """Whether it is true or false rather than a number."""
        return self.head in CONDITIONS
