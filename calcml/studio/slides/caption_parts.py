"""A caption taken apart: words, which are only text, and formulas, which were found to be such.

Captions are Typst markup of calcml's own making, but a lesson of somebody else's can put anything
there. So nothing of it is set as markup: words are text again, and a formula is handed on only if
it holds no code and Typst sets it.
"""

import re
from collections.abc import Mapping

from calcml.studio.review.formulas import Typesetter, raw_text
from calcml.studio.slides.deck import Slide

__all__ = ["Part", "caption_parts", "maths_part"]

Part = Mapping[str, str]
"""``{"text": …}``, ``{"maths": …}`` or ``{"code": …}``, program text."""

_PIECE = re.compile(
    r'\$(?P<maths>(?:"(?:[^"\\]|\\.)*"|[^$"])*)\$'
    r"|\\(?P<escaped>.)"
    r"|(?P<words>[^\\$#*_`<>@\[\]~]+)"
    r"|(?P<foreign>.)",
    re.DOTALL,
)


def caption_parts(slide: Slide, typesetter: Typesetter) -> list[Part]:
    """Return the parts of a slide's caption.

    Parameters
    ----------
    slide : Slide
    typesetter : Typesetter
        Tries the formulas.

    Returns
    -------
    list of Part
        The plain caption as one text, where its markup is not what calcml writes.
    """
    if not slide.markup:
        return _text(slide.caption)
    parts: list[Part] = []
    words = ""
    for piece in _PIECE.finditer(slide.markup):
        if piece["foreign"] is not None:
            return [{"text": slide.caption}]
        if piece["maths"] is None:
            words += piece["escaped"] or piece["words"]
            continue
        part = maths_part(piece["maths"], "", typesetter)
        if "text" in part:
            return [{"text": slide.caption}]
        parts += [*_text(words), part]
        words = ""
    return [*parts, *_text(words)]


def _text(words: str) -> list[Part]:
    """Return words as a part; no line is broken beside a sign of equality."""
    return [
        {"text": re.sub(r" ([=≈<>]) ", "\N{NO-BREAK SPACE}\\1\N{NO-BREAK SPACE}", words)}
    ] * bool(words)


def maths_part(source: str, plain: str, typesetter: Typesetter) -> Part:
    """Return a formula, program text, or only text.

    Parameters
    ----------
    source : str
        Typst mathematics, or not.
    plain : str
        What to show if it is not.
    typesetter : Typesetter
        Tries it.

    Returns
    -------
    Part
    """
    code = raw_text(source)
    if code is not None:
        return {"code": code}
    if typesetter.formula(source) is None:
        return {"text": plain}
    return {"maths": source}
