"""Painting by a model behind a server that speaks the OpenAI images interface."""
