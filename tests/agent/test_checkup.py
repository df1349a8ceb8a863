"""The doctor says which planners can be used and why not, and asks nobody unless told to."""

import json
import socket
import struct
from pathlib import Path
from typing import Any

import pytest

from faulty_server import KEY, MODEL, FaultyServer
from panelwright.cli.app import run

SECRET = "sk-very-secret-0123456789"


@pytest.fixture(autouse=True)
def somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def found(capsys: pytest.CaptureFixture[str]) -> Any:
    def examined(*flags: str) -> dict[str, tuple[str, str]]:
        run(["doctor", "--json", *flags])
        rows = json.loads(capsys.readouterr().out)
        return {row["what"]: (row["state"], row["detail"]) for row in rows}

    return examined


def settings(text: str) -> None:
    Path("agent.toml").write_text(text)


def served(server: FaultyServer, name: str = MODEL) -> None:
    settings(f'[model]\nname = "{name}"\nbase_url = "{server.base_url}"\n')


def test_without_settings_no_asking_planner_is_usable_and_that_is_no_failure(found: Any) -> None:
    findings = found()
    for planner in ("openai", "llama"):
        state, detail = findings[f"planner {planner}"]
        assert state == "note" and detail.startswith("not usable: ")
    assert "OPENAI_API_KEY" in findings["planner openai"][1]


def test_a_key_is_told_as_set_and_never_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings('[model]\nname = "gpt-5-mini"\nkey_variable = "MY_KEY"\n')
    monkeypatch.setenv("MY_KEY", SECRET)
    assert run(["doctor"]) == 0
    told = capsys.readouterr().out
    assert "MY_KEY is set" in told and SECRET not in told
    assert "0.25 and 2 dollars" in told


def test_a_server_elsewhere_is_not_usable_without_a_key(found: Any) -> None:
    settings('[model]\nname = "mine"\nbase_url = "https://models.example.com/v1"\n')
    assert "no key for https://models.example.com/v1" in found()["planner openai"][1]


def test_an_unknown_price_is_asked_for(found: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings('[model]\nname = "mine"\nbase_url = "https://models.example.com/v1"\n')
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    assert '[prices."mine"]' in found()["planner openai"][1]


def test_a_gguf_file_is_described(found: Any, somewhere: Path) -> None:
    pytest.importorskip("llama_cpp", reason="llama.cpp is not installed: it is in the extra llama")
    (somewhere / "tiny.gguf").write_bytes(gguf_file())
    settings('[model]\nname = "tiny.gguf"\n')
    state, detail = found()["planner llama"]
    assert state == "ok" and "0 MB, llama" in detail


@pytest.mark.parametrize(
    ("content", "why"), [(None, "there is no file"), (b"PK\x03\x04", "is no GGUF file")]
)
def test_a_gguf_file_that_is_none_is_told(
    found: Any, somewhere: Path, content: bytes | None, why: str
) -> None:
    pytest.importorskip("llama_cpp", reason="llama.cpp is not installed: it is in the extra llama")
    if content is not None:
        (somewhere / "tiny.gguf").write_bytes(content)
    settings('[model]\nname = "tiny.gguf"\n')
    assert why in found()["planner llama"][1]


def test_a_chosen_planner_that_is_not_usable_is_a_failure(found: Any) -> None:
    settings('planner = "openai:gpt-5-mini"\n')
    state, detail = found()["planner openai"]
    assert state == "fail" and "OPENAI_API_KEY" in detail
    assert run(["doctor"]) == 1


def test_nobody_is_asked_unless_told_to(found: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    with FaultyServer() as server:
        served(server)
        monkeypatch.setattr(socket, "getaddrinfo", lambda *rest, **more: asked.append(rest))
        monkeypatch.setattr(socket.socket, "connect", lambda *rest: asked.append(rest))
        findings = found()
    assert findings["planner openai"][0] == "ok" and "server" not in findings
    assert asked == [] and server.seen == 0


def test_online_one_request_tells_whether_the_server_has_the_model(found: Any) -> None:
    with FaultyServer() as server:
        served(server)
        state, detail = found("--online")["server"]
    assert state == "ok" and f"has {MODEL}" in detail
    assert server.seen == 1


def test_online_a_model_that_is_not_there_is_told_with_those_that_are(found: Any) -> None:
    with FaultyServer() as server:
        served(server, "scripted-pro")
        state, detail = found("--online")["server"]
    assert state == "fail" and f"it lists {MODEL}" in detail


def test_online_a_server_that_is_down_is_told(found: Any) -> None:
    with FaultyServer(key=KEY) as server:
        served(server)
    state, detail = found("--online")["server"]
    assert state == "fail" and "nothing answers at" in detail


def test_a_hosted_painter_is_looked_at_with_model_key_and_price(
    found: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings('painter = "hosted:gpt-image-1.5"\ngrounder = "masks"\n')
    state, detail = found()["painter hosted"]
    assert state == "fail" and "OPENAI_API_KEY" in detail
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    state, detail = found()["painter hosted"]
    assert state == "ok" and "gpt-image-1.5 at https://api.openai.com" in detail
    assert "OPENAI_API_KEY is set" in detail and "32 dollars a million tokens" in detail
    assert SECRET not in detail
    settings('painter = "hosted:gpt-image-9"\ngrounder = "masks"\n')
    assert "picture_price" in found()["painter hosted"][1]


def gguf_file() -> bytes:
    name, value = b"general.architecture", b"llama"
    fact = struct.pack("<Q", len(name)) + name + struct.pack("<IQ", 8, len(value)) + value
    return b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + fact
