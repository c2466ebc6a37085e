"""The page in a real browser, from a file, with no network."""

import csv
import io
import json
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser import Visit, Visitor
from tests.studio.review.sample import FPS, HEIGHT, WIDTH, brightness

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

SLOPE = '[id="scene-Slopes:slope"]'
POINT = '[id="scene-Slopes:point"]'
UNSEEN = '[id="scene-Slopes:unseen"]'
SEEK = "() => { const v = document.querySelector('video'); return v.paused && !v.seeking; }"


@pytest.fixture
def opened(visit: Visitor, sample_page: Path) -> Visit:
    visited = visit(sample_page)
    visited.page.wait_for_function("() => document.querySelector('video').readyState >= 2")
    return visited


def shown(visited: Visit, selector: str) -> list[str]:
    return visited.page.eval_on_selector_all(
        selector, "all => all.filter(x => x.checkVisibility()).map(x => x.id)"
    )


def current(visited: Visit) -> float:
    visited.page.wait_for_function(SEEK)
    return visited.page.evaluate("document.querySelector('video').currentTime")


def test_it_asks_nothing_of_the_world_and_has_nothing_to_complain_of(opened):
    assert opened.page.locator("tr.row").count() == 7
    assert opened.page.locator("video").count() == 2
    opened.page.wait_for_timeout(200)
    assert opened.asked == []
    assert opened.said == []


def test_a_browser_without_a_network_is_really_without(visit, tmp_path):
    leaking = tmp_path / "leaking.html"
    leaking.write_text('<img src="http://192.0.2.1/x.png"><script>console.error("!")</script>')
    visited = visit(leaking)
    visited.page.wait_for_timeout(200)
    assert visited.asked == ["http://192.0.2.1/x.png"]
    assert "!" in visited.said


def test_hostile_text_does_not_run(opened):
    assert opened.page.evaluate("document.querySelectorAll('img').length") == 0
    assert opened.page.locator("#scene-Hostile-at-1 h3").inner_text().startswith("Title </script>")


def test_a_click_leads_to_the_frame_and_marks_the_place(opened):
    opened.page.locator(f"{SLOPE} .key").click()
    # the readout's frames are 20 to 39: the middle one is the 29th
    assert abs(current(opened) - 29.5 / FPS) < 1 / FPS
    screen = opened.page.locator("#scene-Slopes .screen").bounding_box()
    ring = opened.page.locator("#scene-Slopes .marks .here").bounding_box()
    across, down = screen["width"] / WIDTH, screen["height"] / HEIGHT
    middle = (ring["x"] + ring["width"] / 2, ring["y"] + ring["height"] / 2)
    assert middle[0] == pytest.approx(screen["x"] + 256 * across, abs=1)
    assert middle[1] == pytest.approx(screen["y"] + 46 * down, abs=1)
    assert ring["width"] == pytest.approx(32 * across + 10, abs=1)
    assert opened.page.locator("#scene-Slopes .marks .also").count() == 1
    assert "slope: 1.5, at 2.0 s" in opened.page.locator("#scene-Slopes .now").inner_text()


def test_the_frame_on_screen_is_the_one_that_was_meant(opened):
    opened.page.locator(f"{SLOPE} .jump").click()
    current(opened)
    opened.page.wait_for_timeout(150)
    opened.page.add_style_tag(content=".marks { display: none }")
    png = opened.page.locator("#scene-Slopes video").screenshot()
    with Image.open(io.BytesIO(png)) as picture:
        grey = picture.convert("L").getpixel((picture.width // 2, picture.height // 2))
    assert grey == pytest.approx(brightness(29), abs=2)


def test_the_dot_of_a_number_is_marked_too(opened):
    opened.page.locator(f"{POINT} .key").click()
    assert abs(current(opened) - 8.5 / FPS) < 1 / FPS
    screen = opened.page.locator("#scene-Slopes .screen").bounding_box()
    dot = opened.page.locator("#scene-Slopes .marks .dot").bounding_box()
    at = dot["x"] + dot["width"] / 2 - screen["x"], dot["y"] + dot["height"] / 2 - screen["y"]
    assert at[0] == pytest.approx(70 * screen["width"] / WIDTH, abs=1)
    assert at[1] == pytest.approx(95 * screen["height"] / HEIGHT, abs=1)


def test_the_marks_vanish_when_the_clip_goes_on(opened):
    marks = opened.page.locator("#scene-Slopes .marks")
    opened.page.locator(f"{SLOPE} .key").click()
    current(opened)
    assert marks.is_visible()
    opened.page.evaluate("document.querySelector('video').currentTime = 3.5")
    opened.page.wait_for_function("() => document.querySelector('#scene-Slopes .marks').hidden")
    opened.page.evaluate("document.querySelector('video').currentTime = 1.9")
    opened.page.wait_for_function("() => !document.querySelector('#scene-Slopes .marks').hidden")


def test_the_captions_are_read(opened):
    track = "document.querySelector('video').textTracks[0]"
    opened.page.evaluate(f"{track}.mode = 'showing'")
    opened.page.wait_for_function(f"() => {track}.cues?.length === 1")
    assert opened.page.evaluate(f"{track}.cues[0].text") == "A line &amp; its slope."


def test_what_is_never_on_screen_says_so_and_leads_nowhere(opened):
    assert "never on screen" in opened.page.locator(UNSEEN).inner_text()
    assert opened.page.locator(f"{UNSEEN} button").count() == 0


def test_keys_do_what_the_mouse_does(opened):
    keyboard, active = opened.page.keyboard, "document.activeElement"
    keyboard.press("Tab")
    assert opened.page.evaluate(f"{active}.className") == "skip"
    keyboard.press("Enter")
    assert opened.page.evaluate(f"{active}.id") == "main"
    opened.page.locator(f"{SLOPE} .jump").focus()
    keyboard.press("Enter")
    assert abs(current(opened) - 29.5 / FPS) < 1 / FPS
    keyboard.press("ArrowDown")
    keyboard.press("Enter")
    assert abs(current(opened) - 8.5 / FPS) < 1 / FPS
    assert opened.page.locator(f"{POINT}.chosen").count() == 1
    keyboard.press("/")
    keyboard.type("slope")
    assert shown(opened, ".scene .row") == ["scene-Slopes:slope"]
    keyboard.press("Escape")
    assert len(shown(opened, "tr.row")) == 6  # all but the tick
    assert opened.page.locator(".chosen").count() == 0


def test_the_focus_is_to_be_seen(opened):
    opened.page.keyboard.press("/")
    opened.page.keyboard.press("Tab")
    style = "getComputedStyle(document.activeElement)"
    assert opened.page.evaluate(f"{style}.outlineStyle") == "solid"
    assert float(opened.page.evaluate(f"parseFloat({style}.outlineWidth)")) >= 2


def test_filters_combine_and_are_counted(opened):
    page = opened.page
    assert page.locator(".count").inner_text() == "6 numbers, 3 claims, 2 scenes"
    page.select_option("[name=verdict]", "wrong")
    assert shown(opened, ".claim") == ["claim-A-001"]
    assert shown(opened, "tr.row") == []
    assert page.locator(".count").inner_text() == "0 of 6 numbers, 1 of 3 claims, 1 scene"
    page.select_option("[name=verdict]", "doubt")
    assert shown(opened, "tr.row") == ["scene-Slopes:unseen"]
    page.fill("[name=q]", "0.1")
    assert page.locator(".nothing").is_visible()
    page.select_option("[name=verdict]", "")
    assert shown(opened, "tr.row") == ["scene-Slopes:point"]
    page.select_option("[name=scene]", "scene-Hostile-at-1")
    assert page.locator(".nothing").is_visible()
    page.locator(".nothing button").click()
    assert page.locator(".count").inner_text() == "6 numbers, 3 claims, 2 scenes"
    page.select_option("[name=chapter]", "topics")
    assert shown(opened, ".claim") == ["claim-A-003"]


def test_what_deviates_is_found_with_its_words(opened):
    page = opened.page
    page.select_option("[name=verdict]", "deviates")
    assert shown(opened, "tr.row") == ["scene-Slopes:point"]
    assert "expected (70, 95), measured (72, 95)" in page.locator(".failure").inner_text()
    page.fill("[name=q]", "measured (72")
    assert shown(opened, "tr.row") == []
    assert page.locator(".failure").is_visible()
    assert shown(opened, ".scene") == ["scene-Slopes"]
    page.select_option("[name=verdict]", "doubt")
    assert page.locator(".nothing").is_visible()


def test_the_address_keeps_what_was_asked_for(opened, visit, sample_page):
    opened.page.fill("[name=q]", "slope m")
    opened.page.select_option("[name=chapter]", "chapter-1")
    opened.page.fill("[name=q]", "line many")
    fragment = opened.page.evaluate("location.hash").removeprefix("#")
    again = visit(sample_page, fragment=fragment)
    assert shown(again, ".claim") == ["claim-A-001", "claim-A-002"]
    assert again.page.input_value("[name=q]") == "line many"
    row = visit(sample_page, fragment="row=scene-Slopes%3Aslope")
    row.page.wait_for_selector(f"{SLOPE}.chosen")
    row.page.wait_for_selector("#scene-Slopes .marks .here")
    assert abs(current(row) - 29.5 / FPS) < 1 / FPS


def test_links_lead_to_scenes_and_numbers(opened):
    opened.page.locator("#claim-A-001 a").click()
    opened.page.wait_for_selector(f"{SLOPE}.chosen")
    assert opened.page.locator(f"{SLOPE} .jump").evaluate("x => x === document.activeElement")
    opened.page.locator(".card a").last.click()
    assert opened.page.evaluate("document.activeElement.id") == "scene-Hostile-at-1"
    assert opened.page.locator("#scene-Hostile-at-1").bounding_box()["y"] < 400


def download(visited: Visit, name: str) -> list[dict[str, str]]:
    with visited.page.expect_download() as caught:
        visited.page.locator(f".toolbar [name={name}]").click()
    assert caught.value.suggested_filename == f"{name}.csv"
    with Path(caught.value.path()).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_what_is_shown_can_be_had_as_csv(opened):
    assert [row["key"] for row in download(opened, "numbers")] == [
        "slope", "point", "unseen", "evil", "torn", "huge",
    ]  # fmt: skip
    opened.page.locator(".ticks summary").click()
    assert "axes.main.x.0" in [row["key"] for row in download(opened, "numbers")]
    opened.page.fill("[name=q]", "frac(f(a")
    (slope,) = download(opened, "numbers")
    assert (slope["exact"], slope["computed"], slope["read_back"]) == ("3/2", "1.5", "yes")
    opened.page.fill("[name=q]", "alert")
    (evil,) = download(opened, "numbers")
    assert evil["shown"].startswith('</script><img src=x onerror="alert(')
    opened.page.fill("[name=q]", "many")
    assert [row["verdict"] for row in download(opened, "claims")] == [
        "wrong", "confirmed", "confirmed",
    ]  # fmt: skip


BACKGROUND = "getComputedStyle(document.body).backgroundColor"


def test_the_theme_is_the_systems_unless_the_reader_chooses(visit, sample_page):
    light, dark = visit(sample_page), visit(sample_page, scheme="dark")
    day, night = (each.page.evaluate(BACKGROUND) for each in (light, dark))
    assert day == "rgb(251, 250, 246)"
    assert night == "rgb(16, 21, 31)"
    dark.page.get_by_role("button", name="Light theme").click()
    assert dark.page.evaluate(BACKGROUND) == day
    dark.page.get_by_role("button", name="Dark theme").click()
    assert dark.page.evaluate(BACKGROUND) == night


def test_on_paper_there_are_pictures_and_nothing_stays_folded(visit, sample_page):
    visited = visit(sample_page, scheme="dark")
    assert not visited.page.locator("#scene-Slopes .still").is_visible()
    visited.page.emulate_media(media="print")
    assert visited.page.locator("#scene-Slopes .still").is_visible()
    assert not visited.page.locator("#scene-Slopes video").is_visible()
    assert not visited.page.locator(".toolbar").is_visible()
    expect(visited.page.locator("details:not([open])")).to_have_count(0)
    assert visited.page.evaluate(BACKGROUND) == "rgb(251, 250, 246)"
    visited.page.emulate_media(media="screen")
    expect(visited.page.locator("details[open]")).to_have_count(1)  # what deviates stays open


@pytest.mark.parametrize("width", [320, 390, 600, 820, 1100, 1440, 2400])
def test_no_window_is_too_narrow(visit, sample_page, width):
    visited = visit(sample_page, width=width)
    assert visited.page.evaluate("document.documentElement.scrollWidth") <= width
    assert visited.page.locator(SLOPE).is_visible()
    visited.page.locator(".ticks summary").click()
    assert visited.page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_every_cell_says_what_it_is(visit, sample_page):
    visited = visit(sample_page, width=390, height=844)
    label = f"getComputedStyle(document.querySelector('{SLOPE} .exact'), '::before').content"
    assert "Exact" in visited.page.evaluate(label)
    widths = "all => all.map(x => x.getBoundingClientRect().width)"
    assert min(visited.page.eval_on_selector_all(f"{SLOPE} > *", widths)) > 300
    visited.page.locator(f"{SLOPE} .jump").click()
    visited.page.wait_for_selector("#scene-Slopes .marks .here")
    film = visited.page.locator("#scene-Slopes video").bounding_box()
    assert film["y"] >= 0  # the clip stays in sight
    assert film["y"] + film["height"] < 844


def test_no_column_is_crushed(visit, sample_page):
    visited = visit(sample_page, width=920)
    widths = "all => all.map(x => x.getBoundingClientRect().width)"
    assert min(visited.page.eval_on_selector_all("#scene-Slopes thead th", widths)) > 50


# What a screen reader meets.


def test_landmarks_and_headings_are_in_order(opened):
    page = opened.page
    for role in ("banner", "main", "search", "contentinfo"):
        assert page.get_by_role(role).count() == 1, role
    levels = page.eval_on_selector_all("h1,h2,h3,h4,h5", "all => all.map(h => +h.tagName[1])")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.title() == "Review · A lecture <of mine>"


def test_everything_has_a_name(opened):
    nameless = opened.page.evaluate(
        """() => [...document.querySelectorAll('button, input, select, a, video, [role=img]')]
        .filter((x) => !(x.ariaLabel || x.labels?.[0]?.innerText || x.innerText || '').trim())
        .map((x) => x.outerHTML.slice(0, 99))"""
    )
    assert nameless == []
    twice = opened.page.evaluate(
        """() => { const ids = [...document.querySelectorAll('[id]')].map((x) => x.id);
        return ids.filter((id, n) => ids.indexOf(id) < n); }"""
    )
    assert twice == []


def test_tables_have_headers_and_captions(opened):
    page = opened.page
    assert page.locator("table").count() == page.locator("table > caption").count() == 3
    scopes = page.eval_on_selector_all("th", "all => all.map(th => th.scope)")
    assert set(scopes) == {"row", "col"}
    assert page.get_by_role("rowheader").count() >= 6
    assert page.locator(".count[aria-live=polite]").count() == 1
    assert page.locator(".now[aria-live=polite]").count() == 2


CONTRAST = """() => {
  const channel = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const rgba = (text) => text.match(/[\\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const ground = (x) => {
    for (; x; x = x.parentElement) {
      const c = rgba(getComputedStyle(x).backgroundColor);
      if (c.length < 4 || c[3] > 0) return c;
    }
  };
  const found = {};
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    const x = node.parentElement;
    if (!node.data.trim() || !x.checkVisibility() || x.closest('script')) continue;
    const [a, b] = [luminance(rgba(getComputedStyle(x).color)), luminance(ground(x))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) found[`${x.className || x.tagName}: ${node.data.trim().slice(0, 20)}`] = ratio;
  }
  return found;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_can_be_read(visit, sample_page, scheme):
    visited = visit(sample_page, scheme=scheme)
    visited.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    visited.page.locator(f"{SLOPE} .jump").click()
    assert visited.page.evaluate(CONTRAST) == {}
    visited.page.add_style_tag(content=":root { --soft: var(--grid) !important }")
    assert visited.page.evaluate(CONTRAST) != {}  # the measure can fail


def test_verdicts_are_told_in_words_and_signs(opened):
    for badge in opened.page.locator(".badge").all():
        assert badge.inner_text().strip() in {"confirmed", "wrong"}
        assert badge.locator("svg.icon use").count() == 1
    found = json.loads(opened.page.locator("#records").inner_text())
    assert len(found["claims"]) == 4
