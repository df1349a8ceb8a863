"""Reaches a model in a GGUF file, in this process, through llama-cpp-python.

The code writes what a schema leaves no choice about, and evaluates it in one go; the model writes
the rest, token by token, of those that the schema lets through. When the answer has grown too long
the code ends it in the shortest way: whatever the weights are, the answer is of the schema.
"""

import codecs
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, Literal

import numpy as np

from panelwright_tools.asking.breaking_off import BrokenOff
from panelwright_tools.asking.chat_prompt import chat_prompt
from panelwright_tools.asking.choosing_tokens import Vocabulary, choose, choose_allowed
from panelwright_tools.asking.endpoint import Call, Reply, Rung, RungRefused
from panelwright_tools.asking.gguf_header import header
from panelwright_tools.asking.json_frames import State, advance_all, forced, shortest
from panelwright_tools.asking.json_shapes import UnknownShape, state_of
from panelwright_tools.asking.json_text import Text
from panelwright_tools.asking.leash import Leash
from panelwright_tools.asking.llama_brake import Brake
from panelwright_tools.asking.llama_library import library, load
from panelwright_tools.asking.llama_session import Session
from panelwright_tools.asking.model import Usage
from panelwright_tools.domain import ToolError

_CONTEXT: Final = 8192
"""Tokens of prompt and answer, where nothing else is said: more costs memory."""
_LEAST_ANSWER: Final = 16
"""Tokens that must be left for an answer."""


@dataclass
class _Draft:
    """An answer that is being written."""

    chance: np.random.Generator
    text: bytes = b""
    tokens: int = 0
    finish: Literal["stop", "length"] = "stop"


class LlamaEndpoint:
    """A GGUF model. It is loaded when it is first needed, and answers one call at a time."""

    rungs: tuple[Rung, ...] = (Rung.SCHEMA, Rung.TEXT)

    def __init__(self, path: str | Path, context: int | None = None, seed: int = 0) -> None:
        """Check the file. Raises UserError (no such model) or ToolError (no llama-cpp-python)."""
        self._path = Path(path).expanduser()
        found = header(self._path)
        library()
        self._bytes = found.bytes
        self._context = context or min(found.context or _CONTEXT, _CONTEXT)
        self._seed = seed
        self._lock = threading.RLock()
        self._brake = Brake()

    @property
    def id(self) -> str:
        """`llama:` and the name of the file."""
        return f"llama:{self._path.name}"

    @property
    def source(self) -> str:
        """The file by its path and size, and how it was set up to answer."""
        file = f"{self._path.resolve()}, {self._bytes} bytes"
        return f"{self.id} at {file}, context {self._context}, seed {self._seed}"

    @property
    def context(self) -> int:
        """Tokens of prompt and answer: as asked for, else what the model reads, 8192 at most."""
        return self._context

    def count(self, text: str) -> int:
        """Tokens of a text, exactly."""
        with self._alone():
            return len(self._session.tokens(text))

    def complete(self, call: Call) -> Reply:
        """Make the call. Raises RungRefused for a schema that can't be kept to, ToolError."""
        state = self._state(call)
        with self._alone():
            prompt = self._prompt(call)
            started = time.perf_counter()
            reused = self._session.begin(prompt)
            most, draft = self._most(call, prompt), self._draft(call)
            if state is None:
                draft.text = b"".join(self._freely(call, draft, most))
            else:
                self._keeping_to(state, call, draft, most)
            seconds = time.perf_counter() - started
        usage = Usage(1, len(prompt), reused, draft.tokens, seconds)
        return Reply(draft.text.decode("utf-8", "replace"), draft.finish, usage)

    def stream(self, call: Call) -> Iterator[str]:
        """The answer's text piece by piece. Raises ToolError."""
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        with self._alone():
            prompt = self._prompt(call)
            self._session.begin(prompt)
            for piece in self._freely(call, self._draft(call), self._most(call, prompt)):
                if text := decoder.decode(piece):
                    yield text
        if text := decoder.decode(b"", final=True):
            yield text

    def give_up(self) -> None:
        """End the answer that is being written, and all that are asked for later."""
        self._brake.pull()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Have the model to oneself. Raises ToolError when it is told to give up."""
        try:
            with self._lock:
                yield
        except BrokenOff as broken:
            raise ToolError(f"the answer of {self.id} was broken off.") from broken

    @cached_property
    def _session(self) -> Session:
        if self._brake.pulled:
            raise BrokenOff
        return Session(load(self._path, self._context, self._seed), self._brake)

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(self._session.pieces)

    def _state(self, call: Call) -> State | None:
        if call.rung not in self.rungs:
            raise RungRefused(f"{self.id} can't be asked by way of {call.rung}.")
        if call.rung is Rung.TEXT or call.schema is None:
            return None
        try:
            return state_of(call.schema)
        except UnknownShape as unknown:
            raise RungRefused(f"{self.id} can't keep to the schema: {unknown}.") from unknown

    def _prompt(self, call: Call) -> list[int]:
        """The tokens of the prompt. Raises ToolError when they leave no room for an answer."""
        if any(message.images for message in call.messages):
            raise ToolError(f"{self.id} can't see pictures.")
        session = self._session
        template = session.metadata.get("tokenizer.chat_template")
        tokens: list[int] = []
        for piece in chat_prompt(call.messages, template, session.marks):
            tokens += session.tokens(piece.text, special=not piece.told)
        first = session.first_token
        if first is not None and tokens[:1] != [first]:
            tokens.insert(0, first)
        if len(tokens) + _LEAST_ANSWER > self.context:
            raise ToolError(
                f"a prompt of {len(tokens)} tokens does not fit the context of {self.id}, "
                f"{self.context} tokens; give it a larger context."
            )
        return tokens

    def _most(self, call: Call, prompt: Sequence[int]) -> int:
        """Tokens that the answer may have."""
        return min(call.most_tokens, self.context - len(prompt))

    def _draft(self, call: Call) -> _Draft:
        return _Draft(np.random.default_rng((self._seed, call.seed)))

    def _freely(self, call: Call, draft: _Draft, most: int) -> Iterator[bytes]:
        """The bytes of an answer that nothing constrains."""
        while draft.tokens < most:
            token = choose(self._session.logits(), call.temperature, draft.chance)
            if self._session.ends(token):
                return
            draft.tokens += 1
            yield self._vocabulary.pieces[token]
            self._session.go_on([token])
        draft.finish = "length"

    def _keeping_to(self, state: State, call: Call, draft: _Draft, most: int) -> None:
        """Write an answer that the state lets through."""
        leash = Leash(most)
        while state := self._given(state, draft, most):
            chosen = None
            if draft.tokens < most:
                logits = self._session.logits()
                chosen = choose_allowed(
                    logits, state, self._vocabulary, call.temperature, draft.chance
                )
            if chosen is None:
                draft.text += shortest(state)
                leash.cut |= not all(frame.ended for frame in state)
                break
            state = self._taken(chosen[0], state, draft, leash)
        draft.finish = "length" if leash.cut else "stop"

    def _taken(self, token: int, state: State, draft: _Draft, leash: Leash) -> State:
        """Write a token, or as much of it as the leash lets; the state behind it."""
        draft.tokens += 1
        piece = self._vocabulary.pieces[token]
        for n, byte in enumerate(piece, start=1):
            draft.text += bytes([byte])
            state = advance_all(state, bytes([byte])) or ()
            held = leash.held(state, draft.text, draft.tokens)
            if held is not state:
                self._session.go_on([token] if n == len(piece) else self._session.tokens(piece[:n]))
                return held
        if state:
            self._session.go_on([token])
        return state

    def _given(self, state: State, draft: _Draft, most: int) -> State:
        """Write what the state leaves no choice about; the state behind it."""
        text = forced(state)
        following = advance_all(state, text)
        if not text or following is None:
            return state
        if following == ():
            draft.text += text
            return following
        tokens = self._session.tokens(text)
        if not isinstance(following[-1], Text):
            # The model may like to write the end of this and what it chooses next as one token.
            tokens = tokens[:-1]
        pieces = b"".join(self._vocabulary.pieces[token] for token in tokens)
        if not tokens or not text.startswith(pieces) or draft.tokens + len(tokens) > most:
            return state
        draft.text += pieces
        draft.tokens += len(tokens)
        self._session.go_on(tokens)
        return advance_all(state, pieces) or state
