"""Fitting a critic's margin to a model: pairs, the fit, and its curve."""
