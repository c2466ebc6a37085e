"""Write a lesson's ledger as plain data: strict JSON, CSV or a table."""

import math
import numbers
from collections.abc import Iterable
from typing import Any

__all__ = ["COLUMNS", "claim_rows", "entry_row", "ledger_rows", "plain_value"]

COLUMNS = (
    "key", "kind", "symbol", "value", "repr", "exact", "error", "bound", "shown", "supported",
    "formula", "source", "typst",
)  # fmt: skip


def plain_value(value: Any) -> Any:
    """Return a value as JSON knows it; an infinite or undefined number becomes None.

    Parameters
    ----------
    value : object
        A number, an exact expression, a function, text, or a sequence of them.

    Returns
    -------
    None, bool, int, float, str or list

    Examples
    --------
    >>> plain_value(2.5), plain_value(float("inf")), plain_value((1, None))
    (2.5, None, [1, None])
    """
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, tuple | list):
        return [plain_value(item) for item in value]
    if isinstance(value, numbers.Integral):
        return int(value)
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    return str(getattr(value, "expression", value))


def entry_row(entry: Any) -> dict[str, Any]:
    """Return an entry as a row of `COLUMNS`.

    Parameters
    ----------
    entry : Entry
        One number with its warrant.

    Returns
    -------
    dict
    """
    told = {"repr": _repr(entry.value), "supported": _supported(entry)}
    return {
        column: told[column] if column in told else plain_value(getattr(entry, column, None))
        for column in COLUMNS
    }


def _repr(value: Any) -> str | None:
    """Return a number as Python writes it, infinities too; None for texts."""
    return None if isinstance(value, str) else repr(value)


def _supported(entry: Any) -> int | str | None:
    """Return how many decimals an entry's warrant supports: all of an exact one, none of a text."""
    if getattr(entry, "exact", None) is not None:
        return "all"
    value, bound = entry.value, getattr(entry, "bound", 0.0)
    if not isinstance(value, float) or not bound:
        return None
    return math.floor(-math.log10(2 * bound))


def ledger_rows(lesson: Any, *, ticks: bool = True) -> Iterable[dict[str, Any]]:
    """Yield the rows of a lesson's ledger in order.

    Parameters
    ----------
    lesson : Lesson
        The numbers behind a scene.
    ticks : bool
        Whether to include the numbers along the axes.

    Yields
    ------
    dict
    """
    for key, entry in lesson.ledger.items():
        if ticks or not (key.startswith("axes.") or getattr(entry, "kind", "") == "tick"):
            yield entry_row(entry)


def claim_rows(lesson: Any) -> Iterable[dict[str, Any]]:
    """Yield what a lesson asserts of its numbers.

    Parameters
    ----------
    lesson : Lesson or None
        A lesson of one's own may assert nothing.

    Yields
    ------
    dict
        ``key``, ``sentence`` and ``holds``.
    """
    for claim in getattr(lesson, "claims", ()):
        yield {
            "key": claim.key,
            "sentence": claim.sentence.text(lesson.ledger),
            "holds": bool(claim.holds),
        }
