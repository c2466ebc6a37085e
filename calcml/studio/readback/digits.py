"""What a text should show by the ledger, and where its digits stand in the markup.

The markup that was drawn is believed in nothing: each digit in it must belong to an entry's own
number, and each entry must stand in it as the ledger writes it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from calcml.studio.readback.signs import signs_in

__all__ = ["Wording", "wording_of"]

_BROKEN = re.compile(r"#box\(width: [\d.]+pt, align\((?:center|left)\)\[(.*)\]\)", re.DOTALL)
_SPECIAL = re.compile(r"([\\#$*_`<>@\[\]~=/-])")
"""What a name has a backslash before, where it stands in a markup."""
_TICKS = {True: "$checkmark$", False: "$crossmark$"}


@dataclass(frozen=True)
class Wording:
    """What a text says of its entries.

    Attributes
    ----------
    digits : tuple of int
        Where in the markup digits stand that belong to an entry.
    signs : tuple of int
        Where minus signs and points stand that belong to an entry, and where ≈ stands.
    values : tuple of str
        The entries whose value it shows; of the others it shows the symbol.
    stray : str
        Digits that belong to no entry.
    missing : tuple of str
        Entries of which it shows neither value nor symbol.
    """

    digits: tuple[int, ...]
    signs: tuple[int, ...]
    values: tuple[str, ...]
    stray: str
    missing: tuple[str, ...]


def wording_of(source: str, entries: Sequence[Mapping[str, Any]], address: str = "") -> Wording:
    """Find the entries in a text's markup.

    Parameters
    ----------
    source : str
        Typst markup, as it was drawn.
    entries : sequence of mapping
        What it is said to show, from the ledger.
    address : str
        The scene's own number, which its head bears and which is no result.

    Returns
    -------
    Wording

    Examples
    --------
    >>> slope = {"key": "slope", "kind": "number", "typst": "6.1", "symbol": "m", "value": 6.1}
    >>> wording_of("$m = 6.1$", [slope]).digits, wording_of("$m = 6.2$", [slope]).stray
    ((5, 7), '62')
    """
    start, end = _content(source)
    taken: set[int] = set()
    values, missing = [], []
    for entry in sorted(entries, key=lambda each: -len(str(each.get("typst")))):
        spans = list(_spans(source, _written(entry, source)))
        if spans:
            values.append(str(entry["key"]))
        symbols = list(_spans(source, str(entry.get("symbol") or "")))
        if not spans and not symbols:
            missing.append(str(entry["key"]))
        for first, last in (*spans, *symbols):
            taken.update(range(first, last))
    if address and source.endswith(f"· {address}"):
        taken.update(range(len(source) - len(address), len(source)))
    digits = [at for at in range(start, end) if source[at].isdecimal()]
    return Wording(
        digits=tuple(at for at in digits if at in taken),
        signs=tuple(signs_in(source, taken)),
        values=tuple(values),
        stray="".join(source[at] for at in digits if at not in taken),
        missing=tuple(missing),
    )


def _content(source: str) -> tuple[int, int]:
    """Return from where to where a markup is what the reader sees, and not its layout."""
    broken = _BROKEN.fullmatch(source)
    return broken.span(1) if broken else (0, len(source))


def _written(entry: Mapping[str, Any], source: str) -> str:
    """Return how an entry's value stands in a text."""
    if entry.get("kind") == "name":
        return _SPECIAL.sub(r"\\\1", str(entry.get("shown") or ""))
    if entry.get("kind") != "verdict":
        return str(entry.get("typst") or "")
    if source in _TICKS.values():
        return _TICKS[bool(entry.get("value"))]
    return str(entry.get("shown") or "")


def _spans(source: str, part: str) -> Iterable[tuple[int, int]]:
    """Yield where a part stands in a markup; a number or a word not within a longer one."""
    if not part:
        return
    before = r"(?<![\d.])" if part[0].isdigit() else r"(?<![A-Za-z])" if part[0].isalpha() else ""
    after = r"(?!\d|\.\d)" if part[-1].isdigit() else r"(?![A-Za-z])" if part[-1].isalpha() else ""
    for match in re.finditer(before + re.escape(part) + after, source):
        yield match.span()
