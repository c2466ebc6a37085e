"""Hedges: the word *about* before a number that a sentence shows rounded, and nothing otherwise."""

from collections.abc import Iterable, Iterator

from calcml.lessons.entries import Entry, verdict
from calcml.lessons.lesson import Lesson

__all__ = ["about", "hedged", "named_keys"]


def hedged(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield entries, and after each number the word that a sentence puts before it.

    Parameters
    ----------
    entries : iterable of Entry

    Yields
    ------
    Entry
        ``about.<key>`` after each number: *about* with a space behind it if the number on screen
        is rounded, no word if it is the whole of the exact value.

    Examples
    --------
    >>> import sympy as sp
    >>> from calcml.lessons.entries import number, up_to
    >>> third = number(
    ...     "share", "q", 1 / 3, exact=sp.Rational(1, 3), formula="1/3", source="-", style=up_to(2)
    ... )
    >>> [entry.shown for entry in hedged([third])]
    ['0.33', 'about ']
    """
    for entry in entries:
        yield entry
        if entry.kind in {"number", "parameter"}:
            yield about(entry)


def about(entry: Entry) -> Entry:
    """Return the word that a sentence puts before a number.

    Parameters
    ----------
    entry : Entry
        Of a number.

    Returns
    -------
    Entry
        ``about.<key>``, a verdict with the word or with none.
    """
    return verdict(
        f"about.{entry.key}", '"about"', value=entry.rounded,
        words="about " if entry.rounded else "",
        formula=f"{entry.key} is rounded", source=entry.source,
    )  # fmt: skip


def named_keys(lesson: Lesson) -> frozenset[str]:
    """Return the keys of the entries that the captions told name.

    Parameters
    ----------
    lesson : Lesson

    Returns
    -------
    frozenset of str
        A beat of which no caption is true contributes none; the lesson refuses it elsewhere.
    """
    truth = {claim.key: claim.holds for claim in lesson.claims}
    keys: set[str] = set()
    for beat in lesson.beats:
        wording = lesson.captions[beat]
        variants = wording if isinstance(wording, tuple) else (wording,)
        told = (v for v in variants if all(truth[key] for key in v.rests_on))
        keys |= {key for caption in list(told)[:1] for key in caption.keys}
    return frozenset(keys)
