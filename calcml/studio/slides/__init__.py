"""Slides: a lecture beat by beat, as a deck for a browser, for PowerPoint, and as a handout.

A `Deck` says what is on each slide and where its clip lies; each writer turns it into files and
knows nothing of rendering.
"""
