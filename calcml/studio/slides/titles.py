"""Text that fits its place: in the size of the template, or as much smaller as needed."""

from collections.abc import Sequence
from math import ceil
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER as KIND
from pptx.util import Pt

from calcml.studio.slides.boxes import Box
from calcml.studio.slides.xml_text import shortened

__all__ = ["fitting_size", "set_lines", "title_size"]

_TITLES = {KIND.TITLE, KIND.CENTER_TITLE}
_USUAL = 44.0  # points, where a template says nothing
_SMALLEST = 14
_COMFORTABLE = 20  # titles shrink together down to this size, the longest alone below it
_LETTER = 0.54  # em; the mean width of a letter, on the safe side
_LINE = 1.2  # em
_POINT = 12700
_HUNDREDTHS = 100
_LONGEST = 200  # characters of a line; a whole caption stands in the notes


def set_lines(
    place: Any, layout: Any, lines: Sequence[str], *, at_most: float | None = None
) -> None:
    """Write into a placeholder, in letters small enough for it.

    Parameters
    ----------
    place : pptx.shapes.placeholder.SlidePlaceholder
    layout : pptx.slide.SlideLayout
        Of its slide.
    lines : sequence of str
        A paragraph each.
    at_most : float, optional
        The largest size, in points; by default that of the layout.
    """
    told = [shortened(line, _LONGEST) for line in lines]
    is_title = place.placeholder_format.type in _TITLES
    frame, box, usual = place.text_frame, Box.of(place), _usual_size(layout, is_title=is_title)
    frame.text = "\n".join(told)
    wanted = min(at_most or usual, usual)
    fits = fitting_size(told, box, wanted) if box else wanted
    if fits < usual:
        for paragraph in frame.paragraphs:
            for run in paragraph.runs:
                run.font.size = Pt(fits)


def title_size(layout: Any, titles: Sequence[str]) -> float:
    """Return one size for many titles, so that they do not jump from slide to slide.

    Parameters
    ----------
    layout : pptx.slide.SlideLayout
        Of all of them.
    titles : sequence of str

    Returns
    -------
    float
        In points.
    """
    usual = _usual_size(layout, is_title=True)
    (box,) = [Box.of(p) for p in layout.placeholders if p.placeholder_format.type in _TITLES][:1]
    if box is None:
        return usual
    told = {shortened(title, _LONGEST) for title in titles}
    return min(usual, max(_COMFORTABLE, min(fitting_size([text], box, usual) for text in told)))


def fitting_size(lines: Sequence[str], box: Box, usual: float) -> float:
    """Return the largest size at which lines fit a place.

    Parameters
    ----------
    lines : sequence of str
        To be broken where they are too long.
    box : Box
    usual : float
        The size to have if there is room for it, in points.

    Returns
    -------
    float

    Examples
    --------
    >>> fitting_size(["Short"], Box(0, 0, 9_144_000, 914_400), 44)
    44
    >>> fitting_size(["A caption as long as this one is"] * 2, Box(0, 0, 9_144_000, 914_400), 44)
    28
    """
    width, height = (side / _POINT * 0.95 for side in (box.width, box.height))
    for size in (usual, *range(ceil(usual) - 1, _SMALLEST, -1)):
        letters = max(width / (_LETTER * size) - 3, 1)  # a broken line stays a little short
        count = sum(max(ceil(len(line) / letters), 1) for line in lines)
        if count * _LINE * size <= height:
            return size
    return min(usual, _SMALLEST)


def _usual_size(layout: Any, *, is_title: bool) -> float:
    """Return the size of text in a place of a layout: its own, its master's, or of all such."""
    names = ("title", "ctrTitle") if is_title else ("body", "subTitle")
    chosen = " or ".join(f"@type='{name}'" for name in names)
    own = f"p:cSld/p:spTree/p:sp[.//p:ph[{chosen}]]//a:lstStyle/a:lvl1pPr/a:defRPr/@sz"
    style = f"p:txStyles/p:{names[0]}Style/a:lvl1pPr/a:defRPr/@sz"
    tree, master = layout._element, layout.slide_master._element  # noqa: SLF001 - no other way
    for found in (tree.xpath(own), master.xpath(own), master.xpath(style)):
        if found:
            return int(found[0]) / _HUNDREDTHS
    return _USUAL
