"""The attention of a layer is handed on in its own thread, while its context lasts."""

import threading
from typing import Any

import pytest

torch = pytest.importorskip("torch")

from torch import nn  # noqa: E402
from torch.nn import functional  # noqa: E402

from panelwright_tools.painting.diffusion.regional.interception import intercepted  # noqa: E402

KERNEL = functional.scaled_dot_product_attention


class Attention(nn.Module):  # type: ignore[misc]
    """Two calls of the kernel, as a layer with an adapter has them."""

    processor = None

    def forward(self, x: Any) -> Any:
        first = functional.scaled_dot_product_attention(x, x, x)
        return first + functional.scaled_dot_product_attention(x, x, 2 * x)


def ones(query: Any, key: Any, value: Any, **options: Any) -> Any:
    functional.scaled_dot_product_attention(query, key, value)  # the kernel itself, as ever
    return torch.ones_like(query)


X = torch.randn(1, 2, 4, 8)


def test_as_many_calls_are_handed_on_as_there_are_attentions() -> None:
    layer, plain = Attention(), KERNEL(X, X, X)
    with intercepted([layer], ones):
        torch.testing.assert_close(layer(X), 1 + 2 * plain)
    with intercepted([layer], ones, ones):
        torch.testing.assert_close(layer(X), torch.full_like(X, 2))
    torch.testing.assert_close(layer(X), 3 * plain)


def test_the_kernel_has_its_name_back_when_the_last_context_is_left() -> None:
    layer, other = Attention(), Attention()
    with intercepted([layer], ones):
        with pytest.raises(ZeroDivisionError), intercepted([other], ones):
            raise ZeroDivisionError
        assert functional.scaled_dot_product_attention is not KERNEL
    assert functional.scaled_dot_product_attention is KERNEL


def test_a_layer_that_fails_leaves_no_call_waiting() -> None:
    def fails(*args: Any, **options: Any) -> Any:
        raise ZeroDivisionError

    layer = Attention()
    with intercepted([layer], fails, ones):
        with pytest.raises(ZeroDivisionError):
            layer(X)
        assert torch.equal(functional.scaled_dot_product_attention(X, X, X), KERNEL(X, X, X))


def test_another_thread_keeps_the_kernel_while_a_layer_runs() -> None:
    found: list[Any] = []

    def asks(query: Any, key: Any, value: Any, **options: Any) -> Any:
        def elsewhere() -> None:
            found.append(functional.scaled_dot_product_attention(query, key, value))

        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()
        return torch.ones_like(query)

    layer = Attention()
    with intercepted([layer], asks, ones):
        torch.testing.assert_close(layer(X), torch.full_like(X, 2))
    assert torch.equal(found[0], KERNEL(X, X, X))
