"""Which errors mean that memory ran out, whoever raised them."""

from typing import Final

_WORDS: Final = ("out of memory", "can't allocate memory", "not enough memory")
"""What PyTorch says where it raises a plain RuntimeError: on Apple's GPUs and on the CPU."""


def ran_out_of_memory(error: BaseException | None) -> bool:
    """Whether an error, or one that it was raised from, says that memory ran out."""
    while error is not None:
        if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryError":
            return True
        if isinstance(error, RuntimeError) and any(w in str(error).lower() for w in _WORDS):
            return True
        error = error.__cause__
    return False
