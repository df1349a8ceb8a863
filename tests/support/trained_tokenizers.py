"""Real tokenizers of three kinds, trained on a small text, so that counts are not per letter."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer
from tokenizers.models import BPE, Unigram
from tokenizers.normalizers import NFC, NFKC, Lowercase, Sequence
from tokenizers.pre_tokenizers import ByteLevel, Metaspace
from tokenizers.pre_tokenizers import Sequence as Steps
from tokenizers.trainers import BpeTrainer, UnigramTrainer
from transformers import CLIPTokenizer, Qwen2Tokenizer, T5Tokenizer

ROOT = Path(__file__).resolve().parents[2]
CHAT = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n"
    "{% if not enable_thinking %}<think>\n\n</think>\n\n{% endif %}{% endif %}"
)
"""In the manner of Qwen3."""


def _texts() -> list[str]:
    files = sorted((ROOT / "examples").glob("*.txt"))
    files.append(ROOT / "tools/panelwright_tools/prompting/data/wording.toml")
    return [line for file in files for line in file.read_text("utf-8").splitlines()]


@cache
def clip_tokenizer() -> CLIPTokenizer:
    """Byte-level BPE with ends of words, begin and end token, 77 a window."""
    tokenizer = Tokenizer(BPE(end_of_word_suffix="</w>"))
    tokenizer.normalizer = Sequence([NFC(), Lowercase()])
    tokenizer.pre_tokenizer = Steps([Metaspace(replacement=" "), ByteLevel(add_prefix_space=False)])
    vocab, merges = _bpe(tokenizer, end_of_word_suffix="</w>")
    for letter in sorted(ByteLevel.alphabet()):
        vocab.setdefault(f"{letter}</w>", len(vocab))
    for special in ("<|startoftext|>", "<|endoftext|>"):
        vocab.setdefault(special, len(vocab))
    return CLIPTokenizer(vocab=vocab, merges=merges, model_max_length=77)


@cache
def qwen_tokenizer() -> Qwen2Tokenizer:
    """Byte-level BPE with a chat template."""
    tokenizer = Tokenizer(BPE())
    tokenizer.pre_tokenizer = ByteLevel(add_prefix_space=False)
    vocab, merges = _bpe(tokenizer)
    vocab.setdefault("<|endoftext|>", len(vocab))
    made = Qwen2Tokenizer(
        vocab=vocab, merges=merges, additional_special_tokens=["<|im_start|>", "<|im_end|>"]
    )
    made.chat_template = CHAT
    return made


@cache
def t5_tokenizer() -> T5Tokenizer:
    """Unigrams with an end token."""
    tokenizer = Tokenizer(Unigram())
    tokenizer.normalizer = NFKC()
    tokenizer.pre_tokenizer = Metaspace()
    trainer = UnigramTrainer(
        vocab_size=600,
        show_progress=False,
        special_tokens=["<pad>", "</s>", "<unk>"],
        unk_token="<unk>",
    )
    tokenizer.train_from_iterator(_texts(), trainer)
    model = json.loads(tokenizer.to_str())["model"]
    return T5Tokenizer(vocab=[(piece, score) for piece, score in model["vocab"]], extra_ids=0)


def _bpe(tokenizer: Tokenizer, **options: Any) -> tuple[dict[str, int], list[tuple[str, str]]]:
    trainer = BpeTrainer(
        vocab_size=900, show_progress=False, initial_alphabet=ByteLevel.alphabet(), **options
    )
    tokenizer.train_from_iterator(_texts(), trainer)
    model = json.loads(tokenizer.to_str())["model"]
    return dict(model["vocab"]), [(first, second) for first, second in model["merges"]]
