"""Grounding: where on a picture is what a phrase names."""
