"""The letters of the lecture, as real symbols.

======  =====================================================
letter  meaning
======  =====================================================
x y z   coordinates
t       time, the parameter of a path
u       the inner value of a composition
h       the step of a difference quotient
a b     slope and intercept of a fitted line
theta   an angle
======  =====================================================
"""

import sympy as sp

__all__ = ["a", "b", "h", "t", "theta", "u", "x", "y", "z"]

x, y, z, t, u, h, a, b, theta = sp.symbols("x y z t u h a b theta", real=True)
