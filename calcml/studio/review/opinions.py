"""Ask second methods about the numbers of a scene, in a process that may be killed.

`opinions_of` starts ``python -m calcml.studio.review.opinions`` with the lesson as a line of JSON;
a second method walks formulas of a user's own as the first one does, and may take as long.
"""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import mpmath as mp

from calcml.oracles import Opinion, agreement, second_opinions
from calcml.studio.orphans import die_with_parent
from calcml.studio.problems import StudioError
from calcml.studio.processes import child_environment
from calcml.studio.references import LessonReference
from calcml.studio.review.view import Second

__all__ = ["main", "opinions_of", "told_opinions"]

PATIENCE = 120.0
"""Seconds that the second methods may take for one scene."""

MEMORY = 2 * 2**30
"""Bytes of address space."""

DIGITS = 20


def opinions_of(lesson: LessonReference, *, patience: float = PATIENCE) -> Mapping[str, Second]:
    """Return what second methods say of a lesson's numbers.

    Parameters
    ----------
    lesson : LessonReference
    patience : float
        Seconds.

    Returns
    -------
    mapping of str to Second
        By the entry's key.

    Raises
    ------
    StudioError
        When they do not answer.
    """
    told = {
        "module": lesson.module,
        "attribute": lesson.attribute,
        "folder": str(lesson.folder),
        "arguments": lesson.arguments,
        "parameters": lesson.parameters,
    }
    try:
        answer = subprocess.run(
            [sys.executable, "-P", "-m", "calcml.studio.review.opinions"],
            input=json.dumps(told),
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            env=child_environment(),
            timeout=patience,
            check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise StudioError(f"second methods take longer than {patience:g} s") from error
    if answer.returncode:
        last = (answer.stderr.strip().splitlines() or ["no message"])[-1]
        raise StudioError(f"second methods do not answer: {last}")
    return {row.pop("key"): Second(**row) for row in json.loads(answer.stdout)}


def told_opinions(lesson: Any) -> Iterator[dict[str, Any]]:
    """Yield the opinions about a lesson's numbers as plain data.

    Parameters
    ----------
    lesson : Lesson

    Yields
    ------
    dict
        ``key``, and the fields of `Second`.
    """
    for key, opinion in second_opinions(lesson).items():
        found = agreement(lesson.ledger[key], opinion)
        yield {
            "key": key,
            "value": _told(opinion),
            "method": opinion.method,
            "agrees": found.agrees,
            "distance": found.distance,
        }


def _told(opinion: Opinion) -> str:
    value = opinion.value
    if not isinstance(value, mp.mpf):
        return str(value)
    if mp.isinf(value):
        return "∞" if value > 0 else "−∞"
    return str(mp.nstr(value, DIGITS, strip_zeros=True)).removesuffix(".0")


def main() -> None:
    """Answer about the lesson on stdin."""
    die_with_parent()
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a lesson prints is no answer
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    told = json.load(sys.stdin)
    lesson = LessonReference(**{**told, "folder": Path(told["folder"])}).load()
    with answers:
        json.dump(list(told_opinions(lesson)), answers)


if __name__ == "__main__":
    main()
