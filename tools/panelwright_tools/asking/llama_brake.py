"""Stops llama.cpp in the middle of a computation, from another thread."""

import ctypes
import os
from typing import Any


class Brake:
    """Asked by llama.cpp again and again whether to go on; it can be pulled once, for good."""

    def __init__(self) -> None:
        self._text = ctypes.create_string_buffer(2)
        self._ask: Any = None
        """Kept, since llama.cpp holds only a bare pointer to it."""

    @property
    def pulled(self) -> bool:
        """Whether everything is to end."""
        return bool(self._text.value)

    def pull(self) -> None:
        """End what is being computed, and whatever is begun later."""
        self._text.value = b"x"

    def fit(self, llama: Any, library: Any) -> None:
        """Have a loaded model ask. Accelerators don't, but are done with a batch soon enough.

        What it calls must be C: an interrupt from the keyboard that arrives while Python runs
        inside of llama.cpp would be lost there. So it measures a text, which is 0, false, as long
        as the text is empty.
        """
        strlen = ctypes.CDLL("msvcrt" if os.name == "nt" else None).strlen
        self._ask = ctypes.cast(strlen, library.ggml_abort_callback)
        library.llama_set_abort_callback(
            llama.ctx, self._ask, ctypes.cast(self._text, ctypes.c_void_p)
        )
