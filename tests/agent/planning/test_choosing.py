"""Which planner the settings choose, and what they may not do unasked."""

from pathlib import Path

import pytest

import panelwright
from panelwright.budget import Budget
from panelwright.cli.app import run as agent
from panelwright.configuration import configured
from panelwright.planning.choosing import chosen_planner
from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.planner import Planner
from panelwright.settings import ModelSettings, Settings
from panelwright_tools.domain import UserError
from tiny_gguf import write_tiny_gguf

STORY = "A girl called Mina finds a map in the rain. It glows. She runs home with it."


def chosen(settings: Settings) -> Planner:
    unlimited = Budget(Path("spending.jsonl"), None)
    return chosen_planner(settings, lambda endpoint, tariff: endpoint, unlimited)


def test_a_key_in_the_environment_alone_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    assert isinstance(chosen(configured({})), EmbeddedPlanner)


def test_the_planner_may_name_its_model(tmp_path: Path) -> None:
    pytest.importorskip("llama_cpp", reason="llama.cpp is not installed: it is in the extra llama")
    path = write_tiny_gguf(tmp_path / "tiny.gguf")
    assert chosen(configured({"planner": f"llama:{path}"})).id == "llm/1 (llama:tiny.gguf)"
    assert chosen(Settings(planner="llama", model=ModelSettings(name=str(path)))).id.startswith(
        "llm/1"
    )
    named = configured({"planner": "openai:gpt-5-mini", "model": {"base_url": "http://x:1/v1"}})
    assert (named.planner, named.model.name) == ("openai", "gpt-5-mini")
    assert chosen(named).id == "llm/1 (openai:gpt-5-mini)"


def test_a_model_in_a_file_of_settings_is_used_when_the_planner_asks_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("agent.toml").write_text('planner = "openai"\n[model]\nname = "small"\ncontext = 4096\n')
    assert configured({}).model.name == "small"
    monkeypatch.setenv("PANELWRIGHT_MODEL__NAME", "large")
    settings = configured({"model": {"base_url": "http://127.0.0.1:1/v1"}})
    assert (settings.model.name, settings.model.context) == ("large", 4096)
    assert settings.model.base_url == "http://127.0.0.1:1/v1"
    assert configured({"planner": "embedded"}).planner == "embedded"


def test_the_path_of_a_model_is_kept_whole_so_that_a_run_finds_it_from_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_tiny_gguf(tmp_path / "tiny.gguf")
    assert configured({"planner": "llama:tiny.gguf"}).model.name == str(tmp_path / "tiny.gguf")


@pytest.mark.parametrize(
    ("flags", "sentence"),
    [
        (["--planner", "openai"], "--planner openai:NAME"),
        (["--planner", "llama"], "--planner llama:PATH.gguf"),
        (["--planner", "llama:nowhere.gguf"], "there is no file"),
        (["--planner", "llama:story.txt"], "is no GGUF file"),
        (["--model", "gpt-5"], "--model and --base-url go with --planner openai"),
        (["--planner", "clever"], "there is no planner 'clever'"),
        (["--planner", "openai:x"], "there is no key for OpenAI; put one into"),
        (["--planner", "openai:x", "--approve"], "there is no key for OpenAI; put one into"),
        (["--planner", "openai:x", "--base-url", "nonsense"], "nonsense"),
        (["--planner", "openai:x", "--base-url", "http://me:secret@x/v1"], "OPENAI_API_KEY"),
        (["--planner", "openai:x", "--base-url", "http://x/v1?token=secret"], "OPENAI_API_KEY"),
        (["--planner", "openai:x", "--base-url", "http://x/v1#secret"], "OPENAI_API_KEY"),
    ],
)
def test_what_is_missing_is_told_in_one_sentence_and_leaves_no_folder(
    flags: list[str],
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    Path("story.txt").write_text(STORY)
    assert agent(["plan", "story.txt", "-o", "run", "-q", *flags]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert sentence in line and "secret" not in line
    assert not Path("run").exists()


@pytest.mark.parametrize("planner", ["embedded", "openai:small"])
def test_no_secret_of_a_settings_file_is_written_down_whoever_plans(
    planner: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("story.txt").write_text(STORY)
    Path("agent.toml").write_text('[model]\nbase_url = "http://127.0.0.1:1/v1?token=secret"\n')
    assert agent(["plan", "story.txt", "-o", "run", "--planner", planner]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert "hold no password, token or query" in line and "secret" not in line
    assert not Path("run").exists()


def test_the_library_writes_no_secret_down_either(tmp_path: Path) -> None:
    model = ModelSettings(name="small", base_url="http://127.0.0.1:1/v1?token=secret")
    for planner in ("embedded", "openai"):
        with pytest.raises(UserError, match="token"):
            panelwright.plan_and_draw(
                STORY, tmp_path / "run", settings=Settings(planner=planner, model=model)
            )
    with pytest.raises(UserError, match="token"):
        panelwright.draw(panelwright.plan(STORY), tmp_path / "run", settings=Settings(model=model))
    assert not (tmp_path / "run").exists()


def test_the_library_plans_with_the_model_of_the_settings(tmp_path: Path) -> None:
    pytest.importorskip("llama_cpp", reason="llama.cpp is not installed: it is in the extra llama")
    path = write_tiny_gguf(tmp_path / "tiny.gguf")
    settings = Settings(planner=f"llama:{path}")
    story = panelwright.plan("Mina runs. She falls.", settings=settings, panels=1)
    assert story.planner == "llm/1 (llama:tiny.gguf)" and story.panels


def test_a_cap_needs_a_known_price(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    settings = Settings(planner="openai:nobody-knows", max_cost=1)
    with pytest.raises(UserError, match="price"):
        panelwright.plan(STORY, settings=settings)
