"""Sums come out alike whoever asks, and on every device."""

from typing import Any

import pytest

pytest.importorskip("torch", reason="torch is not installed: it is in the extra local")

import torch
from torch.overrides import TorchFunctionMode

from mixtures import two_things
from panelwright_tools.lift.complift.clauses import Clause
from panelwright_tools.lift.complift.options import Options
from panelwright_tools.lift.complift.scoring import score
from panelwright_tools.lift.complift.sums import add


def test_rows_are_added_at_their_places_in_their_order() -> None:
    into, values = torch.ones(3, 2), torch.tensor([1e8, 1.0, -1e8, 5.0])
    add(values[:, None].expand(4, 2), torch.tensor([2, 2, 2, 0]), into)
    assert into[0].tolist() == [6, 6] and into[1].tolist() == [1, 1]
    assert into[2].tolist() == [0, 0]  # what is small was lost beside what is large


class Added(TorchFunctionMode):  # type: ignore[misc]
    """Looks at what is added by place: a card adds twice to one place in any order."""

    calls = 0

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        if func is torch.Tensor.index_add_:
            assert len(args[2].unique()) == len(args[2])
            self.calls += 1
        return func(*args, **(kwargs or {}))


def test_no_call_adds_twice_to_one_place() -> None:
    network = two_things()
    with Added() as added:
        score(network, torch.zeros(2, 2, 1, 1), Clause("left"), Options(max_draws=32, block=16))
    assert added.calls
