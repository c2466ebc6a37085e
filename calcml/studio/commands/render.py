"""``calcml render``: scenes to clips in any format, or to stills of every beat."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from calcml.studio.cluster import connected
from calcml.studio.embedding import TARGETS, require_target, snippets
from calcml.studio.files import make_writable
from calcml.studio.formats.kinds import FORMATS, Settings
from calcml.studio.formats.orders import Order
from calcml.studio.formats.posters import shown
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
    Rendered,
    default_workers,
    render_all,
)
from calcml.studio.store import Store, open_store
from calcml.studio.voice.asking import speech_for, write_script
from calcml.studio.voice.dubbing import dubbed
from calcml.studio.voice.speech import SILENCE

__all__ = ["command", "render_jobs", "report"]

SCENE_FAILED = 1
USUAL, STILL = "mp4", "png"

EXAMPLES = """
\b
Examples:
  calcml render SecantToTangent -ql -p
  calcml render LimitZoom ReciprocalBothSides --theme light -o ~/slides
  calcml render SecantToTangent --set "function=sin(x)" --set at=1 -ql
  calcml render SecantToTangent --format webm -t --embed revealjs
  calcml render SecantToTangent --format gif --beat shrink_the_step --loop
  calcml render -s
  calcml render SecantToTangent --voice flite:slt
  calcml render -qk --scheduler tcp://host:8786
"""


@click.command(name="render", epilog=EXAMPLES + VOICES)
@scene_names
@lecture_option
@set_option
@click.option(
    "--format", "kind", type=click.Choice(tuple(FORMATS)),
    help="What to make of each scene; png is the same as --stills. [mp4]",
)  # fmt: skip
@click.option("-s", "--stills", is_flag=True, help="Only a PNG of every beat's last frame.")
@click.option(
    "--beat", "beats", multiple=True, metavar="NAME",
    help="Only this beat, as a file of its own; again for another.",
)  # fmt: skip
@click.option(
    "-t",
    "--transparent",
    is_flag=True,
    help="webm, webp, png, png-sequence: no background; --theme by what will be behind it.",
)
@click.option("--no-captions", is_flag=True, help="Leave the strip for captions empty.")
@click.option(
    "--width", type=click.IntRange(min=16), metavar="PIXELS",
    help="Width at most. [gif 960, webp 1280]",
)  # fmt: skip
@click.option(
    "--loop/--no-loop", default=None,
    help="gif, webp, --embed: play again and again. [only what ends as it begins]",
)  # fmt: skip
@click.option(
    "--embed", is_flag=False, flag_value="all", metavar="[TARGET]",
    help=f"Print what to write into slides for it: {', '.join(TARGETS)}. [all]",
)  # fmt: skip
@click.option("--force", is_flag=True, help="png-sequence: replace a folder, whoever filled it.")
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
    kind: str | None,
    stills: bool,
    beats: tuple[str, ...],
    transparent: bool,
    no_captions: bool,
    width: int | None,
    loop: bool | None,
    embed: str | None,
    force: bool,
    preview: bool,
    verbose: bool,
) -> int:
    """Render the named scenes, or all of them.

    With --set they are told with your own function, point or rate; the clip's name then says so.

    Clips go to media/clips/, stills to media/stills/. Beside an MP4 lies a JSON file that holds
    its timeline and every number in it. What is up to date is not rendered again. The paths of
    the results are printed, or what --embed asks for; progress goes to stderr. With
    --voice the captions are spoken, and each beat lasts as long as its words.
    """
    order = Order(
        kind=_kind(kind, stills=stills),
        beats=beats,
        settings=Settings(width=width, loop=loop, embedded=embed is not None),
        captions=not no_captions,
        transparent=transparent,
        force=force,
    )
    order.require_possible()
    if embed is not None:
        require_target(embed)
    lecture, cards = selected(file, scenes, assignments)
    if script is not None:
        return write_script(cards, script)
    if voice is not None and order.kind != USUAL:
        raise StudioError(f"--format {order.kind} has no sound here, mp4 has: leave out --voice")
    choices = choices_of(lecture, quality, theme, shape)
    folder = output or Path(
        "media", "stills" if order.format.is_picture else "clips", choices.folder + order.mark
    )
    if folder.exists() and not folder.is_dir():
        raise StudioError(f"{place(folder)} is a file, and -o names a folder: choose another")
    make_writable(folder)
    store = open_store(output)
    order.require_ready(cards, folder, store)
    speech = SILENCE if voice is None else speech_for(voice, cards, store)
    work = [
        Job(
            card=card, quality=choices.quality, theme=choices.theme,
            stills=order.format.is_picture, look=order.look, narration=speech.narration(card),
        )
        for card in cards
    ]  # fmt: skip
    outcomes = render_jobs(work, store, jobs, scheduler)
    outcomes = [dubbed(outcome, speech, store) for outcome in outcomes]
    done = [outcome for outcome in outcomes if isinstance(outcome, Rendered)]
    made = order.filled(done, folder, store, speech)
    for each in made:
        click.echo(place(each.path), err=embed is not None)
    if embed is not None:
        click.echo("\n\n".join(snippets(shown(each, order, store), embed) for each in made))
    if preview and made:
        open_file(made[0].path)
    return report(outcomes, verbose=verbose)


def _kind(kind: str | None, *, stills: bool) -> str:
    """Return the format that is wanted."""
    if stills and kind not in {None, STILL}:
        raise StudioError(f"--stills makes PNGs, --format {kind} does not: leave one of them out")
    return STILL if stills else kind or USUAL


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
