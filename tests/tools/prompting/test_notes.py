from brief_cases import MINA, market_brief, shown
from panelwright_tools.prompting.notes import left_out_note


def test_requests_of_a_canvas_are_called_by_their_words() -> None:
    canvas = market_brief(grid=(30, 30), regions=(shown("i-0f", "a red boat", (0, 0, 1, 1)),))
    assert left_out_note(canvas, ("i-0f: a red boat",)) == "Left out of the prompt: a red boat."
    assert "mina: " + MINA.phrase in left_out_note(market_brief(), (f"mina: {MINA.phrase}",))


def test_long_texts_are_shortened_and_said_once_and_many_are_counted() -> None:
    brief = market_brief()
    told = left_out_note(brief, ("mina: " + "red " * 5000, "mina: " + "red " * 4000))
    assert len(told) < 120 and told.count("mina") == 1 and told.endswith("….")
    many = left_out_note(brief, [f"p{number}: a boat" for number in range(40)])
    assert "p11: a boat and 28 more." in many and "p12" not in many
    assert left_out_note(brief, ()) == ""
