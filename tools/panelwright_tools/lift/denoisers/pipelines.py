"""A loaded pipeline of diffusers as a denoiser, whatever its family."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

import torch
from PIL import Image

from panelwright_tools.domain import PanelwrightError, ToolError, UserError
from panelwright_tools.domain.errors import first_line
from panelwright_tools.lift.complift.denoiser import Prediction
from panelwright_tools.lift.denoisers.form import Form, Rows, Text
from panelwright_tools.lift.denoisers.schedules import Schedule, noise_in
from panelwright_tools.painting.diffusion.families.running import one_cache
from panelwright_tools.painting.diffusion.memory_errors import ran_out_of_memory
from panelwright_tools.painting.diffusion.quiet import quiet

_TEXTS: Final = 64
"""Encoded texts that are kept; one of FLUX.1's takes 4 MB of the device's memory."""


@dataclass(frozen=True)
class PipelineDenoiser:
    """Asks the pipeline's network through its front door, so that offloading works as usual."""

    pipeline: Any
    form: Form
    schedule: Schedule
    prediction: Prediction
    id: str
    title: str
    """As people call the model."""
    has_null: bool
    distilled: bool
    grain: int
    """Width and height of pictures are multiples of this many pixels."""
    longest: int | None
    """Most pixels along a side; None: any."""
    tokens: int
    """Most tokens of a text."""
    guidance: float
    """The guidance scale, for networks that read it as an input."""
    null_scale: float | None = None
    """None: a network on pictures is never scaled."""
    _texts: OrderedDict[str, Text] = field(default_factory=OrderedDict, compare=False, repr=False)
    _beside: dict[tuple[int, int], torch.Tensor | None] = field(
        default_factory=dict, compare=False, repr=False
    )

    def encode(self, texts: Sequence[str]) -> list[Text]:
        """The conditions of texts, each encoded by itself and once.

        Raises ToolError when the text encoders fail.
        """
        with self._guarded("read"):
            return [self._encoded(text) for text in texts]

    def latents(self, picture: Image.Image) -> torch.Tensor:
        """The mean of the picture's latents, (channels, rows, columns), float32.

        Raises UserError for a picture of a size that the model can't take.
        """
        self._check(picture)
        with self._guarded("see"):
            values = self.pipeline.image_processor.preprocess(picture.convert("RGB"))
            found = self.form.autoencode(self.pipeline, values.to(self._device))
        return found[0].float()

    def levels(self, times: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Signal alpha and noise sigma at times."""
        return self.schedule.levels(times)

    def llr_weights(self, times: torch.Tensor) -> torch.Tensor:
        """What makes squared errors of the noise a log-likelihood ratio."""
        return self.schedule.weights(times)

    def noise(
        self, noisy: torch.Tensor, times: torch.Tensor, conditions: Sequence[Text]
    ) -> torch.Tensor:
        """The noise in each row; rows of texts of one length are evaluated together.

        Raises ToolError when the network fails, from the error that says that memory ran out.
        """
        told = self.schedule.told(times).to(noisy.device)
        predicted = torch.empty_like(noisy)
        numbers = sorted(range(len(conditions)), key=lambda n: conditions[n].words.shape[1])
        with self._guarded("tell noise"), one_cache(self._network):
            for _, group in groupby(numbers, key=lambda n: conditions[n].words.shape[1]):
                rows = list(group)
                at = torch.tensor(rows, device=noisy.device)
                found = self._predicted(noisy[at], told[at], [conditions[n] for n in rows])
                predicted[at] = found.to(noisy)
        alpha, sigma = (level.to(noisy) for level in self.levels(times))
        return noise_in(predicted, noisy, self.prediction, (alpha, sigma))

    @property
    def _network(self) -> Any:
        return getattr(self.pipeline, self.form.network)

    @property
    def _device(self) -> Any:
        """Where the network works, wherever its weights wait."""
        return self.pipeline._execution_device

    def _encoded(self, text: str) -> Text:
        if text not in self._texts:
            self._texts[text] = self.form.encode(self.pipeline, text, self.tokens)
        self._texts.move_to_end(text)
        found = self._texts[text]
        while len(self._texts) > _TEXTS:
            self._texts.popitem(last=False)
        return found

    def _predicted(
        self, noisy: torch.Tensor, told: torch.Tensor, texts: Sequence[Text]
    ) -> torch.Tensor:
        return self.form.predict(self.pipeline, self._rows(noisy, told, texts))

    def _rows(self, noisy: torch.Tensor, told: torch.Tensor, texts: Sequence[Text]) -> Rows:
        words = torch.cat([text.words for text in texts])
        summaries = [text.summary for text in texts if text.summary is not None]
        return Rows(
            noisy=noisy.to(self._device, words.dtype),
            told=told.to(self._device),
            words=words,
            summary=torch.cat(summaries) if summaries else None,
            beside=self._seen_beside(noisy),
            guidance=self.guidance,
        )

    def _seen_beside(self, noisy: torch.Tensor) -> torch.Tensor | None:
        rows, columns = noisy.shape[-2:]
        if (rows, columns) not in self._beside:
            self._beside[rows, columns] = self.form.beside(self.pipeline, (rows, columns))
        return self._beside[rows, columns]

    def _check(self, picture: Image.Image) -> None:
        width, height = picture.size
        if width % self.grain or height % self.grain or not (width and height):
            raise UserError(
                f"{self.title} can't take a picture of {width} by {height} pixels; bring both to "
                f"multiples of {self.grain}."
            )
        if self.longest is not None and max(picture.size) > self.longest:
            raise UserError(
                f"{self.title} can't take a picture of {width} by {height} pixels; no side may be "
                f"longer than {self.longest}."
            )

    @contextmanager
    def _guarded(self, what: str) -> Iterator[None]:
        """Turn what PyTorch and diffusers raise into a ToolError of one sentence."""
        try:
            with quiet(), torch.no_grad():
                yield
        except PanelwrightError:
            raise
        except Exception as error:
            if ran_out_of_memory(error):
                raise ToolError(
                    f"the device has not enough memory to let {self.title} {what}; close other "
                    "programs, or score with a smaller model."
                ) from error
            raise ToolError(f"{self.title} could not {what}: {first_line(error)}") from error
