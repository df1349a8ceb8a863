"""An interrupt waits for nothing but what is paid for, a second one not even for that."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from faults import Fault
from faulty_server import KEY, MODEL, Asked, FaultyServer
from panelwright.cli.app import run as agent
from scripted_plan import ScriptedPlan

STORY = "Mina finds a map in the rain. It glows. She runs home."


@contextmanager
def planning(
    folder: Path, *flags: str, begun: Callable[[], bool], story: str = STORY, **more: str
) -> Iterator[subprocess.Popen[str]]:
    """`agent plan` in a process of its own that heeds interrupts, as soon as it has begun."""
    (folder / "story.txt").write_text(story)
    environment: Mapping[str, str] = {**os.environ, "OPENAI_API_KEY": KEY, **more}
    with subprocess.Popen(
        [sys.executable, "-m", "panelwright", "plan", "story.txt", "-o", "run", *flags],
        cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as process:  # fmt: skip
        while not begun():
            assert process.poll() is None
            time.sleep(0.02)
        yield process


def ended(process: subprocess.Popen[str], *, within_s: float) -> str:
    """What the process told, which must have been interrupted."""
    began = time.monotonic()
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130, told
    assert time.monotonic() - began < within_s
    return told


@pytest.mark.parametrize(
    "fault",
    [Fault(wait_s=60), Fault(status=429, headers={"retry-after": "60"})],
    ids=["slow", "busy"],
)
def test_an_interrupt_breaks_off_waiting(fault: Fault, tmp_path: Path) -> None:
    with FaultyServer([fault]) as server:
        flags = ("--planner", f"openai:{MODEL}", "--base-url", server.base_url)
        with planning(tmp_path, *flags, "-q", begun=lambda: bool(server.seen)) as process:
            time.sleep(0.2)
            process.send_signal(signal.SIGINT)
            told = ended(process, within_s=30)
    assert "stopped; go on with `agent resume" in told


def test_an_interrupt_breaks_off_a_model_in_the_process_and_the_run_goes_on(
    tiny_gguf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = tmp_path / "run/events.jsonl"
    flags = ("--planner", f"llama:{tiny_gguf}", "--panels", "2")
    begun = lambda: events.is_file() and '"planning"' in events.read_text()  # noqa: E731
    with planning(tmp_path, *flags, "-q", begun=begun, story=f"{STORY} " * 20) as process:
        process.send_signal(signal.SIGINT)
        told = ended(process, within_s=30)
    assert "stopped; go on with `agent resume" in told
    assert not (tmp_path / "run/story.json").exists()
    monkeypatch.chdir(tmp_path)
    assert agent(["resume", "run", "-q", "-j", "1"]) == 0
    assert (tmp_path / "run/story.json").is_file()


def waits_for_what_is_paid(folder: Path) -> bool:
    """Whether an interrupt was heeded by waiting on."""
    events = folder / "run/events.jsonl"
    return events.is_file() and "stopping as soon as the answer is here" in events.read_text()


@contextmanager
def service(
    folder: Path, fault: Fault, when: Callable[[], bool] = lambda: True
) -> Iterator[tuple[FaultyServer, dict[str, str]]]:
    """A service that sends bills, whose answers wait until `when`, the first with a fault; and the
    environment that leads to it."""
    plan = ScriptedPlan(STORY)

    def good(asked: Asked) -> str:
        while not when():
            time.sleep(0.02)
        return plan(asked)

    (folder / "agent.toml").write_text(
        f'planner = "openai:{MODEL}"\n[model]\nbase_url = "http://models.example.com/v1"\n'
        f'[prices."{MODEL}"]\ninput = 1.0\noutput = 1.0\n'
    )
    with FaultyServer([fault], good=good, key=KEY) as server:
        proxy = server.base_url.removesuffix("/v1")
        yield server, {"http_proxy": proxy, "HTTP_PROXY": proxy}


def test_an_answer_that_is_paid_for_is_kept_before_the_process_ends(tmp_path: Path) -> None:
    heeded = partial(waits_for_what_is_paid, tmp_path)
    with (
        service(tmp_path, Fault(), when=heeded) as (server, ways),
        planning(tmp_path, begun=lambda: bool(server.asked), **ways) as process,
    ):
        process.send_signal(signal.SIGINT)
        told = ended(process, within_s=30)
    assert "stopping as soon as the answer is here that is paid for anyway" in told
    assert len(server.asked) == len(list((tmp_path / "run/answers").iterdir())) == 1


def test_a_second_interrupt_ends_it_at_once_and_the_lost_answer_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with service(tmp_path, Fault(wait_s=60)) as (server, ways):
        with planning(tmp_path, begun=lambda: bool(server.asked), **ways) as process:
            process.send_signal(signal.SIGINT)
            while not waits_for_what_is_paid(tmp_path):
                assert process.poll() is None, "it waits for what is paid for"
                time.sleep(0.02)
            process.send_signal(signal.SIGINT)
            told = ended(process, within_s=20)
        assert "stopped at once; go on with `agent resume run`" in told
        monkeypatch.chdir(tmp_path)
        for name, value in {**ways, "OPENAI_API_KEY": KEY}.items():
            monkeypatch.setenv(name, value)
        assert agent(["resume", "run", "-j", "1"]) == 0
    assert "1 call was broken off before its answer was kept" in capsys.readouterr().err
