"""How the review writes numbers, times and lists: the same words on the page and on paper."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import inf, isfinite

from calcml.studio.review.view import ClaimView, ReadBack, Review, Scene

__all__ = [
    "VERDICTS", "abridged", "counted", "deviations", "figures", "power", "read_back", "stamp",
    "summary", "totals", "verdict_counts",
]  # fmt: skip

VERDICTS = ("confirmed", "imprecise", "ambiguous", "wrong")

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_LONGEST = 44  # characters of a value that stands in a table whole
_KEPT = 20


def power(value: float | None) -> str:
    """Write a size with two digits and a power of ten.

    Parameters
    ----------
    value : float or None

    Returns
    -------
    str

    Examples
    --------
    >>> power(1.2079e-14), power(0.0), power(None)
    ('1.2·10⁻¹⁴', '0', '–')
    """
    if value is None:
        return "–"
    if not value:
        return "0"
    mantissa, _, exponent = f"{value:.1e}".partition("e")
    if not exponent:
        return mantissa  # an infinity
    return f"{mantissa}·10{str(int(exponent)).translate(_SUPERSCRIPTS)}"


def abridged(text: str) -> str:
    """Return a text with its middle left out if it is too long for a table.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> abridged("1" * 50)
    '11111111111111111111 … 11111111 (50 characters)'
    """
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_KEPT]} … {text[-8:]} ({len(text)} characters)"


def stamp(seconds: float) -> str:
    """Write a time as minutes, seconds and tenths.

    Parameters
    ----------
    seconds : float

    Returns
    -------
    str

    Examples
    --------
    >>> stamp(83.44)
    '1:23.4'
    """
    minutes, tenths = divmod(round(seconds * 10), 600)
    return f"{minutes}:{tenths // 10:02}.{tenths % 10}"


def counted(count: int, noun: str) -> str:
    """Write a count with its noun.

    Parameters
    ----------
    count : int
    noun : str
        In the singular.

    Returns
    -------
    str

    Examples
    --------
    >>> counted(1, "claim"), counted(0, "number")
    ('1 claim', '0 numbers')
    """
    return f"{count} {noun}" + ("" if count == 1 else "s")


def deviations(by_unit: Mapping[str, float]) -> str:
    """Write the largest deviations.

    Parameters
    ----------
    by_unit : mapping of str to float

    Returns
    -------
    str

    Examples
    --------
    >>> deviations({"px": 0.084, "match": 0.0012})
    '0.08 px · match 0.9988'
    """
    told = {unit: size for unit, size in by_unit.items() if size or unit != "frames"}
    return " · ".join(_deviation(unit, size) for unit, size in told.items())


def _deviation(unit: str, size: float) -> str:
    if not isfinite(size):
        return "not to be found"
    if unit == "match":
        return f"match {1 - size:.4f}"
    return f"{size:.2f}{unit}" if unit == "°" else f"{size:.2f} {unit}"


def read_back(read: ReadBack | None) -> str:
    """Say what was found of a number in the frames.

    Parameters
    ----------
    read : ReadBack or None

    Returns
    -------
    str
    """
    if read is None:
        return "–"
    words = "read" if read.passed else "deviates"
    told = deviations(read.deviations)
    return f"{words}: {told}" if told else words


def verdict_counts(claims: Iterable[ClaimView]) -> tuple[tuple[str, int], ...]:
    """Count claims by verdict.

    Parameters
    ----------
    claims : iterable of ClaimView

    Returns
    -------
    tuple of (str, int)
        Without those that no claim has.
    """
    counts = Counter(claim.verdict for claim in claims)
    return tuple((verdict, counts[verdict]) for verdict in VERDICTS if counts[verdict])


def totals(scenes: Sequence[Scene]) -> Mapping[str, float]:
    """Count what some scenes show and how it was checked.

    Parameters
    ----------
    scenes : sequence of Scene

    Returns
    -------
    mapping of str to number
        ``numbers``, ``ticks``, ``read``, ``agree``, ``doubt``, ``failed``; ``px``, the largest
        deviation in pixels, if any could be measured.
    """
    rows = [row for scene in scenes for row in scene.numbers]
    found: dict[str, float] = {
        "numbers": len(rows),
        "ticks": sum(len(scene.ticks) for scene in scenes),
        "read": sum(row.read is not None and row.read.passed for row in rows),
        "agree": sum(row.second is not None and row.second.agrees for row in rows),
        "doubt": sum(len(scene.in_doubt) for scene in scenes),
        "failed": sum(len(scene.failures) for scene in scenes),
    }
    largest = (scene.deviations.get("px", inf) for scene in scenes)
    measured = [size for size in largest if isfinite(size)]
    return {**found, "px": max(measured)} if measured else found


def figures(review: Review) -> tuple[tuple[str, str, str], ...]:
    """Return what there is and how it stands, as figures.

    Parameters
    ----------
    review : Review

    Returns
    -------
    tuple of (str, str, str)
        A number, what it counts, and how to look upon it: ``good``, ``bad``, a verdict or nothing.
    """
    found = totals(review.scenes)
    told = [
        (str(found["numbers"]), "numbers", ""),
        (str(found["agree"]), "agreed by a second method", "good"),
        (str(found["read"]), "read back", "good"),
    ]
    told += [(_deviation("px", found["px"]), "worst deviation", "")] if "px" in found else []
    told += [(str(found["doubt"]), "in doubt", "bad")] if found["doubt"] else []
    told += [(str(found["failed"]), "deviating", "bad")] if found["failed"] else []
    counts = verdict_counts(review.claims)
    told += [(str(len(review.claims)), "claims", "")] if counts else []
    return (*told, *((str(count), verdict, verdict) for verdict, count in counts))


def summary(review: Review) -> str:
    """Say in a line what there is and how it stands.

    Parameters
    ----------
    review : Review

    Returns
    -------
    str
    """
    told = [f"{number} {what}" for number, what, _ in figures(review)]
    cut = len(told) - len(verdict_counts(review.claims))
    if cut == len(told):
        return ", ".join(told)
    return f"{', '.join(told[: cut - 1])}; {told[cut - 1]}: {', '.join(told[cut:])}"
