"""Readers who can't see a panel are told what it shows after an edit too."""

import panelwright
from panelwright.planning.edits import RenameCharacter, SetPanel, apply
from panelwright_tools.domain import Shot, Story, TimeOfDay


def story() -> Story:
    return panelwright.plan("Mina walks in the forest. She finds a map.", panels=2)


def test_alt_text_follows_the_shot_and_the_time() -> None:
    before = story()
    first = before.panels[0]
    assert first.alt.startswith("Wide view of forest")
    closer = SetPanel(panel=first.id, shot=Shot.CLOSE, time=TimeOfDay.NIGHT)
    after = apply(before, [closer])
    assert after.panels[0].alt.startswith("Close-up of forest, night: Mina")
    assert after.panels[1] == before.panels[1]


def test_words_of_a_person_and_of_an_edit_stay() -> None:
    own = apply(story(), [SetPanel(panel="p01", alt="Mina, alone.")])
    assert own.panels[0].alt == "Mina, alone."
    assert apply(own, [SetPanel(panel="p01", shot=Shot.CLOSE)]).panels[0].alt == "Mina, alone."
    named = apply(story(), [RenameCharacter(character="mina", name="Ada")])
    assert "Ada" in named.panels[0].alt and "Mina" not in named.panels[0].alt
