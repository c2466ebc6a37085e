"""The handout: all of a deck is on its pages, as text, and an answer not beside its question."""

import io
import json
import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from calcml.studio.review.formulas import Typesetter
from calcml.studio.slides.caption_parts import caption_parts
from calcml.studio.slides.deck import Deck
from calcml.studio.slides.handout import write
from calcml.studio.slides.kinds import Settings
from calcml.studio.slides.paper_pictures import kept_height, save_for_paper
from tests.studio.slides import office_sample as sample
from tests.studio.slides.pdf_text import pages

PLAIN = Settings()


def told(text: str) -> str:
    """Return a text as it is compared: letters of formulas as letters, without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def read(path: Path) -> list[str]:
    return [told(page) for page in pages(path.read_bytes())]


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Deck:
    return sample.deck(tmp_path_factory.mktemp("deck"))


@pytest.fixture(scope="module")
def path(deck: Deck, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(deck, tmp_path_factory.mktemp("written"), PLAIN)


@pytest.fixture(scope="module")
def text(path: Path) -> list[str]:
    return read(path)


def test_the_first_page_lists_chapters_and_scenes_with_their_pages(text, deck):
    first = text[0]
    for part in (deck.title, deck.author, deck.description):
        assert told(part) in first
    for section in deck.sections:
        found = re.search(rf"{told(section.title)}\.+(\d)", first)
        assert found
        assert told(section.sentence) in text[int(found[1]) - 1]


def test_pages_are_numbered_and_name_their_chapter(text, deck):
    for number, page in enumerate(text, start=1):
        assert page.endswith(f"{number}/{len(text)}")
    for page in text[1:-1]:
        assert page.startswith(told(f"{deck.title}Slopes"))
    assert text[-1].startswith(told(f"{deck.title}Going down"))


def test_every_caption_is_on_paper(text, deck):
    everything = "".join(text)
    for slide in deck.slides[:4]:
        assert everything.count(told(slide.caption)) == 1
    assert told('</a:t><b>&amp; "quoted" #panic("no") $x$ {{7*7}}') in everything.replace(
        "”", '"'
    ).replace("“", '"')


def test_an_answer_is_not_on_the_page_of_its_question(text, deck):
    _, _, ask, answer, *_ = (told(slide.caption) for slide in deck.slides)
    (asked,) = (number for number, page in enumerate(text) if ask in page)
    (answered,) = (number for number, page in enumerate(text) if answer in page)
    assert answered == asked + 1
    assert told("the answer is on the next page") in text[asked]


def test_a_number_is_told_once_where_it_is_new(text):
    everything = "".join(text[:-1])
    assert everything.count("6.100000000000012") == 1
    assert everything.count("f(x)=x2") == 1
    assert everything.count("61/10") == 1
    assert everything.count(told("error 5.6·10⁻¹⁸")) == 1
    assert everything.count("escapes") == 1


def test_a_number_that_comes_back_is_not_told_again(tmp_path):
    one = sample.deck(tmp_path)
    slides = [replace(each, numbers=(sample.number("slope"),)) for each in one.slides[:3]]
    back = replace(one, sections=(sample.section("Secants", "Slopes", slides),))
    assert "".join(read(write(back, tmp_path, PLAIN))).count("6.100000000000012") == 1


def test_corrections_stand_with_their_scene(text):
    (page,) = (page for page in text if told("A limit need not be reached.") in page)
    for part in ("Secants", "Slide A12", "“Every limit is reached.”", "✗", "wrong"):
        assert told(part) in page, part


def test_hostile_text_is_never_evaluated(path, text):
    source = (path.parent / "handout" / "handout.typ").read_text(encoding="utf-8")
    data = json.loads((path.parent / "handout" / "handout.json").read_text(encoding="utf-8"))
    evil = data["chapters"][1]["scenes"][0]["beats"][0]
    assert [set(part) for part in evil["caption"]] == [{"text"}]
    assert set(evil["numbers"][0]["symbol"]) == set(evil["numbers"][0]["shown"]) == {"text"}
    assert "panic" not in source
    assert "root:" not in "".join(text)


@pytest.mark.parametrize(
    ("markup", "parts"),
    [
        (r"A step $h$ \= $2$.", ["A step ", {"maths": "h"}, "\xa0=\xa0", {"maths": "2"}, "."]),
        (r"\#panic() costs \$", ["#panic() costs $"]),
        ("#panic()", None),
        ('$#read("/etc/hosts")$', None),
        ("$x$ and $y", None),
        ("$frac(1$", None),
        ("*bold*", None),
        ('it is $"a $ b"$', ["it is ", {"maths": '"a $ b"'}]),
        ('$#raw("x = 3")$', [{"code": "x = 3"}]),
    ],
)
def test_captions_are_text_and_formulas_or_only_text(markup, parts, deck):
    slide = replace(deck.slides[0], markup=markup, caption="plain")
    expected = [{"text": part} if isinstance(part, str) else part for part in parts or ["plain"]]
    assert caption_parts(slide, Typesetter()) == expected


def test_the_same_deck_gives_the_same_bytes(deck, path, tmp_path):
    content = path.read_bytes()
    assert write(deck, tmp_path, PLAIN).read_bytes() == content
    assert not re.search(rb"/CreationDate|/ModDate|CreateDate|ModifyDate", content)


def test_pictures_are_the_last_frames_and_their_background_is_paper(deck, path):
    content = path.read_bytes()
    jpegs = re.findall(rb"\xff\xd8\xff.*?\xff\xd9(?=\r?\nendstream)", content, re.DOTALL)
    assert len(jpegs) == len(deck.slides)
    found = [np.asarray(Image.open(io.BytesIO(jpeg)).convert("RGB"), float) for jpeg in jpegs]
    for beat in deck.slides:
        with Image.open(beat.last) as picture:
            frame = np.asarray(picture, float)
        # #fbfaf6 becomes white, everything else by the same factors; JPEG moves flat parts little
        light = np.minimum(frame * 255 / np.array([0xFB, 0xFA, 0xF6]), 255)
        # what is empty below the bars is left out
        assert any(
            np.abs(each - light[: len(each)]).mean() < 4 and 18 < len(each) < 30 for each in found
        )
        assert all(each[0, 0].min() >= 253 for each in found)


def test_dark_frames_stay_dark(tmp_path):
    Image.new("RGB", (64, 36), "#10151f").save(tmp_path / "dark.png")
    save_for_paper(tmp_path / "dark.png", tmp_path / "dark.jpg", white=None, kept=1.0)
    with Image.open(tmp_path / "dark.jpg") as picture:
        assert np.abs(np.asarray(picture, int) - (0x10, 0x15, 0x1F)).max() <= 3


def test_pictures_have_no_more_pixels_than_paper_shows(tmp_path):
    Image.new("RGB", (3840, 2160), "white").save(tmp_path / "large.png")
    save_for_paper(tmp_path / "large.png", tmp_path / "large.jpg", white=None, kept=0.5)
    with Image.open(tmp_path / "large.jpg") as picture:
        assert picture.size == (1020, 287)


def test_no_frame_loses_what_reaches_lowest(tmp_path):
    paths = []
    for number, lowest in enumerate((20, 60, 40)):
        picture = Image.new("RGB", (100, 100), "#fbfaf6")
        picture.paste((0, 0, 0), (10, 10, 20, lowest))
        picture.save(tmp_path / f"{number}.png")
        paths.append(tmp_path / f"{number}.png")
    assert kept_height(paths) == pytest.approx(0.63)
    assert kept_height(paths[:1]) == pytest.approx(0.23)


@pytest.mark.parametrize("size", [(48, 48), (36, 64)])
def test_frames_of_other_shapes_leave_room_for_words(size, tmp_path):
    one = sample.deck(tmp_path, size)
    text = "".join(read(write(one, tmp_path, PLAIN)))
    assert all(told(slide.caption) in text for slide in one.slides[:4])


def test_long_captions_and_tables_go_on_over_pages(tmp_path):
    one = sample.deck(tmp_path)
    numbers = tuple(sample.number(f"n{k}", exact=f"{k}/7", formula="") for k in range(90))
    slide = replace(one.slides[0], caption="Word. " * 500, markup="", numbers=numbers)
    section = replace(one.sections[0], slides=(slide,))
    text = read(write(replace(one, sections=(section,)), tmp_path, PLAIN))
    everything = "".join(text)
    assert all(f"6.1{k}/76.1" in everything for k in range(90))
    assert everything.count("Word.") == 500
    assert len(text) >= 4


def test_bookmarks_lead_to_chapters_and_scenes(path):
    titles = re.findall(rb"/Title\s*(\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f]+>)", path.read_bytes())
    told_in_file = b" ".join(titles)
    for title in (b"Slopes", b"Secants", b"Tangents", b"Going down", b"Descents"):
        assert title in told_in_file or title.hex().upper().encode() in told_in_file, titles


def test_a_card_is_not_on_paper(deck, tmp_path):
    first, *others = deck.sections
    carded = replace(deck, sections=(replace(first, opens=True), *others))
    text = "".join(read(write(carded, tmp_path, PLAIN)))
    assert told(first.chapter) in text
    assert told(first.slides[0].caption) not in text
    assert told(others[0].slides[0].caption) in text
