"""Make the files of a review from rendered scenes."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from calcml.studio.clips import save_frame
from calcml.studio.deck_claims import joined, read_claims
from calcml.studio.files import deliver
from calcml.studio.lecture_file import LectureFile
from calcml.studio.options import Choices
from calcml.studio.outcomes import Rendered
from calcml.studio.problems import writing
from calcml.studio.rendering import Watcher
from calcml.studio.review.document import write_pdf
from calcml.studio.review.examining import Examination, examined
from calcml.studio.review.gathering import Material, chapters_of, claim_views, topics_of
from calcml.studio.review.page import page
from calcml.studio.review.spreadsheet import values_csv
from calcml.studio.review.view import Review
from calcml.studio.store import Store

__all__ = ["Work", "make"]


@dataclass(frozen=True, kw_only=True)
class Work:
    """A lecture to be reviewed.

    Attributes
    ----------
    lecture : LectureFile
    choices : Choices
    scenes : tuple of Rendered
        In the order of the lecture.
    missing : tuple of (str, str)
        Scenes that could not be rendered, and why.
    """

    lecture: LectureFile
    choices: Choices
    scenes: tuple[Rendered, ...]
    missing: tuple[tuple[str, str], ...] = ()


def make(
    work: Work, folder: Path, store: Store, watcher: Watcher, *, workers: int, with_clips: bool
) -> tuple[Review, tuple[Path, ...]]:
    """Examine the scenes and write the review; each file appears whole or not at all.

    Parameters
    ----------
    work : Work
    folder : Path
        Where the files go.
    store : Store
        Has room for the work.
    watcher : Watcher
        Hears of each scene that is examined.
    workers : int
        How many scenes are examined at a time.
    with_clips : bool
        Whether the page holds the videos.

    Returns
    -------
    review : Review
    paths : tuple of Path
        The page, the PDF and the CSV.

    Raises
    ------
    StudioError
        When the folder cannot be written, or the decks' claims and findings do not fit together.
    """
    found = examined(work.scenes, watcher, workers=workers)
    with store.workspace() as room, writing(store.root):
        materials = [
            _material(each, examination, room / f"{n}.png", with_clips=with_clips)
            for n, (each, examination) in enumerate(zip(work.scenes, found, strict=True))
        ]
        review = _review(work, materials)
        made = [room / name for name in ("review.html", "review.pdf", "values.csv")]
        made[0].write_text(page(review), encoding="utf-8")
        write_pdf(review, room)
        made[2].write_text(values_csv(review), encoding="utf-8", newline="")
        for path in made:
            deliver(path, folder / path.name)
    return review, tuple(folder / path.name for path in made)


def _material(
    scene: Rendered, examination: Examination, poster: Path, *, with_clips: bool
) -> Material:
    sidecar, clip = scene.clip.sidecar, scene.clip.files[0]
    save_frame(clip, sidecar["duration"], poster)
    card = scene.job.card
    return Material(
        sidecar=sidecar,
        label=card.label,
        chapter=card.chapter,
        title=card.title,
        poster=poster,
        clip=clip if with_clips else None,
        opinions=examination.opinions,
        report=examination.report,
        troubles=examination.troubles,
    )


def _review(work: Work, materials: Iterable[Material]) -> Review:
    told = list(materials)
    present = {material.sidecar["scene"] for material in told}
    claims = read_claims()
    if present.isdisjoint(claim.scene for claim in claims):  # a lecture of somebody's own
        claims = ()
    views = claim_views(joined(claims)) if claims else {}
    return Review(
        title=work.lecture.title,
        author=work.lecture.author,
        description=work.lecture.description,
        quality=work.choices.quality.folder,
        theme=work.choices.theme,
        chapters=chapters_of(told, views),
        topics=topics_of(views, present),
        missing=work.missing,
    )
