"""Vision: a model behind an OpenAI-compatible server is asked yes or no about a picture."""
