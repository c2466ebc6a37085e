"""The review: every number behind every scene on one page, with what vouches for it.

`gathering` makes a `view` of plain data from sidecars, second opinions, read-back reports and the
decks' claims; `page`, `table` and `document` write it as HTML, CSV and PDF.
"""
