"""The language model is gone before painting begins, and the painter before one is loaded."""

import gc
from pathlib import Path
from typing import Any

import pytest

from panelwright.cli.app import run
from panelwright.events import Events
from panelwright.planning import endpoints
from panelwright.settings import Settings

STORY = "Mina finds a map in the rain. Mina walks to a bench. She sees a cat."


def test_a_model_in_this_process_is_closed_before_the_first_picture_is_painted(
    tiny_gguf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import llama_cpp

    monkeypatch.chdir(tmp_path)
    (tmp_path / "story.txt").write_text(STORY)
    loaded: dict[str, int] = {}
    tell = Events.tell

    def live() -> list[Any]:
        found = (one for one in gc.get_objects() if issubclass(type(one), llama_cpp.Llama))
        return [one for one in found if one.model is not None]

    of_other_tests = live()

    def watched(events: Events, name: str, **facts: Any) -> None:
        if name in ("asked", "painting"):
            own = [one for one in live() if not any(one is other for other in of_other_tests)]
            loaded[name] = max(loaded.get(name, 0), len(own))
        tell(events, name, **facts)

    monkeypatch.setattr(Events, "tell", watched)
    flags = ["--planner", f"llama:{tiny_gguf}", "--panels", "2", "--attempts", "1", "-j", "1", "-q"]

    assert run(["plan-and-draw", "story.txt", "-o", "run", *flags]) == 0

    assert loaded == {"asked": 1, "painting": 0}


def test_a_painter_in_this_process_gives_its_memory_to_a_language_model(
    tiny_gguf: Path, tmp_path: Path
) -> None:
    pytest.importorskip("diffusers")
    import weakref

    from panelwright_tools.painting.diffusion import holding
    from panelwright_tools.painting.options import PaintingOptions
    from tiny_models.folders import saved

    options = PaintingOptions(model=str(saved("sd15", tmp_path)))
    network = weakref.ref(holding.held(options).pipeline.unet)

    endpoints.llama(Settings(planner=f"llama:{tiny_gguf}"))
    gc.collect()

    assert network() is None
