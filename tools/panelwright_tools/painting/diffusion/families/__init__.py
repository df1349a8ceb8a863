"""Adapters of families of diffusion models: one module a family, facts in data/families.toml."""
