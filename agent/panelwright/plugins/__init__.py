"""Tools that other packages bring: found by their entry points, and held to their protocols."""
