"""Layout: boxes for regions, slots for panels."""
