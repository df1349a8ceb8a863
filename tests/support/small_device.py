"""A device with little memory: PyTorch's own error when the results of operations pass it."""

import weakref
from typing import Any

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves


class SmallDevice(TorchDispatchMode):  # type: ignore[misc]
    """Results of operations take memory, of which there is so much; else PyTorch's own error."""

    def __init__(self, most_bytes: int) -> None:
        super().__init__()
        self.most, self.used = most_bytes, 0
        self.seen: set[int] = set()

    def __torch_dispatch__(
        self, call: Any, types: Any, args: Any = (), kwargs: Any = None
    ) -> object:
        made = call(*args, **(kwargs or {}))
        for leaf in tree_leaves(made):
            if isinstance(leaf, torch.Tensor):
                self.take(leaf.untyped_storage())
        return made

    def take(self, storage: Any) -> None:
        key, size = storage._cdata, storage.nbytes()
        if key in self.seen:
            return
        if self.used + size > self.most:
            raise torch.OutOfMemoryError(f"tried to allocate {size} bytes")
        self.seen.add(key)
        self.used += size
        weakref.finalize(storage, self.give_back, key, size)

    def give_back(self, key: int, size: int) -> None:
        self.seen.discard(key)
        self.used -= size
