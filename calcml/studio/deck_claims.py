"""Read what the decks claim, and join each claim with its finding."""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, fields
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from calcml.core.errors import InvalidArgument
from calcml.decks.claims import DeckClaim, Judged
from calcml.studio.problems import StudioError, nearest, place
from calcml.studio.sources import PACKAGE

if TYPE_CHECKING:
    from calcml.decks.findings.finding import Finding

__all__ = ["claims_folder", "joined", "read_claims"]

FIELDS = tuple(field.name for field in fields(DeckClaim))
NEEDED = tuple(field.name for field in fields(DeckClaim) if field.default is MISSING)


def claims_folder() -> Path:
    """Return the folder of the decks' claims: installed with calcml, or in its checkout.

    Returns
    -------
    Path

    Raises
    ------
    StudioError
        When it was not installed.
    """
    for folder in (PACKAGE, PACKAGE.parent):
        if (decks := folder / "assets" / "decks").is_dir():
            return decks
    raise StudioError("the decks' claims (assets/decks) were not installed with calcml")


def read_claims(folder: Path | None = None) -> tuple[DeckClaim, ...]:
    """Read all claims of the decks.

    Parameters
    ----------
    folder : Path, optional
        Of TOML files with ``[[claim]]`` tables; by default those that come with calcml.

    Returns
    -------
    tuple of DeckClaim
        In the order of the decks.

    Raises
    ------
    StudioError
        For a file that is no TOML, a field that is missing, unknown or breaks its rule, or an id
        that comes twice: with the file and the claim.
    """
    found: dict[str, tuple[DeckClaim, Path]] = {}
    for path in sorted((folder or claims_folder()).glob("*.toml")):
        for claim in _claims_of(path):
            if claim.id in found:
                _, first = found[claim.id]
                raise StudioError(f"{place(path)}: {claim.id} is already in {place(first)}")
            found[claim.id] = claim, path
    return tuple(sorted((claim for claim, _ in found.values()), key=lambda c: (c.deck, c.number)))


def joined(
    claims: Iterable[DeckClaim],
    findings: Mapping[str, "Callable[[], Finding]"] | None = None,
    *,
    chosen: Callable[[DeckClaim], bool] = lambda _: True,
) -> Iterator[Judged]:
    """Yield the claims with what is computed about them, as they are asked for.

    Parameters
    ----------
    claims : iterable of DeckClaim
        All there are.
    findings : mapping of str to callable, optional
        By id; by default all of `calcml.decks.findings`.
    chosen : callable
        Of which claims the findings are computed; by default all.

    Yields
    ------
    Judged

    Raises
    ------
    StudioError
        When a claim has no finding, a finding no claim, or both do not fit together.
    """
    if findings is None:
        findings = import_module("calcml.decks.findings").FINDINGS
    known = tuple(claims)
    ids = {claim.id for claim in known}
    _none_left("claim", "finding", sorted(ids - findings.keys()))
    _none_left("finding", "claim", sorted(findings.keys() - ids))
    for claim in filter(chosen, known):
        try:
            yield Judged(claim, findings[claim.id]())
        except InvalidArgument as error:
            raise StudioError(f"{claim.id}: {error}") from error


def _none_left(what: str, other: str, ids: list[str]) -> None:
    if ids:
        more = f" and {len(ids) - 1} more" if len(ids) > 1 else ""
        raise StudioError(f"every {what} has a {other}, but {ids[0]}{more} has none")


def _claims_of(path: Path) -> Iterator[DeckClaim]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise StudioError(f"{place(path)}: not valid TOML: {error}") from error
    except OSError as error:
        raise StudioError(f"cannot read {place(path)}: {error.strerror}") from error
    tables = table.pop("claim", None)
    if table or not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
        raise StudioError(f"{place(path)}: a file of claims has [[claim]] tables and nothing else")
    return (_claim(path, number, each) for number, each in enumerate(tables, start=1))


def _claim(path: Path, number: int, table: dict[str, Any]) -> DeckClaim:
    where = f"{place(path)}, {table.get('id', f'claim {number}')}"
    for name in table:
        if name not in FIELDS:
            raise StudioError(f"{where}: there is no field {name!r}: {nearest(name, FIELDS)}")
    for name in NEEDED:
        if name not in table:
            raise StudioError(f"{where}: {name} is missing")
    entries = table.get("entries", [])
    try:
        return DeckClaim(
            **{**table, "entries": tuple(entries) if isinstance(entries, list) else entries}
        )
    except InvalidArgument as error:
        raise StudioError(f"{where}: {error}") from error
