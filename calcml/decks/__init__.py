"""What the source decks say, computed: every claim with a finding from which its verdict follows.

A floor beside the stage: it knows lessons and the core, draws nothing and reads no files. What the
decks claim is data, in ``assets/decks/``; the studio reads it. What is true of a claim is computed
in `calcml.decks.findings`, by a function per claim.
"""

from calcml.decks.claims import DeckClaim, Judged

__all__ = ["DeckClaim", "Judged"]
