"""The seeds of pictures: the run's own, until another picture of the same is asked for."""

import hashlib


def seed_of(own: int, panel: str, redrawn: int, reseeded: int = 0) -> int:
    """The seed of a panel, or a portrait, that was redrawn by the user and reseeded by repairs so
    often; `own` is the run's.

    Panels share that one, so that a place is the same world wherever it is seen.
    """
    if not redrawn and not reseeded:
        return own
    text = f"{own}/{panel}/{redrawn}/{reseeded}"
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4]) >> 1
