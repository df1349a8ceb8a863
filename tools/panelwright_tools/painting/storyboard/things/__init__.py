"""Things: what has no rig of its own, drawn from shapes in our ink."""
