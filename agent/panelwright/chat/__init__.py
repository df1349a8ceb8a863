"""The conversation about a comic: turns in, events out. No screen is known here."""
