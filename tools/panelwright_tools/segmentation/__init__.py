"""Segmentation: which pixels of a box are the subject's."""
