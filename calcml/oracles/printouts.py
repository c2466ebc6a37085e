"""Second opinions on a program that prints difference quotients: it is run again, two ways."""

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import partial

import mpmath as mp

from calcml.lessons.derivative import DifferenceQuotientCode
from calcml.lessons.entries import Entry
from calcml.oracles.curves import places_on
from calcml.oracles.evaluation import DIGITS, Formula, evaluate
from calcml.oracles.opinions import Opinion, Work, found, worked_out
from calcml.oracles.programs import Digits, Doubles, Run, run
from calcml.oracles.quotients import quotient, quotient_opinion, step_opinion

__all__ = ["printouts"]

_RUN = "the printed program, run with fractions rounded to doubles"
_RUN_TWICE = "the program read and run, in doubles and in 60 digits"
_COUNTED = "the slide's digits against those printed"
_ESCAPED = re.compile(r"\\(.)")
_ALIKE = mp.mpf(10) ** -40  # relative, of the same formula in sixty digits
_IN_DOUBLES = 1e-9  # relative: some operations, each with a relative error of 1e-16


def printouts(lesson: DifferenceQuotientCode) -> Mapping[str, Opinion]:
    """Work out what the program of a `DifferenceQuotientCode` prints, and what it should print.

    Parameters
    ----------
    lesson : DifferenceQuotientCode

    Returns
    -------
    mapping of str to Opinion
    """
    return worked_out(lesson.ledger, (*_of_the_program(lesson), *_of_the_slide(lesson)))


def _of_the_program(lesson: DifferenceQuotientCode) -> Work:
    f, a, ledger = Formula.of(lesson.function), lesson.at, lesson.ledger
    lines = [entry for key, entry in ledger.items() if key.startswith("code.")]
    for line in lines:
        yield line.key, lambda: _program(lesson, lines)
    yield "quotient", lambda: quotient_opinion(ledger["quotient"], f, a)
    yield "quotient.exact", lambda: quotient_opinion(ledger["quotient.exact"], f, a)
    for i, step in enumerate(lesson.steps):
        yield f"printed.{i}", partial(_printed, lesson, i)
        yield f"exact.{i}", partial(step_opinion, f, a, step)
        yield f"error.{i}", partial(_error, lesson, i)


def _text(lesson: DifferenceQuotientCode) -> list[str]:
    return [entry.shown for key, entry in lesson.ledger.items() if key.startswith("code.")]


def _outputs(lesson: DifferenceQuotientCode) -> list[float]:
    return [float(output) for output in run(_text(lesson), Doubles()).printed]


def _printed(lesson: DifferenceQuotientCode, i: int) -> Opinion:
    return Opinion(_outputs(lesson)[i], _RUN)


def _error(lesson: DifferenceQuotientCode, i: int) -> Opinion:
    with mp.workdps(2 * DIGITS):  # the difference has far fewer
        exact = quotient(Formula.of(lesson.function), lesson.at, lesson.steps[i])
        return found(mp.mpf(_outputs(lesson)[i]) - exact, f"{_RUN}, less the exact quotient")


def _program(lesson: DifferenceQuotientCode, lines: list[Entry]) -> Opinion:
    """Judge the program as a whole: a line is right if the program is."""
    holds = all(_raw(line.typst) == line.shown for line in lines)
    text = [line.shown for line in lines]
    holds = holds and _suits(run(text, Doubles()), lesson) and _divides(run(text, Digits()), lesson)
    return Opinion("the whole program", _RUN_TWICE, holds=holds)


def _raw(code: str) -> str:
    """Return what Typst shows of a line of code."""
    return _ESCAPED.sub(r"\1", code.removeprefix('#raw("').removesuffix('")'))


def _suits(done: Run, lesson: DifferenceQuotientCode) -> bool:
    """Tell whether a program has the lesson's point, function and steps, in doubles."""
    f = Formula.of(lesson.function)
    with mp.workdps(DIGITS):
        point, steps = (float(evaluate(lesson.at)), [float(evaluate(h)) for h in lesson.steps])
        return (
            done.names["x"] == point
            and done.looped == steps
            and len(done.printed) == len(steps)
            and all(_is_value(done, f, float(place)) for place in places_on(f, lesson.at))
        )


def _is_value(done: Run, f: Formula, place: float) -> bool:
    value = f(Fraction(place))
    try:
        double = done.names["f"](place)
    except (ArithmeticError, ValueError):
        return False
    return bool(abs(double - value) <= _IN_DOUBLES * (1 + abs(value)))


def _divides(done: Run, lesson: DifferenceQuotientCode) -> bool:
    """Tell whether a program prints the difference quotients of its own point and steps."""
    f, x = Formula.of(lesson.function), done.names["x"]
    with mp.workdps(DIGITS):
        truths = [quotient(f, x, h) for h in done.looped]
        return all(
            abs(printed - truth) <= _ALIKE * (1 + abs(truth))
            for printed, truth in zip(done.printed, truths, strict=True)
        )


def _of_the_slide(lesson: DifferenceQuotientCode) -> Work:
    ledger = lesson.ledger
    for i, line in enumerate(lesson.slide):
        yield f"slide.{i}", partial(_copied, ledger.get(f"slide.{i}"), line)
    yield "slide.digit", lambda: Opinion(
        "the digit", _COUNTED,
        holds=_surplus(lesson) == {ledger["slide.digit"].shown}
        and ledger["slide.digit"].typst == f'"{ledger["slide.digit"].shown}"',
    )  # fmt: skip
    yield (
        "slide.wrong",
        lambda: Opinion(sum(line != repr(output) for line, output in _pairs(lesson)), _COUNTED),
    )
    yield "slide.lines", lambda: Opinion(len(lesson.slide), _COUNTED)


def _copied(entry: Entry | None, line: str) -> Opinion | None:
    if entry is None:
        return None
    holds = entry.shown == line and _raw(entry.typst) == line
    return Opinion("digit by digit", "the deck's line", holds=holds)


def _pairs(lesson: DifferenceQuotientCode) -> list[tuple[str, float]]:
    return list(zip(lesson.slide, _outputs(lesson), strict=True))


def _surplus(lesson: DifferenceQuotientCode) -> set[str]:
    """Return the digits that have to be taken out of the slide's lines, wrong in one place each."""
    return {
        line[i]
        for line, output in _pairs(lesson)
        for i in range(len(line))
        if line[:i] + line[i + 1 :] == repr(output)
    }
