"""A presentation as a file: who made it, sections to navigate by, and the same bytes each time."""

import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import quoteattr

from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from calcml.studio.slides.deck import Deck
from calcml.studio.slides.xml_text import shortened

__all__ = ["describe", "divide", "pack"]

_ALWAYS = (1980, 1, 1, 0, 0, 0)  # no clock: the same deck is the same file
_PRESSED = {".mp4", ".png", ".jpg", ".jpeg"}
_LONGEST = 250  # characters of a property, of which PowerPoint keeps 255
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"


def describe(presentation: Any, deck: Deck) -> None:
    """Set title, author and subject of a presentation, and nothing of whoever made its template.

    Parameters
    ----------
    presentation : pptx.presentation.Presentation
    deck : Deck
    """
    about = presentation.core_properties
    about._element[:] = []  # noqa: SLF001 - python-pptx can set properties but not take them out
    about.title = shortened(deck.title, _LONGEST)
    about.author = shortened(deck.author, _LONGEST)
    about.last_modified_by = shortened(deck.author, _LONGEST)
    about.subject = shortened(deck.description, _LONGEST)
    for relation in list(presentation.part.package._rels.values()):  # noqa: SLF001 - as above
        if relation.reltype.endswith(("/extended-properties", "/thumbnail")):
            presentation.part.package.drop_rel(relation.rId)
    for relation in list(presentation.part.rels.values()):
        if relation.reltype.endswith(("/printerSettings", "/viewProps")):
            presentation.part.rels.pop(relation.rId)


def divide(presentation: Any, sections: Iterable[tuple[str, list[int]]]) -> None:
    """Divide a presentation into sections.

    Parameters
    ----------
    presentation : pptx.presentation.Presentation
    sections : iterable of (str, list of int)
        The name of each and the ids of its slides, in order.
    """
    told = "".join(_section(name, slides) for name, slides in sections)
    extension = parse_xml(
        f'<p:ext xmlns:p="{_P}" xmlns:p14="{_P14}" uri="{_SECTIONS}">'
        f"<p14:sectionLst>{told}</p14:sectionLst></p:ext>"
    )
    tree = presentation.part._element  # noqa: SLF001 - python-pptx knows no sections
    found = tree.find(qn("p:extLst"))
    if found is None:
        found = parse_xml(f'<p:extLst xmlns:p="{_P}"/>')
        tree.append(found)
    found.insert(0, extension)


def _section(name: str, slides: list[int]) -> str:
    identity = str(uuid5(NAMESPACE_URL, f"calcml:{slides}:{name}")).upper()
    inside = "".join(f'<p14:sldId id="{slide}"/>' for slide in slides)
    return (
        f'<p14:section name={quoteattr(shortened(name, _LONGEST))} id="{{{identity}}}">'
        f"<p14:sldIdLst>{inside}</p14:sldIdLst></p14:section>"
    )


def pack(presentation: Any, target: Path) -> None:
    """Write a presentation; the same one gives the same bytes.

    Parameters
    ----------
    presentation : pptx.presentation.Presentation
    target : Path
        The file to write; a second one beside it is written and removed again.
    """
    loose = target.with_suffix(".loose")
    presentation.save(loose)
    with zipfile.ZipFile(loose) as source, zipfile.ZipFile(target, "w") as package:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, _ALWAYS)
            pressed = Path(name).suffix in _PRESSED
            part.compress_type = zipfile.ZIP_STORED if pressed else zipfile.ZIP_DEFLATED
            package.writestr(part, source.read(name))
    loose.unlink()
