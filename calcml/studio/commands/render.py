"""``calcml render``: scenes to clips, or to stills of every beat."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from calcml.studio.cluster import connected
from calcml.studio.delivery import delivered
from calcml.studio.files import make_writable
from calcml.studio.jobs import Job
from calcml.studio.judgements import require_told
from calcml.studio.opening import open_file
from calcml.studio.options import (
    VOICES,
    choices_of,
    lecture_option,
    picture_options,
    scene_names,
    selected,
    set_option,
    voice_options,
)
from calcml.studio.problems import StudioError, place
from calcml.studio.progress import watching
from calcml.studio.rendering import (
    Failed,
    Outcome,
    default_workers,
    render_all,
)
from calcml.studio.store import Store, open_store
from calcml.studio.voice.asking import speech_for, write_script
from calcml.studio.voice.dubbing import dubbed
from calcml.studio.voice.speech import SILENCE

__all__ = ["command", "render_jobs", "report"]

SCENE_FAILED = 1

EXAMPLES = """
\b
Examples:
  calcml render SecantToTangent -ql -p
  calcml render LimitZoom ReciprocalBothSides --theme light -o ~/slides
  calcml render SecantToTangent --set "function=sin(x)" --set at=1 -ql
  calcml render -s
  calcml render SecantToTangent --voice flite:slt
  calcml render -qk --scheduler tcp://host:8786
"""


@click.command(name="render", epilog=EXAMPLES + VOICES)
@scene_names
@lecture_option
@set_option
@click.option("-s", "--stills", is_flag=True, help="Only a PNG of every beat's last frame.")
@voice_options
@picture_options
def command(
    *,
    scenes: tuple[str, ...],
    file: Path | None,
    assignments: tuple[str, ...],
    voice: str | None,
    script: Path | None,
    quality: str | None,
    theme: str | None,
    shape: str,
    output: Path | None,
    jobs: int | None,
    scheduler: str | None,
    stills: bool,
    preview: bool,
    verbose: bool,
) -> int:
    """Render the named scenes, or all of them.

    With --set they are told with your own function, point or rate; the clip's name then says so.

    Clips go to media/clips/, stills to media/stills/, with a JSON file beside each clip that
    holds its timeline and every number in it. What is up to date is not rendered again. The
    paths of the results are printed; progress goes to stderr. With --voice the captions are
    spoken, and each beat lasts as long as its words.
    """
    lecture, cards = selected(file, scenes, assignments)
    if script is not None:
        return write_script(cards, script)
    if voice is not None and stills:
        raise StudioError("stills have no sound: leave out --voice, or -s")
    choices = choices_of(lecture, quality, theme, shape)
    folder = output or Path("media", "stills" if stills else "clips", choices.folder)
    make_writable(folder)
    store = open_store(output)
    speech = SILENCE if voice is None else speech_for(voice, cards, store)
    work = [
        Job(
            card=card,
            quality=choices.quality,
            theme=choices.theme,
            stills=stills,
            narration=speech.narration(card),
        )
        for card in cards
    ]
    outcomes = render_jobs(work, store, jobs, scheduler)
    outcomes = [dubbed(outcome, speech, store) for outcome in outcomes]
    finished = [path for outcome in outcomes for path in delivered(outcome, folder)]
    for path in finished:
        click.echo(place(path))
    if preview and finished:
        open_file(finished[0])
    return report(outcomes, verbose=verbose)


def render_jobs(
    work: Sequence[Job], store: Store, workers: int | None, scheduler: str | None = None
) -> list[Outcome]:
    """Render with progress on stderr.

    Parameters
    ----------
    work : sequence of Job
        What is wanted.
    store : Store
        Where clips are kept.
    workers : int or None
        Workers at a time; all cores by default.
    scheduler : str or None
        Address of a Dask cluster that does the work instead of this machine.

    Returns
    -------
    list of Outcome
        One per job, in order.

    Raises
    ------
    StudioError
        When a scene is not told with the parameters that a user gave it.
    """
    names = [job.card.label for job in work]
    require_told(work, store)
    if scheduler is None:
        with watching(names) as watcher:
            return render_all(work, store, watcher, workers=workers or default_workers())
    with connected(scheduler) as cluster, watching(names) as watcher:
        return render_all(work, store, watcher, workers=workers or cluster.size, hands=cluster)


def report(outcomes: Sequence[Outcome], *, verbose: bool) -> int:
    """Say on stderr which scenes failed and why.

    Parameters
    ----------
    outcomes : sequence of Outcome
        What became of the scenes.
    verbose : bool
        Whether to show tracebacks.

    Returns
    -------
    int
        The exit code: 1 if a scene failed, else 0.
    """
    failures = [outcome for outcome in outcomes if isinstance(outcome, Failed)]
    for failure in failures:
        print(f"calcml: {failure.job.card.label} failed: {failure.reason}", file=sys.stderr)
        if verbose:
            print(failure.details, file=sys.stderr)
    return SCENE_FAILED if failures else 0
