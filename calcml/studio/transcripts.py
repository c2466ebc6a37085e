"""What is said in a lecture, to be read: a transcript, and chapters for video platforms."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from calcml.studio.captions import Cue
from calcml.studio.markdown import escaped

__all__ = ["LEAST", "Passage", "chapters_text", "transcript_text"]

LEAST = 10.0
"""Seconds that a chapter must last on video platforms, which else show none at all."""


@dataclass(frozen=True)
class Passage:
    """One scene of a lecture.

    Attributes
    ----------
    title : str
        As its chapter marker says.
    start, end : float
        Seconds from the start of the lecture.
    cues : tuple of Cue
        Its captions, in seconds of the lecture.
    """

    title: str
    start: float
    end: float
    cues: tuple[Cue, ...]


def transcript_text(title: str, passages: Iterable[Passage]) -> str:
    r"""Return a transcript as Markdown, with the time of each sentence.

    Parameters
    ----------
    title : str
    passages : iterable of Passage

    Returns
    -------
    str

    Examples
    --------
    >>> print(transcript_text("Slopes", [Passage("A * b", 60, 65, (Cue(61, 65, "Look."),))]))
    # Slopes
    <BLANKLINE>
    ## 1:00 A \* b
    <BLANKLINE>
    - 1:01 Look.
    <BLANKLINE>
    """
    lines = [f"# {_line(title)}"]
    for passage in passages:
        lines += ["", f"## {_clock(passage.start)} {_line(passage.title)}", ""]
        lines += [f"- {_clock(cue.start)} {_line(cue.text)}" for cue in passage.cues]
    return "\n".join(lines) + "\n"


def chapters_text(passages: Sequence[Passage]) -> str:
    """Return chapters for the description of a video: a time and a title on each line.

    A passage shorter than `LEAST` has no line of its own; it goes with the one before, or, at the
    beginning and if it opens a chapter, with the one after.

    Parameters
    ----------
    passages : sequence of Passage
        In order, the first from 0.

    Returns
    -------
    str

    Examples
    --------
    >>> spans = (("A", 0, 3), ("B", 3, 30), ("C", 30, 34), ("D", 34, 60))
    >>> print(chapters_text([Passage(*span, ()) for span in spans]), end="")
    0:00 B
    0:34 D
    """
    lines: list[tuple[float, str]] = []
    opening: float | None = 0.0
    for passage, after in zip(passages, (*passages[1:], None), strict=True):
        since = passage.start if opening is None else opening
        if passage.end - since >= LEAST:
            lines.append((since, passage.title))
            opening = None
        elif lines and after is not None and _opens(passage, after):
            opening = passage.start
    if not lines and passages:
        lines = [(0.0, passages[0].title)]
    return "".join(f"{_clock(start)} {' '.join(title.split())}\n" for start, title in lines)


def _opens(passage: Passage, after: Passage) -> bool:
    """Tell whether a passage is the card of the chapter that the one after it belongs to.

    Examples
    --------
    >>> card, scene = (Passage(title, 0, 4, ()) for title in ("Limits", "Limits · Zooming in"))
    >>> _opens(card, scene), _opens(scene, card)
    (True, False)
    """
    return after.title.startswith(f"{passage.title} · ")


def _clock(seconds: float) -> str:
    """Return a time as platforms read it: never later than what it points to.

    Examples
    --------
    >>> _clock(59.99), _clock(3600)
    ('0:59', '1:00:00')
    """
    minutes, second = divmod(int(seconds + 1e-6), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{second:02}" if hours else f"{minutes}:{second:02}"


def _line(text: str) -> str:
    return escaped(" ".join(text.split()))
