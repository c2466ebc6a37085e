"""A lecturer's own presentation: opened with care, emptied of its slides, and judged."""

import io
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as LINK
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from calcml.studio.problems import StudioError, place
from calcml.studio.slides.layouts import Layouts, chosen_layouts
from calcml.studio.slides.xml_text import shortened

__all__ = ["opened_template"]

_LARGEST = 500_000_000  # bytes of a template, packed and unpacked
_LARGEST_XML = 50_000_000  # bytes of one part of it, which takes many times that to parse
_MOST_FILES = 20_000
_MOST_NAMES, _LONGEST_NAME = 8, 40
_OLD = b"\xd0\xcf\x11\xe0"  # begins old .ppt files, and new ones under a password
_CONTENTS = "[Content_Types].xml"
_MAIN = re.compile(
    rb"application/vnd\.(?:openxmlformats-officedocument\.presentationml\.(?:template|slideshow)"
    rb"|ms-powerpoint\.(?:presentation|template|slideshow)\.macroEnabled)\.main\+xml"
)
_PLAIN = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_KEPT = ("/core-properties", "/officeDocument", "/custom-properties")
_LEFT_OUT = ("/slide", "/viewProps", "/vbaProject", "/printerSettings", "/comments")


def opened_template(path: Path, width: int, height: int) -> tuple[Any, Layouts]:
    """Open a presentation without its slides.

    Parameters
    ----------
    path : Path
        A .pptx, .potx or .ppsx, with macros or without; macros are left out.
    width, height : int
        The shape of the clips; which template serves does not depend on it.

    Returns
    -------
    presentation : pptx.presentation.Presentation
    Layouts

    Raises
    ------
    StudioError
        For what is no presentation, is damaged, or would not fit in memory; and when no layout of
        it has a title and room for a clip.
    """
    content = _content(path)
    _require_sane(path, content)
    try:
        presentation = Presentation(io.BytesIO(_as_presentation(content)))
        _empty(presentation)
        layouts = chosen_layouts(presentation, width, height)
        names = [
            layout.name for master in presentation.slide_masters for layout in master.slide_layouts
        ]
    except Exception as error:  # a foreign package can be wrong in any way
        raise StudioError(
            f"{place(path)} is no whole PowerPoint presentation: open it with PowerPoint and "
            "save it as .pptx"
        ) from error
    if layouts is None:
        told = f"it has {_listed(names)}" if names else "it has no layouts"
        raise StudioError(
            f"{place(path)} has no layout with a title and room for a clip: {told}; "
            "add a layout with a title above a large content placeholder"
        )
    return presentation, layouts


def _listed(names: Iterable[str]) -> str:
    """Name layouts, each once and not too many."""
    once = list(dict.fromkeys(shortened(name, _LONGEST_NAME) for name in names))
    more = f" and {len(once) - _MOST_NAMES} more" if len(once) > _MOST_NAMES else ""
    return ", ".join(once[:_MOST_NAMES]) + more


def _content(path: Path) -> bytes:
    if path.is_dir():
        raise StudioError(f"{place(path)} is a folder: --template wants a presentation (.pptx)")
    if not path.is_file():
        lack = "is no file" if path.exists() else "does not exist"
        raise StudioError(f"{place(path)} {lack}: --template wants a presentation (.pptx)")
    try:
        if path.stat().st_size > _LARGEST:
            raise StudioError(_too_large(path))
        return path.read_bytes()
    except OSError as error:
        raise StudioError(f"cannot read {place(path)}: {error.strerror}") from error


def _too_large(path: Path) -> str:
    return (
        f"{place(path)} is too large for a template: unpacked at most "
        f"{_LARGEST // 1_000_000} MB in {_MOST_FILES} files; take its slides and videos out"
    )


def _require_sane(path: Path, content: bytes) -> None:
    """Refuse what is no package, and what would not end when it is unpacked."""
    if content.startswith(_OLD):
        raise StudioError(
            f"{place(path)} is an old .ppt or has a password: save it as .pptx without one"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise StudioError(
            f"{place(path)} is no PowerPoint presentation: --template wants a .pptx or .potx"
        ) from error
    told = [part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))]
    size = sum(part.file_size for part in parts)
    if size > _LARGEST or len(parts) > _MOST_FILES or max(told, default=0) > _LARGEST_XML:
        raise StudioError(_too_large(path))


def _as_presentation(content: bytes) -> bytes:
    """Return a template, a show or one with macros as an ordinary presentation."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        contents = package.read(_CONTENTS)
        if not _MAIN.search(contents):
            return content
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy:
            for name in dict.fromkeys(package.namelist()):
                part = package.read(name)
                copy.writestr(name, _MAIN.sub(_PLAIN, part) if name == _CONTENTS else part)
    return target.getvalue()


def _empty(presentation: Any) -> None:
    """Leave out the slides and all that points to them."""
    package, main = presentation.part.package, presentation.part
    _drop(package, lambda kind: not kind.endswith(_KEPT))
    tree = main._element  # noqa: SLF001 - python-pptx offers no way to take slides out
    for gone in tree.xpath(
        "p:sldIdLst/p:sldId | p:custShowLst | p:extLst"
        "/p:ext[@uri='{521415D9-36F7-43E2-AB2F-B90AF26B5E84}']"
    ):
        gone.getparent().remove(gone)
    _drop(main, lambda kind: kind.endswith(_LEFT_OUT))
    for master in presentation.slide_masters:
        for part in (master.part, *(layout.part for layout in master.slide_layouts)):
            _unlink(part)
    for relation in main.rels.values():
        if relation.reltype == LINK.PRES_PROPS:
            _forget_the_show(relation.target_part)


def _drop(part: Any, gone: Any) -> None:
    rels = part._rels  # noqa: SLF001 - as above
    for name in [name for name, relation in rels.items() if gone(relation.reltype)]:
        rels.pop(name)


def _unlink(part: Any) -> None:
    """Take out a layout's buttons that lead to slides."""
    for name, relation in list(part.rels.items()):
        if relation.reltype == LINK.SLIDE:
            for button in part._element.xpath(f".//*[@r:id='{name}']"):  # noqa: SLF001 - as above
                button.getparent().remove(button)
            part.rels.pop(name)


def _forget_the_show(part: Any) -> None:
    """Take out which slides are shown, and how."""
    tree = parse_xml(part.blob)
    for gone in list(tree.iterfind(qn("p:showPr"))):
        tree.remove(gone)
    part._blob = serialize_part_xml(tree)  # noqa: SLF001 - as above
