"""Which layouts of a presentation serve for what: the first slide, chapters, and clips."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER as KIND

from calcml.studio.slides.boxes import Box

__all__ = ["Layouts", "chosen_layouts"]

_SMALLEST = 0.25  # of the slide, that the room for a clip must have
_OVERLAP = 0.05  # of the room, that a title may cover
_HOLDS_A_CLIP = {KIND.OBJECT, KIND.MEDIA_CLIP, KIND.PICTURE, KIND.BODY}
_TITLES = {KIND.TITLE, KIND.CENTER_TITLE}
_FURNITURE = {KIND.DATE, KIND.FOOTER, KIND.SLIDE_NUMBER, KIND.HEADER}


@dataclass(frozen=True)
class Layouts:
    """The layouts that are used.

    Attributes
    ----------
    opening, chapter : object or None
        Of the slide with the lecture's title, and of those with a chapter's; None for no slide.
    clip : object
        Of the slide of a beat.
    room : Box
        Where its clip may be.
    """

    opening: Any
    chapter: Any
    clip: Any
    room: Box


def chosen_layouts(presentation: Any, width: int, height: int) -> Layouts | None:
    """Choose layouts of a presentation, all of the first master that has room for a clip.

    Parameters
    ----------
    presentation : pptx.presentation.Presentation
    width, height : int
        The shape of the clips.

    Returns
    -------
    Layouts or None
        None when no layout has a title and room for a clip.
    """
    size = presentation.slide_width, presentation.slide_height
    for master in presentation.slide_masters:
        layouts = list(master.slide_layouts)
        fitting = [(layout, room) for layout in layouts for room in _rooms(layout, *size)]
        if fitting:
            layout, room = max(fitting, key=lambda found: found[1].merit(width, height))
            return Layouts(
                opening=_first(layouts, "title", {KIND.CENTER_TITLE, KIND.SUBTITLE}),
                chapter=_first(layouts, "secHead", set()),
                clip=layout,
                room=room.box,
            )
    return None


@dataclass(frozen=True)
class _Room:
    """Where a clip could be, and how many placeholders of its layout would stay empty."""

    box: Box
    is_meant: bool
    unused: int

    def merit(self, width: int, height: int) -> tuple[int, bool, int]:
        """Compare: nothing stays empty, a placeholder says so, the clip is large."""
        return -self.unused, self.is_meant, self.box.fitted(width, height).area


def _rooms(layout: Any, width: int, height: int) -> Iterator[_Room]:
    title = _title(layout)
    if title is None:
        return
    slide = Box(0, 0, width, height)
    kinds = [(place, place.placeholder_format.type) for place in layout.placeholders]
    others = [place for place, kind in kinds if kind not in _TITLES | _FURNITURE]
    found = [
        _Room(box, is_meant=True, unused=len(others) - 1)
        for place, kind in kinds
        if kind in _HOLDS_A_CLIP and _is_level(place) and (box := Box.of(place))
    ]
    if not others:
        found.append(_Room(_below(title, layout, slide), is_meant=False, unused=0))
    for room in found:
        seen = room.box.common(slide)
        if seen.area >= _SMALLEST * slide.area and seen.common(title).area <= _OVERLAP * seen.area:
            yield replace(room, box=seen)


def _title(layout: Any) -> Box | None:
    for place in layout.placeholders:
        if place.placeholder_format.type == KIND.TITLE and _is_level(place):
            return Box.of(place)
    return None


def _is_level(place: Any) -> bool:
    """Tell whether the text of a placeholder runs from left to right."""
    turned = place._element.xpath(".//p:ph/@orient | .//a:bodyPr/@vert")  # noqa: SLF001 - no other way
    return all(way == "horz" for way in turned)


def _below(title: Box, layout: Any, slide: Box) -> Box:
    """Return the room below a title, down to what stands at the lower edge."""
    edges = [
        box.top
        for place in layout.placeholders
        if place.placeholder_format.type in _FURNITURE
        and (box := Box.of(place)) is not None
        and box.top >= title.bottom
    ]
    lowest = min([*edges, slide.height - slide.height // 20])
    return Box(title.left, title.bottom, title.width, lowest - title.bottom)


def _first(layouts: Iterable[Any], kind: str, signs: set[Any]) -> Any:
    """Return the first layout that has a title, and is of a kind or has one of some places."""
    for layout in layouts:
        kinds = {place.placeholder_format.type for place in layout.placeholders}
        named = layout._element.get("type") == kind  # noqa: SLF001 - no other way
        if kinds & _TITLES and (named or kinds & signs):
            return layout
    return None
