"""The close: whose slides were told."""

from calcml.lessons.close import CreditsAndReferences


def test_every_deck_has_its_authors_and_every_reference_its_topic():
    lesson = CreditsAndReferences()
    shown = {key: entry.shown for key, entry in lesson.ledger.items()}
    assert [shown[f"deck.{i}.title"] for i in lesson.decks] == [
        "Calculus for ML", "Calculus for Optimization",
    ]  # fmt: skip
    assert "Ziad\N{NO-BREAK SPACE}Waleed" in shown["deck.0.authors"]
    assert all(shown[f"reference.{i}.what"][0].isupper() for i in lesson.references)
    assert not any(c.isdigit() for text in shown.values() for c in text)
