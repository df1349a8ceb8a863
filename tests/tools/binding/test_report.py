from base64 import b64decode
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from browser import browser, opened, overhang
from panelwright_tools.binding.book import Book
from panelwright_tools.binding.guesses import guesses_of
from panelwright_tools.binding.overlays import map_sources, mask_sources
from panelwright_tools.binding.report import Outcome, Portrait, RunFacts, report_parts
from panelwright_tools.binding.report_panel import ReportPanel, ShownAttempt, panel_section
from panelwright_tools.domain import (
    Attempt,
    Box,
    Condition,
    Detection,
    Evidence,
    Guess,
    Legibility,
    Lift,
    Repair,
    Ruling,
    Story,
    Verdict,
)
from panelwright_tools.painting.picture import Picture, Sighting, Subject

FACTS = RunFacts("comics/my run", "embedded/1", "storyboard/1", "masks/1", "leave-one-out/1", 12.34)


def _attempt(number: int, passes: bool) -> ShownAttempt:
    ruling = Ruling(
        condition=Condition(id="legible", kind="legible", phrase="it can be read"),
        outcome="pass" if passes else "fail",
        reason="<letters cover the face>",
    )
    repair = Repair(kind="relayout", move="smaller_balloons", regions=("mina",), reason="a face")
    evidence = Evidence(
        detections=(
            Detection(phrase="a girl", region="mina", box=Box(0.1, 0.2, 0.3, 0.4), score=0.9),
        ),
        lifts=(Lift(region="mina", value=0.04, standard_error=0.005, method="leave-one-out"),),
        legibility=Legibility(covered_faces={} if passes else {"mina": 0.25}),
    )
    attempt = Attempt(
        panel="p01",
        number=number,
        picture="k",
        repair=repair if number > 1 else None,
        evidence=evidence,
        verdict=Verdict(rulings=(ruling,)),
    )
    return ShownAttempt(
        attempt, f"attempts/p01-{number}.png", (560, 500), {"mina": Box(0, 0, 1, 1)}
    )


@pytest.fixture
def story(book: Book) -> Story:
    guess = Guess(confidence=0.4, reason="nobody else is there")
    speech = book.story.panels[0].speech[0].model_copy(update={"guessed": guess})
    panel = book.story.panels[0].model_copy(update={"speech": (speech,)})
    return book.story.model_copy(update={"panels": (panel, *book.story.panels[1:])})


@pytest.fixture
def report(story: Story) -> str:
    names = {character.id: character.name for character in story.cast}
    one, two, three = story.panels[:3]
    repaired = ReportPanel(1, one, (_attempt(1, False), _attempt(2, True)), 2, "a pier", names)
    flagged = ReportPanel(2, two, (_attempt(1, False),), 1, "a pier", names)
    failed = ReportPanel(3, three, (), 0, names=names, failure="the painter failed")
    return report_html(story, [repaired, flagged, failed], FACTS)


def report_html(
    story: Story, panels: Sequence[ReportPanel], facts: RunFacts, portraits: Sequence[Portrait] = ()
) -> str:
    outcomes = [Outcome(one.panel.id, one.status, len(one.attempts)) for one in panels]
    return "".join(report_parts(story, outcomes, map(panel_section, panels), facts, portraits))


def test_totals_count_accepted_repaired_flagged_and_failed(report: str) -> None:
    for line in ("<b>3</b>panels", ">1</b>accepted", ">1</b>of them after repair", ">1</b>flagged"):
        assert line in report
    assert ">1</b>without a picture" in report
    assert "<b>12.3</b>seconds" in report


def test_every_attempt_is_shown_with_boxes_lift_and_reason(report: str) -> None:
    assert report.count('<article class="attempt">') == 3
    assert 'src="attempts/p01-2.png"' in report
    assert '<rect x="10.0%" y="20.0%" width="30.0%" height="40.0%"/>' in report
    assert "0.04 ± 0.005" in report
    assert "&lt;letters cover the face&gt;" in report
    assert "<letters" not in report


def test_a_repair_says_what_was_done_and_why(report: str) -> None:
    assert "changed the layout (smaller balloons) for Mina, because a face" in report


def test_a_guess_comes_with_the_command_that_corrects_it(report: str) -> None:
    assert "Mina says “Is it *really* an island?”" in report
    assert "agent edit speaker &#39;comics/my run&#39; 1 1 NAME" in report


def test_the_least_sure_guess_comes_first(story: Story) -> None:
    sure = Guess(confidence=0.9)
    cast = (story.cast[0].model_copy(update={"guessed": sure}),)
    rows = guesses_of(story.model_copy(update={"cast": cast}), "run")
    assert [row.confidence for row in rows] == [0.4, 0.9]


def test_neighbours_of_which_the_same_place_was_guessed_share_a_row(story: Story) -> None:
    guess = Guess(confidence=0.4, reason="no place is named")
    panels = [panel.model_copy(update={"guessed": guess}) for panel in story.panels[:3]]
    guessed = story.model_copy(update={"panels": (*panels, story.panels[3])})
    rows = [row for row in guesses_of(guessed, "run") if "redraw" in row.command]
    assert [row.where for row in rows] == ["panels 1 to 2", "panel 3"]
    assert rows[0].what == "it happens at: the night market, day"
    assert rows[1].command == "agent redraw run --panel 3 --say 'in the PLACE'"
    hour = Guess(confidence=0.4, reason="the time of day was guessed")
    story = story.model_copy(update={"panels": (panels[0].model_copy(update={"guessed": hour}),)})
    assert [row for row in guesses_of(story, "run") if "--say 'at dusk'" in row.command]


def test_a_flagged_panel_is_linked_at_the_top(report: str) -> None:
    assert '<a href="#p02">panel 2</a>' in report


def test_the_report_fits_a_phone_and_shows_what_is_asked_for(report: str, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    page.write_text(report, "utf-8")
    with browser(390, 844, phone=True) as window:
        opened(window, page)
        assert overhang(window) == 0
        window.locator("[data-show=masks]").click()
        assert "show-masks" in str(window.locator("body").get_attribute("class"))
        window.locator("[name=only][value=flagged]").click()
        panels = window.locator("section.panel").all()
        assert [one.get_attribute("id") for one in panels if one.is_visible()] == ["p02", "p03"]


def test_a_mask_is_see_through_outside_its_subject() -> None:
    visible = np.ones((40, 30), bool)
    absent = np.zeros((40, 30, 3), np.uint8)
    subject = Subject("mina", (10, 20, 40, 60), visible, 1200, absent, Box(0.1, 0.2, 0.3, 0.4))
    picture = Picture(Image.new("RGB", (100, 100)), "test/1", 0, (subject,))
    sources = mask_sources(picture, ["mina"])
    assert list(sources) == ["mina"]
    assert sources["mina"].startswith("data:image/png;base64,")


def test_a_map_is_the_less_see_through_the_more_words_acted() -> None:
    shares = np.array([[0, 100], [255, 0]], np.uint8)
    picture = Picture(Image.new("RGB", (100, 100)), "test/1", 0, attention={"mina": shares})
    [source] = map_sources(picture, ["mina"]).values()
    shown = np.asarray(Image.open(BytesIO(b64decode(source.partition(",")[2]))).convert("RGBA"))
    assert shown[:, :, 3].tolist() == shares.tolist()
    assert len(np.unique(shown[:, :, :3].reshape(-1, 3), axis=0)) == 1, "one colour in all"
    assert map_sources(Picture(picture.image, "test/1", 0), ["mina"]) == {}


def test_what_was_found_has_a_mask_where_the_painter_knows_none() -> None:
    picture = Picture(Image.new("RGB", (100, 100)), "test/1", 0)
    found = Sighting("mina", Box(0, 0, 1, 1), (50, 0, 100, 100), np.ones((100, 50), bool))
    boxed = Sighting("leo", Box(0, 0, 1, 1))
    sources = mask_sources(picture, ["mina", "leo"], [found, boxed])
    assert list(sources) == ["mina"]
    mask = Image.open(BytesIO(b64decode(sources["mina"].partition(",")[2])))
    alpha = np.asarray(mask.convert("RGBA"))[:, :, 3]
    assert alpha[:, 50:].min() == 255 and alpha[:, :50].max() == 0


def test_the_cast_is_shown_with_its_panels(story: Story) -> None:
    portraits = [Portrait("Mina", "a <small> girl", "cast/mina.png", (1, 3)),
                 Portrait("Leo", "Leo", "", (2,))]  # fmt: skip
    report = report_html(story, [], FACTS, portraits)
    assert 'src="cast/mina.png"' in report and "a &lt;small&gt; girl" in report
    assert f'<a href="#{story.panels[2].id}">3</a>' in report
    assert report.count("<figure>") == 2 and report.count("cast/") == 1


def test_a_report_that_names_no_folder_says_what_run_means(story: Story) -> None:
    report = report_html(story, [], replace(FACTS, run="RUN"))
    assert "<code>RUN</code> is the folder that this report lies in" in report
    assert "agent edit speaker RUN 1 1 NAME" in report


def test_what_the_planner_could_not_do_is_told(story: Story) -> None:
    noted = story.model_copy(update={"notes": ("Nine <panels> were asked for.",)})
    assert "<li>Nine &lt;panels&gt; were asked for.</li>" in report_html(noted, [], FACTS)


def test_the_report_needs_no_network(report: str) -> None:
    assert "http" not in report.replace('http-equiv="Content-Security-Policy"', "")
