"""Every word that a model is told, as templates."""
