"""Who tells a story as "I": by name, by kind, and apart from everybody else."""

import pytest

from panelwright_tools.language import Entity, analyse


def teller(text: str) -> Entity:
    found = [entity for entity in analyse(text).entities if entity.narrator]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("My brother Gil and I rowed out. “Faster, Nora, faster!” he shouted. I laughed.", "Nora"),
        ("“Wake up, Theo!” my mother shouted. I opened my eyes.", "Theo"),
        ("I slept on the piano. “Down, Pickles,” said Mr Lowell. I stretched.", "Pickles"),
        ("I met Ana at the pier. “Look, Otto is late,” she told me. Otto came.", ""),
        ("I met Ana at the pier. “Yes, Captain,” she said to me.", ""),
        ("I called out. “Wait, Ben!” I cried. Ana turned round.", ""),
    ],
)
def test_the_teller_is_called_by_name(text: str, name: str) -> None:
    assert "".join(teller(text).names) == name


def test_what_the_teller_calls_himself_is_nobody_else() -> None:
    document = analyse("I, the youngest of three brothers, was sent to bed. Father sang.")
    assert [e.name for e in document.cast() if not e.plural] == ["narrator", "father"]


def test_what_the_teller_is_called_tells_the_sex() -> None:
    assert teller("I held still. “Stand still, my boy,” said Aunt Vera.").gender == "m"


def test_a_teller_may_be_a_machine() -> None:
    assert teller("I am an old robot who sweeps the station. I found a glove.").category == "robot"


def test_a_foundling_is_named_and_not_the_finder() -> None:
    document = analyse("Jonah ran home. I looked down and saw a puppy. I named him Bear.")
    puppy = next(entity for entity in document.entities if "puppy" in entity.heads)
    assert puppy.names == ("Bear",)


def test_who_reports_in_a_log_tells_it() -> None:
    text = "Log of the Persephone. Captain Ida Brook here. I opened the door. A whale sang to me."
    assert teller(text).names == ("Captain Ida Brook",)
