"""Tiny models with random weights, built from configs and saved as the real ones are."""
