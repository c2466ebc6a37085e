"""``calcml slides``: a lecture beat by beat, for a browser, for PowerPoint, as a handout."""

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from calcml.studio.catalogue import SceneCard, catalogue, pick
from calcml.studio.commands.render import SCENE_FAILED, render_jobs, report
from calcml.studio.files import make_writable
from calcml.studio.jobs import Job
from calcml.studio.lecture_file import find_lecture_file, read_lecture_file
from calcml.studio.lectures import file_name
from calcml.studio.looks import Look
from calcml.studio.opening import open_file
from calcml.studio.options import VOICES, Choices, choices_of, voice_options
from calcml.studio.outcomes import Rendered
from calcml.studio.outputs import Outputs
from calcml.studio.problems import StudioError, place, writing
from calcml.studio.quality import QUALITIES, SHAPES, THEMES, WIDE
from calcml.studio.slides.gathering import Work, gathered
from calcml.studio.slides.kinds import KINDS, Settings
from calcml.studio.store import open_store
from calcml.studio.voice.asking import speech_for, write_script
from calcml.studio.voice.speech import SILENCE, Speech

__all__ = ["command"]

EXAMPLES = """
\b
Examples:
  calcml slides -p                                    a folder for the browser
  calcml slides my/lecture.toml --theme dark -qm
  calcml slides -s SecantToTangent --one-file         one page that holds everything
  calcml slides --to pptx --template faculty.pptx
  calcml slides --to pdf -o handout.pdf
  calcml slides --to manim-slides -o deck             cd deck; manim-slides present ...
"""


@click.command(name="slides", epilog=EXAMPLES + VOICES)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--to", "kind", type=click.Choice(tuple(KINDS)), default="html",
    help="A deck for the browser (reveal.js), for PowerPoint or manim-slides, or a handout. [html]",
)  # fmt: skip
@click.option(
    "-s", "--scene", "names", multiple=True, metavar="SCENE",
    help="Only this scene; again for another.",
)  # fmt: skip
@click.option("--one-file", is_flag=True, help="html: one page that holds its clips.")
@click.option(
    "--template", type=click.Path(path_type=Path), metavar="PPTX",
    help="pptx: a presentation whose layouts are used; its own slides are left out.",
)  # fmt: skip
@voice_options
@click.option(
    "-q", "--quality", type=click.Choice(tuple(QUALITIES)), help="[lecture file's, else h]"
)
@click.option("--theme", type=click.Choice(THEMES), default="light", help="[light]")
@click.option(
    "--size", "shape", type=click.Choice(SHAPES), default=WIDE,
    help="Width to height; scenes are laid out for it. [16:9]",
)  # fmt: skip
@click.option("-p", "--preview", is_flag=True, help="Open the result.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="PATH",
    help="What to write: a folder for html, else a file. [media/slides/...]",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Replace what is there, whoever made it.")
@click.option(
    "-j", "--jobs", type=click.IntRange(min=1), metavar="N", help="Workers at a time. [all cores]"
)
@click.option("-v", "--verbose", is_flag=True, help="Show the traceback of a scene that fails.")
def command(
    *,
    file: Path | None,
    kind: str,
    names: tuple[str, ...],
    one_file: bool,
    template: Path | None,
    voice: str | None,
    script: Path | None,
    quality: str | None,
    theme: str,
    shape: str,
    preview: bool,
    output: Path | None,
    force: bool,
    jobs: int | None,
    verbose: bool,
) -> int:
    """Make slides of the lecture of FILE (scenes/lecture.toml by default), one for each beat.

    The deck for the browser is a folder that opens by double click and needs no network: a clip
    plays, holds its last frame, and the next key goes on. All kinds have the captions and, in
    their notes, every number that is on screen. What is up to date is not rendered again. With
    --voice each clip speaks its caption.
    """
    settings = Settings(one_file=one_file, template=template)
    how = KINDS[kind]
    if voice is not None and kind == "pdf":
        raise StudioError("a handout has no sound: leave out --voice, or --to pdf")
    how.require(settings)
    lecture = read_lecture_file(find_lecture_file(file))
    cards = pick(catalogue(lecture), names)
    if script is not None:
        return write_script(cards, script)
    choices = choices_of(lecture, quality, theme, shape)
    target = output or Path("media", "slides", how.named(file_name(lecture, theme), settings))
    store = open_store(None if output is None else output.parent)
    outputs = Outputs(store, force=force)
    outputs.require_free(target)
    make_writable(target.absolute().parent)
    speech = SILENCE if voice is None else speech_for(voice, cards, store)
    wanted = _jobs(cards, choices, speech, captions=how.captioned(settings))
    outcomes = render_jobs(wanted, store, jobs)
    code = report(outcomes, verbose=verbose)
    scenes = tuple(outcome for outcome in outcomes if isinstance(outcome, Rendered))
    if code:
        missing = len(outcomes) - len(scenes)
        print(
            f"calcml: no slides made, {missing} of {len(outcomes)} scenes failed; "
            "the others are kept",
            file=sys.stderr,
        )
        return SCENE_FAILED
    work = Work(lecture=lecture, scenes=scenes, corrections=how.corrections, speech=speech)
    with store.workspace() as room, writing(store.root):
        made = how.write(gathered(work, room), room, settings)
        outputs.deliver(made, target)
    result = target / "index.html" if target.is_dir() and kind == "html" else target
    click.echo(place(result))
    if preview:
        open_file(result)
    return 0


def _jobs(
    cards: Iterable[SceneCard], choices: Choices, speech: Speech, *, captions: bool
) -> list[Job]:
    look = Look(captions=captions)
    return [
        Job(
            card=card,
            quality=choices.quality,
            theme=choices.theme,
            look=look,
            narration=speech.narration(card),
        )
        for card in cards
    ]
