"""Judge how well a text was read: whether it shows what the ledger says, and nothing else."""

from calcml.studio.readback.digits import Wording
from calcml.studio.readback.glimpses import agreement
from calcml.studio.readback.pictures import Frame
from calcml.studio.readback.plan import Look
from calcml.studio.readback.report import Hidden, Reading
from calcml.studio.readback.texts import Legibility, legibility
from calcml.studio.readback.typesetting import spot_of
from calcml.studio.readback.veils import PASSES, Veil

__all__ = ["text_read"]

_MATCH, _WORDS = 0.9, 0.5
"""How well a number must match its template, and words, across which a curve may run."""
_BESIDE = 0.8
"""How well each letter of a number must match of which something passing covers a part."""
_MARGIN = 0.02
"""How much better than any other one each digit and sign must fit."""
_LETTER = 0.5
"""How well the worst letter must match."""
_SPARE = 0.25
"""Ems by which what was drawn may be larger than what the markup gives."""


def text_read(
    picture: Frame, frame: int, look: Look, *, preamble: str, words: Wording, name: str, veil: Veil
) -> Reading | Hidden:
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
    veil : Veil
        What passes over things in the frame.

    Returns
    -------
    Reading or Hidden
        Hidden where the text reaches out of the picture, and where something passes over a part
        of it and the rest is as it should be.
    """
    source, least = look.thing["source"], _MATCH if words.digits else _WORDS
    spot = spot_of(look.sight)
    found = legibility(picture, preamble, source, words, spot)
    if found is None:
        return Hidden(name, "it reaches out of the picture")
    fault = _fault(found, least)
    beside = agreement(picture, preamble, source, spot, veil) if fault else None
    if beside is not None and beside >= (_BESIDE if words.digits else _WORDS):
        return Hidden(name, PASSES)
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
