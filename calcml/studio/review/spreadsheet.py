"""The numbers of a review as CSV, on disk and for the page's own download."""

import csv
import io
from collections.abc import Iterable, Mapping

from calcml.studio.review.view import ClaimView, Review, Row, Scene

__all__ = ["CLAIM_FIELDS", "NUMBER_FIELDS", "claim_record", "number_record", "values_csv"]

NUMBER_FIELDS = (
    "chapter", "scene", "key", "kind", "symbol", "shown", "exact", "computed", "error", "bound",
    "supported", "second_value", "second_method", "agrees", "distance", "on_screen", "read_back",
    "deviations", "formula", "source",
)  # fmt: skip

CLAIM_FIELDS = (
    "id", "slide", "scene", "title", "verdict", "statement", "correction", "proof", "choice",
    "note", "computed",
)  # fmt: skip


def number_record(scene: Scene, row: Row) -> Mapping[str, str]:
    """Return a number as texts by `NUMBER_FIELDS`.

    Parameters
    ----------
    scene : Scene
    row : Row

    Returns
    -------
    mapping of str to str
        What is not known is empty; lists are parted by semicolons.
    """
    second, read = row.second, row.read
    told = {
        "chapter": scene.chapter,
        "scene": scene.label,
        "error": _number(row.error),
        "bound": _number(row.bound),
        "second_value": second.value if second else "",
        "second_method": second.method if second else "",
        "agrees": _truth(second.agrees) if second else "",
        "distance": _number(second.distance) if second else "",
        "on_screen": "; ".join(f"{since:.3f}-{until:.3f}" for since, until in row.stretches),
        "read_back": _truth(read.passed) if read else "",
        "deviations": "; ".join(f"{size!r} {unit}" for unit, size in read.deviations.items())
        if read
        else "",
    }
    return {name: told[name] if name in told else getattr(row, name) for name in NUMBER_FIELDS}


def claim_record(claim: ClaimView) -> Mapping[str, str]:
    """Return a claim as texts by `CLAIM_FIELDS`.

    Parameters
    ----------
    claim : ClaimView

    Returns
    -------
    mapping of str to str
    """
    computed = "; ".join(f"{name}: {number}" for name, number in claim.numbers)
    return {name: computed if name == "computed" else getattr(claim, name) for name in CLAIM_FIELDS}


def values_csv(review: Review) -> str:
    """Return all numbers of a review, those of axes too.

    Parameters
    ----------
    review : Review

    Returns
    -------
    str
        RFC 4180: commas, CRLF, doubled quotes.
    """
    records = (number_record(scene, row) for scene in review.scenes for row in scene.rows)
    return _csv(NUMBER_FIELDS, records)


def _csv(fields: tuple[str, ...], records: Iterable[Mapping[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, fields)
    writer.writeheader()
    writer.writerows(records)
    return text.getvalue()


def _number(value: float | None) -> str:
    return "" if value is None else repr(value)


def _truth(value: bool) -> str:  # noqa: FBT001 - it is what is written
    return "yes" if value else "no"
