"""Planning: a synopsis in, a story out."""
