"""Diffusion painters: one adapter a family of models, over diffusers."""
