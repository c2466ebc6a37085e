"""Snippets are read as their tools would read them."""

import dataclasses
from html.parser import HTMLParser

import pytest

from calcml.studio.embedding import TARGETS, Shown, require_target, snippets
from calcml.studio.problems import StudioError

HOSTILE = 'f"(x) < 1 & [2] --> \n#3 \\ %'
SHOWN = Shown(
    path="a b/Walk-02-go_up%.webm", poster="a b/Walk-02-go_up%.png", kind="webm",
    width=1920, height=1080, title="A <walk>", words=HOSTILE, loops=True,
)  # fmt: skip
URL, POSTER = "a%20b/Walk-02-go_up%25.webm", "a%20b/Walk-02-go_up%25.png"
LINE = 'A <walk>. f"(x) < 1 & [2] --> #3 \\ %'


class _Tags(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.text = {}, [], ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags[tag] = dict(attrs)
        if tag not in {"img", "source"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def tags(text):
    found = _Tags(text)
    assert not found.open
    return found


def test_reveal_plays_it_when_its_slide_is_shown():
    found = tags(snippets(SHOWN, "revealjs"))
    assert set(found.tags) == {"section", "video"}
    video = found.tags["video"]
    assert (video["src"], video["poster"]) == (URL, POSTER)
    assert (video["width"], video["height"]) == ("1920", "1080")
    assert video["aria-label"] == LINE
    assert {"data-autoplay", "muted", "playsinline", "loop"} <= set(video)
    assert not found.text.strip()


def test_what_does_not_loop_is_not_said_to():
    once = dataclasses.replace(SHOWN, loops=False)
    assert "loop" not in tags(snippets(once, "revealjs")).tags["video"]
    assert ",loop" not in snippets(once, "beamer")
    assert "Loop" not in snippets(once, "powerpoint")


@pytest.mark.parametrize("kind", ["gif", "webp", "png"])
def test_pictures_are_pictures(kind):
    path = f"a/Walk.{kind}"
    shown = dataclasses.replace(SHOWN, kind=kind, path=path, loops=False)
    image = tags(snippets(shown, "revealjs")).tags["img"]
    assert (image["src"], image["alt"]) == (path, LINE)
    assert "video" not in snippets(shown, "quarto").lower().replace("--format mp4", "")
    assert f"](<{path}>)" in snippets(shown, "markdown")
    assert "\\movie" not in snippets(shown, "beamer")


def test_slidev_has_its_own_element():
    found = tags(snippets(SHOWN, "slidev"))
    assert found.tags["slidevvideo"]["poster"] == "/Walk-02-go_up%25.png"
    assert found.tags["source"] == {"src": "/Walk-02-go_up%25.webm", "type": "video/webm"}
    assert found.tags["slidevvideo"]["aria-label"] == LINE


def test_quarto_shows_the_video_on_pages_and_the_picture_elsewhere():
    lines = snippets(SHOWN, "quarto").splitlines()
    video = tags(lines[lines.index("```{=html}") + 1]).tags["video"]
    assert video["src"] == URL
    assert lines.count(":::") == 2
    assert sum(line.startswith("::: {") for line in lines) == 2
    assert lines[-2].endswith(f"](<{POSTER}>)")
    assert "resources: ['a b/Walk-02-go_up%.webm', 'a b/Walk-02-go_up%.png']" in lines


def test_markdown_links_the_picture_to_the_video():
    text = snippets(SHOWN, "markdown")
    assert text.startswith("[![")
    assert text.endswith(f"](<{POSTER}>)](<{URL}>)")
    words = text[3 : text.index(f"](<{POSTER}>)")]
    assert "\n" not in words
    assert words.count("\\[") == words.count("[") == 1
    assert "\\<" in words
    assert "\\#" in words
    assert "\\\\" in words


def test_beamer_braces_match_and_comments_end_with_their_lines():
    text = snippets(SHOWN, "beamer")
    code = "".join(line for line in text.splitlines() if not line.startswith("%"))
    assert code.count("{") == code.count("}")
    assert r"go_up\%.webm" in code
    assert "height=0.5625\\textwidth" in code
    assert "autostart,poster,loop" in code
    assert text.splitlines()[0] == f"% {LINE}"


def test_powerpoint_is_told_step_by_step():
    steps = snippets(SHOWN, "powerpoint").splitlines()
    assert [step.split(".")[0] for step in steps] == [str(n) for n in range(1, len(steps) + 1)]
    assert any("--format mp4" in step for step in steps)
    mp4 = dataclasses.replace(SHOWN, kind="mp4", path="Walk.mp4")
    assert "--format mp4" not in snippets(mp4, "powerpoint")


def test_all_are_told_under_their_names():
    text = snippets(SHOWN, "all")
    assert [line[4:-4] for line in text.splitlines() if line.startswith("=== ")] == list(TARGETS)
    assert all(snippets(SHOWN, name) in text for name in TARGETS)


def test_an_unknown_target_says_where_scenes_belong():
    with pytest.raises(StudioError, match="got 'LimitZoom'; scenes are named before it"):
        require_target("LimitZoom")
