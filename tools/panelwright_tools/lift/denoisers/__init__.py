"""Diffusion models as denoisers that lift can ask, one file for each form of prediction."""
