"""Three-dimensional things within Manim's ordinary scenes.

::

    view      box and viewpoint: data -> world -> frame
    raster    triangles -> layers of pixels
    mesh      a grid -> lit triangles with soft outlines
    cells     planes that cut space in two
    sketch    one frame's triangles, marks and panes
    painting  a sketch -> a picture
    looks     attributes that are seen and animated
    vary      the animation
    parts     surface, curve, dot, arrow, plane, axes
    space     the mobject, and the camera that shows it
"""

from calcml.stage.space.parts import Arrow, Axes, Curve, Dot, Part, Plane, Surface
from calcml.stage.space.space import Space, StageCamera
from calcml.stage.space.vary import Vary

__all__ = [
    "Arrow", "Axes", "Curve", "Dot", "Part", "Plane", "Space", "StageCamera", "Surface", "Vary",
]  # fmt: skip
