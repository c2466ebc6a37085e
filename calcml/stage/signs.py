"""The signs of right and wrong: a tick and a cross, each in its colour."""

from calcml.stage.text import Typeset, maths
from calcml.stage.theme import CONFIRMED, MOVING

__all__ = ["sign_of"]


def sign_of(*, right: bool, em: float, entry_keys: tuple[str, ...] = ()) -> Typeset:
    """Return a tick for what is right, a cross for what is not.

    Parameters
    ----------
    right : bool
    em : float
        Size in scene units.
    entry_keys : tuple of str
        The entries that say so.

    Returns
    -------
    Typeset
    """
    name, role = ("checkmark", CONFIRMED) if right else ("crossmark", MOVING)
    return maths(name, em=em, role=role, entry_keys=entry_keys)
