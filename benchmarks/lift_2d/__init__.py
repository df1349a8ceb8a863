"""Lift on compositions of simple distributions of the plane."""
