"""A lecturer's own template: its layouts are used, its slides left out, and bad ones refused."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER as KIND
from pptx.oxml import parse_xml
from pptx.util import Emu, Inches

from calcml.studio.problems import StudioError
from calcml.studio.slides import powerpoint, templates
from calcml.studio.slides.boxes import Box
from calcml.studio.slides.kinds import KINDS, Settings
from calcml.studio.slides.titles import fitting_size
from tests.studio.slides import office_sample as sample

Change = Callable[[Any], None]
MAIN = "presentationml.presentation.main+xml"
OFFICE = "application/vnd.openxmlformats-officedocument."
MACROS = "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"
NAMES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
SECTIONS = (
    f'<p:extLst {NAMES}><p:ext uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}">'
    '<p14:sectionLst xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">'
    '<p14:section name="Old" id="{00000000-0000-0000-0000-000000000001}"><p14:sldIdLst>'
    '<p14:sldId id="256"/></p14:sldIdLst></p14:section></p14:sectionLst></p:ext></p:extLst>'
)


def template(path: Path, change: Change = lambda _: None) -> Path:
    """Write a presentation with an old slide, a footer and links to its slide."""
    presentation = Presentation()
    for layout in presentation.slide_layouts:
        for place in layout.placeholders:
            if place.placeholder_format.type == KIND.FOOTER:
                place.text_frame.text = "Faculty of Mathematics"
            if place.placeholder_format.type == KIND.DATE:
                place.text_frame.text = "1 April 2001"
    old = presentation.slides.add_slide(presentation.slide_layouts[0])
    old.shapes.title.text = "An old slide"
    main = presentation.part._element
    (name,) = main.xpath("p:sldIdLst/p:sldId/@r:id")
    show = (
        f'<p:custShowLst {NAMES}><p:custShow name="Old" id="0"><p:sldLst><p:sld r:id="{name}"/>'
        "</p:sldLst></p:custShow></p:custShowLst>"
    )
    main.find("{*}notesSz").addnext(parse_xml(show))
    main.append(parse_xml(SECTIONS))
    layout = presentation.slide_layouts[1]
    link = layout.part.relate_to(
        old.part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/slide"
    )
    click = f'<a:hlinkClick {NAMES} r:id="{link}" action="ppaction://hlinksldjump"/>'
    layout.placeholders[0]._element.nvSpPr.cNvPr.append(parse_xml(click))
    change(presentation)
    presentation.save(path)
    return path


def written(path: Path, folder: Path, size: tuple[int, int] = sample.WIDE):
    settings = Settings(template=path)
    KINDS["pptx"].require(settings)
    return powerpoint.write(sample.deck(folder, size), folder, settings)


def clip_of(slide):
    (movie,) = (shape for shape in slide.shapes if "MEDIA" in str(shape.shape_type))
    return movie


def keep_only(*names: str) -> Change:
    def change(presentation) -> None:
        for layout in list(presentation.slide_layouts):
            if layout.name not in names and not layout.used_by_slides:
                presentation.slide_layouts.remove(layout)

    return change


def retyped(path: Path, kind: str) -> Path:
    """Rewrite a presentation as another kind of PowerPoint file."""
    content = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(content) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "[Content_Types].xml":
                part = part.replace((OFFICE + MAIN).encode(), kind.encode())
            target.writestr(name, part)
    return path


@pytest.mark.parametrize("size", [(64, 36), (48, 48), (36, 64)])
def test_the_clip_lies_in_its_place_below_the_title_in_its_own_shape(size, tmp_path):
    path = template(tmp_path / "theirs.pptx")
    content = Presentation(path).slide_layouts[1].placeholders[1]
    room = Box.of(content)
    assert room is not None
    slides = Presentation(written(path, tmp_path, size)).slides
    for slide in (slides[2], slides[3], slides[7]):
        box = Box.of(clip_of(slide))
        assert box is not None
        assert box.common(room) == box
        assert box.width / box.height == pytest.approx(size[0] / size[1], rel=1e-4)
        assert box.width == room.width or box.height == room.height
        assert slide.slide_layout.name == "Title and Content"


def test_its_own_slides_and_all_that_led_to_them_are_left_out(tmp_path):
    target = written(template(tmp_path / "theirs.pptx"), tmp_path)
    slides = Presentation(target).slides
    assert len(slides) == 9
    with zipfile.ZipFile(target) as package:
        names = package.namelist()
        text = b"".join(package.read(name) for name in names if name.endswith((".xml", ".rels")))
        main = package.read("ppt/presentation.xml")
    assert len([name for name in names if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)]) == 9
    assert len(names) == len(set(names))
    assert b"An old slide" not in text
    assert b"hlinksldjump" not in text
    assert b"custShow" not in main
    assert main.count(b"sectionLst") == 2
    assert b'name="Old"' not in main


def test_titles_tell_the_captions_and_no_place_stays_empty(tmp_path):
    slides = Presentation(written(template(tmp_path / "theirs.pptx"), tmp_path)).slides
    beat = slides[3]
    assert beat.shapes.title.text_frame.text == "This is to shrink."
    assert beat.shapes.title.top > 0
    for slide in slides:
        for place in slide.placeholders:
            assert place.text_frame.text.strip(), (slide.slide_id, place.name)
        footers = [
            place.text_frame.text
            for place in slide.placeholders
            if place.placeholder_format.type == KIND.FOOTER
        ]
        assert footers == ["Faculty of Mathematics"]
        assert not any("2001" in place.text_frame.text for place in slide.placeholders)
        ids = [shape.shape_id for shape in slide.shapes]
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("size", [(64, 36), (36, 64)])
def test_a_layout_with_only_a_title_has_room_below_it(size, tmp_path):
    path = template(tmp_path / "theirs.pptx", keep_only("Title Only"))
    slide = Presentation(written(path, tmp_path, size)).slides[-1]
    box, title = Box.of(clip_of(slide)), Box.of(slide.shapes.title)
    assert box is not None
    assert title is not None
    assert slide.slide_layout.name == "Title Only"
    assert box.top >= title.bottom
    assert box.bottom <= 6_356_350  # where the footers of this template begin
    assert box.width == title.width or box.height == 6_356_350 - title.bottom


def test_a_picture_beside_a_text_serves_if_there_is_nothing_better(tmp_path):
    def change(presentation) -> None:
        keep_only("Picture with Caption")(presentation)
        layout = presentation.slide_layouts[-1]
        assert layout.name == "Picture with Caption"
        layout.placeholders[0].top = Emu(100_000)

    path = template(tmp_path / "theirs.pptx", change)
    slides = Presentation(written(path, tmp_path)).slides
    assert slides[-1].slide_layout.name == "Picture with Caption"
    assert [place.name for place in slides[-1].placeholders if not place.text_frame.text] == []
    # no layout for chapters is left, so there are none of their slides
    assert len(slides) == 7


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.potx", f"{OFFICE}presentationml.template.main+xml"),
        ("a.ppsx", f"{OFFICE}presentationml.slideshow.main+xml"),
        ("a.pptm", MACROS),
    ],
)
def test_templates_shows_and_macros_become_a_presentation(name, kind, tmp_path):
    target = written(retyped(template(tmp_path / name), kind), tmp_path)
    with zipfile.ZipFile(target) as package:
        types = package.read("[Content_Types].xml").decode()
        assert not any("vba" in each for each in package.namelist())
    assert MAIN in types
    assert not re.search(r"macroEnabled|template\.main|slideshow\.main", types)


def test_notes_without_a_place_for_text_get_one(tmp_path):
    def change(presentation) -> None:
        for place in list(presentation.notes_master.placeholders):
            if place.placeholder_format.type == KIND.BODY:
                place._element.getparent().remove(place._element)

    slides = Presentation(written(template(tmp_path / "a.pptx", change), tmp_path)).slides
    assert slides[3].notes_slide.notes_text_frame.text.startswith("This is to shrink.")


def test_the_same_template_gives_the_same_bytes(tmp_path):
    path = template(tmp_path / "theirs.pptx")
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in folders:
        folder.mkdir()
    first, second = (written(path, folder).read_bytes() for folder in folders)
    assert first == second


def crowd(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as package:
        for n in range(20_001):
            package.writestr(f"{n}", "")
    return path


def file(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def document(path: Path) -> Path:
    kind = f"{OFFICE}wordprocessingml.document.main+xml"
    return retyped(template(path), kind)


def torn(path: Path) -> Path:
    return file(path, template(path).read_bytes()[:-3000])


def broken_inside(path: Path) -> Path:
    content = io.BytesIO(template(path).read_bytes())
    with zipfile.ZipFile(content) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, part[:400] if "slideMaster1.xml" in name else part)
    return path


def linked_folder(path: Path) -> Path:
    path.mkdir()
    return path


def without_room(path: Path) -> Path:
    return template(path, keep_only("Title Slide", "Blank", "Section Header"))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: path, r"theirs.pptx does not exist: --template wants a presentation"),
        (linked_folder, r"theirs.pptx is a folder"),
        (lambda path: file(path, b""), r"theirs.pptx is no PowerPoint presentation"),
        (lambda path: file(path, b"%PDF-1.7 what"), r"theirs.pptx is no PowerPoint presentation"),
        (lambda path: file(path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
         r"theirs.pptx is an old .ppt or has a password: save it as .pptx without one"),
        (torn, r"theirs.pptx is no PowerPoint presentation"),
        (broken_inside, r"theirs.pptx is no whole PowerPoint presentation: open it with"),
        (document, r"theirs.pptx is no whole PowerPoint presentation"),
        (crowd, r"theirs.pptx is too large for a template"),
        (without_room, r"no layout with a title and room for a clip: it has Title Slide, Sect"),
    ],
)  # fmt: skip
def test_what_is_no_template_is_refused_before_the_work(make, message, tmp_path):
    with pytest.raises(StudioError, match=message) as caught:
        KINDS["pptx"].require(Settings(template=make(tmp_path / "theirs.pptx")))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("bound", ["_LARGEST", "_LARGEST_XML"])
def test_what_would_not_fit_in_memory_is_not_unpacked(bound, tmp_path, monkeypatch):
    path = template(tmp_path / "theirs.pptx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("ppt/long.xml", b" " * 1_000_000)
    monkeypatch.setattr(templates, bound, 999_999)
    assert path.stat().st_size < 100_000
    with pytest.raises(StudioError, match="too large for a template: unpacked at most"):
        KINDS["pptx"].require(Settings(template=path))


def test_layouts_are_named_once_and_not_too_many_of_them(tmp_path):
    def change(presentation) -> None:
        for number, layout in enumerate(presentation.slide_layouts):
            layout.name = f"Layout {number // 2} \x09 {'long ' * 20}"
            for place in list(layout.placeholders):
                place._element.getparent().remove(place._element)

    with pytest.raises(StudioError) as caught:
        KINDS["pptx"].require(Settings(template=template(tmp_path / "a.pptx", change)))
    told = str(caught.value)
    assert told.count("Layout 3") == 1
    assert len(told) < 800


def test_a_title_with_a_subtitle_is_for_the_first_slide(tmp_path):
    def change(presentation) -> None:
        layout = presentation.slide_layouts[0]
        layout._element.attrib["type"] = "tx"
        (title,) = layout._element.xpath(".//p:ph[@type='ctrTitle']")
        title.set("type", "title")

    slides = Presentation(written(template(tmp_path / "a.pptx", change), tmp_path)).slides
    assert slides[0].slide_layout.name == "Title Slide"
    assert slides[0].placeholders[1].text_frame.text == "A. Author\nFor tests & more."


def test_a_template_belongs_to_powerpoint():
    with pytest.raises(StudioError, match="--template belongs to --to pptx"):
        KINDS["pdf"].require(Settings(template=Path("theirs.pptx")))


def test_letters_shrink_until_the_words_fit():
    box = Box(0, 0, Inches(9), Inches(1.2))
    sizes = [fitting_size(["word " * count], box, 44) for count in (2, 10, 20, 40, 400)]
    assert sizes[0] == 44
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes[:4])) == 4
    assert sizes[-1] == 14
    for count, size in zip((10, 20, 40), sizes[1:4], strict=True):
        # a letter is about half as wide as high, a line a fifth higher than its letters
        letters = 5 * count * 0.5 * size
        assert letters / (9 * 72) * 1.2 * size <= 1.2 * 72
