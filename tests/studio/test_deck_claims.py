"""A broken file of claims gets one message: file, claim, and what is wrong."""

from pathlib import Path

import pytest

from calcml.decks.findings import Finding
from calcml.studio.catalogue import catalogue, pick
from calcml.studio.deck_claims import claims_folder, joined, read_claims
from calcml.studio.lecture_file import built_in_lecture, read_lecture_file
from calcml.studio.problems import StudioError

CLAIM = """
[[claim]]
id = "A-001"
slide = "A3"
title = "A title"
statement = "Something holds."
formula = "x = 1"
scene = "LimitZoom"
entries = ["LimitZoom:limit"]
"""


def other(number: str) -> str:
    return CLAIM.replace("A-001", number).replace('"A3"', f'"{number[0]}3"')


def message(folder: Path, text: str) -> str:
    (folder / "topic.toml").write_text(text)
    with pytest.raises(StudioError) as caught:
        read_claims(folder)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_claims_come_in_the_order_of_the_decks(tmp_path: Path):
    (tmp_path / "one.toml").write_text(other("B-02") + other("A-010"))
    (tmp_path / "two.toml").write_text(other("A-009") + CLAIM)
    assert [claim.id for claim in read_claims(tmp_path)] == ["A-001", "A-009", "A-010", "B-02"]
    assert read_claims(tmp_path)[0].entries == ("LimitZoom:limit",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[claim]\n", "topic.toml: not valid TOML: "),
        ('[claim]\nid = "A-001"\n', "a file of claims has [[claim]] tables and nothing else"),
        (f"title = 3\n{CLAIM}", "a file of claims has [[claim]] tables and nothing else"),
        ("", "a file of claims has [[claim]] tables and nothing else"),
        (CLAIM + 'prof = "x"\n', "A-001: there is no field 'prof': did you mean proof?"),
        (CLAIM.replace('title = "A title"\n', ""), "A-001: title is missing"),
        (CLAIM.replace('id = "A-001"\n', ""), "claim 1: id is missing"),
        (CLAIM.replace('"A title"', "3"), "A-001: title must be one line of text, got 3"),
        (CLAIM.replace('["LimitZoom:limit"]', '"limit"'), "A-001: entries must be a tuple"),
        (CLAIM.replace('"A3"', '"B3"'), "A-001: slide must be one of deck A, got 'B3'"),
        (CLAIM + CLAIM, "A-001 is already in "),
    ],
)
def test_a_broken_file_gets_one_message(tmp_path: Path, text: str, told: str):
    assert told in message(tmp_path, text)


def test_a_file_that_is_no_text_gets_one_message(tmp_path: Path):
    (tmp_path / "topic.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(StudioError, match="not valid TOML"):
        read_claims(tmp_path)


def test_what_is_not_installed_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("calcml.studio.deck_claims.PACKAGE", tmp_path / "calcml")
    with pytest.raises(StudioError, match="were not installed"):
        claims_folder()
    installed = tmp_path / "calcml" / "assets" / "decks"
    installed.mkdir(parents=True)
    assert claims_folder() == installed


def test_claims_and_findings_come_in_pairs(tmp_path: Path):
    (tmp_path / "topic.toml").write_text(CLAIM + other("A-002"))
    claims = read_claims(tmp_path)
    true = {claim.id: lambda: Finding(stated=True) for claim in claims}
    assert [each.verdict for each in joined(claims, true)] == ["confirmed", "confirmed"]
    with pytest.raises(StudioError, match="every claim has a finding, but A-001 and 1 more has"):
        list(joined(claims, {}))
    with pytest.raises(StudioError, match="every finding has a claim, but A-002 has none"):
        list(joined(claims[:1], true))


def test_only_what_is_asked_for_is_computed(tmp_path: Path):
    (tmp_path / "topic.toml").write_text(CLAIM + other("A-002"))

    def unasked() -> Finding:
        raise AssertionError("computed all the same")

    findings = {"A-001": unasked, "A-002": lambda: Finding(stated=True)}
    (judged,) = joined(read_claims(tmp_path), findings, chosen=lambda claim: claim.id == "A-002")
    assert judged.claim.id == "A-002"


def test_a_claim_that_contradicts_its_finding_is_named(tmp_path: Path):
    (tmp_path / "topic.toml").write_text(CLAIM)
    with pytest.raises(StudioError, match="A-001: what is wrong needs a correction"):
        list(joined(read_claims(tmp_path), {"A-001": lambda: Finding(stated=False)}))


def test_every_entry_that_a_claim_names_is_in_a_ledger():
    named = [entry.split(":") for claim in read_claims() for entry in claim.entries]
    scenes = tuple(dict.fromkeys(scene for scene, _ in named))
    cards = pick(catalogue(read_lecture_file(built_in_lecture())), scenes)
    ledgers = {card.name: card.lesson.load().ledger for card in cards if card.lesson}
    assert [(scene, key) for scene, key in named if key not in ledgers[scene]] == []
