"""Draw the gallery: a small still of every scene, and the pages that show what the lecture has.

python scripts/gallery.py [--pages]

Renders the stills, takes of each scene the one with most to see, or the one named below, and
writes docs/gallery/scenes/, docs/gallery.md and docs/lecture.md; with --pages only these two. Run
it after a change of a scene's pictures or of the claims.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

import numpy as np
from PIL import Image

from calcml.studio.catalogue import SceneCard, catalogue
from calcml.studio.lecture_file import read_lecture_file

ROOT = Path(__file__).parents[1]
STILLS = ROOT / "media" / "stills" / "480p15"
PICTURES = ROOT / "docs" / "gallery" / "scenes"
PAGE = ROOT / "docs" / "gallery.md"
CALCML = Path(sys.executable).parent / "calcml"
SIZE = (480, 270)
COLOURS = 128
BACKGROUND = 40
"""How far a level may be from the background's and still belong to it."""
ACROSS = 3

CHOSEN: dict[str, str] = {}
"""The beat whose picture says most, where that is not the fullest one."""

LECTURE = ROOT / "docs" / "lecture.md"
MAP = """# From slides to scenes

Which scenes stand for each slide of the two source decks, and which of its claims they answer.
A section slide of deck B is a chapter's card. Printed by `calcml map --format md`, which ends with
exit code 1 if anything is left over; `calcml claims A-026` says all about a claim.

The outline was followed scene by scene: none was merged, none split. Six scenes were added for what
people ask and the decks do not say, in the chapter *Extras*, and a card for every chapter.

"""

HEAD = """# The lecture in pictures

One still of each scene, in the order of the lecture. `calcml list` says how long each takes,
[lecture.md](lecture.md) which slide of the source decks it stands for.
"""


def main() -> int:
    """Draw everything."""
    cards = catalogue(read_lecture_file(ROOT / "scenes" / "lecture.toml"))
    scenes = [card for card in cards if not card.opens]
    if "--pages" not in sys.argv:
        subprocess.run([CALCML, "render", "-s", "-ql", *(card.name for card in scenes)], check=True)
        shutil.rmtree(PICTURES, ignore_errors=True)
        PICTURES.mkdir(parents=True)
        for card in scenes:
            small(chosen_still(card.name)).save(PICTURES / f"{card.name}.png", optimize=True)
    PAGE.write_text(page(scenes), encoding="utf-8")
    told = subprocess.run([CALCML, "map", "--format", "md"], check=True, capture_output=True)
    LECTURE.write_text(MAP + told.stdout.decode(), encoding="utf-8")
    return 0


def chosen_still(name: str) -> Path:
    """Return the still that stands for a scene."""
    stills = sorted(STILLS.glob(f"{name}-*.png"))
    if name in CHOSEN:
        return next(still for still in stills if still.stem.endswith(f"-{CHOSEN[name]}"))
    return max(stills, key=fullness)


def fullness(still: Path) -> int:
    """Return how many pixels of a picture are not background."""
    pixels = np.asarray(Image.open(still).convert("RGB")).astype(int)
    return int((np.abs(pixels - pixels[2, 2]).max(axis=2) > BACKGROUND).sum())


def small(still: Path) -> Image.Image:
    """Return a picture for the page, in few colours."""
    picture = Image.open(still).convert("RGB").resize(SIZE, Image.Resampling.LANCZOS)
    return picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)


def page(scenes: Iterable[SceneCard]) -> str:
    """Return the page in Markdown."""
    chapters = groupby(scenes, key=lambda card: card.chapter)
    return HEAD + "".join(f"\n## {title}\n\n{rows(list(cards))}" for title, cards in chapters)


def rows(cards: list[SceneCard]) -> str:
    """Return the scenes of a chapter as a table without a head's text."""
    head = ("| " * ACROSS + "|", "|---" * ACROSS + "|")
    parts = (cards[start : start + ACROSS] for start in range(0, len(cards), ACROSS))
    return "\n".join((*head, *(f"| {' | '.join(map(cell, part))} |" for part in parts), ""))


def cell(card: SceneCard) -> str:
    """Return one scene: its picture, its name, what the viewer understands."""
    picture = f"![{card.name}](gallery/scenes/{card.name}.png)"
    return f"{picture}<br>**{card.name}**: {card.sentence}"


if __name__ == "__main__":
    sys.exit(main())
