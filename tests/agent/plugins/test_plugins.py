"""Tools of other packages: found without importing them, held to their protocols, and blamed."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from panelwright import backends, plan
from panelwright.backend_tables import groups
from panelwright.cli.app import run
from panelwright.run import opened
from panelwright.settings import Role, Settings
from panelwright.toolbox.table import BY_NAME
from panelwright_tools.domain import Brief, BudgetExceeded, ToolError, UserError
from panelwright_tools.painting.painter import HasStandIn, IsWatched, TakesLoras, hand_of
from panelwright_tools.painting.storyboard.painter import StoryboardPainter
from plugged import install, install_example

PAINTERS = "panelwright.painters"
BLOCKS = "from panelwright_tools.painting.blocks import BlockPainter\n"
GROUPS = {role: group for group, role in groups().items()}
SMALL = Brief(panel="p01", prompt="", size=(64, 48))
TOOLS: dict[Role, str] = {
    "planner": "from panelwright.planning.embedded import EmbeddedPlanner as Mine\n",
    "painter": "from panelwright_tools.painting.blocks import BlockPainter as Mine\n",
    "grounder": "from panelwright_tools.grounding.masks import MaskGrounder as Mine\n",
    "segmenter": "from panelwright_tools.segmentation.none import NoSegmenter as Mine\n",
    "likeness": "from panelwright_tools.likeness.none import NoLikeness as Mine\n",
    "critic": "from panelwright_tools.lift.leave_one_out import LeaveOneOut as Mine\n",
    "questions": "from panelwright_tools.questions.none import NoQuestions as Mine\n",
}


def offered(site: Path, source: str, name: str = "mine", package: str = "acme-mine") -> Settings:
    """A package with one painter, and settings that choose it."""
    module = package.replace("-", "_")
    install(site, package, {PAINTERS: {name: f"{module}:Mine"}}, {f"{module}.py": source})
    return Settings(painter=name)


def painter(settings: Settings) -> Any:
    return backends.made(backends.back_end(settings, "painter"))


def refusal(settings: Settings) -> str:
    with pytest.raises(UserError) as refused:
        painter(settings)
    return str(refused.value)


def doctor(capsys: pytest.CaptureFixture[str], code: int = 0) -> dict[str, tuple[str, str]]:
    assert run(["doctor", "--json"]) == code
    rows = json.loads(capsys.readouterr().out)
    return {row["what"]: (row["state"], row["detail"]) for row in rows}


def test_nothing_is_imported_of_what_nobody_chooses(site: Path) -> None:
    offered(site, "raise SystemExit('imported')\n")
    assert backends.plugged("painter", "mine") is not None
    with pytest.raises(UserError, match=r"there is no painter 'other'; there are .*mine"):
        painter(Settings(painter="other"))
    assert painter(Settings()).id.startswith("storyboard/")
    assert "acme_mine" not in sys.modules


@pytest.mark.parametrize("role", TOOLS)
def test_every_role_can_be_played(site: Path, role: Role) -> None:
    install(
        site, "acme-all", {GROUPS[role]: {"mine": "acme_all:Mine"}}, {"acme_all.py": TOOLS[role]}
    )
    tool = backends.made(backends.back_end(Settings.model_validate({role: "mine"}), role))
    assert " of acme-all 1.0-" in tool.id


def test_a_whole_comic_by_tools_of_other_packages(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install(
        site, "acme-all",
        {GROUPS[role]: {"mine": f"acme.{role}:Mine"} for role in TOOLS},
        {"acme/__init__.py": "", **{f"acme/{role}.py": text for role, text in TOOLS.items()}},
    )  # fmt: skip
    Path("story.txt").write_text("Mina finds a map in the rain.")
    Path("agent.toml").write_text("".join(f'{role} = "mine"\n' for role in TOOLS))
    flags = ("--panels", "1", "--jobs", "1", "-q", "-o", "run")
    assert run(["plan-and-draw", "story.txt", *flags]) == 0, capsys.readouterr().err
    evidence = opened(Path("run")).read_attempts("p01")[0].evidence
    assert evidence.grounder is not None and " of acme-all 1.0-" in evidence.grounder
    assert evidence.lifts


def test_a_name_of_our_own_stays_ours_and_the_doctor_says_so(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    offered(site, BLOCKS + "Mine = BlockPainter\n", "storyboard")
    assert isinstance(painter(Settings(painter="storyboard")), StoryboardPainter)
    state, why = doctor(capsys)["acme-mine"]
    assert state == "warn" and "painter 'storyboard' is left out" in why


def test_two_packages_with_one_name_are_both_named(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for package in ("acme-mine", "other-mine"):
        settings = offered(site, BLOCKS + "Mine = BlockPainter\n", package=package)
    assert "acme-mine 1.0 and other-mine 1.0" in refusal(settings)
    assert doctor(capsys)["painter mine"][0] == "warn"


@pytest.mark.parametrize(
    ("source", "sentence"),
    [("import no_such_module\n", "can't be loaded: ModuleNotFoundError: No module named 'no_such_"),
     ("raise SystemExit(3)\n", "can't be loaded: SystemExit: 3; update or uninstall"),
     ("Other = 1\n", "can't be loaded: AttributeError: module 'acme_mine' has no attribute 'Mine'"),
     ("Mine = 1\n", "acme_mine:Mine is no class and no function"),
     ("class Mine:\n    def __init__(self):\n        1 / 0\n", "can't be made: ZeroDivisionError"),
     ("class Mine:\n    pass\n", "it has no property id; it has no property repairs; "),
     (BLOCKS + "class Mine(BlockPainter):\n    def paint(self, brief):\n        pass\n",
      "its paint doesn't take (brief, parent, references)"),
     (BLOCKS + "class Mine(BlockPainter):\n    def id(self):\n        return 'x'\n",
      "its id is a method, not a property"),
     (BLOCKS + "class Mine(BlockPainter):\n    prepare = 3\n", "its prepare is no method")],
)  # fmt: skip
def test_a_package_that_is_broken_is_told_in_one_sentence(
    site: Path, source: str, sentence: str
) -> None:
    said = refusal(offered(site, source))
    assert said.startswith("the painter 'mine' of the package acme-mine 1.0 ")
    assert sentence in said and said.endswith(".") and "\n" not in said


def test_a_package_that_is_broken_harms_nobody_who_does_not_choose_it(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = refusal(offered(site, "import no_such_module\n"))
    assert doctor(capsys)["painter mine"] == ("warn", said)
    Path("agent.toml").write_text('painter = "mine"\n')
    assert doctor(capsys, 1)["settings"] == ("fail", said)
    Path("story.txt").write_text("Mina finds a map.")
    assert run(["plan-and-draw", "story.txt"]) == 2
    assert said in capsys.readouterr().err
    flags = ("--painter", "blocks", "--panels", "1", "--jobs", "1", "-q")
    assert run(["plan-and-draw", "story.txt", *flags]) == 0


@pytest.mark.parametrize(
    ("body", "sentence"),
    [("raise ValueError('no ink\\nleft')", "failed to paint: ValueError: no ink"),
     ("return None", "gave NoneType as its paint, which should be Picture"),
     ("return Picture(Image.new('L', brief.size), 'x', 0)", "painted L pixels, 64×48, not RGB of"),
     ("return Picture(Image.new('RGB', (9, 8)), 'x', 0)", "painted RGB pixels, 9×8, not RGB of")],
)  # fmt: skip
def test_a_painter_that_fails_is_blamed_by_name(site: Path, body: str, sentence: str) -> None:
    source = (
        "from PIL import Image\nfrom panelwright_tools.painting.picture import Picture\n"
        f"{BLOCKS}class Mine(BlockPainter):\n"
        f"    def paint(self, brief, parent=None, references=None):\n        {body}\n"
    )
    mine = painter(offered(site, source))
    with pytest.raises(ToolError) as failed:
        mine.paint(SMALL)
    assert str(failed.value).startswith("the painter 'mine' of the package acme-mine 1.0 ")
    assert sentence in str(failed.value) and "left" not in str(failed.value)


def test_a_panel_that_a_package_can_not_paint_fails_with_its_name(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = "    def paint(self, brief, parent=None, references=None):\n        return 1 / 0\n"
    offered(site, f"{BLOCKS}class Mine(BlockPainter):\n{body}")
    Path("story.txt").write_text("Mina finds a map.")
    flags = ("--painter", "mine", "--panels", "1", "--jobs", "1")
    assert run(["plan-and-draw", "story.txt", *flags]) == 1
    said = capsys.readouterr().err
    assert "the painter 'mine' of the package acme-mine 1.0 failed to paint: ZeroDivision" in said


def test_a_value_of_the_wrong_type_is_blamed_too(site: Path) -> None:
    mine = painter(offered(site, f"{BLOCKS}class Mine(BlockPainter):\n    side_by_side = 'many'\n"))
    with pytest.raises(ToolError, match=r"mine.* gave str as its side_by_side, which should be "):
        _ = mine.side_by_side


def test_optional_protocols_are_kept_and_others_are_not(site: Path) -> None:
    source = (
        f"{BLOCKS}class Mine(BlockPainter):\n    stand_in = ''\n    def hand(self, brief):\n"
        "        return 'mine with eyes'\n"
    )
    mine = painter(offered(site, source))
    assert hand_of(mine, SMALL).startswith("mine with eyes of acme-mine 1.0-")
    assert isinstance(mine, HasStandIn)
    plain = painter(offered(site, BLOCKS + "Mine = BlockPainter\n", "plain", "acme-plain"))
    assert not isinstance(plain, HasStandIn | IsWatched)


def test_a_painter_with_something_at_hand_is_the_same_hand(site: Path) -> None:
    source = (
        f"{BLOCKS}class Mine(BlockPainter):\n    id = 'plain'\n    def lent(self, files):\n"
        "        other = Mine()\n        other.id = 'lent'\n        return other\n"
        "    def check_loras(self, files):\n        pass\n"
    )
    mine = painter(offered(site, source))
    assert mine.lent({}).id.replace("lent", "plain") == mine.id
    assert mine.lent({}).paint(SMALL).painter == mine.lent({}).id
    assert isinstance(mine, TakesLoras)


PAID = """
from panelwright.planning.embedded import EmbeddedPlanner
from panelwright_tools.domain import Cost

class Mine(EmbeddedPlanner):
    def price(self, synopsis, wishes):
        return Cost(calls=1, dollars=0.5)
"""


def test_a_planner_that_costs_keeps_to_the_budget(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install(site, "acme-mine", {GROUPS["planner"]: {"mine": "acme_mine:Mine"}},
            {"acme_mine.py": PAID})  # fmt: skip
    Path("story.txt").write_text("Mina finds a map.")
    flags = ["--planner", "mine", "--painter", "blocks", "--panels", "1", "--jobs", "1", "-q"]
    assert run(["plan-and-draw", "story.txt", *flags, "--max-cost", "0.4", "-o", "dear"]) == 1
    assert "would pass the cap of 0.40" in capsys.readouterr().err
    assert run(["plan-and-draw", "story.txt", *flags, "--max-cost", "0.6", "-o", "run"]) == 0
    assert opened(Path("run")).spending.read_text().count('"kept"') == 1
    settings = Settings(planner="mine", max_cost=0.4)
    with pytest.raises(BudgetExceeded):
        plan("Mina finds a map.", settings=settings)


def test_agents_are_told_that_a_packages_tool_may_ask_anybody(site: Path) -> None:
    assert BY_NAME["paint"].open_world(offered(site, BLOCKS + "Mine = BlockPainter\n"))
    assert not BY_NAME["paint"].open_world(Settings())


def test_options_come_from_the_roles_table_and_from_one_of_its_own(site: Path) -> None:
    source = (
        f"{BLOCKS}class Mine(BlockPainter):\n    def __init__(self, model, steps=1, ink='black'):\n"
        "        self.told = (model, steps, ink)\n"
    )
    offered(site, source)
    own = {"painter": {"mine": {"ink": "red"}}}
    settings = Settings.model_validate(
        {"painter": "mine:tiny", "painting": {"steps": 3}, "plugins": own}
    )
    assert painter(settings).told == ("tiny", 3, "red")
    assert "needs a model: write it after a colon, mine:NAME, or into [plugins.painter.mine]" in (
        refusal(Settings(painter="mine"))
    )
    guided = settings.changed(painting={"guidance": 4.0})
    assert "has no use for guidance, which [painting] sets" in refusal(guided)
    misspelt = settings.model_copy(update={"plugins": {"painter": {"mine": {"inc": 1}}}})
    assert "has no use for inc, which [plugins.painter.mine] sets" in refusal(misspelt)


def test_a_table_for_models_is_nothing_to_a_tool_that_takes_none_of_it(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install_example(site)
    Path("agent.toml").write_text(
        '[painting]\nsteps = 9\n[plugins.painter.dots]\npaper = "linen"\n'
    )
    Path("story.txt").write_text("Mina finds a map.")
    flags = ["plan-and-draw", "story.txt", "--painter", "dots", "--panels", "1", "--jobs", "1"]
    assert run([*flags, "-q", "-o", "run"]) == 0
    assert opened(Path("run")).settings().plugins == {"painter": {"dots": {"paper": "linen"}}}
    assert run([*flags, "--steps", "4"]) == 2
    assert "--steps goes with a painter that is a model" in capsys.readouterr().err


def test_a_manifest_names_the_package_and_brings_nobody_to_run_it_unasked(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install_example(site)
    Path("story.txt").write_text("Mina finds a map.")
    flags = ("--painter", "dots", "--jobs", "1", "-q")
    assert run(["plan-and-draw", "story.txt", *flags, "--panels", "1", "-o", "run"]) == 0
    assert run(["export", "run", "--to", "manifest"]) == 0
    manifest = Path("run/manifest.json")
    assert json.loads(manifest.read_text())["versions"]["panelwright-dots"] == "1.0"
    assert run(["draw", str(manifest), "-o", "again", "-q"]) == 2
    assert "say so with --painter dots" in capsys.readouterr().err
    assert run(["draw", str(manifest), "-o", "again", *flags[:-1]]) == 0
    assert "files have the same bytes" in capsys.readouterr().err


def test_the_doctor_lists_what_packages_bring_and_what_of_it_is_of_no_use(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install_example(site)
    needing = f"{BLOCKS}class Mine(BlockPainter):\n    def __init__(self, model): pass\n"
    offered(site, needing)
    install(site, "acme-odd", {"panelwright.painter": {"odd": "a:B"}}, {})
    install(site, "acme-names", {PAINTERS: {"Big Name": "a:B", "path": "no colon"}}, {})
    install(site, "acme-garbage", "[panelwright.painters]\nno equals sign\n", {})
    found = doctor(capsys)
    assert found["painter dots"] == ("ok", "ready, of panelwright-dots 1.0")
    assert found["painter mine"][1] == (
        "usable, with model in [plugins.painter.mine], of acme-mine 1.0"
    )
    assert "nothing takes the group 'panelwright.painter'" in found["acme-odd"][1]
    assert found["acme-names"][0] == "warn"
    assert "its entry points can't be read" in found["acme-garbage"][1]
