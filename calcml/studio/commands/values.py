"""``calcml values``: every number behind a scene."""

import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from calcml.studio.catalogue import SceneCard
from calcml.studio.judgements import judged, told_refusal
from calcml.studio.ledgers import COLUMNS, ledger_rows
from calcml.studio.options import lecture_option, scene_names, selected, set_option
from calcml.studio.problems import StudioError
from calcml.studio.tables import table

__all__ = ["command"]

SHOWN = ("key", "shown", "exact", "value", "error", "formula", "source")

EXAMPLES = """
\b
Examples:
  calcml values SecantToTangent
  calcml values SecantToTangent --set "function=sin(x)" --set at=pi/4
  calcml values --format csv > values.csv
  calcml values --format json GradientDescentSteps | jq '.[].shown'
"""


@click.command(name="values", epilog=EXAMPLES)
@scene_names
@lecture_option
@set_option
@click.option(
    "--format", "style", type=click.Choice(("table", "json", "csv")), default="table",
    help="Strict JSON (an infinite value is null) or RFC 4180 CSV. [table]",
)  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="Also the numbers along the axes.")
def command(
    *,
    scenes: tuple[str, ...],
    file: Path | None,
    assignments: tuple[str, ...],
    style: str,
    everything: bool,
) -> None:
    """Show the ledger: each number with its formula, exact value and error."""
    _, cards = selected(file, scenes, assignments)
    rows = [row for card in cards for row in _rows(card, everything=everything)]
    write = {"table": _table, "json": _json, "csv": _csv}[style]
    click.echo(write(rows), nl=False)


def _rows(card: SceneCard, *, everything: bool) -> Iterable[dict[str, Any]]:
    if card.parameters:
        for row in _foreign_rows(card):
            if everything or not row["tick"]:
                yield {"scene": card.label, **{name: row[name] for name in COLUMNS}}
    elif card.lesson is not None:
        for row in ledger_rows(card.lesson.load(), ticks=everything):
            yield {"scene": card.name, **row}


def _foreign_rows(card: SceneCard) -> Iterable[dict[str, Any]]:
    """Have the numbers of a user's function worked out where they can do no harm."""
    (judgement,) = judged([card])
    if judgement.refusal:
        raise StudioError(told_refusal(judgement))
    return judgement.facts["rows"]


def _json(rows: list[dict[str, Any]]) -> str:
    return json.dumps(rows, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _csv(rows: list[dict[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, ("scene", *COLUMNS))  # RFC 4180: commas, CRLF, doubled quotes
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _table(rows: list[dict[str, Any]]) -> str:
    blocks: dict[str, list[list[str]]] = {}
    for row in rows:
        blocks.setdefault(row["scene"], []).append([_cell(row, column) for column in SHOWN])
    return "\n".join(f"{scene}\n{table(SHOWN, cells)}" for scene, cells in blocks.items())


def _cell(row: dict[str, Any], column: str) -> str:
    value = row[column]
    if value is None:
        return "–"
    if column == "error":
        return f"{value:.1e}" if value else "0"
    return " ".join(str(value).split())
