"""The web page: what it shows, what it does, and the server that it comes from."""
