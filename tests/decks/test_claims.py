"""A claim that breaks its rules cannot exist, nor one whose words contradict its verdict."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest

from calcml.core.errors import InvalidArgument
from calcml.decks import DeckClaim, Judged
from calcml.decks.findings import FINDINGS, Finding, Verdict
from calcml.studio.deck_claims import joined, read_claims
from tests.deck_words import agreeing, numbers_in_words

CLAIM = DeckClaim(
    id="A-026",
    slide="A9",
    title="A condition",
    statement="Something holds.",
    formula="x = 1",
    scene="LimitZoom",
)
CORRECTED = replace(CLAIM, correction="Something else holds.", proof="It does not at 0.")
CHOSEN = replace(CLAIM, choice="The first reading.")

TRUE = Finding(stated=True)
WRONG = Finding(stated=False, corrected=True)
LOOSE = Finding(stated=False, narrowed=True, corrected=True)
TWOFOLD = Finding(stated=True, readings={"one": 1, "another": 2})


def test_a_claim_knows_its_deck_and_number():
    assert (CLAIM.deck, CLAIM.number) == ("A", 26)
    assert replace(CLAIM, id="B-07", slide="B11").number == 7


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("id", "A26", "id must be the deck's letter and a number, such as A-026, got 'A26'"),
        ("id", "A-1", "id must be"),
        ("slide", "A09", "slide must be the deck's letter and a number, such as A9, got 'A09'"),
        ("slide", "B9", "slide must be one of deck A, got 'B9'"),
        ("scene", "limit_zoom", "scene must be the name of a scene's class"),
        ("title", "", "title must not be empty"),
        ("statement", " ", "statement must be one line of text, got ' '"),
        ("statement", "one\ntwo", "statement must be one line of text"),
        ("formula", 3, "formula must be one line of text, got 3"),
        ("entries", ["LimitZoom:limit"], "entries must be a tuple"),
        ("entries", ("limit",), "entries must be like LimitZoom:limit, got 'limit'"),
        ("entries", (3,), "entries must be like LimitZoom:limit, got 3"),
        ("correction_formula", "x = 2", "correction_formula must come with a correction"),
    ],
)
def test_a_claim_that_breaks_a_rule_is_refused(field, value, told):
    with pytest.raises(InvalidArgument, match=r".+") as caught:
        replace(CLAIM, **{field: value})
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("claim", "finding", "verdict"),
    [
        (CLAIM, TRUE, Verdict.CONFIRMED),
        (CORRECTED, WRONG, Verdict.WRONG),
        (CORRECTED, LOOSE, Verdict.IMPRECISE),
        (CHOSEN, TWOFOLD, Verdict.AMBIGUOUS),
    ],
)
def test_the_verdict_is_the_findings(claim, finding, verdict):
    assert Judged(claim, finding).verdict is verdict


@pytest.mark.parametrize(
    ("claim", "finding", "told"),
    [
        (CLAIM, WRONG, "what is wrong needs a correction"),
        (replace(CORRECTED, proof=""), LOOSE, "what is imprecise needs a proof"),
        (CORRECTED, TRUE, "what is confirmed can have no correction"),
        (CHOSEN, TRUE, "what is confirmed can have no choice"),
        (CORRECTED, TWOFOLD, "what is ambiguous needs a choice"),
        (replace(CORRECTED, choice="One."), WRONG, "what is wrong can have no choice"),
        (CORRECTED, replace(WRONG, corrected=False), "the correction does not hold"),
        (CORRECTED, replace(LOOSE, corrected=None), "the correction does not hold"),
    ],
)
def test_words_that_contradict_the_verdict_are_refused(claim, finding, told):
    with pytest.raises(InvalidArgument) as caught:
        Judged(claim, finding)
    assert str(caught.value) == told


def test_every_claim_of_both_decks_is_there_and_computed():
    ids = [f"A-{n:03}" for n in range(1, 193)] + [f"B-{n:02}" for n in range(1, 38)]
    assert [claim.id for claim in read_claims()] == ids
    assert sorted(FINDINGS) == ids


@cache
def everything():
    return tuple(joined(read_claims()))


def test_the_verdicts_follow_from_what_is_computed():
    counts = Counter(each.verdict for each in everything())
    assert counts == {
        Verdict.CONFIRMED: 163,
        Verdict.IMPRECISE: 39,
        Verdict.WRONG: 18,
        Verdict.AMBIGUOUS: 9,
    }


def test_numbers_in_words_are_computed():
    said = [(e.claim.id, *number) for e in everything() for number in numbers_in_words(e)]
    assert len(said) > 50
    assert [(claim, number) for claim, number, is_computed in said if not is_computed] == []


def test_a_number_out_of_the_air_is_noticed():
    finding = replace(WRONG, computed={"slope": Fraction("6.0123")})
    said = replace(CORRECTED, proof="At 3 it is 6.012, not 6.0101.", note="The step is 0.001.")
    assert numbers_in_words(Judged(said, finding)) == [("6.012", True), ("6.0101", False)]
    shown = replace(CORRECTED, entries=("GradientDescentSteps:iterate.1",))
    assert agreeing(Judged(shown, finding)) == [("GradientDescentSteps:iterate.1", False)]


def test_entries_of_scenes_hold_what_is_computed():
    named = [(e.claim.id, *entry) for e in everything() for entry in agreeing(e)]
    assert len(named) > 50
    assert [(claim, entry) for claim, entry, agrees in named if not agrees] == []
