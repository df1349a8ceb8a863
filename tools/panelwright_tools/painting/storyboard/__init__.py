"""The storyboard painter: draws by hand, in vectors, with nothing to download."""
