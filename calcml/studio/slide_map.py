"""From the slides of the source decks to the scenes of a lecture and the claims they answer.

A scene stands for a slide if its lesson says so, or if a claim of the slide names it. What has
no scene is left over, and said.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from calcml.core.errors import InvalidArgument
from calcml.decks.claims import DeckClaim
from calcml.decks.slides import Slide
from calcml.studio.deck_claims import claims_folder
from calcml.studio.problems import StudioError, nearest, place

__all__ = ["SlideRow", "read_slides", "slide_map"]

FIELDS = tuple(field.name for field in fields(Slide))
SECTION = "(chapter card)"


@dataclass(frozen=True)
class SlideRow:
    """A slide with the scenes and claims that belong to it.

    Attributes
    ----------
    slide : Slide
        The slide.
    scenes : tuple of str
        The lecture's scenes that stand for it, in the lecture's order.
    claims : tuple of DeckClaim
        What it asserts.
    homeless : tuple of DeckClaim
        Those of its claims whose scene the lecture does not have.
    """

    slide: Slide
    scenes: tuple[str, ...]
    claims: tuple[DeckClaim, ...]
    homeless: tuple[DeckClaim, ...]

    @property
    def told_by(self) -> str:
        """The scenes in one line; a dash if there are none."""
        return ", ".join(self.scenes) or (SECTION if self.slide.section else "–")

    @property
    def asserted(self) -> str:
        """The ids of the claims in one line, consecutive ones joined; a dash if there are none."""
        return _spans(self.claims) or "–"

    @property
    def is_left_over(self) -> bool:
        """Whether the lecture passes the slide, or one of its claims, over."""
        return bool(self.homeless) or not (self.scenes or self.slide.section)


def read_slides(path: Path | None = None) -> tuple[Slide, ...]:
    """Read what slides the source decks have.

    Parameters
    ----------
    path : Path, optional
        A TOML file of ``[[slide]]`` tables; by default the one that comes with calcml.

    Returns
    -------
    tuple of Slide
        In the order of the file.

    Raises
    ------
    StudioError
        For a file that cannot be read or is no TOML, and for a field that is missing, unknown or
        breaks its rule: with the file and the slide.
    """
    path = path or claims_folder().parent / "slides.toml"
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")).get("slide", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StudioError(f"{place(path)}: not valid TOML: {error}") from error
    except OSError as error:
        raise StudioError(f"cannot read {place(path)}: {error.strerror}") from error
    return tuple(_slide(path, count, table) for count, table in enumerate(tables, start=1))


def slide_map(
    slides: Iterable[Slide],
    claims: Sequence[DeckClaim],
    scenes: Mapping[str, Sequence[str]],
) -> tuple[SlideRow, ...]:
    """Say for each slide which scenes stand for it.

    Parameters
    ----------
    slides : iterable of Slide
        All slides.
    claims : sequence of DeckClaim
        What they assert.
    scenes : mapping of str to sequence of str
        The scenes of the lecture in order, each with the slides that its lesson names.

    Returns
    -------
    tuple of SlideRow
        One per slide, in order.

    Raises
    ------
    StudioError
        When a lesson or a claim names a slide that there is not.
    """
    slides = tuple(slides)
    known = {slide.id for slide in slides}
    for name, ids in scenes.items():
        _require_known(name, ids, known)
    for claim in claims:
        _require_known(claim.id, (claim.slide,), known)
    return tuple(_row(slide, claims, scenes) for slide in slides)


def _row(
    slide: Slide, claims: Iterable[DeckClaim], scenes: Mapping[str, Sequence[str]]
) -> SlideRow:
    own = tuple(claim for claim in claims if claim.slide == slide.id)
    named = {claim.scene for claim in own}
    telling = tuple(name for name, ids in scenes.items() if slide.id in ids or name in named)
    return SlideRow(slide, telling, own, tuple(c for c in own if c.scene not in scenes))


def _require_known(what: str, ids: Iterable[str], known: Iterable[str]) -> None:
    for each in ids:
        if each not in known:
            raise StudioError(f"{what} names slide {each}, which no deck has")


def _spans(claims: Sequence[DeckClaim]) -> str:
    """Return ids such as ``A-041, A-043–A-045``."""
    runs: list[list[DeckClaim]] = []
    for claim in claims:
        if runs and claim.number == runs[-1][-1].number + 1:
            runs[-1].append(claim)
        else:
            runs.append([claim])
    return ", ".join(run[0].id if len(run) == 1 else f"{run[0].id}–{run[-1].id}" for run in runs)


def _slide(path: Path, count: int, table: object) -> Slide:
    if not isinstance(table, dict):
        raise StudioError(f"{place(path)}: a file of slides has [[slide]] tables")
    where = f"{place(path)}, {table.get('id', f'slide {count}')}"
    for name in table:
        if name not in FIELDS:
            raise StudioError(f"{where}: there is no field {name!r}: {nearest(name, FIELDS)}")
    for name in ("id", "title"):
        if name not in table:
            raise StudioError(f"{where}: {name} is missing")
    try:
        return Slide(**table)
    except InvalidArgument as error:
        raise StudioError(f"{where}: {error}") from error
