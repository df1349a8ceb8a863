"""Painting: a brief in, a picture with exact subjects out."""
