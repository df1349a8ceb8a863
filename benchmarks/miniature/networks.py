"""The miniature's networks, untrained: a Stable Diffusion 1.5 in all but its size."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import torch
from diffusers import AutoencoderKL, DDIMScheduler, StableDiffusionPipeline, UNet2DConditionModel
from tokenizers.pre_tokenizers import ByteLevel
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

from miniature.tables import table

END: Final = "</w>"
_WORDS: Final = re.compile(r"[a-z]+|[0-9]|[!-/:-@]+")
"""What pieces are learned in; what else there is in texts is read letter by letter."""


@dataclass(frozen=True)
class Networks:
    """All parts that are trained, and the tokenizer."""

    tokenizer: Any
    text: Any
    vae: Any
    unet: Any


def untrained(texts: Sequence[str], seed: int) -> Networks:
    """The networks with random weights; the tokenizer's pieces come from texts."""
    torch.manual_seed(seed)
    facts = table("model")
    tokenizer = tokenizer_of(texts)
    ends = {"bos_token_id": tokenizer.bos_token_id, "eos_token_id": tokenizer.eos_token_id}
    text = CLIPTextConfig(
        vocab_size=len(tokenizer),
        max_position_embeddings=facts["tokenizer"]["window"],
        pad_token_id=tokenizer.pad_token_id,
        **ends,
        **facts["text"],
    )
    return Networks(
        tokenizer, CLIPTextModel(text), _vae(facts["vae"]), UNet2DConditionModel(**facts["unet"])
    )


def _vae(facts: dict[str, Any]) -> Any:
    blocks = len(facts["block_out_channels"])
    return AutoencoderKL(
        down_block_types=["DownEncoderBlock2D"] * blocks,
        up_block_types=["UpDecoderBlock2D"] * blocks,
        **facts,
    )


def tokenizer_of(texts: Sequence[str]) -> Any:
    """CLIP's kind of tokenizer, byte-level BPE with ends of words, trained on texts."""
    facts = table("model")["tokenizer"]
    letters = sorted(ByteLevel.alphabet())
    merges = pairs_to_merge(texts, facts["merges"])
    marks = ["<|startoftext|>", "<|endoftext|>"]
    ends = [f"{letter}{END}" for letter in letters]
    pieces = [*letters, *ends, *(first + second for first, second in merges), *marks]
    numbers = {piece: number for number, piece in enumerate(dict.fromkeys(pieces))}
    return CLIPTokenizer(vocab=numbers, merges=merges, model_max_length=facts["window"])


def pairs_to_merge(texts: Sequence[str], most: int) -> list[tuple[str, str]]:
    """The pairs of pieces that are merged, the most frequent first, ties by their letters.

    The trainer of the library tokenizers breaks ties by chance.
    """
    counted = Counter(word for text in texts for word in _WORDS.findall(text.lower()))
    words = {(*word[:-1], word[-1] + END): times for word, times in counted.items()}
    merges: list[tuple[str, str]] = []
    while len(merges) < most:
        pairs: Counter[tuple[str, str]] = Counter()
        for word, times in words.items():
            for pair in pairwise(word):
                pairs[pair] += times
        if not pairs:
            break
        merges.append(min(pairs, key=lambda pair: (-pairs[pair], pair)))
        words = {_merged(word, merges[-1]): times for word, times in words.items()}
    return merges


def _merged(word: tuple[str, ...], pair: tuple[str, str]) -> tuple[str, ...]:
    found: list[str] = []
    for piece in word:
        if found and (found[-1], piece) == pair:
            found[-1] += piece
        else:
            found.append(piece)
    return tuple(found)


def pipeline(networks: Networks) -> Any:
    """The pipeline of diffusers over the networks, without a safety checker."""
    return StableDiffusionPipeline(
        vae=networks.vae,
        text_encoder=networks.text,
        tokenizer=networks.tokenizer,
        unet=networks.unet,
        scheduler=scheduler(),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )


def scheduler() -> Any:
    """The noise of Stable Diffusion 1.5."""
    return DDIMScheduler(**table("model")["scheduler"])
