"""Story in, checked comic out."""
