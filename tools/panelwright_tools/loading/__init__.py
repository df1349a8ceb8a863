"""Loading models that others trained: where they lie, which they are, and on what they run."""
