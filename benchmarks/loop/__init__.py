"""The loop on the miniature: what is accepted, kept and painted anew."""
