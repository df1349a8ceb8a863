"""What becomes a prop, who stands where, what the captions keep: the stage rules one by one."""

import pytest

from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.embedded.pacing import LONG, SPLASH, with_turning_point
from panelwright.planning.embedded.staging import in_speaking_order
from panelwright.planning.embedded.tables import table
from panelwright.planning.planner import PlanWishes
from panelwright_tools.domain import Face, Panel, Pose, RelationKind, Shot, Sound
from panelwright_tools.painting.storyboard.things.choice import choice_for


def plan(text: str, panels: int = 1, rtl: bool = False) -> list[Panel]:
    return list(EmbeddedPlanner().plan(text, PlanWishes(panels=panels, rtl=rtl)).panels)


def things(text: str) -> set[str]:
    return {r.noun for p in plan(text) for r in p.regions if r.subject is None}


def caption(text: str, panels: int = 1) -> str:
    return " ".join(panel.caption for panel in plan(text, panels))


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("Mina stands there. A tear as big as a bucket rolls down.", "bucket"),
        ("Tom sings like a rusty bell.", "bell"),
        ("Mina runs down the stairs to the door.", "door"),
        ("Tom looks up. The moon shines over the trees.", "moon"),
        ("Mina sleeps on a bed of moss.", "bed"),
        ("Tom hears glass breaking.", "glass"),
        ("They sail out to sea. Far away, an island wakes up.", "island"),
        ("The boat turns. The rocks slide past.", "rock"),
        ("Mina wipes the foam from her nose.", "foam"),
        ("Mina waves from behind the glass.", "glass"),
        ("Mina turns to the window.", "window"),
    ],
)
def test_what_is_only_told_of_is_no_prop(text: str, thing: str) -> None:
    assert thing not in things(text)


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("Mina picks up a lantern.", "lantern"),
        ("Tom sits on a wooden crate.", "crate"),
        ("The fox scoops up the moon with a bucket.", "moon"),
        ("Mina opens the door.", "door"),
        ("Mina hides behind a glass.", "glass"),
        ("Tom packs a loaf of bread, a lantern and a map.", "lantern"),
        ("Mina laughs, and the snow turns into white butterflies.", "butterfly"),
        ("Tom stirs. The soup turns into gold coins.", "coin"),
    ],
)
def test_what_is_handled_or_sat_on_is_a_prop(text: str, thing: str) -> None:
    assert thing in things(text)


def test_who_sits_under_a_fern_has_the_fern() -> None:
    assert "fern" in things("Mina walks in the forest. She sits down under a fern.")


def test_cloth_that_somebody_is_wrapped_in_is_no_thing_to_be_inside() -> None:
    assert "blanket" not in things("Mina wraps the shivering dog in a blanket.")
    assert "blanket" in things("Mina folds a blanket.")


def test_what_somebody_in_the_picture_wears_does_not_lie_beside_them() -> None:
    troll = "It was a troll with moss on his shoulders and a crown of rushes."
    assert "crown" not in things(f"Marta saw a troll. {troll}")
    marta = "Marta was a girl in a green cloak and boots. Her father came."
    assert "boot" not in things(f"{marta} He picked up his daughter, oversized boots and all.")
    assert "crown" in things("The king wore a crown. A thief picked up the crown and ran.")


def test_every_noun_that_is_listed_as_drawable_is_drawn() -> None:
    listed: str = table("props")["drawable"]
    nouns = [" ".join(noun.split()) for noun in listed.split(",")]
    assert [noun for noun in nouns if choice_for(noun).way == "sketch"] == []


def test_who_speaks_first_stands_left() -> None:
    assert in_speaking_order(["a", "b", "c"], ["c", "a"]) == ["c", "b", "a"]
    text = 'Mina and Tom wait. "Is it late?" asks Tom. "No," says Mina.'
    for rtl, left in ((False, "tom"), (True, "mina")):
        people = [r.subject for r in plan(text, rtl=rtl)[0].regions if r.subject]
        assert people[0] == left


def test_a_gift_without_a_thing_to_see_is_no_embrace() -> None:
    panel = plan("Mina and Tom sit there. Mina gives Tom advice.")[0]
    assert RelationKind.HUGS not in {r.kind for r in panel.relations}


def test_who_lifts_the_own_head_embraces_nobody() -> None:
    panel = plan("In the village people lifted their heads.")[0]
    assert RelationKind.HUGS not in {r.kind for r in panel.relations}


def test_a_thing_is_in_the_hands_of_one_only() -> None:
    panel = plan("Mina runs with a torch, and Tom walks after her with the torch in his hand.")[0]
    held = [r for r in panel.relations if r.target == "torch" and r.kind is RelationKind.HOLDS]
    assert len(held) == 1


def test_a_cage_that_is_a_birdcage_is_drawn_once() -> None:
    text = "Nora sits on the bench with a birdcage. There is a canary in the cage."
    assert things(text) == {"bench", "birdcage"}


def test_what_is_put_into_hands_is_given() -> None:
    panel = plan("Mina and Tom are here. Mina puts the key into Tom's hand.")[0]
    gift = next(r for r in panel.relations if r.kind is RelationKind.GIVES)
    assert (gift.source, gift.target, gift.other) == ("mina", "key", "tom")


def test_climbing_stairs_is_walking_and_climbing_a_tree_is_not() -> None:
    assert plan("Mina climbs the tower.")[0].regions[0].pose is Pose.WALK
    assert plan("Mina climbs a tree.")[0].regions[0].pose is Pose.CLIMB


def test_looks_that_the_picture_shows_leave_the_caption() -> None:
    told = caption("Mina, a red-haired girl in a yellow raincoat, runs over the bridge.")
    assert told == "Mina runs over the bridge."


def test_roles_stay_in_the_caption() -> None:
    assert "the keeper" in caption("Tomas, the keeper of the lighthouse, opens the door.")


def test_deeds_are_not_cut_while_clauses_can_be() -> None:
    told = caption(
        "One night the fox saw the moon lying in the pond. She fetched a bucket, scooped up the "
        "moon and ran home with it. An old toad sat on a stone and watched her go."
    )
    assert "scooped up the moon" in told and "watched her go" in told


def test_a_measure_is_not_cut_in_half() -> None:
    assert "hard." not in caption("Yuki throws the wrench as hard as she can.")


def test_a_shot_cut_at_the_waist_shows_only_what_is_held() -> None:
    panels = plan('Mina enters the kitchen. She takes a cup. "Tea," says Mina to Tom.', 3)
    busts = [p for p in panels if p.shot in (Shot.MEDIUM, Shot.CLOSE)]
    for panel in busts:
        held = {r.target for r in panel.relations}
        assert all(r.subject or r.id in held for r in panel.regions)


def test_a_long_story_has_a_turning_point_that_fills_a_page() -> None:
    panels = [Panel(id=f"p{k}") for k in range(LONG)]
    loud = LONG * 2 // 3
    panels[loud] = Panel(id=f"p{loud}", sounds=(Sound(text="DONG!"),))
    paced = with_turning_point(panels)
    assert [k for k, panel in enumerate(paced) if panel.weight == SPLASH] == [loud]


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("Grandma Ada lay in bed in her bedroom.", "bed"),
        ("In the forest Tom sat in a tree.", "tree"),
    ],
)
def test_who_rests_in_something_is_inside_it(text: str, thing: str) -> None:
    [panel] = plan(text)
    nouns = {region.id: region.noun for region in panel.regions}
    assert [(r.kind, nouns[r.target]) for r in panel.relations] == [(RelationKind.INSIDE, thing)]


def test_who_runs_with_somebody_runs_too() -> None:
    panel = plan("Mina runs between the stalls with a small robot called Bolt.", 1)[0]
    assert {region.pose for region in panel.regions if region.subject} == {Pose.RUN}


def test_who_watches_from_a_roof_is_on_it() -> None:
    panel = plan("In the market Mina sang. A black cat watches her from the roof of a stall.", 1)[0]
    assert ("on", "black-cat", "stall") in {
        (r.kind.value, r.source, r.target) for r in panel.relations
    }


def test_a_thing_keeps_the_colour_that_was_told() -> None:
    panels = plan("Tom has a green umbrella. Tom smiled at Ada. Tom gives Ada the umbrella.", 3)
    assert "green" in " ".join(r.phrase for r in panels[2].regions if r.noun == "umbrella")


def test_what_is_only_wanted_is_not_drawn() -> None:
    panel = plan("Tom wants to take out the lamps and sell coffee.", 1)[0]
    assert "coffee" not in {region.noun for region in panel.regions}


def test_a_ferry_that_had_sunk_is_not_drawn() -> None:
    panel = plan("In the inn sat a ferryman whose ferry had sunk.", 1)[0]
    assert "ferry" not in {region.noun for region in panel.regions if region.subject is None}


def test_a_chest_of_somebody_is_no_box() -> None:
    panel = plan("Her head sinks onto her chest and Ada begins to snore.", 1)[0]
    assert "chest" not in {region.noun for region in panel.regions}


def test_tearing_down_a_corridor_is_running_and_no_weeping() -> None:
    panel = plan("Ada and Tom tear down the corridor.", 1)[0]
    assert {region.pose for region in panel.regions if region.subject} == {Pose.RUN}
    assert Face.CRYING not in {region.face for region in panel.regions}


def test_who_reaches_a_place_walks_there() -> None:
    assert Pose.REACH not in {r.pose for r in plan("Ada reached the lake.", 1)[0].regions}


def _poses(text: str) -> dict[str, Pose | None]:
    return {r.subject: r.pose for r in plan(text, 1)[0].regions if r.subject}


def test_covered_ears_eyes_and_mouths_are_poses() -> None:
    assert _poses("Pip covered his ears.")["pip"] is Pose.COVER_EARS
    assert _poses("Mara put her fingers in her ears.")["mara"] is Pose.COVER_EARS
    assert _poses("Tom hid his face in his hands.")["tom"] is Pose.COVER_EYES
    assert _poses("Ada clapped a hand over her mouth.")["ada"] is Pose.COVER_MOUTH


def test_who_puts_something_on_a_table_covers_nothing() -> None:
    assert _poses("Ada put a hand on the table.")["ada"] is not Pose.COVER_EYES


def test_who_sits_on_the_floor_needs_no_stool() -> None:
    assert _poses("Ada sat on the floor.")["ada"] is Pose.SIT_GROUND
    assert _poses("Ada sat on a chair.")["ada"] is Pose.SIT


def test_who_kneels_and_takes_something_still_kneels() -> None:
    assert _poses("Ben knelt and grabbed the rope.")["ben"] is Pose.KNEEL


def test_a_crowd_that_gathers_does_not_stretch_out_its_arms() -> None:
    assert Pose.REACH not in set(_poses("A crowd gathered around the stall.").values())


def test_who_leans_against_something_leans_and_who_leans_out_does_not() -> None:
    assert _poses("Rosa leaned against a lamp post.")["rosa"] is Pose.LEAN
    assert _poses("Rosa leaned forward.")["rosa"] is Pose.STAND


def test_who_leans_on_a_stick_holds_it() -> None:
    panel = plan("The old man leaned on his stick and laughed.", 1)[0]
    kinds = {r.kind.value for r in panel.relations if r.target == "stick"}
    assert kinds == {"holds"}


def test_who_is_lifted_onto_a_shoulder_rides_on_it() -> None:
    panel = plan("The troll lifted Sir Osbert onto one shoulder.", 1)[0]
    assert ("rides", "sir-osbert", "troll") in {
        (r.kind.value, r.source, r.target) for r in panel.relations
    }


def test_things_have_the_size_that_is_told_of_them() -> None:
    text = "Tom found a silver bell as tall as a house in the meadow."
    bell = next(r for r in plan(text, 1)[0].regions if r.noun == "bell")
    assert bell.size > 10
    sandwich = next(
        r
        for r in plan("The sandwich was as tall as a door. Ada looked at it.", 1)[0].regions
        if r.noun == "sandwich"
    )
    assert sandwich.size > 5
    spoon = next(r for r in plan("Tom held a huge spoon.", 1)[0].regions if r.noun == "spoon")
    assert spoon.size > 1.2


def test_what_is_told_of_a_things_size_makes_nobody_larger() -> None:
    text = "Tom found a silver bell as tall as a house in the meadow."
    found = EmbeddedPlanner().plan(text, PlanWishes(panels=1))
    assert [character.look.size for character in found.cast] == [1.0]


def test_the_part_of_the_place_where_somebody_is_is_their_spot() -> None:
    text = "In the market a cat sat on the roof. Ada stood at the window and waved."
    spots = {r.subject: r.spot for r in plan(text, 1)[0].regions if r.subject}
    assert spots == {"cat": "roof", "ada": "window"}


def test_the_roof_of_a_stall_that_is_drawn_is_no_spot() -> None:
    panel = plan("In the market Mina sang. A black cat watches her from the roof of a stall.", 1)[0]
    assert {r.spot for r in panel.regions} == {""}


def test_a_fish_that_is_eaten_is_in_the_hand() -> None:
    panel = plan("Rosa and Milo ate a fish on the quay.", 1)[0]
    assert ("holds", "rosa", "fish") in {
        (r.kind.value, r.source, r.target) for r in panel.relations
    }


def test_who_is_in_a_wheelchair_sits_on_it_under_the_blanket() -> None:
    (panel,) = plan("There was an old man in a wheelchair with a blanket over his knees.")
    man = next(region for region in panel.regions if region.subject is not None)
    assert man.pose is Pose.SIT
    kinds = {(r.kind, r.target) for r in panel.relations if r.source == man.id}
    assert kinds == {(RelationKind.ON, "wheelchair")}
    assert [r.noun for r in panel.regions if r.subject is None] == ["wheelchair"]


def test_a_torch_that_is_pointed_is_a_flashlight_in_the_hand() -> None:
    (panel,) = plan("Ruth points her torch at the wall.")
    assert [r.noun for r in panel.regions if r.subject is None] == ["flashlight"]
    assert [r.kind for r in panel.relations] == [RelationKind.HOLDS]
    (burning,) = plan("Ruth holds a burning torch. Its flame flickers.")
    assert [r.noun for r in burning.regions if r.subject is None] == ["torch"]


def test_whom_a_painting_shows_is_not_there() -> None:
    (panel,) = plan("Ruth looks at the wall. Every painting shows an old woman in a red coat.")
    assert {region.subject for region in panel.regions if region.subject} == {"ruth"}


def test_each_of_a_list_is_what_the_list_is() -> None:
    story = EmbeddedPlanner().plan(
        "Two detectives, Ruth and her partner Sam, stand in the rain.", PlanWishes(panels=1)
    )
    assert {character.phrase for character in story.cast} == {"a detective"}


def test_what_is_on_the_counter_is_in_the_shop() -> None:
    story = EmbeddedPlanner().plan(
        "Nadia opens her bakery. On the counter sits a small dragon.", PlanWishes(panels=2)
    )
    assert [panel.place for panel in story.panels] == ["bakery", "bakery"]


def test_who_breathes_on_something_is_not_on_it() -> None:
    [panel] = plan("A dragon sits on a cushion, breathing on the bread.")
    nouns = {region.id: region.noun for region in panel.regions}
    assert [nouns[r.target] for r in panel.relations if r.kind is RelationKind.ON] == ["cushion"]


def test_who_climbs_down_is_on_the_ladder_that_was_found() -> None:
    story = EmbeddedPlanner().plan(
        "Ada and Sam find a ladder. Sam climbs down first.", PlanWishes(panels=2)
    )
    last = story.panels[-1]
    assert [r.pose for r in last.regions if r.subject == "sam"] == [Pose.CLIMB]
    assert ("on", "sam", "ladder") in {(r.kind.value, r.source, r.target) for r in last.relations}


def test_who_climbs_into_a_bus_is_on_no_ladder() -> None:
    [panel] = plan("Sam finds a ladder. The bus arrives. Sam climbs in.")
    assert Pose.CLIMB not in {region.pose for region in panel.regions}


def test_who_climbs_a_named_ladder_is_on_its_rungs() -> None:
    (panel,) = plan("Bruno climbs the ladder and looks into a pipe.")
    man = next(region for region in panel.regions if region.subject == "bruno")
    assert man.pose is Pose.CLIMB
    assert ("on", "bruno", "ladder") in {
        (r.kind.value, r.source, r.target) for r in panel.relations
    }


@pytest.mark.parametrize(
    "text",
    ["Mina drew her bow.", "Mina shot an arrow at the tree."],
)
def test_who_shoots_an_arrow_has_a_bow_in_the_hands(text: str) -> None:
    panel = plan(text)[0]
    bows = [region.id for region in panel.regions if region.noun == "bow"]
    assert len(bows) == 1
    assert ("holds", "mina", bows[0]) in {
        (r.kind.value, r.source, r.target) for r in panel.relations
    }


def test_who_raised_a_bow_still_has_it_when_aiming() -> None:
    panels = plan("Mina raised her bow. The wolf growled. Mina aimed at the wolf.", 3)
    assert all("bow" in {r.noun for r in p.regions} for p in (panels[0], panels[-1]))


def test_a_bow_in_the_hair_is_no_bow_to_shoot_with() -> None:
    assert "bow" not in things("Mina wore a pink bow in her hair. She tied her bow and ran home.")


def test_a_ball_is_not_shot_with_a_bow() -> None:
    panel = plan("Leo shoots the ball at the goal.")[0]
    assert "bow" not in {region.noun for region in panel.regions}
    assert next(r.pose for r in panel.regions if r.id == "leo") is Pose.THROW


def test_who_points_a_wand_at_something_looks_at_it() -> None:
    panel = plan("The wizard pointed his wand at the frog.")[0]
    kinds = {(r.kind.value, r.source, r.target) for r in panel.relations}
    assert ("looks_at", "wizard", "frog") in kinds and ("holds", "wizard", "wand") in kinds


def test_who_looks_through_a_telescope_holds_it_and_no_window() -> None:
    panel = plan("Rosa stood on the deck and looked through her telescope.")[0]
    assert ("holds", "rosa", "telescope") in {
        (r.kind.value, r.source, r.target) for r in panel.relations
    }
    (window,) = plan("Rosa looked through the window.")
    assert RelationKind.HOLDS not in {r.kind for r in window.relations}


@pytest.mark.parametrize(
    ("text", "thing"),
    [("Tom knocks on the door.", "door"), ("Tom bangs his fist on the table.", "table")],
)
def test_who_strikes_a_thing_stands_before_it_and_not_on_it(text: str, thing: str) -> None:
    (panel,) = plan(text)
    found = [(r.kind, r.target) for r in panel.relations if r.source == "tom"]
    assert found == [(RelationKind.NEXT_TO, thing)]


def test_who_knocks_on_a_door_reaches_for_it() -> None:
    (panel,) = plan("Tom knocks on the castle door.")
    assert [r.pose for r in panel.regions if r.subject] == [Pose.REACH]
