"""Answers to questions about a run, from what is written down in it."""
