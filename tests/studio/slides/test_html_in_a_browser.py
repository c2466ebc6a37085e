"""The deck in a real browser, from files, with no network."""

import base64
import io
import re
import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image, ImageColor
from playwright.sync_api import Page, expect

from calcml.studio.review.palette import palettes
from tests.browser import Visit, Visitor
from tests.studio.slides import sample
from tests.studio.slides.conftest import Made

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

ROOM = {"width": 640, "height": 360, "motion": "any"}
READY = "document.documentElement.dataset.ready === ''"
SEEN = "document.querySelector('video.seen')"
ENDED = f"{SEEN} && {SEEN}.ended"
SLIDES = len(sample.FRAMES)
LOST = -1.0


def wait(page: Page, until: str) -> None:
    """Wait until an expression is true."""
    page.wait_for_function(f"() => {until}")


def opened(visit: Visitor, page: Path, **told: object) -> Visit:
    visited = visit(page, **{**ROOM, **told})
    visited.page.set_default_timeout(6000)
    wait(visited.page, READY)
    return visited


@pytest.fixture
def deck(visit: Visitor, made: Made) -> Visit:
    """Return the deck, opened for the first time."""
    return opened(visit, made())


def pixel(image: Image.Image, place: tuple[int, int]) -> tuple[int, int, int]:
    """Return a colour of a picture."""
    red, green, blue = image.convert("RGB").crop((*place, place[0] + 1, place[1] + 1)).tobytes()
    return red, green, blue


def frame_in(picture: bytes) -> float:
    """Return which frame of the sample a picture shows, or that it shows none."""
    with Image.open(io.BytesIO(picture)) as image:
        scale = image.width / sample.WIDTH
        dark, field = (
            pixel(image, (int(scale * (a + c) / 2), int(scale * (b + d) / 2)))
            for a, b, c, d in (sample.SQUARE, sample.FIELD)
        )
    if dark[0] > 150 or dark[1] > 50 or max(field) - min(field) > 8:
        return LOST
    return (field[0] - sample.brightness(0)) / 4


def frame(page: Page) -> int:
    """Return which frame is on screen."""
    return round(frame_in(page.screenshot()))


def come_to(page: Page, number: int) -> None:
    """Wait until a frame is on screen."""
    for _ in range(60):
        if frame(page) == number:
            return
        page.wait_for_timeout(100)
    assert frame(page) == number


def watched(page: Page, act: Callable[[], None], until: str) -> list[float]:
    """Do something, and return the frames of all pictures that the browser shows meanwhile."""
    session = page.context.new_cdp_session(page)
    pictures: list[bytes] = []

    def take(event: dict[str, str]) -> None:
        pictures.append(base64.b64decode(event["data"]))
        session.send("Page.screencastFrameAck", {"sessionId": event["sessionId"]})

    session.on("Page.screencastFrame", take)
    session.send("Page.startScreencast", {"format": "png", "everyNthFrame": 1})
    wait(page, "new Promise(requestAnimationFrame)")
    act()
    wait(page, until)
    page.wait_for_timeout(400)  # what is prepared afterwards must not be seen either
    session.send("Page.stopScreencast")
    session.detach()
    return [frame_in(picture) for picture in pictures]


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def at(page: Page) -> int:
    """Return the number of the slide as the foot of the page tells it."""
    return int(page.locator(".foot .count").inner_text().partition(" / ")[0])


def settle(page: Page, number: int) -> None:
    """Wait for the last picture of a slide."""
    expect(page.locator(".foot .count")).to_have_text(f"{number} / {SLIDES}")
    page.wait_for_function(
        "number => { const v = document.querySelector('video.seen'); return v && v.paused"
        " && !v.seeking && !document.querySelector('.still') && v.currentTime > 0.3"
        " && (v.src.startsWith('blob:')"
        " || v.src.includes(document.querySelectorAll('.beat')[number - 1].dataset.clip)) }",
        arg=number,
    )


# Going on and going back.


def test_it_asks_nothing_of_the_world_and_has_nothing_to_complain_of(deck):
    expect(deck.page.locator(".cover h1")).to_have_text("A lecture")
    press(deck.page, "ArrowRight")
    wait(deck.page, ENDED)
    press(
        deck.page,
        *["End", "o", "Escape", "m", "Escape", "?", "Escape", "c", "a", "a", "r", "b", "b"],
    )
    deck.page.wait_for_timeout(300)
    assert deck.asked == []
    assert deck.said == []


def test_a_clip_plays_when_one_goes_on_and_holds_its_last_picture(deck):
    page = deck.page
    press(page, "ArrowRight")
    expect(page.locator(".cover")).to_be_hidden()
    wait(page, f"{SEEN}.currentTime > 0")
    wait(page, ENDED)
    played = page.evaluate(f"{SEEN}.getVideoPlaybackQuality().totalVideoFrames")
    assert played >= sample.FRAMES[0] - 1
    assert at(page) == 1
    assert frame(page) == sample.last(0)


@pytest.mark.parametrize("one_file", [False, True], ids=["folder", "page"])
def test_clips_follow_each_other_without_a_gap(visit, made, one_file):
    page = opened(visit, made(one_file=one_file)).page
    press(page, "ArrowRight")
    wait(page, ENDED)
    press(page, "ArrowRight")
    wait(page, f"{SEEN}.loop")
    press(page, "ArrowRight")
    wait(page, ENDED)
    shown = watched(page, lambda: press(page, "ArrowRight"), ENDED)
    assert LOST not in shown
    assert round(shown[0]) == sample.last(2)
    assert round(shown[-1]) == sample.last(3)
    assert len({round(each) for each in shown}) >= 3  # it did play
    clips = [round(each) > sample.last(2) for each in shown]
    assert clips == sorted(clips), shown  # once the next one is there, nothing of the last


def test_going_back_shows_the_last_picture_at_once_and_nothing_between(deck):
    page = deck.page
    press(page, "End")
    for number in (5, 4, 3):
        settle(page, number + 1)
        page.wait_for_timeout(200)
        shown = watched(page, lambda: press(page, "ArrowLeft"), f"!{SEEN}.seeking")
        before, after = sample.last(number), sample.last(number - 1)
        assert {round(each) for each in shown} <= {before, after}, shown
        assert round(shown[-1]) == after
        assert page.evaluate(f"{SEEN}.paused")


def test_one_press_goes_on_even_while_a_clip_plays(deck):
    page = deck.page
    press(page, "ArrowRight")
    wait(page, f"{SEEN}.currentTime > 0.1")
    shown = watched(page, lambda: press(page, " "), f"{SEEN}.loop && {SEEN}.currentTime > 0.2")
    assert at(page) == 2
    assert LOST not in shown
    press(page, "PageDown")
    assert at(page) == 3
    press(page, "PageUp")
    assert at(page) == 2
    press(page, "Shift+Space")
    assert at(page) == 1
    settle(page, 1)
    press(page, "ArrowLeft", "PageUp", "Backspace")
    assert at(page) == 1


def test_in_a_hurry_nothing_is_lost(deck):
    page = deck.page
    press(page, "ArrowRight")
    wait(page, ENDED)
    shown = watched(page, lambda: press(page, *["ArrowRight"] * 4), f"{ENDED} && !{SEEN}.loop")
    assert LOST not in shown
    assert (at(page), round(shown[-1])) == (5, sample.last(4))
    shown = watched(page, lambda: press(page, *["ArrowLeft"] * 4), f"!{SEEN}.seeking")
    assert LOST not in shown
    assert (at(page), round(shown[-1])) == (1, sample.last(0))
    assert page.locator("video").count() <= 3


def test_a_jump_shows_the_last_picture_and_nothing_before_it(deck):
    page = deck.page
    press(page, "ArrowRight")
    wait(page, ENDED)
    for key, number in (("End", SLIDES), ("Home", 1)):
        before = frame(page)
        shown = watched(page, lambda key=key: press(page, key), f"!{SEEN}.seeking")
        assert {round(each) for each in shown} == {before, sample.last(number - 1)}, shown


def test_at_the_end_it_stays(deck):
    press(deck.page, "End", "ArrowRight", "ArrowRight")
    assert at(deck.page) == SLIDES
    expect(deck.page.locator(".toast")).to_have_text("This is the last slide.")
    settle(deck.page, SLIDES)


def test_a_clip_can_be_played_again(deck):
    page = deck.page
    press(page, "End")
    settle(page, SLIDES)
    shown = watched(page, lambda: press(page, "r"), f"!{SEEN}.paused && {SEEN}.currentTime > 0.1")
    wait(page, ENDED)
    assert LOST not in shown
    assert sample.first(SLIDES - 1) in {round(each) for each in shown}
    assert frame(page) == sample.last(SLIDES - 1)


def test_what_ends_as_it_begins_goes_on_and_on(deck):
    page = deck.page
    press(page, "ArrowRight", "ArrowRight")
    wait(page, f"{SEEN}.loop && {SEEN}.currentTime > 0.4")
    shown = watched(page, lambda: None, "new Promise(done => setTimeout(done, 1300))")
    falls = [a - b for a, b in pairwise(shown) if a > b + 1]
    assert len(falls) >= 2
    assert LOST not in shown
    press(page, "ArrowLeft", "ArrowRight", "ArrowLeft")
    assert page.evaluate(f"{SEEN}.paused")


def test_black_halts_the_clip_and_goes_on_where_it_was(deck):
    page = deck.page
    press(page, "ArrowRight")
    wait(page, f"{SEEN}.currentTime > 0.1")
    press(page, "b")
    assert page.evaluate(f"{SEEN}.paused && !{SEEN}.ended")
    expect(page.locator(".pause-overlay")).to_be_visible()
    press(page, "ArrowRight")
    wait(page, ENDED)
    assert at(page) == 1


def test_clicks_and_swipes_go_on_and_back(deck):
    page = deck.page
    page.mouse.click(400, 200)
    expect(page.locator(".cover")).to_be_hidden()
    assert at(page) == 1
    page.mouse.click(400, 200)
    assert at(page) == 2
    page.mouse.click(50, 200)
    assert at(page) == 1
    swipe = """([from, to]) => {
        const room = document.querySelector('.reveal');
        const touch = (x) => new Touch({ identifier: 1, target: room, clientX: x, clientY: 100 });
        room.dispatchEvent(new TouchEvent('touchstart', { touches: [touch(from)] }));
        room.dispatchEvent(new TouchEvent('touchend', { changedTouches: [touch(to)] }));
    }"""
    page.evaluate(swipe, [300, 100])
    assert at(page) == 2
    page.evaluate(swipe, [100, 300])
    assert at(page) == 1
    page.evaluate(swipe, [100, 120])
    assert at(page) == 1


def test_sound_is_heard_where_there_is_some(deck):
    press(deck.page, "ArrowRight")
    wait(deck.page, f"{SEEN}.currentTime > 0.2")
    assert not deck.page.evaluate(f"{SEEN}.muted")
    assert deck.page.evaluate(f"{SEEN}.webkitAudioDecodedByteCount") > 0
    press(deck.page, "ArrowRight")
    wait(deck.page, f"{SEEN}.loop")
    assert deck.page.evaluate(f"{SEEN}.muted")
    assert deck.said == []


# Going on automatically.


def test_automatically_it_goes_on_and_stops_at_a_question(deck):
    page = deck.page
    press(page, "a")
    expect(page.locator(".foot .signs")).to_have_text("automatic")
    wait(page, "document.querySelector('.toast').textContent.startsWith('A question')")
    assert at(page) == 3
    page.wait_for_timeout(800)
    assert at(page) == 3
    assert "slope 42" not in page.locator("section.beat.present").inner_text()
    press(page, "ArrowRight")
    expect(page.locator(".foot .count")).to_have_text(f"{SLIDES} / {SLIDES}", timeout=5000)
    expect(page.locator(".foot .signs")).to_have_text("")
    settle(page, SLIDES)


def test_going_back_ends_going_on_automatically(deck):
    page = deck.page
    press(page, "a")
    expect(page.locator(".foot .count")).to_have_text(f"2 / {SLIDES}")
    press(page, "ArrowLeft")
    expect(page.locator(".foot .signs")).to_have_text("")
    page.wait_for_timeout(900)
    assert at(page) == 1


# Captions.


def caption_ink(page: Page) -> int:
    """Return how many pixels of the strip are dark."""
    with Image.open(io.BytesIO(page.screenshot())) as image:
        strip = image.convert("L").crop((64, 314, 576, 346))
    return sum(strip.histogram()[:90])


def test_captions_stand_in_their_strip_and_can_be_taken_away(deck):
    page = deck.page
    press(page, "End", "Home")
    settle(page, 1)
    assert caption_ink(page) > 60
    press(page, "c")
    assert caption_ink(page) == 0
    assert page.get_by_role("img", name="Caption of slide 1").count() == 1  # still told
    press(page, "c")
    assert caption_ink(page) > 60


def test_captions_stand_where_the_stage_has_put_them(deck):
    boxes = deck.page.eval_on_selector_all(
        "svg.caption",
        "all => all.map(x => [x.style.left, x.style.top, x.style.width, x.style.height]"
        ".map(parseFloat))",
    )
    assert len(boxes) == SLIDES - 1
    assert boxes[0] == pytest.approx([35, 90, 30, 4], abs=0.01)
    assert boxes[4] == pytest.approx([35, 88, 30, 8], abs=0.01)
    expect(deck.page.locator("p.caption")).to_have_text(sample.HOSTILE)  # Typst has refused it


# Finding one's way.


def test_the_overview_shows_the_pictures_of_all_slides(visit, made):
    page = opened(visit, made(), width=1280, height=720).page
    press(page, "ArrowRight", "ArrowRight", "o")
    page.wait_for_timeout(300)
    with Image.open(io.BytesIO(page.screenshot())) as image:
        seen = {}
        for n in range(SLIDES):
            box = page.locator("section.beat").nth(n).bounding_box()
            if box is not None and box["x"] > 0 and box["y"] > 0:
                x, y = (
                    box[a] + box[b] * (sample.FIELD[i] + sample.FIELD[i + 2]) / 2 / side
                    for a, b, i, side in (
                        ("x", "width", 0, sample.WIDTH), ("y", "height", 1, sample.HEIGHT),
                    )
                )  # fmt: skip
                if x < image.width and y < image.height:
                    seen[n] = (pixel(image, (int(x), int(y)))[0] - 40) / 4
    assert len(seen) >= 4
    assert {n: round(frame) for n, frame in seen.items()} == {n: sample.last(n) for n in seen}
    assert page.evaluate(f"{SEEN}.paused")
    page.locator("section.beat").nth(3).click()
    settle(page, 4)
    assert frame(page) == sample.last(3)


def test_in_the_overview_arrows_move_the_choice(deck):
    page = deck.page
    press(page, "o", "ArrowRight", "ArrowDown", "Enter")
    settle(page, 5)
    assert page.evaluate(f"{SEEN}.paused")


def test_from_the_contents_a_scene_plays_from_its_beginning(deck):
    page = deck.page
    press(page, "m")
    menu = page.locator("dialog.menu")
    expect(menu).to_be_visible()
    assert menu.locator("h3").all_inner_texts()[:2] == ["Moving", "Standing"]
    press(page, "ArrowRight")  # the slides do not hear keys meanwhile
    expect(page.locator(".cover")).to_be_visible()
    press(page, "ArrowDown")
    shown = watched(page, lambda: press(page, "Enter"), ENDED)
    expect(menu).to_be_hidden()
    assert at(page) == 4
    played = [round(each) for each in shown if round(each) > sample.last(2)]
    assert min(played) <= sample.first(3) + 2 < max(played)  # a picture may be missed here
    press(page, "m")
    assert "A rest" in page.evaluate("document.activeElement.innerText")
    press(page, "m")
    expect(menu).to_be_hidden()
    press(page, "m")
    menu.get_by_text("A walk").click()
    assert at(page) == 1


def test_reloading_keeps_the_slide(deck):
    page = deck.page
    press(page, "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight")
    wait(page, "location.hash === '#/02-Rest-01-answer'")
    page.reload()
    settle(page, 4)
    expect(page.locator(".cover")).to_be_hidden()
    assert frame(page) == sample.last(3)
    press(page, "ArrowRight")
    wait(page, ENDED)
    assert at(page) == 5


def test_an_address_that_names_no_slide_leads_to_the_beginning(visit, made):
    page = opened(visit, made(), fragment="/99-Nowhere").page
    expect(page.locator(".cover")).to_be_visible()
    press(page, "ArrowRight")
    wait(page, ENDED)
    assert at(page) == 1


def test_help_names_the_keys_and_closes(deck):
    page = deck.page
    press(page, "?")
    expect(page.locator("dialog.help")).to_contain_text("goes on at once")
    press(page, "Escape")
    expect(page.locator("dialog.help")).to_be_hidden()
    expect(page.locator(".cover")).to_be_visible()


def test_tools_come_with_the_pointer_and_do_what_they_say(deck):
    page = deck.page
    press(page, "ArrowRight")
    assert not page.locator(".tools").is_visible()
    page.mouse.move(300, 200)
    page.mouse.move(320, 210)
    for name, dialog in (("Contents", "menu"), ("Keys", "help")):
        page.get_by_role("button", name=name).click()
        expect(page.locator(f"dialog.{dialog}")).to_be_visible()
        press(page, "Escape")
    page.get_by_role("button", name="Captions").click()
    expect(page.locator(".foot .signs")).to_have_text("no captions")
    assert at(page) == 1


# The speaker's window.


def test_the_speaker_sees_numbers_and_what_comes_next(deck):
    page = deck.page
    press(page, "ArrowRight", "ArrowRight")
    with page.context.expect_page() as caught:
        press(page, "s")
    speaker = caught.value
    expect(speaker.locator(".now figcaption")).to_have_text("Caption of slide 2")
    expect(speaker.locator(".next figcaption")).to_have_text("What is the slope?")
    expect(speaker.locator("tbody tr")).to_have_count(2)
    expect(speaker.locator("tbody tr.new")).to_have_count(1)
    fresh = speaker.locator("tbody tr").first
    assert "new" in fresh.get_attribute("class")
    for text in ("(f(3 + h) - f(3))/h", "61/10", "6.100000000000012", "1.2·10⁻¹⁴"):
        expect(fresh).to_contain_text(text)
    assert fresh.locator("svg use").first.evaluate("x => x.getBBox().width > 0")
    assert re.fullmatch(r"\d?\d:\d\d( [AP]M)?", speaker.locator(".clock").inner_text())
    expect(speaker.locator(".count")).to_have_text(f"2 / {SLIDES}")
    drawn = speaker.locator(".now canvas").evaluate("x => x.width")
    assert drawn == sample.WIDTH
    assert round(frame_in(speaker.locator(".now canvas").screenshot())) == sample.last(1)
    press(speaker, "ArrowRight")
    expect(speaker.locator(".now figcaption")).to_have_text("What is the slope?")
    assert at(page) == 3
    press(page, "End")
    expect(speaker.locator(".next figcaption")).to_have_text("The end.")
    expect(speaker.locator(".now figcaption")).to_have_text(sample.HOSTILE)
    assert speaker.locator("img").count() == 0
    press(page, "s")  # the same window
    assert len(page.context.pages) == 2
    assert deck.said == []
    assert deck.asked == []


# What it is opened with.


def test_one_page_needs_nothing_beside_it(visit, made, tmp_path):
    alone = tmp_path / "empty" / "deck.html"
    alone.parent.mkdir()
    shutil.copyfile(made(one_file=True), alone)
    visited = opened(visit, alone)
    press(visited.page, "ArrowRight")
    wait(visited.page, ENDED)
    assert frame(visited.page) == sample.last(0)
    press(visited.page, "End")
    wait(visited.page, f"{SEEN}.currentTime > 0.3 && !document.querySelector('.still')")
    assert frame(visited.page) == sample.last(SLIDES - 1)
    assert (visited.asked, visited.said) == ([], [])


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_around_the_picture_the_page_has_its_ground(visit, made, theme):
    page = opened(visit, made(theme), width=640, height=600).page
    press(page, "End")
    settle(page, SLIDES)
    ground = ImageColor.getrgb(palettes()[theme]["background"])
    with Image.open(io.BytesIO(page.screenshot())) as image:
        beside, within = (pixel(image, (320, y)) for y in (20, 130))
    assert beside == ground
    assert max(abs(a - b) for a, b in zip(within, ground, strict=True)) <= 2
    assert frame_in(page.screenshot(clip={"x": 0, "y": 120, "width": 640, "height": 360})) == (
        pytest.approx(sample.last(SLIDES - 1), abs=0.5)
    )


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1920, 1080), (200, 200)])
def test_in_a_window_of_any_shape_the_whole_picture_is_seen(visit, made, width, height):
    page = opened(visit, made(), width=width, height=height).page
    press(page, "ArrowRight")
    wait(page, ENDED)
    box = page.locator("video.seen").bounding_box()
    assert box["x"] >= -0.5
    assert box["y"] >= -0.5
    assert box["width"] == pytest.approx(min(width, height * 16 / 9), abs=1)
    assert box["height"] == pytest.approx(min(height, width * 9 / 16), abs=1)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_who_wants_less_motion_gets_pictures_and_may_play_them(visit, made):
    page = opened(visit, made(), motion="reduce").page
    expect(page.locator(".still-hint")).to_be_visible()
    press(page, "ArrowRight", "ArrowRight")
    settle(page, 2)
    assert frame(page) == sample.last(1)
    assert page.evaluate(f"{SEEN}.paused")
    page.get_by_role("button", name="Play the clip").click()
    wait(page, f"!{SEEN}.paused && {SEEN}.currentTime > 0.2")
    press(page, "v", "ArrowRight")
    wait(page, ENDED)
    assert at(page) == 3
    expect(page.locator(".replay")).to_be_hidden()


@pytest.mark.parametrize("query", ["", "print-pdf"])
def test_on_paper_there_is_a_page_for_each_slide(visit, made, query):
    page = visit(made(), query=query, **ROOM).page
    page.wait_for_load_state("load")
    if query:
        wait(page, "document.querySelectorAll('.pdf-page').length === 6")
    else:
        wait(page, READY)
    pages = page.pdf(prefer_css_page_size=True, print_background=True)
    assert max(map(int, re.findall(rb"/Count (\d+)", pages))) == SLIDES
    assert set(re.findall(rb"/MediaBox ?\[([^]]*)\]", pages)) == {b"0 0 960 540"}
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1280, "height": 720})
    for n in range(SLIDES):
        with Image.open(io.BytesIO(page.locator("section.beat").nth(n).screenshot())) as image:
            with io.BytesIO() as stream:
                image.save(stream, "png")
                assert round(frame_in(stream.getvalue())) == sample.last(n)
            strip = image.convert("L").crop((128, 600, 1152, 710))
            assert sum(strip.histogram()[:90]) > 300  # its caption
    for selector in (".foot", ".cover", ".screen", ".progress"):
        assert not page.locator(selector).is_visible()


def test_a_clip_that_cannot_be_played_is_replaced_by_its_picture(visit, made, tmp_path):
    folder = tmp_path / "deck"
    shutil.copytree(made().parent, folder)
    (folder / "clips" / "01-Walk" / "02-turn.mp4").write_bytes(b"\0" * 48)
    page = opened(visit, folder / "index.html").page
    press(page, "ArrowRight")
    wait(page, ENDED)
    press(page, "ArrowRight")
    expect(page.locator(".toast")).to_contain_text("This clip cannot be played here")
    assert (at(page), frame(page)) == (2, sample.last(1))
    press(page, "a")
    expect(page.locator(".foot .count")).to_have_text(f"3 / {SLIDES}")
    come_to(page, sample.last(2))
    press(page, "ArrowLeft")
    assert (at(page), frame(page)) == (2, sample.last(1))


def test_hostile_text_does_not_run_and_is_shown_as_it_is(deck):
    page = deck.page
    assert page.evaluate("[...document.images].every(x => x.className === 'last')")
    assert page.locator("dialog.menu h3").last.text_content() == sample.HOSTILE
    press(page, "End")
    assert sample.HOSTILE in page.locator(".foot .where").text_content()
    assert page.locator("section.beat").last.locator("td").first.text_content() == sample.HOSTILE


def test_a_screen_reader_is_told_of_slides(deck):
    page = deck.page
    press(page, "ArrowRight", "ArrowRight")
    expect(page.locator(".aria-status")).to_contain_text("Caption of slide 2")
    nameless = page.evaluate(
        """() => [...document.querySelectorAll('button, [role=img], dialog, nav')]
        .filter((x) => !(x.ariaLabel || x.innerText || x.textContent || '').trim()
          && !document.getElementById(x.getAttribute('aria-labelledby')))
        .map((x) => x.outerHTML.slice(0, 99))"""
    )
    assert nameless == []
    assert page.evaluate("document.documentElement.lang") == "en"
    twice = page.evaluate(
        """() => { const ids = [...document.querySelectorAll('[id]')].map((x) => x.id);
        return ids.filter((id, n) => ids.indexOf(id) < n); }"""
    )
    assert twice == []


# What each animation frame finds, whatever is shown of it.

TRACE = """() => {
    const beats = [...document.querySelectorAll('section.beat')];
    const of = (v) => beats.findIndex((x) => v && v.src.endsWith(x.dataset.clip));
    window.trace = [];
    const look = () => {
        const seen = document.querySelector('video.seen');
        const others = [...document.querySelectorAll('video:not(.seen)')];
        window.trace.push({
            at: beats.findIndex((x) => x.matches('.present .present')),
            still: Boolean(document.querySelector('.present > .still.present')),
            seen: of(seen),
            there: Boolean(seen && seen.readyState >= 2 && !seen.seeking),
            moved: others.some((x) => x.seeking),
        });
        if (window.trace.length < 90) requestAnimationFrame(look);
    };
    look();
}"""


def traced(page: Page, act: Callable[[], None]) -> list[dict[str, int]]:
    """Do something, and return what the animation frames find from then on."""
    before = page.evaluate(f"({TRACE})(), window.trace[0].at")
    act()
    wait(page, "window.trace.length >= 90")
    found = page.evaluate("window.trace")
    return [each for each in found if each["at"] != before]


def test_what_follows_is_raised_when_it_has_a_picture(deck):
    page = deck.page
    press(page, "End")
    settle(page, SLIDES)
    press(page, "m", "ArrowUp", "ArrowUp")
    found = traced(page, lambda: press(page, "Enter"))
    assert all(each["there"] for each in found)
    assert found[0]["seen"] == SLIDES - 1  # nothing has been loaded yet
    assert found[-1]["seen"] == 0
    assert not any(each["still"] for each in found)


@pytest.mark.parametrize("key", ["Home", "ArrowLeft"])
def test_what_is_held_is_there_in_the_first_frame(deck, key):
    page = deck.page
    press(page, "End")
    settle(page, SLIDES)
    page.wait_for_timeout(300)
    found = traced(page, lambda: press(page, key))
    n = 0 if key == "Home" else SLIDES - 2
    assert all(each["still"] or each["there"] for each in found)
    assert all(each["still"] or each["seen"] == n for each in found)
    assert not found[0]["moved"]  # what was on top is left as it is
    if key == "Home":
        assert found[0]["still"]
        both = [each for each in found if each["still"] and each["seen"] == n and each["there"]]
        assert len(both) >= 2  # until the screen has surely changed
    assert not found[-1]["still"]
