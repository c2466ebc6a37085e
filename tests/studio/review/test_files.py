"""The review's files: the page escapes, the CSV parses back, the PDF opens."""

import base64
import csv
import io
import json
import re
from html.parser import HTMLParser

import pytest

from calcml.studio.review.document import write_pdf
from calcml.studio.review.page import page
from calcml.studio.review.spreadsheet import CLAIM_FIELDS, NUMBER_FIELDS, values_csv
from tests.studio.review.sample import HOSTILE, review


class Elements(HTMLParser):
    """Collects elements and their attributes."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def text(sample_page):
    return sample_page.read_text(encoding="utf-8")


def test_hostile_text_stays_text(text):
    elements = Elements(text).found
    assert HOSTILE.startswith("</script>")
    assert not [tag for tag, attributes in elements if tag == "img" or "onerror" in attributes]
    assert "{{ 7*7 }}" in text  # and 49 nowhere in its place
    assert len([tag for tag, _ in elements if tag == "script"]) == 2
    titles = {a.get("aria-label") for _, a in elements}
    assert f"Clip: Title {HOSTILE}" in titles


def test_no_address_leads_out(text):
    for tag, attributes in Elements(text).found:
        for name in ("src", "href", "poster", "action", "xlink:href"):
            link = attributes.get(name, "#")
            assert link.startswith(("#", "data:")), (tag, name, link[:80])
    assert "http://" not in re.sub(r"data:[^\"]*", "", text)
    assert "default-src 'none'" in text
    assert "@import" not in text
    assert "url(" not in text


def test_the_records_are_json_in_the_order_of_the_page(text):
    (found,) = re.findall(r'<script type="application/json" id="records">(.*?)</script>', text)
    records = json.loads(found)
    assert records["numbers"][0] == list(NUMBER_FIELDS)
    assert records["claims"][0] == list(CLAIM_FIELDS)
    rows = [a["id"] for tag, a in Elements(text).found if a.get("class") == "row"]
    key = NUMBER_FIELDS.index("key")
    assert [row.partition(":")[2] for row in rows] == [r[key] for r in records["numbers"][1:]]


def test_captions_are_a_track_of_data(text):
    tracks = [a["src"] for tag, a in Elements(text).found if tag == "track"]
    told = base64.b64decode(tracks[0].removeprefix("data:text/vtt;base64,")).decode()
    assert told.startswith("WEBVTT")
    assert "A line &amp; its slope." in told


def test_without_clips_there_are_pictures_and_no_videos(tmp_path):
    text = page(review(tmp_path, with_clips=False))
    tags = [tag for tag, _ in Elements(text).found]
    assert "video" not in tags
    assert "data:video" not in text
    assert tags.count("image") == 2
    assert "never on screen" in text


def test_every_formula_drawn_is_defined_once(text):
    body, used = re.findall(r' id="(f\d+|g\d+)"', text), re.findall(r'href="#(f\d+|g\d+)"', text)
    assert len(body) == len(set(body))
    assert set(used) == set(body)


def test_a_formula_that_cannot_be_set_is_shown_in_words(text):
    assert "torn, formula" in text
    assert "<code>&lt;b&gt;x = 3&lt;/b&gt;</code>" in text
    assert "(300 characters)" in text


def test_the_csv_parses_back(sample):
    found = list(csv.DictReader(io.StringIO(values_csv(sample), newline="")))
    assert len(found) == sum(len(scene.rows) for scene in sample.scenes) == 7
    slope, point, unseen, tick, evil, *_ = found
    assert (slope["exact"], slope["computed"], slope["agrees"]) == ("3/2", "1.5", "yes")
    assert float(slope["bound"]) == 2.3e-16
    assert slope["on_screen"] == "0.333-2.667"
    assert (point["read_back"], point["deviations"]) == ("no", "2.0 px")
    assert (unseen["agrees"], unseen["on_screen"], unseen["error"]) == ("no", "", "")
    assert tick["kind"] == "tick"
    assert evil["shown"] == HOSTILE
    assert tuple(slope) == NUMBER_FIELDS


def test_the_pdf_opens_and_has_a_page_for_every_scene(sample, tmp_path):
    content = write_pdf(sample, tmp_path).read_bytes()
    assert content.startswith(b"%PDF-")
    assert content.rstrip().endswith(b"%%EOF")
    # overview, two scenes, claims beyond them
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", content)) >= 4


def test_the_document_is_the_same_source_for_every_review(sample, tmp_path):
    write_pdf(sample, tmp_path)
    source = (tmp_path / "document.typ").read_text(encoding="utf-8")
    assert "Hostile" not in source
    assert HOSTILE in json.loads((tmp_path / "review.json").read_text())["missing"][0]
