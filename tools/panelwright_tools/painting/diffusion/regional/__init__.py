"""Words of a region that act inside its box: who attends to what, in every family of models."""
