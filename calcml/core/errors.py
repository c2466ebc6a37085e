"""The errors a caller can make, as one small tree.

::

    CalcmlError                 every deliberate error of this package
    ├── InvalidArgument         a value breaks a rule: step zero, rate negative, NaN, wrong shape
    │   ├── FormulaError        a text is no formula, and where
    │   └── OutsideDomain       the point lies where the function has no finite value
    ├── UnsupportedFunction     the routine cannot treat this kind of function
    └── UnfitLesson             a lesson's telling would be false for these parameters

A message says the rule, then what came, then, where it helps, what to do instead:
``step must be positive, got -0.1``. What is mathematics rather than a mistake, such as a
limit that does not exist or a descent that diverges, is a value and never an exception.
"""

import unicodedata

__all__ = [
    "CalcmlError",
    "FormulaError",
    "InvalidArgument",
    "OutsideDomain",
    "UnfitLesson",
    "UnsupportedFunction",
]

_WIDTH = 72
"""The most columns of a text that a message shows."""


class CalcmlError(Exception):
    """Base of every deliberate error of calcml."""


class InvalidArgument(CalcmlError, ValueError):  # noqa: N818 - reads as the rule it reports
    """An argument breaks a stated rule."""


class FormulaError(InvalidArgument):
    """A text that cannot be read as a formula, and the place where reading stopped.

    Attributes
    ----------
    problem : str
        What is wrong there and what would be accepted, in one line.
    text : str
        The text as it came, which may hold anything; show `str(error)` instead.
    column : int
        Where it is wrong, counted from 1; one more than the length for the end of the text.

    Examples
    --------
    >>> print(FormulaError("an operand is missing before ^", "2 + ^x", 4))
    column 5: an operand is missing before ^
      2 + ^x
          ^
    """

    def __init__(self, problem: str, text: str, at: int) -> None:
        super().__init__(problem, text, at)
        self.problem = problem
        self.text = text
        self.column = at + 1

    def __str__(self) -> str:
        if not self.text.strip():
            return self.problem
        at = self.column - 1
        first = max(0, min(at - _WIDTH // 2, len(self.text) - _WIDTH))
        before, after = (
            "".join(map(_shown, part))
            for part in (self.text[first:at], self.text[at : first + _WIDTH])
        )
        lead = "…" * (first > 0)
        tail = "…" * (first + _WIDTH < len(self.text))
        blank = " " * sum(map(_columns, lead + before))
        return f"column {self.column}: {self.problem}\n  {lead}{before}{after}{tail}\n  {blank}^"


def _shown(letter: str) -> str:
    """Return a character as it may stand in a message: printable, and in a place of its own."""
    if letter.isspace():
        return " "
    return letter if letter.isprintable() and not unicodedata.combining(letter) else "\ufffd"


def _columns(letter: str) -> int:
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


class OutsideDomain(InvalidArgument):
    """A point at which the function has no finite real value."""


class UnsupportedFunction(CalcmlError):  # noqa: N818
    """A function of a kind that the routine cannot treat honestly."""


class UnfitLesson(CalcmlError):  # noqa: N818
    """A lesson whose claims do not hold for the parameters it was given."""
