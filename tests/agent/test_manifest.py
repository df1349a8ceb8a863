import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from panelwright import backends
from panelwright.cli.app import run
from panelwright.manifest import _told, manifest_of
from panelwright.references import read_picture
from panelwright.replaying import replayed_settings
from panelwright.run import Run, opened
from panelwright.settings import Settings
from panelwright_tools.lift.options import ScoringOptions
from small_runs import SETTINGS, contents, drawn, painted, planned, small_story


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def exported(first: Run, folder: str = "sent") -> dict[str, Any]:
    assert run(["export", str(first.folder), "--to", "manifest", "-o", folder]) == 0
    data: dict[str, Any] = json.loads(Path(folder, "manifest.json").read_text("utf-8"))
    return data


def rewritten(data: dict[str, Any], **changes: Any) -> None:
    Path("sent/manifest.json").write_text(json.dumps({**data, **changes}), "utf-8")


def test_a_manifest_draws_the_same_bytes_again(capsys: pytest.CaptureFixture[str]) -> None:
    first = planned(Path("out"), settings=SETTINGS.changed(seed=7, style="noir"))
    first.write_redrawn({"p02": 1})
    drawn(first)
    exported(first)
    Path("agent.toml").write_text('seed = 3\nstyle = "manga"\nattempts = 1\n')
    assert run(["draw", "sent/manifest.json", "-o", "again", "-j", "1"]) == 0
    again = opened(Path("again"))
    assert painted(again)
    one, other = contents(first), contents(again)
    assert one.keys() == other.keys()
    same = [name for name in one if name not in ("run.toml", "report.html")]
    assert [name for name in same if one[name] != other[name]] == []
    assert "files have the same bytes as the manifest says" in capsys.readouterr().err


def test_pages_that_an_edit_left_alone_come_back_as_they_were() -> None:
    first = planned(Path("out"), small_story(8))
    drawn(first)
    assert run(["edit", "say", "out", "delete panel 2", "-y"]) == 0
    assert run(["draw", "out", "-q", "-j", "1"]) == 0
    exported(first)
    assert run(["draw", "sent/manifest.json", "-o", "again", "-q", "-j", "1"]) == 0
    pages = [json.loads((Path(name) / "pages.json").read_text()) for name in ("out", "again")]
    assert pages[0] == pages[1]
    assert opened(Path("again")).panel_picture("p04").read_bytes() == (
        first.panel_picture("p04").read_bytes()
    )


def test_it_tells_how_every_picture_came_about() -> None:
    first = planned(Path("out"), settings=SETTINGS.changed(seed=7))
    drawn(first)
    record = exported(first)["panels"][0]
    assert record["panel"] == "p01" and record["seed"] == 7
    assert record["painter"].startswith("blocks/")
    assert "a girl" in record["prompt"]
    rulings = record["verdict"]["rulings"]
    assert {"present-mina", "lift-mina"} <= {ruling["condition"]["id"] for ruling in rulings}
    assert record["picture"] == first.read_attempts("p01")[-1].picture


def test_it_says_which_files_came_out_otherwise(capsys: pytest.CaptureFixture[str]) -> None:
    first = planned(Path("out"))
    drawn(first)
    data = exported(first)
    files = {**data["files"], "panels/p02.png": "0" * 64}
    rewritten(data, files=files, versions={**data["versions"], "pillow": "1.0"})
    assert run(["draw", "sent/manifest.json", "-o", "again", "-j", "1"]) == 0
    told = capsys.readouterr().err
    assert f"1 of {len(files)} files differ from the manifest: panels/p02.png" in told
    assert "pillow 1.0, here" in told


def test_flags_come_before_what_the_manifest_says() -> None:
    first = planned(Path("out"), settings=SETTINGS.changed(seed=7))
    drawn(first)
    exported(first)
    assert run(["draw", "sent/manifest.json", "-o", "again", "--seed", "8", "-q", "-j", "1"]) == 0
    assert opened(Path("again")).settings().seed == 8


def test_no_server_is_asked_because_a_manifest_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    first = planned(Path("out"))
    drawn(first)
    data = exported(first)
    told = {**data["settings"], "questions": "vision:their-model",
            "questioning": {"base_url": "http://192.0.2.1/v1", "key_variable": "HOME"}}  # fmt: skip
    rewritten(data, settings=told)
    assert run(["draw", "sent/manifest.json", "-o", "again"]) == 2
    assert "asks a server with its questioner" in capsys.readouterr().err
    assert not Path("again").exists()


def test_addresses_and_keys_are_not_told() -> None:
    first = planned(Path("out"))
    drawn(first)
    table = {"model": "m", "base_url": "http://192.0.2.1/v1", "key_variable": "MY_KEY"}
    settings = Settings.model_validate(
        {**SETTINGS.model_dump(), "questions": "vision", "questioning": table}
    )
    first.write_manifest(settings, {}, {})
    told = manifest_of(first, first.read_story()).model_dump_json()
    assert '"vision"' in told and "192.0.2.1" not in told and "MY_KEY" not in told


def test_pictures_of_the_cast_go_with_it_and_are_asked_for_when_they_are_gone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Image.new("RGB", (64, 64), "red").save("mina.png")
    first = planned(Path("out"))
    assert run(["edit", "reference", "out", "Mina", "mina.png"]) == 0
    drawn(first)
    exported(first)
    [picture] = Path("sent/references").iterdir()
    assert picture.read_bytes() == read_picture(Path("mina.png"))
    assert run(["draw", "sent/manifest.json", "-o", "again", "-q", "-j", "1"]) == 0
    assert opened(Path("again")).reference(picture.stem).is_file()
    capsys.readouterr()
    picture.write_bytes(b"something else")
    assert run(["draw", "sent/manifest.json", "-o", "third"]) == 2
    assert "is not the file that sent/manifest.json was drawn with" in capsys.readouterr().err
    picture.unlink()
    assert run(["draw", "sent/manifest.json", "-o", "third"]) == 2
    assert f"needs sent/references/{picture.name}" in capsys.readouterr().err
    assert not Path("third").exists()


def test_pictures_that_panels_keep_go_with_it(capsys: pytest.CaptureFixture[str]) -> None:
    Image.new("RGB", (300, 200), "red").save("mine.png")
    first = planned(Path("out"))
    drawn(first)
    assert run(["edit", "lock", "out", "1"]) == 0
    assert run(["edit", "say", "out", "panel 1 at night", "-y"]) == 0
    assert run(["edit", "picture", "out", "2", "mine.png"]) == 0
    drawn(first)
    exported(first)
    assert run(["draw", "sent/manifest.json", "-o", "again", "-j", "1"]) == 0
    assert "files have the same bytes as the manifest says" in capsys.readouterr().err
    [picture] = Path("sent/references").iterdir()
    picture.unlink()
    assert run(["draw", "sent/manifest.json", "-o", "third"]) == 2
    assert f"needs sent/references/{picture.name}" in capsys.readouterr().err


def with_lora() -> tuple[Run, Path]:
    """A drawn run with a LoRA of Mina, and the LoRA's file."""
    facts = {"unet.x.lora_A.weight": {"dtype": "F32", "shape": [2, 4], "data_offsets": [0, 32]}}
    header = json.dumps(facts).encode()
    file = Path("mina.safetensors")
    file.write_bytes(len(header).to_bytes(8, "little") + header + bytes(range(32)))
    first = planned(Path("out"))
    assert run(["edit", "lora", "out", "Mina", str(file), "--strength", "0.7"]) == 0
    drawn(first)
    return first, file


def test_a_lora_goes_with_the_manifest_where_it_is_wished_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    first, file = with_lora()
    assert run(["export", "out", "--to", "manifest", "-o", "sent", "--with-files"]) == 0
    (digest,) = [lora.file for lora in first.read_story().character("mina").loras]
    listed = capsys.readouterr().out.split()
    assert listed[-1] == f"sent/store/{digest}.safetensors"
    assert Path(listed[-1]).read_bytes() == file.read_bytes()
    assert run(["draw", "sent/manifest.json", "-o", "again", "-j", "1"]) == 0
    assert "files have the same bytes as the manifest says" in capsys.readouterr().err
    (own,) = opened(Path("again")).read_story().character("mina").loras
    assert (own.file, own.strength) == (digest, 0.7)


def test_without_its_lora_a_manifest_says_which_one_it_needs_and_takes_it_by_a_flag(
    capsys: pytest.CaptureFixture[str],
) -> None:
    first, file = with_lora()
    (digest,) = [lora.file for lora in first.read_story().character("mina").loras]
    exported(first)
    assert f"takes the LoRA {digest} of Mina, too: --with-files" in capsys.readouterr().err
    assert run(["draw", "sent/manifest.json", "-o", "again"]) == 2
    told = capsys.readouterr().err
    assert f"needs the LoRA {digest} of Mina" in told and "--lora Mina=FILE" in told
    other = Path("other.safetensors")
    other.write_bytes(file.read_bytes()[:-1] + b"x")
    assert run(["draw", "sent/manifest.json", "-o", "again", "--lora", f"Mina={other}"]) == 2
    assert f"was not drawn with {other}; it needs the LoRA {digest}" in capsys.readouterr().err
    assert not Path("again").exists()
    flags = ["--lora", f"Mina={file}", "-j", "1"]
    assert run(["draw", "sent/manifest.json", "-o", "again", *flags]) == 0
    assert "files have the same bytes as the manifest says" in capsys.readouterr().err


def test_other_pictures_are_no_part_of_drawing_a_manifest_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Image.new("RGB", (64, 64), "red").save("mina.png")
    exported_run = planned(Path("out"))
    drawn(exported_run)
    exported(exported_run)
    assert run(["draw", "sent/manifest.json", "--reference", "Mina=mina.png"]) == 2
    assert "tells its own pictures" in capsys.readouterr().err


def test_files_go_with_a_manifest_only(capsys: pytest.CaptureFixture[str]) -> None:
    drawn(planned(Path("out")))
    assert run(["export", "out", "--to", "pdf", "--with-files"]) == 2
    assert "--with-files goes with --to manifest" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"manifest": 2}, "another format"),
        ({"story": {}}, "field story"),
        ({"story": 3}, "story"),
        ({"redrawn": {"p01": "../x"}}, "field redrawn"),
        ({"settings": {"painter": "../../x"}}, "painter"),
        ({"settings": {"nonsense": 1}}, "nonsense"),
        ({"settings": {"painting": []}}, "painting"),
        ({"extra": 1}, "extra"),
    ],
)
def test_a_manifest_that_is_wrong_is_one_sentence(
    changes: dict[str, Any], named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    story = small_story(1).model_dump(mode="json")
    Path("sent").mkdir()
    whole = {"manifest": 1, "versions": {}, "settings": {}, "redrawn": {}, "panels": [],
             "files": {}, "story": story}  # fmt: skip
    rewritten(whole, **changes)
    assert run(["draw", "sent/manifest.json", "-o", "again"]) == 2
    told = capsys.readouterr().err
    assert named in told and "\n" not in told.strip()
    assert not Path("again").exists()


def test_it_tells_of_the_critic_only_what_was_set_whatever_an_earlier_one_told() -> None:
    pytest.importorskip("diffusers")
    first = planned(Path("first"))
    drawn(first)
    told = manifest_of(first, first.read_story())
    asked = Settings(painter="miniature").changed(scoring={"draws": 40})
    assert _told(asked, first.read_story())["scoring"] == {"draws": 40}
    everything = ScoringOptions(draws=40).model_dump(mode="json")
    settings = {"painter": "miniature", "critic": "complift", "scoring": everything}
    earlier = told.model_copy(update={"settings": settings})
    again = Settings().changed(**replayed_settings(earlier, {}, "sent"))
    scored = json.loads(backends.back_end(again, "critic").options)
    assert (scored["against"], scored["apart"], scored["draws"]) == ("rest", 0.2, 40)
