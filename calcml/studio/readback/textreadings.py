"""Judge how well a text was read: whether it shows what the ledger says, and nothing else."""

from calcml.studio.readback.digits import Wording
from calcml.studio.readback.pictures import Frame
from calcml.studio.readback.plan import Look
from calcml.studio.readback.report import Reading
from calcml.studio.readback.texts import Legibility, legibility
from calcml.studio.readback.typesetting import spot_of

__all__ = ["text_read"]

_MATCH, _WORDS = 0.9, 0.5
"""How well a number must match its template, and words, across which a curve may run."""
_MARGIN = 0.02
"""How much better than any other one each digit and sign must fit."""
_LETTER = 0.5
"""How well the worst letter must match."""
_SPARE = 0.25
"""Ems by which what was drawn may be larger than what the markup gives."""


def text_read(
    picture: Frame, frame: int, look: Look, *, preamble: str, words: Wording, name: str
) -> Reading | None:
    """Read a text in a frame.

    Parameters
    ----------
    picture : Frame
    frame : int
        Its number, from the start of the scene.
    look : Look
    preamble : str
        The head of the text's document.
    words : Wording
        What the text says of its entries.
    name : str
        What it is called.

    Returns
    -------
    Reading or None
        None where the text reaches out of the picture.
    """
    source, least = look.thing["source"], _MATCH if words.digits else _WORDS
    found = legibility(picture, preamble, source, words, spot_of(look.sight))
    if found is None:
        return None
    fault = _fault(found, least)
    return Reading(
        kind="text", name=name, entries=words.values, frame=frame,
        expected="".join(source[at] for at in words.digits), measured=found.read,
        deviation=1 - found.match, unit="match", tolerance=1 - least, margin=found.margin,
        passed=not fault, note=fault,
    )  # fmt: skip


def _fault(found: Legibility, least: float) -> str:
    """Return what is wrong with a text; empty if nothing is."""
    if found.margin < _MARGIN:
        return f"the right digits and signs fit better by {found.margin:.3f} only"
    if found.match < least:
        return f"it matches what it should be by {found.match:.2f} only"
    if found.least < _LETTER:
        return f"a letter matches what it should be by {found.least:.2f} only"
    if found.spare > _SPARE:
        return f"it is drawn larger than what it should be, by {found.spare:.1f} em"
    return ""
