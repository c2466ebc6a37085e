"""What a deck for the browser consists of, looked at without a browser."""

import importlib.util
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image

from calcml.studio.problems import StudioError
from calcml.studio.slides import html
from calcml.studio.slides.html import require, reveal, write
from calcml.studio.slides.html.assets import Apart
from calcml.studio.slides.html.page import page
from calcml.studio.slides.kinds import Settings
from tests.studio.slides import sample

ELSEWHERE = re.compile(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//|url\(\s*["']?(?:https?:)?//""")


class Tags(HTMLParser):
    """Collects elements and their attributes as a browser would read them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [told for name, told in self.found if name == tag]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    room = tmp_path_factory.mktemp("files")
    return write(sample.deck(room / "material"), room, Settings())


@pytest.fixture(scope="module")
def single(tmp_path_factory):
    room = tmp_path_factory.mktemp("single")
    return write(sample.deck(room / "material"), room, Settings(one_file=True))


def test_files_have_readable_names(folder):
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert {name for name in names if name.startswith("clips/01-Walk/")} == {
        f"clips/01-Walk/{stem}.{suffix}"
        for stem in ("01-appear", "02-turn", "03-ask")
        for suffix in ("mp4", "webp")
    }
    assert {name for name in names if not name.startswith("clips/")} == {
        "index.html", "page/reset.css", "page/reveal.css", "page/reveal.js", "page/deck.css",
        "page/deck.js", "page/screen.js", "page/speaker.js", "page/reveal-LICENSE.txt",
    }  # fmt: skip
    assert len(names) == 2 * len(sample.FRAMES) + 9


def test_what_the_page_names_is_there(folder):
    tags = Tags((folder / "index.html").read_text(encoding="utf-8"))
    named = [told["src"] for told in (*tags.all("img"), *tags.all("script"))]
    named += [told["href"] for told in tags.all("link") if told["rel"] == "stylesheet"]
    named += [told["data-clip"] for told in tags.all("section") if "data-clip" in told]
    assert len(named) == 2 * len(sample.FRAMES) + 7
    for name in named:
        assert (folder / str(name)).is_file(), name


def test_clips_are_the_clips_and_pictures_are_small(folder, tmp_path):
    made = sample.deck(tmp_path)
    for section in made.sections:
        for slide in section.slides:
            stem = folder / "clips" / section.name / f"{slide.place:02}-{slide.beat}"
            assert stem.with_suffix(".mp4").stat().st_size == slide.clip.stat().st_size
            with Image.open(stem.with_suffix(".webp")) as kept, Image.open(slide.last) as drawn:
                assert kept.size == drawn.size
                field = tuple(a + 8 if i < 2 else a - 8 for i, a in enumerate(sample.FIELD))
                low, high = kept.convert("L").crop(field).getextrema()
                grey = drawn.convert("L").getpixel(field[:2])
                assert abs(low - grey) <= 2
                assert abs(high - grey) <= 2


def test_whoever_edits_a_deck_does_not_edit_calcml(folder):
    here = Path(html.__file__).parent
    for path in (here / "deck.css", here / "deck.js", *reveal.files().values()):
        name = "reveal-LICENSE.txt" if path.name == "LICENSE" else path.name
        assert not (folder / "page" / name).samefile(path)


@pytest.mark.parametrize("kind", ["folder", "single"])
def test_nothing_in_it_points_elsewhere(kind, request):
    made = request.getfixturevalue(kind)
    texts = [made] if made.is_file() else [*made.rglob("*.html"), *made.rglob("*.css")]
    for path in texts:
        text = re.sub(r'<script type="text/plain".*?</script>', "", path.read_text("utf-8"))
        assert not ELSEWHERE.search(text), path.name


def test_one_page_holds_everything_and_little_more(single):
    text = single.read_text(encoding="utf-8")
    tags = Tags(text)
    assert not tags.all("link")[1:]
    assert not [told for told in tags.all("script") if "src" in told]
    assert {str(told["src"])[:16] for told in tags.all("img")} == {"data:image/webp;"}
    held = re.findall(r'<script type="text/plain" id="([^"]+)">([A-Za-z0-9+/=]+)</script>', text)
    named = [told["data-clip"] for told in tags.all("section") if "data-clip" in told]
    assert [f"#{name}" for name, _ in held] == named
    assert "Permission is hereby granted" in text


def test_one_page_that_would_be_too_heavy_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(html, "HEAVIEST", 1000)
    with pytest.raises(StudioError) as caught:
        write(sample.deck(tmp_path / "material"), tmp_path, Settings(one_file=True))
    assert re.fullmatch(
        r"one page with all clips would have \d+ MB, and browsers open pages of up to 0 MB well: "
        r"leave out --one-file for a folder, .* or fewer scenes with -s",
        str(caught.value),
    )
    assert not list(tmp_path.glob("*.html"))


def test_hostile_text_ends_nothing_early(folder, single):
    for path in (folder / "index.html", single):
        text = path.read_text(encoding="utf-8")
        assert "<img src=x" not in text
        assert "{{ 7*7 }}" in text  # told, not worked out
        assert Tags(text).all("img") == [
            told for told in Tags(text).all("img") if told.get("class") == "last"
        ]


def test_titles_of_any_kind_are_harmless(tmp_path):
    title = (sample.HOSTILE + " שלום ") * 6
    made = sample.deck(tmp_path / "material", title=title, author=title, description=title)
    tags = Tags(page(made, Apart(tmp_path / "deck")))
    metas = {told.get("name"): told.get("content") for told in tags.all("meta")}
    assert metas["author"] == metas["description"] == title
    assert len(tags.all("img")) == len(sample.FRAMES)
    assert len(tags.all("h1")) == 1


def test_captions_that_stand_in_the_clips_are_not_drawn_again(tmp_path):
    made = sample.deck(tmp_path / "material", captions=True)
    text = page(made, Apart(tmp_path / "deck"))
    assert 'class="caption"' not in text
    assert "captions on or off" not in text


def test_a_scene_without_a_strip_for_captions_has_none_drawn_over_it(tmp_path):
    made = sample.deck(tmp_path / "material")
    section = made.sections[2]
    plain = replace(section, slides=(replace(section.slides[0], setting=None),))
    told = Tags(page(replace(made, sections=(plain,)), Apart(tmp_path / "deck"))).all("p")
    assert [each["class"] for each in told if "caption" in str(each.get("class"))] == [
        "caption untold"
    ]


def test_without_reveal_nothing_begins(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(StudioError, match=r"sphinx-revealjs, which has reveal.js in it, is not"):
        require(Settings())
    monkeypatch.undo()
    monkeypatch.setattr(reveal, "HOME", Path("_static", "nowhere"))
    with pytest.raises(StudioError, match=r"has no nowhere/dist/reset\.css: install the version"):
        require(Settings())


def test_a_style_sheet_that_fetches_something_is_refused(monkeypatch, tmp_path):
    home = tmp_path / "fake" / "_static" / "revealjs"
    (home / "dist").mkdir(parents=True)
    for name in (*reveal.STYLES, *reveal.SCRIPTS, reveal.LICENCE):
        (home / name).write_text("")
    (tmp_path / "fake" / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(reveal, "PACKAGE", "fake")
    require(Settings())
    (home / "dist" / "reveal.css").write_text("@import url(https://fonts.example/a.css);")
    with pytest.raises(StudioError, match=r"reveal\.css of the installed sphinx-revealjs fetches"):
        require(Settings())


def test_sphinx_is_not_imported():
    code = (
        "import sys; from calcml.studio.slides.html import reveal; reveal.files();"
        "print([name for name in sys.modules if 'sphinx' in name])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
