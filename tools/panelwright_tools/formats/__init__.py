"""Formats: other programs' stories in and out."""
