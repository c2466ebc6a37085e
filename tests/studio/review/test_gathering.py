"""What the review knows of a number: where it stands, who vouches for it, how it was read."""

from dataclasses import replace
from math import inf

import pytest

from calcml.studio.readback.report import Reading
from calcml.studio.review.gathering import Material, chapters_of, claim_views, scene_of, topics_of
from calcml.studio.review.spots import Sightings
from calcml.studio.review.wording import deviations, summary, totals
from tests.studio.review.sample import FPS, HEIGHT, WIDTH, claims, report, sidecar, text


def rows(review):
    return {row.key: row for row in review.scenes[0].rows}


def test_a_number_is_shown_where_it_is_a_readout_though_a_sentence_says_it_first():
    spot = Sightings(sidecar()).spot("slope")
    # the readout stands in frames 20 to 39: in two beats, at one place; its middle is frame 29
    assert spot.at == pytest.approx(29.5 / FPS)
    readout, sentence = spot.boxes
    assert readout.left * WIDTH == pytest.approx(240)
    assert readout.width * WIDTH == pytest.approx(32)
    assert readout.top * HEIGHT == pytest.approx(40)
    assert sentence.width * WIDTH == pytest.approx(300)


def test_what_is_marked_stands_still_from_since_until():
    spot = Sightings(sidecar()).spot("slope")
    assert (spot.since, spot.until) == (20 / FPS, 40 / FPS)
    told = sidecar()
    told["screen"]["texts"].append(text(["slope"], [5, 5, 9, 9], (27, 33)))
    assert Sightings(told).spot("slope").until == 33 / FPS


def test_a_number_that_moves_meanwhile_is_not_joined():
    told = sidecar()
    told["screen"]["texts"][2]["rests"][0]["box"] = [240.0, 90.0, 272.0, 102.0]
    assert Sightings(told).spot("slope").at == pytest.approx(24.5 / FPS)


def test_the_dot_of_a_number_is_where_the_axes_put_it():
    (dot,) = Sightings(sidecar()).spot("point").dots
    # 1 of 4 across 20..220, 0.5 of 2 up 120..20, radius 4
    assert (dot.left + dot.width / 2) * WIDTH == pytest.approx(70)
    assert (dot.top + dot.height / 2) * HEIGHT == pytest.approx(95)
    assert dot.width * WIDTH == pytest.approx(8)


def test_a_dot_behind_a_surface_is_not_marked():
    told = sidecar()
    told["screen"]["marks"][0]["rests"][0]["hidden"] = True
    assert Sightings(told).spot("point").dots == ()


def test_stretches_are_joined_and_in_seconds():
    sightings = Sightings(sidecar())
    assert sightings.stretches("slope") == ((5 / FPS, 40 / FPS),)
    assert sightings.stretches("point") == ((6 / FPS, 12 / FPS), (45 / FPS, 55 / FPS))
    assert sightings.stretches("unseen") == ()
    assert sightings.spot("unseen") is None


def test_a_clip_that_tells_nothing_of_its_screen_has_no_spots():
    told = sidecar()
    del told["screen"]
    assert Sightings(told).spot("slope") is None


def test_the_worst_reading_of_a_number_counts(sample):
    found = rows(sample)
    assert found["slope"].read.count == 2
    assert found["slope"].read.deviations == {"match": 0.003}
    assert found["slope"].read.passed
    assert not found["point"].read.passed
    assert "off by 2 px of 0.5" in found["point"].read.notes[0]
    assert found["unseen"].read is None


def test_what_was_lost_is_told_of_the_number_and_is_no_distance_of_the_scene(tmp_path):
    lost = Reading(kind="dot", name="point", entries=("point",), deviation=inf, unit="px")
    near = replace(lost, entries=("slope",), deviation=0.1)
    late = replace(lost, entries=(), unit="frames", deviation=3.0)
    told = scene_of(
        Material(
            sidecar=sidecar(), label="S", chapter="Lines", poster=tmp_path / "p.png",
            report=replace(report(), readings=(lost, near, late)),
        )
    )  # fmt: skip
    assert told.deviations == {"px": 0.1}
    assert {row.key: row for row in told.rows}["point"].read.deviations == {"px": inf}


def test_a_review_with_a_deviation_a_doubt_or_a_gap_does_not_stand(sample, tmp_path):
    assert not sample.stands
    complaints = sample.complaints["Slopes"]
    assert any("expected (70, 95), measured (72, 95)" in line for line in complaints)
    assert "unseen is 2.0, a second method says 2.5" in complaints
    quiet = scene_of(
        Material(sidecar=sidecar(), label="S", chapter="Lines", poster=tmp_path / "p.png")
    )
    assert not quiet.failures
    assert not quiet.in_doubt


def test_totals_count_numbers_without_those_of_axes(sample):
    found = totals(sample.scenes[:1])
    assert (found["numbers"], found["ticks"]) == (3, 1)
    assert (found["agree"], found["doubt"]) == (1, 1)
    assert (found["read"], found["failed"], found["px"]) == (1, 1, 2.0)


def test_what_was_not_found_is_no_distance(sample):
    first = sample.scenes[0]
    lost = replace(first, deviations={"px": inf})
    assert "px" not in totals([lost])
    assert totals([lost, first])["px"] == 2.0
    assert deviations(lost.deviations) == "not to be found"


def test_the_summary_says_all_in_one_line(sample):
    assert summary(sample) == (
        "6 numbers, 1 agreed by a second method, 1 read back, 2.00 px worst deviation, "
        "1 in doubt, 1 deviating; 3 claims: 2 confirmed, 1 wrong"
    )


def test_claims_stand_with_their_scene_or_by_topic():
    views = claim_views(claims())
    assert [claim.id for claim in views["Slopes"]] == ["A-001", "A-002"]
    assert views["Slopes"][0].verdict == "wrong"
    assert views["Slopes"][0].numbers == (("slopes", "1"),)
    assert views["Slopes"][0].entries == (("Slopes", "slope"),)
    (topic,) = topics_of(views, ["Slopes"])
    assert (topic.title, [claim.id for claim in topic.claims]) == ("Jacobian shape", ["A-003"])


def test_a_scene_told_twice_has_its_claims_once(tmp_path):
    twice = [
        Material(sidecar=sidecar(), label=label, chapter="Lines", poster=tmp_path / "p.png")
        for label in ("Slopes", "Slopes at=2")
    ]
    (chapter,) = chapters_of(twice, claim_views(claims()))
    assert [len(scene.claims) for scene in chapter.scenes] == [2, 0]
    assert [scene.anchor for scene in chapter.scenes] == ["scene-Slopes", "scene-Slopes-at-2"]
