"""``calcml check``: look a lecture through without rendering."""

import textwrap
from pathlib import Path

import click

from calcml.studio.catalogue import catalogue
from calcml.studio.judgements import Judgement, judged, told_refusal
from calcml.studio.lecture_file import find_lecture_file, read_lecture_file
from calcml.studio.pacing import estimated_seconds
from calcml.studio.parameters import told
from calcml.studio.problems import place
from calcml.studio.progress import clock
from calcml.studio.tables import table

__all__ = ["command"]

REFUSED = 2
LONGEST = 200
HEAD = ("chapter", "scene", "told", "parameters")

EXAMPLES = """
\b
Examples:
  calcml check
  calcml check my/lecture.toml
"""


@click.command(name="check", epilog=EXAMPLES)
@click.argument("file", required=False, type=click.Path(path_type=Path))
def command(*, file: Path | None) -> int:
    """Look the lecture of FILE (scenes/lecture.toml by default) through without rendering.

    Every lesson is worked out with its parameters, and its claims are evaluated. A scene that is
    not told with them is named with the reason, and the exit code is 2.
    """
    lecture = read_lecture_file(find_lecture_file(file))
    refused = 0
    rows = []
    for judgement in judged(catalogue(lecture)):
        rows.append(_row(judgement))
        if judgement.refusal:
            refused += 1
            click.echo(f"calcml: {told_refusal(judgement)}", err=True)
    click.echo(table(HEAD, rows, flexible=3), nl=False)
    click.echo(f"{place(lecture.path)}: {_verdict(refused, len(rows))}", err=True)
    return REFUSED if refused else 0


def _row(judgement: Judgement) -> list[str]:
    card = judgement.card
    given = textwrap.shorten(told(card.parameters), LONGEST, placeholder="…")
    return [card.chapter, card.name, _told(judgement), given]


def _told(judgement: Judgement) -> str:
    if judgement.refusal:
        return "no"
    captions = judgement.facts.get("captions")
    if captions is None:
        return "plain Manim"
    return f"{len(captions)} beats, ≈{clock(estimated_seconds(captions.values()))}"


def _verdict(refused: int, count: int) -> str:
    if refused:
        return f"{refused} of {count} scenes cannot be told"
    return f"all {count} scenes can be told"
