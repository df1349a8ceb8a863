"""Self-attention shared with pictures of characters, which needs no training and no adapter."""
