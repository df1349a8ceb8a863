"""Writes a llama model of half a megabyte with random weights, as real as any other GGUF file."""

from pathlib import Path
from typing import Literal

import gguf
import numpy as np

Tokenizer = Literal["sentencepiece", "bytes"]

CHATML = (
    "{% for m in messages %}{{ '<|im_start|>' + m['role'] + '\n' + m['content'] + '<|im_end|>\n' }}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
_WIDTH, _LAYERS, _HEADS, _KEY_HEADS, _INNER = 64, 2, 4, 2, 128
_STEERING = ("<|im_start|>", "<|im_end|>")
_TYPE = gguf.TokenType


def write_tiny_gguf(
    path: Path,
    *,
    tokenizer: Tokenizer = "sentencepiece",
    seed: int = 0,
    context: int = 4096,
    template: str | None = None,
) -> Path:
    """A random model; `sentencepiece` has byte fallback, `bytes` is byte-level BPE as in GPT-2."""
    writer = gguf.GGUFWriter(path, "llama")
    tokens, types = _vocabulary(tokenizer)
    _describe(writer, len(tokens), context)
    _add_tokenizer(writer, tokenizer, tokens, types)
    if template is not None:
        writer.add_chat_template(template)
    _add_weights(writer, len(tokens), np.random.default_rng(seed))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _vocabulary(tokenizer: Tokenizer) -> tuple[list[bytes], list[int]]:
    if tokenizer == "sentencepiece":
        tokens = ["<unk>", "<s>", "</s>", *(f"<0x{byte:02X}>" for byte in range(256))]
        types = [_TYPE.UNKNOWN, _TYPE.CONTROL, _TYPE.CONTROL, *[_TYPE.BYTE] * 256]
        plain = ["▁", *map(chr, range(33, 127)), "▁the", "▁a", '",']
    else:
        tokens, types = [], []
        plain = [*_byte_letters(), "Ġt", '",']
    tokens += [*plain, *_STEERING]
    types += [_TYPE.NORMAL] * len(plain) + [_TYPE.CONTROL] * len(_STEERING)
    return [token.encode() for token in tokens], [int(kind) for kind in types]


def _byte_letters() -> list[str]:
    """The letters by which GPT-2's tokenizer writes the 256 bytes."""
    seen = [*range(33, 127), *range(161, 173), *range(174, 256)]
    unseen = [byte for byte in range(256) if byte not in seen]
    return [chr(byte) for byte in seen] + [chr(256 + n) for n in range(len(unseen))]


def _describe(writer: gguf.GGUFWriter, words: int, context: int) -> None:
    writer.add_name("tiny-random")
    writer.add_context_length(context)
    writer.add_embedding_length(_WIDTH)
    writer.add_block_count(_LAYERS)
    writer.add_feed_forward_length(_INNER)
    writer.add_head_count(_HEADS)
    writer.add_head_count_kv(_KEY_HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(_WIDTH // _HEADS)
    writer.add_rope_freq_base(10000.0)
    writer.add_vocab_size(words)
    writer.add_file_type(0)


def _add_tokenizer(
    writer: gguf.GGUFWriter, tokenizer: Tokenizer, tokens: list[bytes], types: list[int]
) -> None:
    last = len(tokens) - 1
    writer.add_token_list(tokens)
    writer.add_token_types(types)
    writer.add_eos_token_id(last)
    if tokenizer == "sentencepiece":
        writer.add_tokenizer_model("llama")
        writer.add_token_scores([-float(n) for n in range(len(tokens))])
        writer.add_bos_token_id(1)
        writer.add_unk_token_id(0)
        writer.add_add_bos_token(True)
    else:
        writer.add_tokenizer_model("gpt2")
        writer.add_tokenizer_pre("default")
        writer.add_token_merges(["Ġ t", '" ,'])
        writer.add_bos_token_id(last)
        writer.add_add_bos_token(False)


def _add_weights(writer: gguf.GGUFWriter, words: int, chance: np.random.Generator) -> None:
    keys = _WIDTH // _HEADS * _KEY_HEADS
    shapes = {"token_embd": (words, _WIDTH), "output": (words, _WIDTH), "output_norm": (_WIDTH,)}
    for n in range(_LAYERS):
        shapes |= {
            f"blk.{n}.attn_norm": (_WIDTH,),
            f"blk.{n}.ffn_norm": (_WIDTH,),
            f"blk.{n}.attn_q": (_WIDTH, _WIDTH),
            f"blk.{n}.attn_k": (keys, _WIDTH),
            f"blk.{n}.attn_v": (keys, _WIDTH),
            f"blk.{n}.attn_output": (_WIDTH, _WIDTH),
            f"blk.{n}.ffn_gate": (_INNER, _WIDTH),
            f"blk.{n}.ffn_up": (_INNER, _WIDTH),
            f"blk.{n}.ffn_down": (_WIDTH, _INNER),
        }
    for name, shape in shapes.items():
        random = np.ones(shape) if len(shape) == 1 else chance.standard_normal(shape) * 0.3
        writer.add_tensor(f"{name}.weight", random.astype(np.float32))
