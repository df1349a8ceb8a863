"""Binding: lettered panels become pages, and pages become books."""
