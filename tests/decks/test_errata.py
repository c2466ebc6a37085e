"""The recap of errata: exactly the wrong claims, with the words of the claims."""

import pytest

from calcml.core.errors import InvalidArgument
from calcml.decks import errata
from calcml.decks.findings import FINDINGS, Finding, Verdict
from calcml.decks.wordings import wordings
from calcml.studio.deck_claims import read_claims

LESSON = errata.ErrataRecap()


def test_the_words_are_those_of_the_claims():
    assert set(wordings().values()) == set(read_claims())
    key, claim = "a134", wordings()["A-134"]
    assert LESSON.ledger[f"{key}.said"].typst == claim.formula
    assert LESSON.ledger[f"{key}.true"].typst == claim.correction_formula
    assert LESSON.ledger[f"{key}.slide"].shown == "A30"


def test_the_numbers_add_up():
    shown = [int(LESSON.ledger[key].shown) for key in ("claims", "errata", "others")]
    assert shown == [229, 18, 211]
    assert len(LESSON.places) == 18


@pytest.mark.slow
def test_every_wrong_claim_is_on_a_page_and_no_other():
    doubtful = [claim for claim in wordings().values() if claim.proof]
    wrong = {c.id for c in doubtful if FINDINGS[c.id]().verdict is Verdict.WRONG}
    assert {claim for page in errata._PAGES for claim in page} == wrong


def test_numbers_of_a_correction_are_those_that_were_computed():
    computed = {judged.claim.id: judged.finding.computed for judged in LESSON.errata}
    for claim in ("A-046", "A-047", "A-049"):
        assert f'"{computed[claim]["printed"]}"' in wordings()[claim].correction_formula
    for claim in ("A-086", "A-087"):
        printed = computed[claim]["printed with h = 1e-14"]
        assert f'"{printed}"' in wordings()[claim].correction_formula
    assert computed["A-058"]["smallest δ with 1 + δ > 1"] == 2**-53 + 2**-105
    assert "= 2^(-53) + 2^(-105)" in wordings()["A-058"].correction_formula
    assert computed["A-134"]["dz/dt at t = π/8"] == -46
    assert "-46 sin" in wordings()["A-134"].correction_formula


def test_a_claim_that_is_not_wrong_is_no_erratum(monkeypatch):
    imprecise = Finding(stated=False, narrowed=True, corrected=True)
    monkeypatch.setitem(FINDINGS, "A-148", lambda: imprecise)
    with pytest.raises(InvalidArgument, match="A-148 is imprecise: take it out"):
        _ = errata.ErrataRecap().ledger
