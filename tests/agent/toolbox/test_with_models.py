"""Operations that ask a model: a portrait by a tiny one, lift on any picture by the miniature."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

pytest.importorskip("diffusers", reason="diffusers is not installed: it is in the extra local")

from panelwright import portraying
from panelwright.settings import Settings
from panelwright.stopping import Stop, Stopped
from panelwright.toolbox.desk import opened_desk
from panelwright.toolbox.performing import carried_out
from panelwright.toolbox.schemas import read_arguments
from panelwright.toolbox.table import BY_NAME
from panelwright.toolbox.turns import Turns
from panelwright_tools.domain import Box, Brief, BriefRegion, Region
from panelwright_tools.painting.diffusion.painter import miniature_painter
from samplings import noise_picture
from tiny_models.adapters import write_tiny_adapter
from tiny_models.folders import built, saved


def call(operation: str, root: Path, settings: Settings, /, **arguments: Any) -> Any:
    desk = opened_desk(root, settings)
    one = BY_NAME[operation]
    return one.run(read_arguments(one.asks, arguments), desk)


def test_a_portrait_looks_at_the_given_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portraying, "SIDE", 64)
    model, adapter = (
        saved("sdxl", tmp_path),
        write_tiny_adapter(tmp_path / "ip", built("sdxl").unet),
    )
    painting = {"model": str(model), "adapter": str(adapter), "steps": 2, "side": 64}
    settings = Settings.model_validate({"painter": "diffusers", "painting": painting})
    root = tmp_path / "root"
    root.mkdir()
    for number in (1, 2):
        noise_picture(number).save(root / f"face{number}.png")

    def painted(face: str, name: str) -> Any:
        answer = call("portrait", root, settings, references=[face], prompt="a knight", name=name)
        return np.asarray(Image.open(root / answer.path), np.int16)

    one, two = painted("face1.png", "One"), painted("face2.png", "Two")
    assert one.shape == (64, 64, 3)
    assert (root / "portraits/one.png").is_file()
    assert (one != two).any()
    assert (painted("face1.png", "One") == one).all()


def test_lift_is_measured_on_any_picture_by_a_network(tmp_path: Path) -> None:
    ball = Region(id="ball", noun="ball", phrase="a red ball")
    brief = Brief(
        panel="p", prompt="a red ball", regions=(BriefRegion(region=ball, box=Box(0, 0, 1, 1)),),
        size=(32, 32),
    )  # fmt: skip
    miniature_painter().paint(brief).image.save(tmp_path / "ball.png")
    settings = Settings.model_validate(
        {"painter": "miniature", "painting": {"device": "cpu"}, "scoring": {"batch": 32}}
    )
    answer = call(
        "lift", tmp_path, settings, picture="ball.png",
        claims=[{"text": "a red ball"}, {"text": "a blue house", "box": [0, 0, 1, 1]}],
        avoid=["a green tree"],
    )  # fmt: skip
    assert [row.text for row in answer.rows] == ["a red ball", "a blue house", "no a green tree"]
    assert answer.rows[0].found == "present"
    assert answer.rows[1].lift < answer.rows[0].lift
    assert all(row.evaluations > 0 for row in answer.rows)


def test_whoever_needs_a_model_waits_for_its_turn_and_may_stop_waiting() -> None:
    turns, stop = Turns(), Stop()
    model, none = Settings(painter="miniature"), Settings()
    with turns.taken(model, Stop()):
        with turns.taken(none, stop), turns.taken(none, stop):
            pass
        stop.say()
        with pytest.raises(Stopped), turns.taken(model, stop):
            pass
    with turns.taken(model, Stop()):
        pass


def test_measuring_ends_between_two_calls_of_the_network_when_nobody_wants_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from panelwright_tools.lift.complift.rows import Rows

    Image.new("RGB", (32, 32), "red").save(tmp_path / "red.png")
    settings = Settings.model_validate(
        {"painter": "miniature", "painting": {"device": "cpu"}, "scoring": {"batch": 4}}
    )
    stop, answered = Stop(), Rows._told
    calls: list[Any] = []

    def answered_twice(self: Any, row: Any) -> Any:
        calls.append(row)
        if len(calls) == 2:
            stop.say()
        return answered(self, row)

    monkeypatch.setattr(Rows, "_told", answered_twice)
    desk = opened_desk(tmp_path, settings).for_call(lambda done, of, said: None, stop)
    claims = [{"text": "a red ball"}, {"text": "a blue house"}]
    with pytest.raises(Stopped):
        carried_out(BY_NAME["lift"], {"picture": "red.png", "claims": claims}, desk)
    assert len(calls) == 2
