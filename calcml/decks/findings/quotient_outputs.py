"""What the slide's program prints for the slope of x² at 3, run here as it stands there."""

from itertools import pairwise

from calcml.core.differences import DifferenceQuotient, difference_quotient
from calcml.decks.findings.derivatives import slope_at
from calcml.decks.findings.finding import Finding, finding
from calcml.lessons.derivative import DifferenceQuotientCode

__all__ = [
    "first_output",
    "fourth_output",
    "outputs_approach_twice_x",
    "second_output",
    "third_output",
]

_DECK = DifferenceQuotientCode()  # its program and the lines that the slide shows below it
_X = 3  # an int, as on the slide: x**2 is exact
_STEPS = tuple(float(step) for step in _DECK.steps)


def slide_line(turn: int) -> str:
    """Return a line of the slide's output.

    Parameters
    ----------
    turn : int
        Which one, from 0.

    Returns
    -------
    str
    """
    return _DECK.slide[turn]


def printed(turn: int) -> str:
    """Run the slide's program and return a line that it prints.

    Parameters
    ----------
    turn : int
        Which one, from 0.

    Returns
    -------
    str
    """
    step = _STEPS[turn]
    return repr((_f(_X + step) - _f(_X)) / step)


def _f(x: float) -> float:
    return x**2


def _quotient(turn: int) -> DifferenceQuotient:
    return difference_quotient(_DECK.function, _DECK.at, step=_DECK.steps[turn])


def _output(turn: int) -> Finding:
    """Compare a line of the slide with what the program prints and with what the core computes."""
    line, output, quotient = slide_line(turn), printed(turn), _quotient(turn)
    without_a_nine = {line[:i] + line[i + 1 :] for i, digit in enumerate(line) if digit == "9"}
    differs = line != output
    by_the_core = repr(quotient.value) == output
    slide = {"slide": line, "Python's name for the slide's number": repr(float(line))}
    return Finding(
        stated=by_the_core and not differs,
        corrected=by_the_core and output in without_a_nine if differs else None,
        computed={
            "printed": output,
            "exact quotient": quotient.exact,
            "its step": quotient.step,
            **(slide if differs else {}),
        },
    )


@finding("A-045")
def outputs_approach_twice_x() -> Finding:
    """With every step the outputs come closer to 2x = 6; by hand they are 6 + h."""
    quotients = [_quotient(turn) for turn in range(len(_STEPS))]
    slope = slope_at(_DECK.function, _DECK.at)
    distances = [abs(float(printed(turn)) - 2 * _X) for turn in range(len(_STEPS))]
    by_hand = [slope + step for step in _DECK.steps]
    return Finding(
        stated=slope == 2 * _X
        and [quotient.exact for quotient in quotients] == by_hand
        and all(later < earlier for earlier, later in pairwise(distances)),
        computed={
            **{f"exact for h = {q.step:.5f}".rstrip("0"): q.exact for q in quotients},
            "derivative at 3": slope,
        },
    )


@finding("A-046")
def first_output() -> Finding:
    """Python prints 6.01 with one 9 less than the slide."""
    return _output(0)


@finding("A-047")
def second_output() -> Finding:
    """Python prints 6.001 with one 9 less than the slide."""
    return _output(1)


@finding("A-048")
def third_output() -> Finding:
    """Python prints the slide's third line."""
    return _output(2)


@finding("A-049")
def fourth_output() -> Finding:
    """Python prints 6.00001 with one 9 less than the slide."""
    return _output(3)
