"""What was on screen, when and where: taken down while a scene is drawn, for whoever checks it.

A witness looks at each frame as it is handed to the encoder. Of a text it notes where it stands
and since when; of a mark which numbers of the lesson put it there, and by which axes those become
pixels. It never notes where Manim has put a mark: that is for the frame itself to show.
"""

from calcml.stage.witness.witness import Witness

__all__ = ["Witness"]
