"""``calcml claims``: what the source decks say, and how it stands."""

import csv
import io
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from calcml.studio.deck_claims import joined, read_claims
from calcml.studio.problems import StudioError, nearest
from calcml.studio.tables import table

if TYPE_CHECKING:
    from calcml.decks.claims import DeckClaim, Judged

__all__ = ["command"]

VERDICTS = ("confirmed", "imprecise", "ambiguous", "wrong")
HEAD = ("id", "slide", "verdict", "what the slide says → what is true")
TOLD = {
    "statement": "says",
    "formula": "formula",
    "correction": "instead",
    "correction_formula": "formula",
    "proof": "because",
    "choice": "choice",
    "note": "note",
}

EXAMPLES = """
\b
Examples:
  calcml claims                          every claim of the decks
  calcml claims --verdict wrong          the mistakes
  calcml claims --deck B --scene JacobianShape
  calcml claims A-187 B-29               all that is known of two claims
  calcml claims --format json | jq '.[].computed'
"""


@click.command(name="claims", epilog=EXAMPLES)
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--verdict", metavar="VERDICT", help=f"One of {', '.join(VERDICTS)}.")
@click.option("--deck", metavar="DECK", help="The letter of a deck, A or B.")
@click.option("--scene", metavar="SCENE", help="Claims that this scene of the outline shows.")
@click.option(
    "--format", "style", type=click.Choice(("table", "json", "csv")), default="table",
    help="Strict JSON or RFC 4180 CSV, with everything about each claim. [table]",
)  # fmt: skip
def command(
    *, ids: tuple[str, ...], verdict: str | None, deck: str | None, scene: str | None, style: str
) -> None:
    """Show what the source decks claim, computed anew.

    With ids, everything about these claims: formulas, proof, the numbers computed.
    """
    claims = read_claims()
    names = tuple(_known_id(name, claims) for name in ids)
    _require("verdict", verdict, VERDICTS)
    _require("deck", deck, sorted({claim.deck for claim in claims}))
    _require("scene", scene, dict.fromkeys(claim.scene for claim in claims))

    def is_asked_for(claim: "DeckClaim") -> bool:
        return (
            (not names or claim.id in names)
            and deck in (None, claim.deck)
            and scene in (None, claim.scene)
        )

    computed = _watched(joined(claims, chosen=is_asked_for), sum(map(is_asked_for, claims)))
    judged = [each for each in computed if verdict is None or each.verdict == verdict]
    write = {"table": _details if names else _table, "json": _json, "csv": _csv}[style]
    click.echo(write(judged), nl=False)
    click.echo(_counts(judged), err=True)


def _watched(judged: Iterable["Judged"], count: int) -> Iterator["Judged"]:
    """Show on a terminal how far the computing is: for all claims it takes half a minute."""
    if not sys.stderr.isatty():
        yield from judged
        return
    with click.progressbar(judged, length=count, label="computing", file=sys.stderr) as bar:
        yield from bar


def _known_id(name: str, claims: Sequence["DeckClaim"]) -> str:
    ids = [claim.id for claim in claims]
    if name.upper() in ids:
        return name.upper()
    close = get_close_matches(name.upper(), ids, n=1, cutoff=0)  # all would be hundreds
    hint = f"did you mean {close[0]}?" if close else "there is none"
    raise StudioError(f"there is no claim {name!r}: {hint}")


def _require(what: str, name: str | None, known: Iterable[str]) -> None:
    if name is not None and name not in known:
        raise StudioError(f"there is no {what} {name!r}: {nearest(name, known)}")


def _counts(judged: Sequence["Judged"]) -> str:
    counts = Counter(str(each.verdict) for each in judged)
    parts = [f"{counts[verdict]} {verdict}" for verdict in VERDICTS if counts[verdict]]
    noun = "claim" if len(judged) == 1 else "claims"
    return f"{len(judged)} {noun}" + (f": {', '.join(parts)}" if parts else "")


def _table(judged: Iterable["Judged"]) -> str:
    rows = (
        (
            each.claim.id,
            each.claim.slide,
            str(each.verdict),
            " → ".join(filter(None, (each.claim.statement, each.claim.correction))),
        )
        for each in judged
    )
    return table(HEAD, rows, flexible=len(HEAD) - 1)


def _details(judged: Iterable["Judged"]) -> str:
    return "\n".join(map(_detail, judged))


def _detail(judged: "Judged") -> str:
    claim, finding = judged.claim, judged.finding
    rows = [("slide", claim.slide), ("verdict", str(judged.verdict))]
    rows += [(label, text) for name, label in TOLD.items() if (text := getattr(claim, name))]
    rows += [("scene", claim.scene), *(("entry", entry) for entry in claim.entries)]
    rows += _numbers("reading", finding.readings) + _numbers("computed", finding.computed)
    return table((claim.id, claim.title), rows, flexible=1)


def _numbers(label: str, values: Any) -> list[tuple[str, str]]:
    told = import_module("calcml.studio.claim_rows").told_number
    return [(label, f"{name}: {told(value)}") for name, value in values.items()]


def _rows(judged: Iterable["Judged"]) -> list[dict[str, Any]]:
    row = import_module("calcml.studio.claim_rows").claim_row
    return [row(each) for each in judged]


def _json(judged: Iterable["Judged"]) -> str:
    return json.dumps(_rows(judged), indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _csv(judged: Iterable["Judged"]) -> str:
    columns = import_module("calcml.studio.claim_rows").CLAIM_COLUMNS
    text = io.StringIO()
    writer = csv.DictWriter(text, columns)  # RFC 4180: commas, CRLF, doubled quotes
    writer.writeheader()
    for row in _rows(judged):
        computed = json.dumps(row["computed"], ensure_ascii=False, allow_nan=False)
        writer.writerow({**row, "entries": " ".join(row["entries"]), "computed": computed})
    return text.getvalue()
