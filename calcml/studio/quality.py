"""The qualities a clip can have: Manim's five, under Manim's letters."""

from dataclasses import dataclass

__all__ = ["QUALITIES", "THEMES", "Quality"]

THEMES = ("dark", "light")


@dataclass(frozen=True)
class Quality:
    """Size and frame rate of a clip.

    Attributes
    ----------
    letter : str
        What follows ``-q``.
    manim : str
        Manim's name for it.
    width, height : int
        Size of a frame in pixels.
    fps : int
        Frames per second.
    """

    letter: str
    manim: str
    width: int
    height: int
    fps: int

    @property
    def folder(self) -> str:
        """Name of the folder of its clips, as Manim spells it: ``1080p60``.

        Examples
        --------
        >>> QUALITIES["h"].folder
        '1080p60'
        """
        return f"{self.height}p{self.fps}"


QUALITIES = {
    quality.letter: quality
    for quality in (
        Quality("l", "low_quality", 854, 480, 15),
        Quality("m", "medium_quality", 1280, 720, 30),
        Quality("h", "high_quality", 1920, 1080, 60),
        Quality("p", "production_quality", 2560, 1440, 60),
        Quality("k", "fourk_quality", 3840, 2160, 60),
    )
}
