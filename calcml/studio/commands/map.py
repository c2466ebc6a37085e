"""``calcml map``: from the slides of the decks to scenes and claims, with nothing left over."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from calcml.studio.catalogue import SceneCard
from calcml.studio.deck_claims import read_claims
from calcml.studio.markdown import escaped
from calcml.studio.options import lecture_option, selected
from calcml.studio.slide_map import SlideRow, read_slides, slide_map
from calcml.studio.tables import table

__all__ = ["command"]

HEAD = ("slide", "what it is about", "scenes", "claims")

EXAMPLES = """
\b
Examples:
  calcml map
  calcml map -f scenes/lecture-short.toml      what a shorter lecture passes over
  calcml map --format md > map.md
"""


@click.command(name="map", epilog=EXAMPLES)
@lecture_option
@click.option(
    "--format", "style", type=click.Choice(("table", "md", "json")), default="table",
    help="Aligned columns, Markdown or strict JSON. [table]",
)  # fmt: skip
@click.pass_context
def command(context: click.Context, *, file: Path | None, style: str) -> None:
    """Show which scenes stand for each slide of the decks, and its claims.

    Ends with exit code 1 if a slide has no scene or a claim's scene is not in the lecture.
    """
    _, cards = selected(file, ())
    rows = slide_map(read_slides(), read_claims(), _slides_of(cards))
    click.echo({"table": _table, "md": _markdown, "json": _json}[style](rows), nl=False)
    left_over = [row for row in rows if row.is_left_over]
    click.echo(_summary(rows, left_over), err=True)
    context.exit(1 if left_over else 0)


def _slides_of(cards: Iterable[SceneCard]) -> dict[str, tuple[str, ...]]:
    lessons = {card.name: card.lesson for card in cards}
    return {
        name: tuple(getattr(lesson.as_in_the_scene.load(), "slides", ())) if lesson else ()
        for name, lesson in lessons.items()
    }


def _cells(row: SlideRow) -> tuple[str, str, str, str]:
    return row.slide.id, row.slide.title, row.told_by, row.asserted


def _table(rows: Iterable[SlideRow]) -> str:
    return table(HEAD, map(_cells, rows), flexible=2)


def _markdown(rows: Iterable[SlideRow]) -> str:
    lines = [HEAD, ("---",) * len(HEAD), *map(_cells, rows)]
    return "".join(f"| {' | '.join(map(escaped, line))} |\n" for line in lines)


def _json(rows: Iterable[SlideRow]) -> str:
    told = [
        {
            "slide": row.slide.id,
            "title": row.slide.title,
            "section": row.slide.section,
            "scenes": row.scenes,
            "claims": [claim.id for claim in row.claims],
            "left_over": [claim.id for claim in row.homeless],
        }
        for row in rows
    ]
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def _summary(rows: Sequence[SlideRow], left_over: Sequence[SlideRow]) -> str:
    scenes = len({name for row in rows for name in row.scenes})
    claims = sum(len(row.claims) for row in rows)
    counted = f"{_many(len(rows), 'slide')}, {_many(scenes, 'scene')}, {_many(claims, 'claim')}"
    if not left_over:
        return f"{counted}: nothing left over"
    bare = sum(not (row.scenes or row.slide.section) for row in left_over)
    homeless = sum(len(row.homeless) for row in left_over)
    return f"{counted}: without a scene {_many(bare, 'slide')} and {_many(homeless, 'claim')}"


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
