from brief_cases import MINA, market_brief, shown
from panelwright_tools.domain import Brief
from panelwright_tools.prompting.compose import fitted
from panelwright_tools.prompting.families import bounds, text_side
from panelwright_tools.prompting.fitted import FittedPrompt
from panelwright_tools.prompting.notes import left_out_notes


def notes(brief: Brief, left_out: tuple[str, ...], shortened: tuple[str, ...] = ()) -> list[str]:
    return list(left_out_notes(brief, FittedPrompt("", "", (), left_out, shortened)))


def test_requests_of_a_canvas_are_called_by_their_words() -> None:
    canvas = market_brief(grid=(30, 30), regions=(shown("i-0f", "a red boat", (0, 0, 1, 1)),))
    assert notes(canvas, ("i-0f: a red boat",)) == ["Left out of the prompt: a red boat."]
    (told,) = notes(market_brief(), (f"mina: {MINA.phrase}",))
    assert "mina: " + MINA.phrase in told


def test_long_texts_are_shortened_and_said_once_and_many_are_counted() -> None:
    brief = market_brief()
    (told,) = notes(brief, ("mina: " + "red " * 5000, "mina: " + "red " * 4000))
    assert len(told) < 120 and told.count("mina") == 1 and told.endswith("….")
    (many,) = notes(brief, tuple(f"p{number}: a boat" for number in range(40)))
    assert "p11: a boat and 28 more." in many and "p12" not in many
    assert notes(brief, ()) == []


def test_what_is_told_in_fewer_words_is_not_said_to_be_left_out() -> None:
    long = "a red boat, " + "with tattered sails, a rusty anchor, wet ropes, " * 30 + "boat"
    canvas = market_brief(
        grid=(30, 30), regions=(shown("i-0f", long.strip(), (0.1, 0.1, 0.3, 0.3)),)
    )
    side = text_side("flux1")
    words = fitted(canvas, side, bounds(side))
    assert any("boat" in region.prompt for region in words.regions)
    said = list(left_out_notes(canvas, words))
    assert any(one.startswith("Told in fewer words in the prompt: a red boat") for one in said)
    assert not any(one.startswith("Left out") and "a red boat" in one for one in said)
