"""The fuzz target needs atheris, which nothing else does."""

collect_ignore = ["parse.py"]
