"""The programs on the slides about numerical derivatives, run as they stand.

The slides give x as an int, so that ``2 * x`` prints 6 and not 6.0.
"""

__all__ = ["X", "forward", "square", "symmetric"]

X = 3
"""The point of all these programs."""


def square(x: float) -> float:
    """Return x², by Python's own power.

    Parameters
    ----------
    x : int or float

    Returns
    -------
    int or float
    """
    return x**2


def forward(x: float, h: float) -> float:
    """Return the difference quotient of the square as the slides write it.

    Parameters
    ----------
    x : int or float
        The point.
    h : float
        The step, not zero.

    Returns
    -------
    float
    """
    return (square(x + h) - square(x)) / h


def symmetric(x: float, h: float) -> float:
    """Return the symmetric quotient of the square as the slides write it.

    Parameters
    ----------
    x : int or float
        The point.
    h : float
        The step, not zero.

    Returns
    -------
    float
    """
    return (square(x + h) - square(x - h)) / (2 * h)
