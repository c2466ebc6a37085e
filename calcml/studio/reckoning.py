"""Work the ledgers of finished videos out once more, and compare."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from calcml.studio.catalogue import SceneCard
from calcml.studio.judgements import judged
from calcml.studio.ledgers import COLUMNS
from calcml.studio.readback import Reading, Report, Unread

__all__ = ["Ledger", "ledgers_of", "with_ledger"]

Ledger: TypeAlias = Sequence[Mapping[str, Any]] | str
"""The rows of a ledger, or why there is none."""


def ledgers_of(sidecars: Sequence[Mapping[str, Any]], cards: Sequence[SceneCard]) -> list[Ledger]:
    """Work out the ledgers of scenes with the parameters that their sidecars name.

    Parameters
    ----------
    sidecars : sequence of mapping
    cards : sequence of SceneCard
        Scenes whose lessons are known here.

    Returns
    -------
    list of Ledger
        In order.
    """
    known = {card.name: card for card in cards}
    found: dict[int, Ledger] = {}
    asked: list[tuple[int, SceneCard]] = []
    for number, sidecar in enumerate(sidecars):
        card = known.get(sidecar["scene"])
        if card is None or card.lesson is None:
            found[number] = "its lesson is not known here"
            continue
        given = sidecar.get("given") or {}
        lesson = replace(card.lesson, parameters=given)
        asked.append((number, replace(card, lesson=lesson, parameters=given)))
    for (number, _), judgement in zip(asked, judged(card for _, card in asked), strict=True):
        found[number] = judgement.refusal or judgement.facts["rows"]
    return [found[number] for number in range(len(sidecars))]


def with_ledger(report: Report, ledger: Ledger) -> Report:
    """Return a report that tells also whether the ledger is that of the lesson.

    Parameters
    ----------
    report : Report
    ledger : Ledger
        Worked out once more.

    Returns
    -------
    Report
    """
    if isinstance(ledger, str):
        unread = Unread(kind="ledger", name="ledger", reason=ledger)
        return replace(report, unread=(*report.unread, unread))
    deviations = tuple(_deviations(report.ledger, ledger))
    same = Reading(
        kind="ledger", name="ledger", expected=f"{len(ledger)} entries", measured="the same"
    )
    return replace(report, readings=(*report.readings, *(deviations or (same,))))


def _deviations(
    told: Sequence[Mapping[str, Any]], worked_out: Sequence[Mapping[str, Any]]
) -> Iterator[Reading]:
    """Yield a reading for each entry that is not what the lesson says."""
    now = {row["key"]: row for row in worked_out}
    for entry in told:
        row = now.pop(entry["key"], {})
        fields = [field for field in COLUMNS if entry.get(field) != row.get(field)]
        for field in fields[:1]:
            yield Reading(
                kind="ledger", name=entry["key"], entries=(entry["key"],),
                expected=f"{field} {row.get(field)}", measured=f"{field} {entry.get(field)}",
                passed=False, note="the sidecar's ledger is not what the lesson says",
            )  # fmt: skip
    for key in now:
        yield Reading(kind="ledger", name=key, passed=False, note="the sidecar does not tell it")
