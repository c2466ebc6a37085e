"""Surfaces over a window of the plane: sampled, cut, and sliced by planes; for two chapters."""
