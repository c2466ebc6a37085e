"""The errors a caller can make, as one small tree.

::

    CalcmlError                 every deliberate error of this package
    ├── InvalidArgument         a value breaks a rule: step zero, rate negative, NaN, wrong shape
    │   └── OutsideDomain       the point lies where the function has no finite value
    ├── UnsupportedFunction     the routine cannot treat this kind of function
    └── UnfitLesson             a lesson's telling would be false for these parameters

A message says the rule, then what came, then, where it helps, what to do instead:
``step must be positive, got -0.1``. What is mathematics rather than a mistake, such as a
limit that does not exist or a descent that diverges, is a value and never an exception.
"""

__all__ = ["CalcmlError", "InvalidArgument", "OutsideDomain", "UnfitLesson", "UnsupportedFunction"]


class CalcmlError(Exception):
    """Base of every deliberate error of calcml."""


class InvalidArgument(CalcmlError, ValueError):  # noqa: N818 - reads as the rule it reports
    """An argument breaks a stated rule."""


class OutsideDomain(InvalidArgument):
    """A point at which the function has no finite real value."""


class UnsupportedFunction(CalcmlError):  # noqa: N818
    """A function of a kind that the routine cannot treat honestly."""


class UnfitLesson(CalcmlError):  # noqa: N818
    """A lesson whose claims do not hold for the parameters it was given."""
