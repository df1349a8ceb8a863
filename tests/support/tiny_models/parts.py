"""Tokenizers, text encoders and autoencoders that tiny pipelines share."""

import string
from typing import Any

import torch
from diffusers import AutoencoderKL
from tokenizers.pre_tokenizers import ByteLevel
from transformers import (
    CLIPTextConfig,
    CLIPTextModel,
    CLIPTextModelWithProjection,
    CLIPTokenizer,
    Qwen2Tokenizer,
    Qwen3Config,
    T5Config,
    T5EncoderModel,
    T5Tokenizer,
)

WIDTH = 32
"""Of hidden states."""


def clip_tokenizer() -> CLIPTokenizer:
    """One token a letter: the bytes, and the bytes at the end of a word."""
    alphabet = sorted(ByteLevel.alphabet())
    words = [*alphabet, *(letter + "</w>" for letter in alphabet)]
    words += ["<|startoftext|>", "<|endoftext|>"]
    vocabulary = {word: number for number, word in enumerate(words)}
    return CLIPTokenizer(vocab=vocabulary, merges=[], model_max_length=77)


def t5_tokenizer(limit: int = 128) -> T5Tokenizer:
    """One token a printable letter."""
    letters = dict.fromkeys(string.printable.strip())
    special = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁", -2.0)]
    vocabulary = [*special, *((letter, -4.0) for letter in letters)]
    return T5Tokenizer(vocab=vocabulary, extra_ids=0, model_max_length=limit)


def clip_encoder(tokenizer: CLIPTokenizer, *, projected: bool = False, seed: int = 0) -> Any:
    """A CLIP text encoder; its end token must be the tokenizer's, which pooling looks for."""
    torch.manual_seed(seed)
    config = CLIPTextConfig(
        vocab_size=len(tokenizer),
        hidden_size=WIDTH,
        intermediate_size=37,
        num_hidden_layers=3,
        num_attention_heads=4,
        projection_dim=WIDTH,
        hidden_act="gelu",
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=1,
    )
    kind = CLIPTextModelWithProjection if projected else CLIPTextModel
    return kind(config).eval()


def t5_encoder(tokenizer: T5Tokenizer, *, width: int = WIDTH, seed: int = 0) -> T5EncoderModel:
    """A T5 encoder."""
    torch.manual_seed(seed)
    config = T5Config(
        vocab_size=len(tokenizer), d_model=width, d_kv=8, d_ff=37, num_layers=2, num_heads=4
    )
    return T5EncoderModel(config).eval()


def autoencoder(latents: int = 4, *, seed: int = 0, **changes: Any) -> AutoencoderKL:
    """An autoencoder with two levels: latents are half as wide and high as the picture."""
    torch.manual_seed(seed)
    blocks = (32, 64)
    made = AutoencoderKL(
        block_out_channels=blocks,
        in_channels=3,
        out_channels=3,
        down_block_types=["DownEncoderBlock2D"] * len(blocks),
        up_block_types=["UpDecoderBlock2D"] * len(blocks),
        latent_channels=latents,
        norm_num_groups=16,
        **changes,
    ).eval()
    sharpen(made.quant_conv or made.encoder.conv_out, latents)
    return made


def sharpen(last: torch.nn.Module, latents: int) -> None:
    """Let an encoder be as sure of its latents as a trained one, whose noise is next to none.

    `last` gives the means of the latents, then the logarithms of their variances.
    """
    with torch.no_grad():
        last.weight[latents:] = 0
        last.bias[latents:] = -20


_CHAT = (
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n"
    "{% if not enable_thinking %}<think>\n\n</think>\n\n{% endif %}{% endif %}"
)
"""As Qwen3's, without tools."""


def qwen_tokenizer(*special: str) -> Qwen2Tokenizer:
    """One token a byte, with the marks of a chat and more special tokens."""
    marks = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", *special]
    words = [*sorted(ByteLevel.alphabet()), *marks]
    vocabulary = {word: number for number, word in enumerate(words)}
    tokenizer = Qwen2Tokenizer(vocab=vocabulary, merges=[])
    tokenizer.add_special_tokens({"additional_special_tokens": marks[1:]})
    tokenizer.chat_template = _CHAT
    return tokenizer


def qwen3_config(tokenizer: Qwen2Tokenizer, *, width: int, layers: int) -> Qwen3Config:
    """Of a small Qwen3; families take the hidden states of certain layers."""
    return Qwen3Config(
        vocab_size=len(tokenizer),
        hidden_size=width,
        intermediate_size=32,
        num_hidden_layers=layers,
        num_attention_heads=2,
        num_key_value_heads=2,
        head_dim=8,
    )
