"""The command ``calcml``: finds the subcommand, and turns every failure into a message.

Exit codes: 0 all done; 1 a scene failed while the others went on; 2 the command cannot be done
as asked; 130 interrupted.
"""

import importlib
import os
import sys
from typing import Any

import click

from calcml.core.errors import CalcmlError
from calcml.studio.problems import nearest

__all__ = ["calcml", "main"]

USAGE, INTERRUPTED, BROKEN_PIPE = 2, 130, 141

COMMANDS = {
    "list": "The scenes: chapter, length, what each shows, slides.",
    "render": "Scenes to clips, or to stills of every beat.",
    "lecture": "All scenes to one MP4 with chapters and captions.",
    "slides": "The lecture as slides: for a browser, for PowerPoint, as a handout.",
    "captions": "What is said in a finished video: subtitles, transcript, chapters.",
    "new": "A small lecture of one's own to start from.",
    "check": "A lecture looked through without rendering.",
    "params": "What can be set in a scene: type, range, value.",
    "values": "Every number of a scene: exact, computed, error, formula.",
    "claims": "What the source decks say, and how each claim stands.",
    "map": "Which scenes stand for each slide of the decks; what is left over.",
    "verify": "Finished videos read back: does the picture show the numbers?",
    "review": "Every number of every scene on one page, and what vouches for it.",
}

EXAMPLES = """
\b
Examples:
  calcml list                             what there is
  calcml render SecantToTangent -ql -p    one scene, quickly, and open it
  calcml render SecantToTangent --set "function=sin(x)" --set at=1 -ql
  calcml render -s --theme light          a still of every beat of every scene
  calcml lecture -qm                      the whole lecture at 720p30
  calcml slides -p                        slides for the browser, and open them
  calcml values SecantToTangent           the numbers behind a scene
  calcml claims --verdict wrong           the mistakes of the source decks
  calcml verify                           does the finished lecture show the numbers?
  calcml review -p                        all numbers on one page, and open it
"""


class _Commands(click.Group):
    """Imports a command when it is called, so that help is instant."""

    def list_commands(self, _: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command:
        if name not in COMMANDS:
            ctx.fail(f"there is no command {name!r}: {nearest(name, COMMANDS)}")
        module = importlib.import_module(f"calcml.studio.commands.{name}")
        command: click.Command = module.command
        return command

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=_Commands,
    epilog=EXAMPLES,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="calcml", prog_name="calcml")
def calcml() -> None:
    """Lecture videos on calculus in which every number is computed and can be checked."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with its code.

    Parameters
    ----------
    arguments : list of str, optional
        Instead of those of the process.
    """
    try:
        code = calcml.main(arguments, prog_name="calcml", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        code = USAGE
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "calcml"
        _say(f"{error.format_message()}\nTry: {command} --help")
        code = USAGE
    except CalcmlError as error:
        _say(str(error))
        code = USAGE
    except (KeyboardInterrupt, click.Abort):
        _say("interrupted; finished beats are kept")
        code = INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = BROKEN_PIPE
    sys.exit(_code(code))


def _code(result: Any) -> int:
    return result if isinstance(result, int) else 0


def _say(message: str) -> None:
    print(f"calcml: {message}", file=sys.stderr)


if __name__ == "__main__":
    main()
