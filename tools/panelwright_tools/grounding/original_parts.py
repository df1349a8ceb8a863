"""The classes of groundingdino-py 0.4.0, importable on transformers 5 and without torchvision.

Three things stand in the way of the package, and each is mended here for the time of its import or
of its building alone; nothing of it stays in the modules of others:

1. It imports torchvision and timm at the top of its modules, for a handful of small functions of
   which its forward pass needs three (stochastic depth, which does nothing at inference, a pair of
   a number, and random initial weights, which the checkpoint replaces). Where the real packages
   can't be imported, plain functions of the same meaning stand in.
2. It imports what draws boxes (OpenCV, matplotlib, pycocotools) and what reads configurations as
   Python code (addict, yapf), which are neither used nor wanted.
3. Its wrapper of BERT uses methods and arguments of transformers' `BertModel` that transformers 5
   has no longer (`get_extended_attention_mask`, `invert_attention_mask`, `get_head_mask`, and since
   5.24 `past_key_values_length`). A wrapper that needs none of them takes its place.
"""

import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from importlib import import_module
from io import StringIO
from types import ModuleType, SimpleNamespace
from typing import Any, Final

_UNUSED: Final = {
    "groundingdino.util.visualizer": {"COCOVisualizer": None},
    "groundingdino.util.slconfig": {"SLConfig": None, "DictAction": None},
}
_TAKEN: Final = ("AutoTokenizer", "BertModel", "BertTokenizer", "RobertaModel",
                 "RobertaTokenizerFast", "BertConfig", "BertPreTrainedModel")  # fmt: skip
"""What the package imports from transformers, which must look for the real torchvision before."""


def built(configuration: Mapping[str, Any], bert: Any, tokenizer: Any) -> Any:
    """The model of a configuration around a BERT of transformers; its weights are random yet.

    Raises ImportError when groundingdino-py isn't installed.
    """
    with _importable():
        models = import_module("groundingdino.models")
        reading = import_module("groundingdino.util.get_tokenlizer")
    # The module, which the package hides behind a function of another name.
    network = sys.modules["groundingdino.models.GroundingDINO.groundingdino"]
    reads = {
        "get_tokenlizer": lambda kind: tokenizer,
        "get_pretrained_language_model": lambda kind: bert,
    }
    wraps = {"BertModelWarper": _wrapper()}
    with _replaced(reading, reads), _replaced(network, wraps), quietly():
        return models.build_model(SimpleNamespace(**configuration)).eval()


@contextmanager
def _importable() -> Iterator[None]:
    """Let the package be imported."""
    import transformers

    for name in _TAKEN:
        getattr(transformers, name)
    stand_ins = dict(_UNUSED)
    if not _works("torchvision.ops.boxes"):
        stand_ins |= _torchvision()
    if not _works("timm.models.layers"):
        stand_ins |= _timm()
    with _standing_in(stand_ins), quietly():
        yield


@contextmanager
def quietly() -> Iterator[None]:
    """Without what the package prints and warns of: it was written for an older PyTorch."""
    with warnings.catch_warnings(), redirect_stdout(StringIO()):
        warnings.simplefilter("ignore")
        yield


def _works(module: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import_module(module)
    except Exception:  # a torchvision of another torch fails in many ways
        return False
    return True


def _torchvision() -> dict[str, dict[str, Any]]:
    return {
        "torchvision": {"__version__": "0.20.0", "_is_tracing": lambda: False},
        "torchvision.ops": {},
        "torchvision.ops.boxes": {"nms": None, "box_area": _box_area},
        "torchvision.models": {},
        "torchvision.models._utils": {"IntermediateLayerGetter": None},
    }


def _timm() -> dict[str, dict[str, Any]]:
    import torch

    pieces = {
        "DropPath": torch.nn.Identity,  # which leaves out whole paths in training alone
        "to_2tuple": lambda value: value if isinstance(value, tuple) else (value, value),
        "trunc_normal_": torch.nn.init.trunc_normal_,
    }
    return {"timm": {}, "timm.models": {}, "timm.models.layers": pieces}


def _box_area(boxes: Any) -> Any:
    """Areas of (n, 4) boxes given by their corners."""
    return (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])


@contextmanager
def _standing_in(modules: Mapping[str, Mapping[str, Any]]) -> Iterator[None]:
    """Modules of these names and contents while the context is open."""
    before = {name: sys.modules.get(name) for name in modules}
    for name, content in modules.items():
        module = ModuleType(name)
        vars(module).update(content)
        sys.modules[name] = module
    try:
        yield
    finally:
        for name, module_before in before.items():
            if module_before is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module_before


@contextmanager
def _replaced(module: ModuleType, values: Mapping[str, Callable[..., Any]]) -> Iterator[None]:
    before = {name: getattr(module, name) for name in values}
    vars(module).update(values)
    try:
        yield
    finally:
        vars(module).update(before)


def _wrapper() -> type:
    """A class in place of the package's `BertModelWarper`, with the same names of weights."""
    import torch

    class Bert(torch.nn.Module):  # type: ignore[misc]
        """BERT whose words attend where a mask (batch, to, from) lets them."""

        def __init__(self, bert_model: Any) -> None:
            super().__init__()
            self.config = bert_model.config
            self.embeddings = bert_model.embeddings
            self.encoder = bert_model.encoder
            self.pooler = bert_model.pooler

        def forward(
            self, input_ids: Any, attention_mask: Any, token_type_ids: Any, position_ids: Any
        ) -> dict[str, Any]:
            words = self.embeddings(
                input_ids=input_ids, position_ids=position_ids, token_type_ids=token_type_ids
            )
            least = torch.finfo(words.dtype).min
            added = (1.0 - attention_mask[:, None].to(words.dtype)) * least
            return {"last_hidden_state": self.encoder(words, attention_mask=added)[0]}

    return Bert
