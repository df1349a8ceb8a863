"""LoRAs of characters: small changes of a model's layers, each acting in its character's region."""
