"""Asks language models: typed objects out of any model, however well it keeps to a schema."""
