"""Likeness: how much somebody on a picture looks like the pictures of that character."""
