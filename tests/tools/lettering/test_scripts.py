"""Letters beyond Latin: the fonts that ship, those of the system, and none."""

from collections.abc import Callable

import pytest

from panelwright_tools.domain import Panel
from panelwright_tools.lettering import Stage, fonts, place_letters
from panelwright_tools.lettering.transliteration import stand_in

MakePanel = Callable[..., Panel]


@pytest.fixture
def no_system_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    fonts.font_for.cache_clear()
    monkeypatch.setattr(fonts, "system_fonts", lambda: ())


@pytest.mark.parametrize(
    "text", ["Łódź, źle!", "Čekej, žabo!", "Привет, мир!", "Chào bạn!", "नमस्ते"]
)
def test_shipped_fonts_letter_european_vietnamese_and_hindi(
    no_system_fonts: None, stage: Stage, make_panel: MakePanel, text: str
) -> None:
    lettering = place_letters(make_panel(("mina", text)), stage)
    assert lettering.balloons[0].text == text
    assert not lettering.notes


def test_words_without_a_font_are_kept_and_the_note_says_what_to_do(
    no_system_fonts: None, stage: Stage, make_panel: MakePanel
) -> None:
    lettering = place_letters(make_panel(("mina", "我们去海边"), ("bolt", "Yes.")), stage)
    assert [left.text for left in lettering.leftovers] == ["我们去海边"]
    assert "install a font" in lettering.notes[0]
    assert [balloon.text for balloon in lettering.balloons] == ["Yes."]


def test_an_emoji_without_a_font_is_lettered_as_its_name(
    no_system_fonts: None, stage: Stage, make_panel: MakePanel
) -> None:
    lettering = place_letters(make_panel(("mina", "Great 👍🏽!")), stage)
    assert lettering.balloons[0].text == "Great (thumbs up sign)!"


def test_every_drawn_letter_is_in_its_font(stage: Stage, make_panel: MakePanel) -> None:
    text = "Ça va? Да! ☕ → x² ≤ ½ €"
    for balloon in place_letters(make_panel(("mina", text)), stage).balloons:
        for run in (run for line in balloon.lines for run in line.runs):
            assert all(ord(c) in fonts.coverage(run.font) for c in run.text if c != " ")


@pytest.mark.parametrize(("letter", "latin"), [("λ", "l"), ("か", "ka"), ("한", "han"), ("é", "e")])
def test_letters_that_have_plain_names_are_written_in_latin(letter: str, latin: str) -> None:
    assert stand_in(letter) == latin


def test_a_chinese_character_has_no_stand_in() -> None:
    assert stand_in("海") is None
