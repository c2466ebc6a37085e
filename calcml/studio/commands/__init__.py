"""One module per command of ``calcml``; each defines ``command``."""
