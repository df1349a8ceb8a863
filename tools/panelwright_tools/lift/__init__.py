"""Lift: how much better a picture is explained with a condition than without it."""
