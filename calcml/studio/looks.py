"""How a scene is drawn besides its quality and theme: what a picture leaves out or adds."""

from dataclasses import asdict, dataclass
from typing import Any

__all__ = ["USUAL", "Look"]


@dataclass(frozen=True, kw_only=True)
class Look:
    """What is drawn, and what of it is kept.

    Attributes
    ----------
    captions : bool
        Whether the captions stand in the picture; without them their strip stays empty.
    transparent : bool
        Whether what is behind the picture shows through; such clips are kept without loss.
    lossless : bool
        Whether every pixel is kept as it was drawn, for formats that are made of it.
    """

    captions: bool = True
    transparent: bool = False
    lossless: bool = False

    @property
    def exact(self) -> bool:
        """Whether the clip is kept without loss."""
        return self.lossless or self.transparent

    def told(self) -> dict[str, Any]:
        """Return what is not as usual, as plain data."""
        usual = asdict(Look())
        return {name: value for name, value in asdict(self).items() if value != usual[name]}


USUAL = Look()
"""Captions in the picture, before a background, compressed."""
