"""The nodes of the conversation's graph: each does one thing with a turn."""
