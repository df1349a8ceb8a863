"""Edits of a story as data, by what they change."""
