"""Ways to draw a picture that lies, while the lesson goes on telling the truth."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import numpy as np
from manim import DEGREES, VMobject

from calcml.stage import arrowfields, arrows, scene, text, theme
from calcml.stage.arrowfields import ArrowField
from calcml.stage.film.camera import FilmCamera
from calcml.stage.plots import Plot
from calcml.stage.scene import LessonScene

__all__ = [
    "arrow_from_elsewhere",
    "dot_changed",
    "drawn_by_no_one",
    "field_changed",
    "glyph_erased",
    "glyphs_of",
    "hidden_by_its_colour",
    "in_another_colour",
    "lagging",
    "line_changed",
    "line_in_another_colour",
    "moved",
    "nowhere",
    "number_without_entry",
    "shifted_line",
    "turned_field",
    "turned_line",
    "written_as",
]  # fmt: skip

Lie = Callable[[], AbstractContextManager[Any]]
PIXEL = 7.994 / 480  # scene units to a pixel at 480p


def dot_changed(name: str, change: Callable[[Any], Any]) -> Lie:
    """Change a dot whenever it has been put in its place."""
    real = Plot.dot

    def dot(plot: Plot, called: str, *how: Any, **more: Any) -> Any:
        made = real(plot, called, *how, **more)
        if called == name:
            change(made)
            if more.get("moving", True):
                made.add_updater(change)
        return made

    return lambda: patch.object(Plot, "dot", dot)


def moved(name: str, right: float, down: float) -> Lie:
    """Move a dot aside by some pixels."""
    return dot_changed(name, lambda dot: dot.shift([right * PIXEL, -down * PIXEL, 0]))


def hidden_by_its_colour(name: str) -> Lie:
    """Draw a dot in the colour of the background."""
    return dot_changed(name, lambda dot: dot.set_color(theme.colour(theme.BACKGROUND)))


def in_another_colour(name: str, role: theme.Role) -> Lie:
    """Draw a dot in the colour of something else, as only the camera knows."""
    return lambda: _both(_erasing(role), dot_changed(name, _erase)())


def nowhere(name: str) -> Lie:
    """Put a dot where it cannot be drawn."""
    return dot_changed(name, lambda dot: dot.shift([np.nan, 0, 0]))


def lagging() -> AbstractContextManager[Any]:
    """Let what follows the lesson come a frame late."""
    real = Plot.follow

    def follow(plot: Plot, thing: Any, place: Callable[[], tuple[float, float]]) -> Any:
        last = [place()]

        def late() -> tuple[float, float]:
            last.append(place())
            return last.pop(0)

        return real(plot, thing, late)

    return patch.object(Plot, "follow", follow)


def _erasing(role: theme.Role | None = None) -> AbstractContextManager[Any]:
    """Let the camera pass over what is marked, or draw it in another colour."""
    real = FilmCamera._draw_on

    def draw(camera: FilmCamera, sheet: Any, each: Any, seen: Any) -> None:
        if not getattr(each, "is_erased", False):
            real(camera, sheet, each, seen)
        elif role is not None:
            real(camera, sheet, each.copy().set_color(theme.colour(role)), seen)

    return patch.object(FilmCamera, "_draw_on", draw)


def _erase(thing: Any) -> None:
    for part in thing.get_family():
        part.is_erased = True


@contextmanager
def _both(one: AbstractContextManager[Any], other: AbstractContextManager[Any]) -> Iterator[None]:
    with one, other:
        yield


def drawn_by_no_one(name: str) -> Lie:
    """Let the camera pass over a dot."""
    return lambda: _both(_erasing(), dot_changed(name, _erase)())


def glyph_erased(source: str, *numbers: int) -> Lie:
    """Let the camera pass over some glyphs of a text; over all of it, if none is named."""
    real = text.Typeset.__init__

    def init(typeset: text.Typeset, body: str, **how: Any) -> None:
        real(typeset, body, **how)
        if body == source:
            for glyph in [typeset[n] for n in numbers] if numbers else typeset:
                _erase(glyph)

    return lambda: _both(_erasing(), patch.object(text.Typeset, "__init__", init))


def glyphs_of(others: Mapping[str, str]) -> Lie:
    """Draw texts with the glyphs of others, under their own markup."""
    real = text._layout

    def layout(colours: str, source: str) -> Any:
        return real(colours, others.get(source, source))

    return lambda: patch.object(text, "_layout", layout)


def written_as(others: Mapping[str, str]) -> Lie:
    """Set readouts in the markup of other numbers."""
    real = text.maths

    def maths(source: str, **how: Any) -> Any:
        return real(others.get(source, source), **how)

    return lambda: patch.object(scene, "maths", maths)


def number_without_entry(key: str) -> Lie:
    """Let a readout forget of which entry it is."""
    real = LessonScene.readout

    def readout(stage: LessonScene, asked: str, *how: Any, **more: Any) -> Any:
        made = real(stage, asked, *how, **more)
        if asked == key:
            made.entry_keys = ()
        return made

    return lambda: patch.object(LessonScene, "readout", readout)


def line_changed(change: Callable[[VMobject], Any]) -> Lie:
    """Change straight lines whenever they have been drawn."""
    real = Plot.segment

    def segment(plot: Plot, *how: Any, **more: Any) -> Any:
        return real(plot, *how, **more).add_updater(change, call_updater=True)

    return lambda: patch.object(Plot, "segment", segment)


def line_in_another_colour(role: theme.Role) -> Lie:
    """Draw lines in the colour of something else."""
    return lambda: _both(_erasing(role), line_changed(_erase)())


def turned_line(degrees: float) -> Lie:
    """Turn lines about their middle."""
    return line_changed(lambda line: line.rotate(degrees * DEGREES))


def shifted_line(pixels: float) -> Lie:
    """Move lines to the side."""

    def aside(line: VMobject) -> None:
        way = line.get_end() - line.get_start()
        line.shift(pixels * PIXEL * np.array([-way[1], way[0], 0]) / np.linalg.norm(way))

    return line_changed(aside)


def arrow_from_elsewhere(ends_of: Callable[[Any], Any]) -> Lie:
    """Draw arrows between other ends than the lesson's."""
    real = arrows.arrow

    def arrow(plot: Plot, ends: Any, *how: Any, **more: Any) -> Any:
        one, other = ((float(x), float(y)) for x, y in ends_of(np.array(ends)))
        drawn = real(plot, (one, other), *how, **more)
        plot.strokes[-1] = replace(plot.strokes[-1], places=lambda: ends)
        return drawn

    return lambda: patch.object(arrows, "arrow", arrow)


def field_changed(spans_of: Callable[[Any], Any]) -> Lie:
    """Draw a field with other arrows than the lesson's."""
    real = ArrowField._draw

    def draw(field: ArrowField, shares: Any) -> None:
        told, field.spans = field.spans, spans_of(field.spans)
        real(field, shares)
        field.spans = told

    return lambda: patch.object(arrowfields.ArrowField, "_draw", draw)


def turned_field(degrees: float) -> Lie:
    """Turn every arrow of a field about its point."""
    cos, sin = np.cos(degrees * DEGREES), np.sin(degrees * DEGREES)
    return field_changed(lambda spans: spans @ [[cos, sin, 0], [-sin, cos, 0], [0, 0, 1]])
