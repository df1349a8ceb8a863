"""The text side of a pipeline, with real tokenizers and nothing else."""

from types import SimpleNamespace

from trained_tokenizers import clip_tokenizer, qwen_tokenizer, t5_tokenizer

QWEN_IMAGE = "<|im_start|>system\nDescribe the image:<|im_end|>\n<|im_start|>user\n{}<|im_end|>\n"


def pipeline(family: str) -> SimpleNamespace:
    """What `counters` looks at in a loaded pipeline of this family."""
    clip, t5, qwen = clip_tokenizer(), t5_tokenizer(), qwen_tokenizer()
    parts = {
        "sd15": {"tokenizer": clip},
        "sdxl": {"tokenizer": clip, "tokenizer_2": clip},
        "sd35": {"tokenizer": clip, "tokenizer_2": clip, "tokenizer_3": t5},
        "flux1": {"tokenizer": clip, "tokenizer_2": t5},
        "flux2": {"tokenizer": qwen},
        "zimage": {"tokenizer": qwen},
        "qwenimage": {
            "tokenizer": qwen,
            "prompt_template_encode": QWEN_IMAGE,
            "prompt_template_encode_start_idx": len(qwen(QWEN_IMAGE.split("{}")[0])["input_ids"]),
        },
    }
    return SimpleNamespace(**parts[family])
