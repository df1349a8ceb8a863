"""A tiny GroundingDINO with random weights, in a folder as the real one is."""

import string
from pathlib import Path
from typing import Final

import torch
from transformers import (
    BertConfig,
    BertTokenizer,
    GroundingDinoConfig,
    GroundingDinoForObjectDetection,
    GroundingDinoImageProcessorPil,
    GroundingDinoProcessor,
    SwinConfig,
)

WORDS: Final = ("red", "blue", "ball", "cat", "dog", "girl", "robot", "map", "face", "haired")
_MARKS: Final = {"[PAD]": 0, "[UNK]": 100, "[CLS]": 101, "[SEP]": 102, "[MASK]": 103}
_STOPS: Final = {".": 1012, "?": 1029}
"""As in bert-base-uncased: the model in transformers knows its marks by these numbers."""
_SIZE: Final = 1100


def bert_vocabulary() -> dict[str, int]:
    """Some words, and all letters for the others; marks where the real vocabulary has them."""
    letters = string.ascii_lowercase + string.digits
    pieces = [*WORDS, *letters, *("##" + letter for letter in letters), "-", "'", "##s"]
    words = _MARKS | _STOPS | {piece: 200 + number for number, piece in enumerate(pieces)}
    taken = {number for number in words.values()}
    spare = (number for number in range(_SIZE) if number not in taken)
    return dict(sorted({**words, **{f"[unused{n}]": n for n in spare}}.items(), key=lambda e: e[1]))


def bert_config() -> BertConfig:
    return BertConfig(
        vocab_size=_SIZE,
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=37,
        max_position_embeddings=512,
    )


def write_tiny_groundingdino(folder: Path, *, most_tokens: int = 256, seed: int = 0) -> Path:
    """A model of 0.4 million random weights that reads prompts of up to so many tokens."""
    torch.manual_seed(seed)
    swin = SwinConfig(
        window_size=7, image_size=224, embed_dim=12, depths=[1, 1, 2, 1], num_heads=[2, 2, 2, 2],
        out_features=["stage2", "stage3", "stage4"], out_indices=[2, 3, 4],
    )  # fmt: skip
    config = GroundingDinoConfig(
        backbone_config=swin, text_config=bert_config(), use_timm_backbone=False, d_model=32,
        encoder_layers=2, decoder_layers=2, encoder_ffn_dim=32, decoder_ffn_dim=32,
        encoder_attention_heads=4, decoder_attention_heads=4, num_queries=20,
        num_feature_levels=4, max_text_len=most_tokens,
    )  # fmt: skip
    GroundingDinoForObjectDetection(config).eval().save_pretrained(folder)
    images = GroundingDinoImageProcessorPil(size={"shortest_edge": 64, "longest_edge": 96})
    tokenizer = BertTokenizer(vocab=bert_vocabulary(), model_max_length=512)
    GroundingDinoProcessor(image_processor=images, tokenizer=tokenizer).save_pretrained(folder)
    return folder
