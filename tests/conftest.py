"""Settings for every test: the same examples on every run, and no race against the clock."""

from hypothesis import settings

settings.register_profile("calcml", deadline=None, derandomize=True)
settings.load_profile("calcml")
