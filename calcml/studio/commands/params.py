"""``calcml params``: what can be set in a scene."""

import json
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any

import click

from calcml.lessons.lesson import Lesson
from calcml.studio.catalogue import SceneCard
from calcml.studio.judgements import judged, told_refusal
from calcml.studio.ledgers import plain_value
from calcml.studio.options import lecture_option, scene_names, selected, set_option
from calcml.studio.parameters import told
from calcml.studio.problems import StudioError
from calcml.studio.tables import table

__all__ = ["command"]

SHOWN = ("name", "type", "range", "default", "help")

EXAMPLES = """
\b
Values:
  numbers     3, -0.5, 1e-3, 1/3, pi/4, sqrt(2)
  functions   x^2, 2x, sin(3x), |x|, e^-x, ln(x), max(0, x)
  lists       2, 1, 1/2
  points      (1, 2), (3, 4)
  auto        derived from the others again
\b
Examples:
  calcml params SecantToTangent
  calcml params SecantToTangent --set "function=sin(x)"   what follows from it
  calcml params --format json
"""


@click.command(name="params", epilog=EXAMPLES)
@scene_names
@lecture_option
@set_option
@click.option(
    "--format", "style", type=click.Choice(("table", "json")), default="table", help="[table]"
)
def command(
    *, scenes: tuple[str, ...], file: Path | None, assignments: tuple[str, ...], style: str
) -> None:
    """List the parameters of scenes: name, type, range, value and what it is.

    A value in brackets is derived from the other parameters unless it is given.
    """
    _, cards = selected(file, scenes, assignments)
    rows = {card.label: list(_rows(card)) for card in cards if card.lesson is not None}
    click.echo(_json(rows) if style == "json" else _table(rows), nl=False)


def _rows(card: SceneCard) -> Iterable[dict[str, Any]]:
    lesson: Any = card.lesson.as_in_the_scene.load() if card.lesson else None
    if not isinstance(lesson, Lesson):  # nothing is known of its fields
        return
    values = _values(card, lesson)
    for each in fields(lesson):
        rule = each.metadata["rule"]
        yield {
            "name": each.name,
            "type": rule.kind,
            "range": rule.allowed or "any",
            "value": values[each.name],
            "given": each.name in card.parameters,
            "derived": each.name in lesson.derived and each.name not in card.parameters,
            "help": each.metadata["text"],
        }


def _values(card: SceneCard, lesson: Lesson) -> dict[str, Any]:
    """Return the values of all parameters; a user's are worked out where they can do no harm."""
    if not card.parameters:
        return {each.name: plain_value(getattr(lesson, each.name)) for each in fields(lesson)}
    (judgement,) = judged([card])
    if judgement.refusal:
        raise StudioError(told_refusal(judgement))
    values: dict[str, Any] = judgement.facts["parameters"]
    return values


def _json(rows: dict[str, list[dict[str, Any]]]) -> str:
    return json.dumps(rows, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _table(rows: dict[str, list[dict[str, Any]]]) -> str:
    return "\n".join(
        f"{scene}\n{table(_head(cells), [_cells(each) for each in cells], flexible=4)}"
        for scene, cells in rows.items()
    )


def _head(rows: list[dict[str, Any]]) -> list[str]:
    given = any(row["given"] for row in rows)
    return ["value" if name == "default" and given else name for name in SHOWN]


def _cells(row: dict[str, Any]) -> list[str]:
    value = told({"": row["value"]}, names=False)
    shown = {**row, "default": f"({value})" if row["derived"] else value}
    return [shown[name] for name in SHOWN]
