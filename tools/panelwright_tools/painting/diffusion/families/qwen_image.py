"""Qwen-Image, Qwen-Image-Edit and Edit Plus."""

from collections.abc import Collection, Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

from PIL import Image

from panelwright_tools.painting.diffusion.catalogue import kinds
from panelwright_tools.painting.diffusion.families import contexts, pictures, running, texts
from panelwright_tools.painting.diffusion.families.contexts import Shown
from panelwright_tools.painting.diffusion.families.keeping import keeping
from panelwright_tools.painting.diffusion.family import Abilities
from panelwright_tools.painting.diffusion.sampling import Sampling
from panelwright_tools.prompting.counting import TokenCounter

if TYPE_CHECKING:
    from panelwright_tools.painting.diffusion.regional.plan import Look

_TEXT: Final = "QwenImagePipeline"
_MOST_TOKENS: Final = 1024
"""Of all texts together: the text pipeline cuts what is longer."""
NO_NEGATIVE: Final = " "
"""What the makers recommend where there is no negative prompt."""


class QwenImage:
    """A vision language model reads the words, and in Edit and Edit Plus pictures with them.

    Edit looks at one picture, Edit Plus at several, each of about a megapixel whatever the size
    that is painted. Where there is nothing to look at, both paint as Qwen-Image does. A part is
    painted anew by keeping the latents around it: diffusers' own pipeline for Edit would choose
    the size itself.
    """

    name = "qwen_image"

    def kind(self, pipeline: Any) -> str:
        """By its class."""
        named = {"QwenImageEditPipeline": "edit", "QwenImageEditPlusPipeline": "edit-plus"}
        return named.get(type(pipeline).__name__, "image")

    def abilities(self, pipeline: Any) -> Abilities:
        """All paint letters and were trained without words as well."""
        return Abilities(
            regions=texts.region_way(pipeline.transformer),
            inpainting="latents",
            references=None if self.kind(pipeline) == "image" else "context",
            paints_text=True,
            grain=_grain(pipeline),
            together=_MOST_TOKENS,
        )

    def counters(self, pipeline: Any) -> Sequence[TokenCounter]:
        """The language model's, without the beginning of the template, which is dropped again."""
        limit = kinds()[self.name, self.kind(pipeline)].sequence_length
        return texts.counters_of(self.name, running.sibling(pipeline, _TEXT), limit)

    def sample(self, pipeline: Any, sampling: Sampling) -> Image.Image:
        """Sample one picture; a reference has no dial for strength."""
        kind = kinds()[self.name, self.kind(pipeline)]
        with running.guarded(kind.title):
            sampling = texts.with_usable_regions(sampling)
            looks = [] if kind.name == "image" else _looks(sampling)
            if looks:
                return _edited(pipeline, sampling, looks, kind.sequence_length)
            return _painted(pipeline, sampling, kind.sequence_length)


def _grain(pipeline: Any) -> int:
    """Pixels along the side of one token: two by two latents."""
    return int(pipeline.vae_scale_factor) * 2


def _looks(sampling: Sampling) -> list[Shown]:
    """What is looked at beside the words: the repainted picture, then the references."""
    return [*contexts.repainted(sampling), *contexts.shown(sampling)]


def _painted(pipeline: Any, sampling: Sampling, sequence_length: int) -> Image.Image:
    """A picture from words alone."""
    name = _TEXT if sampling.repaint is None else "QwenImageInpaintPipeline"
    length = sampling.sequence_length or sequence_length
    read = [part[0] for part in words_read(pipeline, texts.prompts(sampling), length)]
    parts = [part[None] for part in texts.within(read, _MOST_TOKENS)]
    words = _joined(pipeline, sampling, parts)
    (negative,) = words_read(pipeline, [sampling.negative_prompt or NO_NEGATIVE], length)
    inputs = running.repaint_inputs(pipeline, sampling) | running.steps_told(sampling)
    return _run(running.sibling(pipeline, name), sampling, words, negative, inputs)


def _edited(
    pipeline: Any, sampling: Sampling, looks: list[Shown], sequence_length: int
) -> Image.Image:
    """A picture from words and pictures.

    What a region refers to is read with its own words alone; with the whole picture's and the
    negative ones goes what is everyone's.
    """
    length = sampling.sequence_length or sequence_length
    everyones = [one.picture for one in looks if not one.regions]
    parts = [_read_with(pipeline, sampling.prompt, everyones, length)]
    beside = []
    for region in sampling.regions:
        own = [reference.picture for reference in pictures.references([region])]
        parts.append(_read_with(pipeline, region.prompt, own, length))
        beside += [region.id] if own else []
    words = _joined(pipeline, sampling, parts, beside)
    unwanted = sampling.negative_prompt or NO_NEGATIVE
    negative = _read_with(pipeline, unwanted, everyones, length)
    images, seen = _context(pipeline, looks)
    inputs = {"image": images, **_kept(pipeline, sampling, words.embeds.dtype)}
    return _run(running.drawn_exactly(pipeline), sampling, words, negative, inputs, seen)


def _several(pipeline: Any) -> bool:
    """Whether it looks at several pictures."""
    return type(pipeline).__name__ == "QwenImageEditPlusPipeline"


def _context(pipeline: Any, looks: list[Shown]) -> tuple[Any, list["Look"]]:
    """The pictures as the pipeline is given them, and whose the tokens are that it makes of each.

    Edit looks at one picture: the references side by side, else the repainted one.
    """
    from diffusers.pipelines.qwenimage import pipeline_qwenimage_edit as edit
    from diffusers.pipelines.qwenimage import pipeline_qwenimage_edit_plus as edit_plus

    grain = _grain(pipeline)

    def cells(picture: Image.Image, module: ModuleType, area: int) -> tuple[int, int]:
        width, height, *_ = module.calculate_dimensions(area, picture.width / picture.height)
        return int(height) // grain, int(width) // grain

    if _several(pipeline):
        sizes = [cells(one.picture, edit_plus, edit_plus.VAE_IMAGE_SIZE) for one in looks]
        return [one.picture for one in looks], contexts.behind(looks, sizes)
    found = [one for one in looks if one.regions] or looks
    joined = pictures.stitched([one.picture for one in found])
    return joined, contexts.beside(found, cells(joined, edit, 1024 * 1024))


def _read_with(pipeline: Any, prompt: str, looks: list[Image.Image], length: int) -> Any:
    """Words as the language model reads them, with the pictures that go with them, if any."""
    if not looks:
        return words_read(pipeline, [prompt], length)[0]
    shown = looks if _several(pipeline) else [pictures.stitched(looks)]
    return _read_beside(pipeline, prompt, shown)


def words_read(pipeline: Any, prompts: list[str], length: int) -> list[Any]:
    """Words as the language model reads them, each (1, tokens, width), unpadded."""
    reader = running.sibling(pipeline, _TEXT)
    rows, mask = reader.encode_prompt(prompt=prompts, max_sequence_length=length)
    counts = [rows.shape[1]] * len(prompts) if mask is None else mask.sum(dim=1).tolist()
    return [rows[number : number + 1, : int(count)] for number, count in enumerate(counts)]


def _read_beside(pipeline: Any, prompt: str, looks: list[Image.Image]) -> Any:
    """Words and pictures as the language model reads them, (1, tokens, width)."""
    rows, _ = pipeline.encode_prompt(prompt=prompt, image=_shown(pipeline, looks))
    return rows


def _shown(pipeline: Any, looks: list[Image.Image]) -> Any:
    """The pictures at the size at which the pipeline itself shows them to the language model."""
    from diffusers.pipelines.qwenimage import pipeline_qwenimage_edit as edit
    from diffusers.pipelines.qwenimage import pipeline_qwenimage_edit_plus as edit_plus

    def resized(picture: Image.Image, module: ModuleType, area: int) -> Any:
        width, height, *_ = module.calculate_dimensions(area, picture.width / picture.height)
        return pipeline.image_processor.resize(picture, int(height), int(width))

    if _several(pipeline):
        return [resized(one, edit_plus, edit_plus.CONDITION_IMAGE_SIZE) for one in looks]
    return resized(looks[0], edit, 1024 * 1024)


def _joined(
    pipeline: Any, sampling: Sampling, parts: list[Any], beside: Collection[str] = ()
) -> texts.Joined:
    """The texts one behind the other; of a template only the end is kept, with the words.

    `beside` are the regions whose words were read beside pictures: theirs are the last tokens.
    """
    reader = running.sibling(pipeline, _TEXT)
    dropped = -int(reader.prompt_template_encode_start_idx)
    gains = []
    for region, part in zip(sampling.regions, parts[1:], strict=True):
        framed = reader.prompt_template_encode.replace("{}", region.prompt)
        whole = len(pipeline.tokenizer(framed, verbose=False)["input_ids"])
        start = part.shape[1] - whole if region.id in beside else dropped
        gains.append(texts.gains(pipeline.tokenizer, region, part.shape[1], framed, start))
    return texts.joined(parts, gains)


def _kept(pipeline: Any, sampling: Sampling, dtype: Any) -> dict[str, Any]:
    """What keeps the picture outside the mask; nothing for a whole picture."""
    if sampling.repaint is None:
        return running.steps_told(sampling)
    width, height = sampling.size
    image = pipeline.image_processor.preprocess(sampling.repaint.picture, height, width)
    noise, picture = running.drawn_exactly(pipeline).prepare_latents(
        image.unsqueeze(2),
        1,
        pipeline.transformer.config.in_channels // 4,
        height,
        width,
        dtype,
        pipeline._execution_device,
        running.generator(sampling.seed),
    )
    keeper = keeping(sampling.repaint, picture, noise, grain=_grain(pipeline), steps=sampling.steps)
    return {"latents": noise, **running.steps_told(sampling, keeper)}


def _run(
    pipeline: Any,
    sampling: Sampling,
    words: texts.Joined,
    negative: Any,
    inputs: dict[str, Any],
    seen: Sequence["Look"] = (),
) -> Image.Image:
    """Sample; guidance above 1 acts, with the negative prompt in a pass of its own."""
    guided = sampling.guidance > 1
    if guided and sampling.regions and negative.shape[1] == words.embeds.shape[1]:
        # regions act where the text is as long as theirs: the negative one must not be
        negative = negative[:, :-1]
    width, height = sampling.size
    with (
        texts.acting(pipeline.transformer, sampling, words, _grain(pipeline), seen=seen),
        running.network_told(pipeline, pipeline.transformer, sampling),
    ):
        output = pipeline(
            prompt_embeds=words.embeds,
            prompt_embeds_mask=_all_seen(words.embeds),
            negative_prompt_embeds=negative if guided else None,
            negative_prompt_embeds_mask=_all_seen(negative) if guided else None,
            width=width,
            height=height,
            num_inference_steps=sampling.steps,
            true_cfg_scale=sampling.guidance if guided else 1.0,
            generator=running.generator(sampling.seed),
            max_sequence_length=_MOST_TOKENS,
            **inputs,
        )
    return running.first_picture(output)


def _all_seen(embeds: Any) -> Any:
    """(1, tokens) ones: no token is padding."""
    import torch

    return torch.ones(embeds.shape[:2], dtype=torch.long, device=embeds.device)
