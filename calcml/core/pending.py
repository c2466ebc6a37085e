"""A derivative that is written down but not yet carried out."""

import sympy as sp

__all__ = ["Pending"]


class Pending(sp.Function):
    """The derivative of a part by a variable, still to do.

    SymPy's own `Derivative` drops a constant at once, and with it a step of a derivation.

    Examples
    --------
    >>> x = sp.Symbol("x", real=True)
    >>> Pending(x**2, x), Pending(x**2, x).doit()
    (Pending(x**2, x), 2*x)
    """

    nargs = 2

    def doit(self, **_hints: object) -> sp.Expr:
        """Carry it out with SymPy.

        Returns
        -------
        sympy.Expr
        """
        return sp.diff(*self.args)
