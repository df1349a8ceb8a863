"""Who is in a panel and where it plays, class of mistake by class of mistake."""

from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.planner import PlanWishes
from panelwright_tools.domain import Kind, Panel, Pose, Story


def plan(text: str, panels: int) -> Story:
    return EmbeddedPlanner().plan(text, PlanWishes(panels=panels))


def shown(panel: Panel) -> set[str]:
    return {region.subject for region in panel.regions if region.subject is not None}


def everyone(text: str) -> set[str]:
    """Who is in the one panel of a text."""
    return shown(plan(text, 1).panels[0])


def places(text: str, panels: int) -> list[str | None]:
    return [panel.place for panel in plan(text, panels).panels]


def test_who_is_only_called_something_is_not_shown() -> None:
    assert everyone("Ada waits at the window for a sailor called Henryk.") == {"ada"}


def test_who_is_asked_after_is_not_shown() -> None:
    assert everyone("Ada knocked on the door, asking after a lost boy.") == {"ada"}


def test_who_made_a_thing_is_not_there() -> None:
    assert everyone("Ada opened the letter. It was a reply, typed by a nurse.") == {"ada"}


def test_who_drives_a_thing_is_there() -> None:
    assert "boy" in " ".join(everyone("A boat came over the sea, rowed by a very small boy."))


def test_a_prayer_does_not_bring_the_saint() -> None:
    assert everyone("Ada knelt down. One prayer to Saint Anthony.") == {"ada"}


def test_the_back_of_a_whale_brings_the_whale() -> None:
    assert everyone("Tom fell and landed on the back of a whale.") == {"tom", "whale"}


def test_whose_lamp_goes_out_is_there() -> None:
    assert everyone("In the tunnel, Tom's lamp went out.") == {"tom"}


def test_a_wooden_duck_is_a_thing() -> None:
    assert everyone("Ada took a wooden duck out of her pocket.") == {"ada"}


def test_everyone_means_the_people_of_the_scene() -> None:
    text = "Ada, Bea and Tom reached the tent. Ada lit a lamp. Everyone lay down."
    assert shown(plan(text, 3).panels[-1]) == {"ada", "bea", "tom"}


def test_the_three_of_them_are_without_what_they_chase() -> None:
    text = (
        "Ada, Bea and Tom sat in a tent. A raccoon fell on Ada. The three of them chased it away."
    )
    assert {"ada", "bea", "tom"} <= shown(plan(text, 3).panels[-1])


def test_several_unknown_things_are_no_characters() -> None:
    assert everyone("Ada heard the news and laughed at the gasworks.") == {"ada"}


def test_a_gate_is_a_place_for_who_stands_there() -> None:
    assert places("At the city gate stood a guard. He yawned.", 1) == ["city-gate"]
    assert places("In the kitchen Ada painted a gate.", 1) == ["kitchen"]


def test_the_lake_and_not_its_shore_is_the_place() -> None:
    assert places("They came out on the shore of a lake that glowed like milk.", 1) == ["lake"]


def test_a_van_that_is_loaded_is_not_where_the_scene_is() -> None:
    text = "In the yard, two men were loading a piano into a blue van."
    assert places(text, 1) == ["yard"]


def test_a_thief_takes_something_from_the_place_of_the_scene() -> None:
    assert places("At midnight the bell was stolen from the chapel. A nun cried.", 1) == ["chapel"]


def test_the_place_where_a_bus_goes_is_not_the_scene() -> None:
    text = "In the bedroom Tom shut his eyes. He dived past the bus to Leeds."
    assert places(text, 2) == ["bedroom", "bedroom"]


def test_the_story_comes_back_from_a_cutaway() -> None:
    text = (
        "Ada and Tom were in the kitchen. Ada cried over the soup. "
        "Out in the dining room, a man unfolded his napkin. "
        '"Right," said Ada. Tom lifted the pot.'
    )
    assert places(text, 5)[2:] == ["dining-room", "kitchen", "kitchen"]


def test_who_walks_on_is_not_sent_back() -> None:
    text = "Ada left the village. In the cave a dragon slept. Ada drew her sword."
    assert places(text, 3)[1:] == ["cave", "cave"]


def test_a_group_beside_somebody_is_there() -> None:
    assert everyone("With five guards behind her Ada crossed the bridge.") == {"ada", "guard"}
    assert "sailor" in everyone("Ada opened the door of a tavern full of sailors.")


def test_who_is_gone_is_not_shown() -> None:
    assert everyone("Ada looked under the bed. The cat was gone.") == {"ada"}


def test_all_of_a_list_behind_there_were_are_shown() -> None:
    shown_there = everyone("In the hall there were three people: a nun; a cook; and a clown.")
    assert shown_there == {"nun", "cook", "clown"}


def test_who_only_pretends_or_cannot_is_in_the_cast() -> None:
    assert everyone("Ada pretends not to notice.") == {"ada"}
    assert everyone("Little Hedgehog could not sleep.") == {"hedgehog"}


def test_whose_hand_something_is_taken_out_of_is_there() -> None:
    assert everyone("Tom takes the spoon out of Ada's hand.") == {"tom", "ada"}


def test_what_kin_told_before_does_not_bring_them() -> None:
    text = "Her uncle had told Ada about the lake, and she walked on through the forest."
    assert everyone(text) == {"ada"}


def test_what_a_thief_had_done_before_does_not_bring_him() -> None:
    text = "Two guards asked after a thief who had stolen the crown and gone over the wall."
    assert everyone(text) == {"guard"}


def test_a_name_in_a_relative_clause_does_not_hide_who_acts() -> None:
    assert everyone("The mule, whose name was Bishop, refused to cross the bridge.") == {"bishop"}


def test_what_is_there_within_a_minute_is_there() -> None:
    shown_there = everyone("Within a minute there is a nurse, a plumber and a dog at the door.")
    assert shown_there == {"nurse", "plumber", "dog"}


def test_whose_lamp_has_died_is_there() -> None:
    assert everyone("In the tunnel Ada's lamp has died.") == {"ada"}


def test_the_dead_of_a_reason_are_not_shown() -> None:
    text = "Ada cooks no soup since her husband died, because he never wrote the recipe down."
    assert everyone(text) == {"ada"}


def test_from_whom_clothes_are_taken_is_there() -> None:
    text = "Jonas eats lunch with Bea. Three older boys take his cap."
    panel = plan(text, 2).panels[1]
    assert shown(panel) == {"older-boy", "jonas"}


def test_whose_papers_are_asked_for_is_there() -> None:
    text = "Yara and Tom row to the beach. An officer asks for their papers."
    assert shown(plan(text, 2).panels[1]) == {"yara", "tom", "officer"}


def test_a_way_without_a_verb_is_that_of_who_acted_last() -> None:
    text = "Jax runs. Over the stalls, up a fire ladder, across the roofs. The drone is quicker."
    assert shown(plan(text, 3).panels[1]) == {"jax"}


def test_nobody_is_shown_who_is_one_of_two_that_somebody_might_have() -> None:
    text = "Sam hated Monday. Everyone else had a hamster or a dad who was a fireman."
    assert everyone(text) == {"sam"}


def test_who_does_not_come_is_no_longer_there() -> None:
    story = plan(
        "Tom and Ada sit in the park. In May it rains, and Tom does not come. Ada waits. "
        "She finds the baker. Tom opens the door.",
        5,
    )
    assert "tom" not in shown(story.panels[3])


def test_what_lies_there_is_not_who_found_it() -> None:
    story = plan("Ada lifted the sheets, and there lay the portrait. Tom sat down.", 2)
    poses = {region.subject: region.pose for region in story.panels[0].regions}
    assert poses["ada"] is not Pose.LIE


def test_somebody_who_laughs_for_the_first_time_in_a_year_laughs() -> None:
    assert everyone("Tom laughs for the first time in a year.") == {"tom"}


def test_whom_a_letter_greets_is_far_away_and_who_signs_it_tells_it() -> None:
    story = plan(
        "Dear Mother,\n\nI am writing this in the trench. Otto waved at me. I waved back, Mother."
        "\n\nYour loving son,\nThomas",
        3,
    )
    assert {character.name for character in story.cast} == {"Thomas", "Otto"}


def test_a_niece_to_whom_something_is_left_is_not_what_the_next_one_gets() -> None:
    story = plan("He left his house to his niece Kezia, his boat to his friend Tom. They met.", 2)
    assert {c.name: c.kind for c in story.cast}["Kezia"] is Kind.PERSON


def test_a_captain_with_the_name_of_a_storm_is_somebody() -> None:
    story = plan("Captain Thunder drives the bus. She waves.", 1)
    assert [character.kind for character in story.cast] == [Kind.PERSON]


def test_a_first_name_that_is_a_people_needs_no_article() -> None:
    story = plan("Sami and his grandmother feed the ducks. The ducks eat. Sami laughs.", 3)
    assert "Sami" in {character.name for character in story.cast}


def test_they_are_the_two_of_the_sentence_before_not_those_of_long_ago() -> None:
    story = plan(
        "People ran with their children. Felix refused to leave. Marcus put a cloth over Felix's "
        "head and dragged him out. They ran to the river.",
        4,
    )
    assert shown(story.panels[-1]) == {"marcus", "felix"}
