"""The mathematics: NumPy and SymPy in, frozen results out; no files, clock, dice or pictures."""
