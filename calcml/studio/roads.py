"""What a lecture tells its scenes of itself: its title, and the road of its chapters."""

from collections.abc import Iterable

from calcml.studio.lecture_file import CARD, ChapterPlan, LectureFile, SceneMention
from calcml.studio.parameters import Parameters, Value

__all__ = ["card_of", "told_of"]


def told_of(lecture: LectureFile, names: Iterable[str]) -> Parameters:
    """Return parameters that say of a lecture what a scene asks for.

    Parameters
    ----------
    lecture : LectureFile
    names : iterable of str
        Of ``lecture``, which is its title, ``author`` and ``chapters``.

    Returns
    -------
    mapping of str to Value
        With the chapters come their ``numbers``, where they are not simply counted.
    """
    known: dict[str, dict[str, Value]] = {
        "lecture": {"lecture": lecture.title},
        "author": {"author": lecture.author},
        "chapters": _road(lecture),
    }
    return {key: value for name in names for key, value in known[name].items()}


def card_of(chapter: ChapterPlan) -> SceneMention:
    """Return the card that opens a chapter.

    Parameters
    ----------
    chapter : ChapterPlan

    Returns
    -------
    SceneMention
        Of a scene like any other, which is told the number of the chapter.
    """
    return SceneMention(
        name=CARD,
        line=chapter.line,
        parameters={"now": chapter.number},
        told=("chapters",),
    )


def _road(lecture: LectureFile) -> dict[str, Value]:
    titles: list[Value] = [chapter.title for chapter in lecture.road]
    numbers: list[Value] = [chapter.number for chapter in lecture.road]
    counted = numbers == list(range(1, len(numbers) + 1))
    return {"chapters": titles, **({} if counted else {"numbers": numbers})}
