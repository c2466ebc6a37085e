"""A deck for manim-slides: a JSON for each scene, and its beats as clips, forwards and backwards.

The folder looks as if manim-slides had made it, with paths that are relative to it::

    slides/SecantToTangent.json
    slides/files/SecantToTangent/01-show_the_curve.mp4
    slides/files/SecantToTangent/01-show_the_curve_reversed.mp4
"""

import json
import shutil
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import Image

from calcml.studio.reversing import reverse
from calcml.studio.slides.deck import Deck, Section, Slide
from calcml.studio.slides.kinds import Settings
from calcml.studio.slides.speaker_notes import number_line

__all__ = ["require", "write"]


def require(settings: Settings) -> None:
    """Refuse nothing: there is nothing to choose.

    Parameters
    ----------
    settings : Settings
    """
    del settings


def write(deck: Deck, folder: Path, settings: Settings) -> Path:
    """Write a deck for ``manim-slides present`` and ``manim-slides convert``.

    Parameters
    ----------
    deck : Deck
    folder : Path
        Where there is room.
    settings : Settings

    Returns
    -------
    Path
        A folder, in which manim-slides is to be started.
    """
    del settings
    root = folder / "manim-slides"
    slides = root / "slides"
    slides.mkdir(parents=True)
    names = _names(deck)
    for section in deck.sections:
        name = names[section.name]
        told = [_slide(slide, name, root, deck.fps) for slide in section.slides]
        # Written in ASCII, since manim-slides reads it in the encoding of the system.
        text = json.dumps(
            {
                "slides": told,
                "resolution": [deck.width, deck.height],
                "background_color": _background(deck),
            },
            indent=2,
        )
        (slides / f"{name}.json").write_text(text + "\n", encoding="ascii")
    (root / "README.txt").write_text(_instructions(deck, names), encoding="utf-8")
    return root


def _names(deck: Deck) -> Mapping[str, str]:
    """Return by section what it is called: as its scene, where only one is."""
    often = Counter(section.scene for section in deck.sections)
    return {
        section.name: section.scene if often[section.scene] == 1 else section.name
        for section in deck.sections
    }


def _background(deck: Deck) -> str:
    """Return the colour around a picture that has another shape than the screen: its own."""
    with Image.open(deck.slides[0].first) as picture:
        return "#" + bytes(picture.convert("RGB").tobytes()[:3]).hex()


def _slide(slide: Slide, name: str, root: Path, fps: int) -> dict[str, Any]:
    """Put a beat's clips into the deck, and describe them in the words of manim-slides."""
    room = Path("slides", "files", name)
    stem = f"{slide.place:02}-{slide.beat}"
    forwards, backwards = room / f"{stem}.mp4", room / f"{stem}_reversed.mp4"
    (root / room).mkdir(parents=True, exist_ok=True)
    shutil.copyfile(slide.clip, root / forwards)
    reverse(slide.clip, slide.frames, fps, root / backwards)
    return {
        "file": forwards.as_posix(),
        "rev_file": backwards.as_posix(),
        "type": "video",
        "loop": slide.loops,
        "auto_next": False,
        "playback_rate": 1.0,
        "reversed_playback_rate": 1.0,
        "notes": _notes(slide),
        "dedent_notes": True,
        "skip_animations": False,
        "direction": "horizontal",
    }


def _notes(slide: Slide) -> str:
    """Return the caption and the numbers on screen, for the lecturer."""
    numbers = [f"- {number_line(number)}" for number in slide.numbers]
    return "\n".join([slide.caption, *([""] if numbers else []), *numbers])


def _instructions(deck: Deck, names: Mapping[str, str]) -> str:
    def order(sections: tuple[Section, ...]) -> str:
        return " ".join(names[section.name] for section in sections)

    return (
        f"{deck.title}, slides for manim-slides\n\n"
        "In this folder, with manim-slides and a Qt (pip install 'manim-slides[pyside6]'):\n\n"
        f"    manim-slides present {order(deck.sections)}\n\n"
        "Or as one page, without a Qt:\n\n"
        f"    manim-slides convert {order(deck.sections)} slides.html\n"
    )
