"""Second opinions on ascent and descent: a hill and a valley, each walked by its own slopes."""

from collections.abc import Mapping
from functools import partial

import mpmath as mp

from calcml.lessons.descent import AscentVersusDescent
from calcml.lessons.entries import Entry, Ledger
from calcml.oracles.descents import DIGITS, WALK, Curve, walk
from calcml.oracles.evaluation import Formula, evaluate
from calcml.oracles.formulas import confirmation, places_about
from calcml.oracles.opinions import Opinion, Work, found, worked_out

__all__ = ["mirror_opinions"]

_LOST = mp.mpf(10) ** -48  # relative: an exact value is compared in 60 digits, twelve get lost


def mirror_opinions(lesson: AscentVersusDescent) -> Mapping[str, Opinion]:
    """Work out the numbers of `AscentVersusDescent`.

    Parameters
    ----------
    lesson : AscentVersusDescent

    Returns
    -------
    mapping of str to Opinion
    """
    with mp.workdps(DIGITS):
        return worked_out(lesson.ledger, _work(lesson, lesson.ledger))


def _work(lesson: AscentVersusDescent, ledger: Ledger) -> Work:
    start, rate = evaluate(lesson.start), evaluate(lesson.rate)
    valley = Formula.of(lesson.function)

    def hill(at: mp.mpf) -> mp.mpf:
        return -valley(at)

    for key, f in (("valley", valley), ("hill", hill)):
        yield key, partial(_curve, ledger[key], f, start)
    for which, f, pace in (("ascent", hill, -rate), ("descent", valley, rate)):
        places = [stand.at for stand in walk(f, start, rate=pace, steps=lesson.steps)]
        error = _LOST * (1 + max(map(abs, places)))
        for k, at in enumerate(places):
            yield f"{which}.{k}", partial(found, at, WALK, error=error)
        yield f"{which}.last", partial(found, places[-1], WALK, error=error)


def _curve(entry: Entry, f: Curve, start: mp.mpf) -> Opinion | None:
    return confirmation(entry, f, ("x",), places_about((start,)), "values at points, 160 digits")
