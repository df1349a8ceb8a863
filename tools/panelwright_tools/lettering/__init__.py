"""Lettering: balloons, captions and sound effects, placed so that they read in order."""
