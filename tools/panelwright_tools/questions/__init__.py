"""Questions: what a plan claims of a picture, asked one by one where lift is blind."""
