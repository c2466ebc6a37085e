"""What a number's sign, point or ≈ could be taken for: the rivals against which it is read."""

import re
from collections.abc import Iterable, Iterator

__all__ = ["rivals_of", "signs_in"]

_ABOUT = re.compile(r"\bapprox\b|≈")
_RAW = '#raw("'


def signs_in(source: str, taken: Iterable[int]) -> Iterator[int]:
    """Yield where in a markup signs stand that change what its numbers say.

    Parameters
    ----------
    source : str
        Typst markup.
    taken : iterable of int
        The places that belong to entries.

    Yields
    ------
    int

    Examples
    --------
    >>> list(signs_in("$x approx -0.5$", range(10, 14)))
    [10, 12, 3]
    """
    for at in sorted(taken):
        after = source[at + 1 : at + 2]
        is_minus = source[at] == "-" and after.strip() != ">"
        is_point = source[at] == "." and source[at - 1].isdigit() and after.isdigit()
        if is_minus or is_point:
            yield at
    yield from (match.start() for match in _ABOUT.finditer(source))


def rivals_of(source: str, at: int) -> tuple[str, ...]:
    """Return the markups with something else in the place of a sign.

    Parameters
    ----------
    source : str
        Typst markup.
    at : int
        Where the sign stands.

    Returns
    -------
    tuple of str
        Plus for minus, an equals sign for ≈; a comma, and nothing, for a point.

    Examples
    --------
    >>> rivals_of("$-0.5$", 1), rivals_of("$-0.5$", 3)
    (('$+0.5$',), ('$-0","5$', '$-0#hide[.]5$'))
    """
    if source[at] == "-":
        others: tuple[str, ...] = ("+",)
    elif source[at] != ".":
        others = ("=",)
    elif not _is_quoted(source, at):
        others = ('","', "#hide[.]")
    elif _RAW in source[:at]:
        others = (",", " ")
    else:
        others = (",",)
    end = at + len("approx" if source[at] == "a" else source[at])
    return tuple(source[:at] + other + source[end:] for other in others)


def _is_quoted(source: str, at: int) -> bool:
    """Tell whether a place is within a string."""
    return len(re.findall(r'(?<!\\)"', source[:at])) % 2 == 1
