"""Layouts of our own: a slide for the title, one for chapters, and one that a clip fills.

The title of a clip's slide stands above the slide, where the outline and screen readers find it
and nobody sees it; PowerPoint puts titles that it is told to hide there too.
"""

from collections.abc import Mapping
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as LINK
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from calcml.studio.review.palette import palettes
from calcml.studio.slides.boxes import Box, slide_size
from calcml.studio.slides.layouts import Layouts

__all__ = ["house_presentation"]

_FONT = "Georgia"  # comes with Windows, macOS and PowerPoint for the web
_NAMESPACES = " ".join(
    f'xmlns:{short}="http://schemas.openxmlformats.org/{long}"'
    for short, long in (("a", "drawingml/2006/main"), ("p", "presentationml/2006/main"))
)
_PLACE = """\
<p:sp {namespaces}><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/>
<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr>
<p:spPr>{frame}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>
<p:txBody><a:bodyPr vert="horz" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}">
<a:normAutofit/></a:bodyPr><a:lstStyle><a:lvl1pPr marL="0" indent="0" algn="l"><a:buNone/>
<a:defRPr sz="{size}00"><a:solidFill><a:schemeClr val="{ink}"/></a:solidFill></a:defRPr>
</a:lvl1pPr></a:lstStyle><a:p><a:r><a:rPr lang="en-GB"/><a:t>{name}</a:t></a:r></a:p></p:txBody>
</p:sp>"""
_RULE = """\
<p:sp {namespaces}><p:nvSpPr><p:cNvPr id="{number}" name="Rule"/><p:cNvSpPr/>
<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{frame}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
<a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>"""
_FRAME = '<a:xfrm><a:off x="{0.left}" y="{0.top}"/><a:ext cx="{0.width}" cy="{0.height}"/></a:xfrm>'
_INKS = {
    "dk1": "ink", "lt1": "background", "dk2": "soft", "lt2": "panel", "accent1": "function",
    "accent2": "tangent", "accent3": "secant", "accent4": "moving", "accent5": "confirmed",
    "accent6": "soft", "hlink": "function", "folHlink": "secant",
}  # fmt: skip
_USED = {"Title Slide": "Title", "Section Header": "Chapter", "Title Only": "Clip"}


def house_presentation(width: int, height: int, theme: str) -> tuple[Any, Layouts]:
    """Return an empty presentation with our layouts.

    Parameters
    ----------
    width, height : int
        Of its clips in pixels.
    theme : {"dark", "light"}

    Returns
    -------
    presentation : pptx.presentation.Presentation
    Layouts
    """
    presentation = Presentation()
    size = slide_size(width, height)
    presentation.slide_width, presentation.slide_height = size
    # python-pptx's own presentation says that its slides are 4:3.
    presentation.part._element.find(qn("p:sldSz")).attrib.pop("type", None)  # noqa: SLF001
    kept = {}
    for layout in list(presentation.slide_layouts):
        if layout.name in _USED:
            kept[_USED[layout.name]] = layout
        else:
            presentation.slide_layouts.remove(layout)
    _paint(presentation.slide_master, palettes()[theme])
    _furnish(presentation.slide_master, kept, *size)
    layouts = Layouts(
        opening=kept["Title"], chapter=kept["Chapter"], clip=kept["Clip"], room=Box(0, 0, *size)
    )
    return presentation, layouts


def _paint(master: Any, inks: Mapping[str, str]) -> None:
    """Set the colours and the font of the theme."""
    part = master.part.part_related_by(LINK.THEME)
    theme = parse_xml(part.blob)
    theme.set("name", "calcml")
    for name, ink in _INKS.items():
        (slot,) = theme.iter(qn(f"a:{name}"))
        slot[:] = [parse_xml(f'<a:srgbClr {_NAMESPACES} val="{inks[ink].lstrip("#").upper()}"/>')]
    for family in ("a:majorFont", "a:minorFont"):
        for latin in theme.iterfind(f".//{qn(family)}/{qn('a:latin')}"):
            latin.set("typeface", _FONT)
    part._blob = serialize_part_xml(theme)  # noqa: SLF001 - themes are opaque to python-pptx


def _furnish(master: Any, layouts: Mapping[str, Any], width: int, height: int) -> None:
    """Place what stands on the master and on each layout."""
    edge = width // 12
    inner = width - 2 * edge
    middle = height // 2
    head = Box(edge, height // 5, inner, middle - height // 5 - height // 40)
    foot = Box(edge, middle + height // 30, inner, height - middle - height // 8)
    rule = Box(edge, middle, inner // 6, height // 240)
    above = Box(edge, -height // 5, inner, height // 8)
    title, body = 'type="title"', 'type="body" idx="1"'
    _fill(master, [("Title", title, head, 40, "b", "tx1"), ("Text", body, foot, 22, "t", "tx1")])
    _fill(
        layouts["Title"],
        [
            ("Title", 'type="ctrTitle"', head, 44, "b", "tx1"),
            ("Subtitle", 'type="subTitle" idx="1"', foot, 22, "t", "tx2"),
        ],
        rule,
    )
    _fill(
        layouts["Chapter"],
        [("Title", title, head, 40, "b", "tx1"), ("Scenes", body, foot, 24, "t", "tx2")],
        rule,
    )
    _fill(layouts["Clip"], [("Title", title, above, 18, "b", "tx1")])
    for name, layout in layouts.items():
        layout.name = name


def _fill(owner: Any, places: list[tuple[str, str, Box, int, str, str]], *rules: Box) -> None:
    """Replace the shapes of a master or a layout."""
    tree = owner.shapes._spTree  # noqa: SLF001 - layouts are read-only to python-pptx
    for old in tree.iterfind(qn("p:sp")):
        tree.remove(old)
    for number, (name, kind, box, size, anchor, ink) in enumerate(places, start=2):
        shape = _PLACE.format(
            namespaces=_NAMESPACES, number=number, name=name, kind=kind, frame=_FRAME.format(box),
            size=size, anchor=anchor, ink=ink,
        )  # fmt: skip
        tree.append(parse_xml(shape.replace("\n", "")))
    for number, box in enumerate(rules, start=len(places) + 2):
        shape = _RULE.format(namespaces=_NAMESPACES, number=number, frame=_FRAME.format(box))
        tree.append(parse_xml(shape.replace("\n", "")))
