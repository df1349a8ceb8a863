"""A loaded model and the tokens whose state it holds: what is already evaluated is used again.

Only whole batches of an earlier prompt are used again. A token's state depends, in its last bits,
on how it was batched; this way an answer is the same whatever was asked before it.
"""

import ctypes
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from panelwright_tools.asking.breaking_off import BrokenOff
from panelwright_tools.asking.llama_brake import Brake
from panelwright_tools.asking.llama_library import BATCH, library
from panelwright_tools.domain import ToolError


class Session:
    """One model, one conversation's worth of state; not safe for several threads."""

    def __init__(self, llama: Any, brake: Brake) -> None:
        """A model as loaded; pulling the brake ends all evaluation."""
        self._llama = llama
        self._library = library()
        self._brake = brake
        brake.fit(llama, self._library)
        self._vocabulary = self._library.llama_model_get_vocab(llama.model)
        self._whole = 0
        """Tokens at the front of the state that were evaluated in whole batches."""

    def begin(self, prompt: Sequence[int]) -> int:
        """Evaluate a prompt; how many of its tokens did not need it. Raises as `go_on` does."""
        reused = self._kept(prompt)
        if reused and not self._forget_after(reused):
            reused = 0  # recurrent models can't go back to the middle of what they read
        if not reused:
            self._forget_all()
        self._llama.n_tokens = reused
        self._whole = reused
        self.go_on(prompt[reused:])
        self._whole = len(prompt) // BATCH * BATCH
        return reused

    def go_on(self, tokens: Sequence[int]) -> None:
        """Evaluate more tokens behind the others.

        Raises BrokenOff once the brake is pulled, ToolError when llama.cpp can't go on.
        """
        if self._brake.pulled:
            raise BrokenOff
        try:
            self._llama.eval(list(tokens))
        except RuntimeError as failed:
            if self._brake.pulled:
                raise BrokenOff from failed
            raise ToolError(
                f"llama.cpp failed in the middle of an answer ({failed}); set model.context lower, "
                "or take a smaller model."
            ) from failed

    def logits(self) -> NDArray[np.float32]:
        """(vocabulary,) how much the model wants each token next; valid until the next call."""
        pointer = self._library.llama_get_logits_ith(self._llama.ctx, -1)
        return np.ctypeslib.as_array(pointer, shape=(self._llama.n_vocab(),))

    def ends(self, token: int) -> bool:
        """Whether a token says that the answer is over."""
        return bool(self._library.llama_vocab_is_eog(self._vocabulary, token))

    def tokens(self, text: str | bytes, *, special: bool = False) -> list[int]:
        """The tokens of a text. Names of special tokens mean them only if `special` is set."""
        raw = text.encode() if isinstance(text, str) else text
        if special or not self._adds_space:
            return list(self._llama.tokenize(raw, add_bos=False, special=special))
        marked = self._llama.tokenize(b"\n" + raw, add_bos=False, special=False)
        return list(marked[len(self._mark) :])

    @cached_property
    def pieces(self) -> list[bytes]:
        """The bytes that each token stands for; none for those that steer the model."""
        return [self._piece(token) for token in range(self._llama.n_vocab())]

    @property
    def metadata(self) -> dict[str, str]:
        """What the file says about itself."""
        return dict(self._llama.metadata)

    @property
    def first_token(self) -> int | None:
        """The token that every text begins with, if this model wants one."""
        wanted = self._library.llama_vocab_get_add_bos(self._vocabulary)
        return int(self._llama.token_bos()) if wanted else None

    def name_of(self, token: int) -> str:
        """How a chat template writes a token; empty when there is no such token."""
        if token < 0:
            return ""
        return bytes(self._library.llama_vocab_get_text(self._vocabulary, token)).decode()

    @property
    def marks(self) -> tuple[str, str]:
        """Names of the tokens that begin and end a text."""
        return self.name_of(self._llama.token_bos()), self.name_of(self._llama.token_eos())

    def _kept(self, prompt: Sequence[int]) -> int:
        """Tokens of whole batches that are the same as before; one is left to evaluate."""
        most = min(self._whole, len(prompt) - 1)
        held = self._llama.input_ids[:most]
        differing = np.flatnonzero(held != np.asarray(prompt[:most], dtype=held.dtype))
        same = int(differing[0]) if differing.size else most
        return same // BATCH * BATCH

    def _forget_after(self, count: int) -> bool:
        memory = self._library.llama_get_memory(self._llama.ctx)
        return bool(self._library.llama_memory_seq_rm(memory, -1, count, -1))

    def _forget_all(self) -> None:
        self._llama.reset()
        memory = self._library.llama_get_memory(self._llama.ctx)
        self._library.llama_memory_clear(memory, True)

    def _piece(self, token: int) -> bytes:
        for size in (64, 4096):
            buffer = ctypes.create_string_buffer(size)
            length = self._library.llama_token_to_piece(
                self._vocabulary, token, buffer, size, 0, False
            )
            if length >= 0:
                return buffer.raw[:length]
        return b""

    @cached_property
    def _adds_space(self) -> bool:
        # SentencePiece puts a space before every text; a piece of one must not get it.
        alone = list(self._llama.tokenize(b"a", add_bos=False))
        return alone != list(self._llama.tokenize(b"\na", add_bos=False))[len(self._mark) :]

    @cached_property
    def _mark(self) -> list[int]:
        return list(self._llama.tokenize(b"\n", add_bos=False))
