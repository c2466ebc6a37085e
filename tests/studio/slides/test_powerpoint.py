"""A deck for PowerPoint: read again, every slide has its clip, plays it, and says what it shows."""

import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PIL import Image
from pptx import Presentation

from calcml.studio.slides.deck import Deck
from calcml.studio.slides.kinds import KINDS, Settings
from calcml.studio.slides.powerpoint import write
from tests.studio.slides import office_sample as sample

PLAIN = Settings()
SLOPE = (
    "(f(a + h) − f(a))/h at a = 3, h = 0.1: 6.1; exact 61/10; "
    "in doubles 6.100000000000012, error 1.2·10⁻¹⁴"
)
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Deck:
    return sample.deck(tmp_path_factory.mktemp("deck"))


@pytest.fixture(scope="module")
def path(deck: Deck, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(deck, tmp_path_factory.mktemp("written"), PLAIN)


@pytest.fixture(scope="module")
def slides(path: Path) -> list[Any]:
    return list(Presentation(path).slides)


@pytest.fixture(scope="module")
def clip_slides(slides: list[Any]) -> list[Any]:
    return [slide for slide in slides if movies(slide)]


def parsed(content: bytes) -> ET.Element:
    """Read XML with another parser than python-pptx; it refuses what XML may not hold."""
    return ET.fromstring(content)  # noqa: S314 - written by the test


def movies(slide) -> list[Any]:
    return [
        shape
        for shape in slide.shapes
        if shape.shape_type is not None and "MEDIA" in str(shape.shape_type)
    ]


def timing(slide):
    return parsed(slide.part.blob).find(f"{P}timing")


def test_a_slide_for_the_title_each_chapter_and_each_beat_in_order(slides, deck):
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    show, shrink, ask, answer = (slide.caption for slide in deck.slides[:4])
    assert titles[:7] == [
        "A lecture <of mine>", "Slopes", show, shrink, ask, answer, "Going down",
    ]  # fmt: skip
    assert titles[8:] == ["Descents, 2 of 2"]
    assert [len(movies(slide)) for slide in slides] == [0, 0, 1, 1, 1, 1, 0, 1, 1]
    assert slides[0].placeholders[1].text_frame.text == "A. Author\nFor tests & more."
    assert slides[1].placeholders[1].text_frame.text == "Secants\nTangents"


def test_every_clip_is_in_it_bit_for_bit_with_its_last_frame_before_it(clip_slides, deck):
    assert len(clip_slides) == len(deck.slides)
    for slide, beat in zip(clip_slides, deck.slides, strict=True):
        (movie,) = movies(slide)
        media = slide.part.related_part(
            movie._element.xpath(".//*[local-name()='media']/@r:embed")[0]
        )
        linked = slide.part.related_part(movie._element.xpath(".//a:videoFile/@r:link")[0])
        assert media is linked
        assert (media.content_type, media.blob) == ("video/mp4", beat.clip.read_bytes())
        shown = np.asarray(Image.open(io.BytesIO(movie.poster_frame.blob)).convert("RGB"), int)
        with Image.open(beat.last) as last, Image.open(beat.first) as first:
            # 256 colours from a cube of 16 levels a channel: off by 8 at most, and by the mean
            # of what falls into one cell
            assert np.abs(shown - np.asarray(last, int)).max() <= 16
            assert np.abs(shown - np.asarray(first, int)).max() > 40


def test_a_clip_fills_its_slide(clip_slides, path):
    presentation = Presentation(path)
    (movie,) = movies(clip_slides[0])
    assert (presentation.slide_width, presentation.slide_height) == (12_192_000, 6_858_000)
    assert (movie.left, movie.top) == (0, 0)
    assert (movie.width, movie.height) == (12_192_000, 6_858_000)


@pytest.mark.parametrize(
    ("size", "inches"),
    [
        ((64, 48), (10, 7.5)),
        ((48, 48), (7.5, 7.5)),
        ((36, 64), (7.5, 40 / 3)),
        ((854, 480), (40 / 3, 7.5)),
    ],
)
def test_a_slide_has_the_shape_of_the_clips(size, inches, tmp_path):
    one = sample.deck(tmp_path, size)
    presentation = Presentation(write(one, tmp_path, PLAIN))
    assert presentation.slide_width.inches == pytest.approx(inches[0])
    assert presentation.slide_height.inches == pytest.approx(inches[1])
    (movie,) = movies(presentation.slides[2])
    # 854×480 is 16:9 but for a pixel; nothing is stretched, and no more than that pixel is bare
    assert movie.width / movie.height == pytest.approx(size[0] / size[1], rel=1e-5)
    assert movie.width / presentation.slide_width > 0.999
    assert movie.height / presentation.slide_height > 0.999


def test_the_title_of_a_clip_is_above_the_slide(clip_slides):
    for slide in clip_slides:
        title = slide.shapes.title
        assert title.top + title.height <= 0
        assert title.text_frame.text


def test_clips_start_by_themselves_and_hold_their_last_frame(clip_slides):
    for slide in clip_slides:
        (movie,) = movies(slide)
        tree = timing(slide)
        (command,) = tree.iter(f"{P}cmd")
        assert (command.get("type"), command.get("cmd")) == ("call", "playFrom(0.0)")
        assert command.find(f".//{P}cTn").get("dur") == "600"
        (main,) = (node for node in tree.iter(f"{P}cTn") if node.get("nodeType") == "mainSeq")
        assert command in list(main.iter())
        effects = [node for node in main.iter(f"{P}cTn") if node.get("presetClass")]
        assert [node.get("presetClass") for node in effects] == ["mediacall"]
        assert effects[0].get("nodeType") == "afterEffect"
        assert [c.get("delay") for c in effects[0].iterfind(f"{P}stCondLst/{P}cond")] == ["0"]
        begins = [c for c in main.iter(f"{P}cond") if c.get("evt") == "onBegin"]
        assert [c.find(f"{P}tn").get("val") for c in begins] == [main.get("id")]
        targets = {target.get("spid") for target in tree.iter(f"{P}spTgt")}
        assert targets == {str(movie.shape_id)}
        (media,) = tree.iter(f"{P}cMediaNode")
        assert media.get("mute", "0") == "0"
        assert media.get("showWhenStopped", "1") == "1"
        assert media.find(f"{P}cTn").get("fill") == "hold"  # "remove" would rewind
        assert not movie._element.xpath(".//a:hlinkClick")


def test_a_clip_is_repeated_if_it_ends_as_it_begins(clip_slides, deck):
    repeats = [
        timing(slide).find(f".//{P}cMediaNode/{P}cTn").get("repeatCount") for slide in clip_slides
    ]
    assert repeats == ["indefinite" if beat.loops else None for beat in deck.slides]
    assert repeats.count("indefinite") == 1


def test_alt_text_tells_the_caption(clip_slides, deck):
    for slide, beat in zip(clip_slides[:4], deck.slides, strict=False):
        (movie,) = movies(slide)
        assert movie._element.nvPicPr.cNvPr.get("descr") == beat.caption
    assert all(movies(slide)[0]._element.nvPicPr.cNvPr.get("descr") for slide in clip_slides)


def test_notes_tell_caption_numbers_and_what_comes_next(clip_slides, deck):
    first, second, asks, *_ = (slide.notes_slide.notes_text_frame.text for slide in clip_slides)
    assert first.splitlines() == [
        deck.slides[0].caption,
        "New numbers:",
        "• f(x) = x²",
        "• ε: 0.1; exact 1/10; in doubles 0.1, error 5.6·10⁻¹⁸",
        f"Next: {deck.slides[1].caption}",
    ]
    lines = second.splitlines()
    assert lines[1:3] == [
        "New numbers:",
        f"• {SLOPE}",
    ]
    assert lines[3:5] == ["Still on screen:", "• f(x) = x²"]
    assert "wait for answers" in asks
    assert "|f(x) − L| < ε for 0 < |x − a| < δ: escapes" in asks
    assert "Next:" not in clip_slides[-1].notes_slide.notes_text_frame.text
    everything = "\n".join(s.notes_slide.notes_text_frame.text for s in clip_slides[:3])
    assert not re.search(r"frac\(|abs\(|epsilon|->|\$|#", everything)


def test_hostile_text_is_text(clip_slides, path):
    hostile = clip_slides[4]
    (movie,) = movies(hostile)
    told = "end"
    for text in (hostile.shapes.title.text_frame.text, movie._element.nvPicPr.cNvPr.get("descr")):
        assert text.startswith('</a:t><b>&amp; "quoted" #panic("no") $x$ {{7*7}}')
        assert text.endswith(told)
    assert 'read("/etc' not in hostile.notes_slide.notes_text_frame.text
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                parsed(package.read(name))


@pytest.mark.parametrize("caption", ["long " * 600, "x" * 3000, "a\nb\x0bc\td", "_x000B_ ]]> <!--"])
def test_captions_of_any_kind_can_be_opened_again(caption, tmp_path):
    one = sample.deck(tmp_path, title=caption, author=caption, description=caption)
    section = one.sections[0]
    beat = replace(section.slides[0], caption=caption, beat=caption)
    other = replace(
        one, sections=(replace(section, title=caption, chapter=caption, slides=(beat,)),)
    )
    presentation = Presentation(write(other, tmp_path, PLAIN))
    title = presentation.slides[-1].shapes.title.text_frame.text
    assert title
    assert len(title) <= 205
    assert set(title.removesuffix(" …").split()) <= set(caption.split()) | {"x" * 200}
    assert (
        presentation.slides[-1].notes_slide.notes_text_frame.text.split("\n")[0].split()
        == caption.split()
    )


def test_the_package_is_sound(path):
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        names = package.namelist()
        assert len(names) == len(set(names))
        types = parsed(package.read("[Content_Types].xml"))
        told = {node.get("PartName") for node in types} | {
            f".{node.get('Extension')}" for node in types
        }
        for name in names:
            assert f"/{name}" in told or f".{name.rpartition('.')[2]}" in told, name
            if name.endswith(".rels"):
                owner = Path(name).parent.parent / Path(name).stem
                check_links(package, owner.as_posix(), parsed(package.read(name)), names)
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any("printerSettings" in name or "thumbnail" in name for name in names)


def check_links(package: zipfile.ZipFile, owner: str, links: ET.Element, names: list[str]) -> None:
    base = Path("/") / Path(owner).parent
    ids = [link.get("Id") for link in links]
    assert len(ids) == len(set(ids))
    for link in links:
        target = (base / link.get("Target", "")).as_posix()
        while "/../" in target:
            target = re.sub(r"/[^/]+/\.\./", "/", target, count=1)
        assert target.lstrip("/") in names, (owner, target)
    if owner.endswith(".xml") and owner in names:
        tree = parsed(package.read(owner))
        used = {v for node in tree.iter() for k, v in node.attrib.items() if k.startswith(R)}
        assert used - {""} <= set(ids), owner


def test_ids_are_unique_where_powerpoint_wants_them_so(slides):
    for slide in slides:
        tree = parsed(slide.part.blob)
        shapes = [node.get("id") for node in tree.iter(f"{P}cNvPr")]
        assert not [each for each, count in Counter(shapes).items() if count > 1]
        times = [int(node.get("id")) for node in tree.iter(f"{P}cTn")]
        assert len(times) == len(set(times))
        order = [child.tag.removeprefix(P) for child in tree]
        known = ["cSld", "clrMapOvr", "transition", "timing", "extLst"]
        assert order == sorted(order, key=known.index)


def test_sections_hold_every_slide_once(path):
    with zipfile.ZipFile(path) as package:
        tree = parsed(package.read("ppt/presentation.xml"))
    slides = [node.get("id") for node in tree.iter(f"{P}sldId")]
    sections = list(tree.iter(f"{P14}section"))
    assert [section.get("name") for section in sections] == [
        "A lecture <of mine>", "Slopes: Secants", "Slopes: Tangents", "Going down: Descents",
    ]  # fmt: skip
    assert [
        node.get("id") for section in sections for node in section.iter(f"{P14}sldId")
    ] == slides
    assert len({section.get("id") for section in sections}) == len(sections)
    order = [child.tag for child in tree]
    assert order.index(f"{P}extLst") == len(order) - 1


def test_properties_are_the_lectures_own(path):
    about = Presentation(path).core_properties
    assert (about.title, about.author) == ("A lecture <of mine>", "A. Author")
    assert (about.subject, about.last_modified_by) == ("For tests & more.", "A. Author")
    with zipfile.ZipFile(path) as package:
        text = b"".join(package.read(n) for n in package.namelist() if n.endswith(".xml"))
    for leftover in (b"Canny", b"PowerPoint Presentation", b"python-pptx", b"2013"):
        assert leftover not in text, leftover


def test_the_same_deck_gives_the_same_bytes(deck, path, tmp_path):
    assert write(deck, tmp_path, PLAIN).read_bytes() == path.read_bytes()
    assert [each.name for each in tmp_path.iterdir()] == ["slides.pptx"]


def test_a_clip_that_comes_twice_is_kept_once(tmp_path):
    one = sample.deck(tmp_path)
    section = one.sections[0]
    twice = replace(section, slides=(section.slides[0],) * 2)
    target = write(replace(one, sections=(twice,)), tmp_path, PLAIN)
    with zipfile.ZipFile(target) as package:
        assert len([name for name in package.namelist() if name.endswith(".mp4")]) == 1


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_text_can_be_read_on_its_background(theme, tmp_path):
    presentation = Presentation(write(sample.deck(tmp_path, theme=theme), tmp_path, PLAIN))
    (theme_part,) = (
        relation.target_part
        for relation in presentation.slide_master.part.rels.values()
        if relation.reltype.endswith("/theme")
    )
    tree = parsed(theme_part.blob)
    inks = {
        slot: tree.find(f".//{A}{slot}/{A}srgbClr").get("val") for slot in ("dk1", "lt1", "dk2")
    }
    for slot in ("dk1", "dk2"):
        assert contrast(inks[slot], inks["lt1"]) >= 4.5
    assert (luminance(inks["lt1"]) < 0.2) == (theme == "dark")


def luminance(ink: str) -> float:
    levels = [value / 255 for value in bytes.fromhex(ink)]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in levels]
    return float(np.dot([0.2126, 0.7152, 0.0722], linear))


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted(luminance(ink) + 0.05 for ink in (one, other))
    return lighter / darker


def test_captions_stand_in_the_clips_unless_a_template_has_titles():
    kind = KINDS["pptx"]
    assert kind.captioned(PLAIN)
    assert not kind.captioned(Settings(template=Path("theirs.pptx")))
    assert not KINDS["html"].captioned(PLAIN)
    assert not KINDS["pdf"].captioned(PLAIN)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_shows_the_clips(path, tmp_path):
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/office"]
    run = subprocess.run(
        [*command, "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)],
        capture_output=True, check=False,
    )  # fmt: skip
    content = (tmp_path / "slides.pdf").read_bytes()
    assert run.returncode == 0
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", content)) == 9


def test_beats_follow_each_other(clip_slides):
    for before, after in pairwise(clip_slides):
        notes = before.notes_slide.notes_text_frame.text
        shown = after.shapes.title.text_frame.text
        assert ("Next: " + shown)[:40] in notes or shown == "Descents, 2 of 2"


def test_a_card_takes_the_place_of_a_chapters_slide(deck, tmp_path):
    first, *others = deck.sections
    carded = replace(deck, sections=(replace(first, opens=True), *others))
    written = write(carded, tmp_path, PLAIN)
    titles = [slide.shapes.title.text_frame.text for slide in Presentation(written).slides]
    assert titles[:2] == [deck.title, first.slides[0].caption]
    assert others[-1].chapter in titles
    with zipfile.ZipFile(written) as package:
        told = package.read("ppt/presentation.xml").decode()
    assert f'name="{first.chapter}"' in told
