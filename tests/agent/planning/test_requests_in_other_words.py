"""Requests as people type them, in words that are not those of the examples."""

import pytest

from panelwright.planning.edits import AddPanel, apply, describe
from panelwright.planning.requests import revise
from panelwright.planning.requests.asking import NotUnderstood, forms
from panelwright_tools.domain import RelationKind, UserError
from request_story import PAGES, STORY, edits


@pytest.mark.parametrize(
    ("request_", "told"),
    [
        ("call the robot Rusty", ["robot is called Rusty"]),
        ("panel 2 is darker", ["panel p02: time dusk"]),
        ("Mina doesn't wear a raincoat, she wears a jacket",
         ["mina is a red-haired girl", "mina is a red-haired girl in a jacket"]),
        ("add some birds in the background of panel 5",
         ["panel p05: with a bird", "panel p05: with a bird", "panel p05: with a bird"]),
        ("I want two cats in panel 5", ["panel p05: with a cat", "panel p05: with a cat"]),
        ("I think the robot should be taller", ["robot is a big rusty robot"]),
        ("no captions at all", ["panel p01: caption empty", "panel p03: caption empty"]),
        ("less text", ["panel p02: balloon 2 is removed"]),
        ("remove everything Tom says",
         ["panel p02: balloon 2 is removed", "panel p05: balloon 1 is removed"]),
        ("brighter in panel 2 please", ["panel p02: time day"]),
        ("make the whole thing black and white", ["the style is ink"]),
        ('change "Wait!" to "No!"', ["panel p02: balloon 2 says “No!”"]),
        ("get rid of the caption in panel 3", ["panel p03: caption empty"]),
        ("Tom should be a girl called Zoe",
         ["tom is a girl", "panel p02, tom: noun girl", "panel p05, tom: noun girl",
          "tom is called Zoe"]),
        ("I'd like the robot to be grey instead of rusty", ["robot is a rusty grey robot"]),
        ("the raincoat should be green", ["mina is a red-haired girl in a green raincoat"]),
        ("take the lantern out of panel 1", ["panel p01: without lantern"]),
        ("turn it into a 3 page comic", ["the story: pages 3"]),
        ("panel 5 takes place at the night market", ["panel p05: place night-market"]),
        ("show more of the forest in panel 3", ["panel p03: shot extreme_wide"]),
        ("use a close-up of Tom for panel 5", ["panel p05: shot close"]),
        ('add a balloon in panel 1 where Mina says "Hello"',
         ["panel p01: mina says “Hello”"]),
        ("change Mina's name to Lina", ["mina is called Lina"]),
        ("the robot's name is Bolt", ["robot is called Bolt"]),
        ('change the title to "Rain"', ["the story: title Rain"]),
        ("change the style to manga", ["the style is manga"]),
        ("use watercolour", ["the style is watercolour"]),
        ("change the colour of Mina's coat to blue",
         ["mina is a red-haired girl in a blue raincoat"]),
        ("it should rain in panel 5", ["panel p05: weather rain"]),
        ("everything at night", [f"panel p0{n}: time night" for n in range(1, 6)]),
        ("the story takes place in winter", [f"panel p0{n}: season winter" for n in range(1, 6)]),
        ("change the place of panel 2 to the forest", ["panel p02: place forest"]),
        ("in panel 3 they are in a cave", ["a new place: cave", "panel p03: place cave"]),
        ("change the caption in panel 1 to 'Later'", ["panel p01: caption Later"]),
        ('panel 1: change the caption to "Later"', ["panel p01: caption Later"]),
        ("panel 1: put the caption at the bottom", ["panel p01: caption at the bottom"]),
        ("panel 1: caption at the top", ["panel p01: caption at the top"]),
        ('add a caption to panel 4: "Home."', ["panel p04: caption Home."]),
        ("there is no robot", ["robot leaves the story"]),
        ('title it "Rain"', ["the story: title Rain"]),
        ("make the comic 4 pages long", ["the story: pages 4"]),
        ("flip panel 2", ["panel p02: left and right change places"]),
        ("make panel 2 and 3 one panel", ["panels p02 and p03 become one"]),
        ("use a bird's eye view in panel 4", ["panel p04: angle high"]),
        ("let it be morning in panel 3", ["panel p03: time morning"]),
        ("panel 2: Mina and Tom hold hands", ["panel p02: mina holds hands tom"]),
        ("add a cat to every panel", [f"panel p0{n}: with a cat" for n in range(1, 6)]),
        ("don't show Tom in panel 2", ["panel p02: without tom"]),
        ("Mina should not be in panel 1", ["panel p01: without mina"]),
        ("put a lantern in panel 3", ["panel p03: with a lantern"]),
        ("panel 3 with a lantern on a table", ["panel p03: with a lantern on a table"]),
        ("add the robot to panel 2", ["panel p02: with a rusty robot"]),
        ("let Tom run in panel 5", ["panel p05, tom: pose run"]),
        ("panel 2: Mina looks happier", ["panel p02, mina: face happy"]),
        ("split panel 1 into two panels, then break panel 2 in two",
         ["panel p01 becomes two", "panel p02 becomes two"]),
        ("merge panel 2 into panel 3", ["panels p02 and p03 become one"]),
    ],
)  # fmt: skip
def test_other_words_for_it_come_to_the_same(request_: str, told: list[str]) -> None:
    assert edits(request_) == told


@pytest.mark.parametrize(
    ("request_", "told"),
    [
        ("swap the first two panels", ["panels p01 and p02 change places"]),
        ("merge the last two panels", ["panels p04 and p05 become one"]),
        ("in the second panel Mina is scared", ["panel p02, mina: face scared"]),
        ("the last panel at night", ["panel p05: time night"]),
        ("the last page at night", [f"panel p0{n}: time night" for n in (3, 4, 5)]),
        ("panels two and three at night", ["panel p02: time night", "panel p03: time night"]),
        ("the second and third panels at night",
         ["panel p02: time night", "panel p03: time night"]),
        ("the second balloon of panel 2 is Mina's", ["panel p02: balloon 2 is spoken by mina"]),
        ('title: "The Last Two Panels"', ["the story: title The Last Two Panels"]),
    ],
)  # fmt: skip
def test_panels_are_counted_in_words(request_: str, told: list[str]) -> None:
    assert edits(request_) == told


@pytest.mark.parametrize(
    "request_",
    ["from page 2 on, Mina wears pyjamas", "Mina wears pyjamas, from page 2 on",
     "Mina wears pyjamas from page 2 on"],
)  # fmt: skip
def test_where_it_is_told_before_or_after_a_comma_it_holds_there_alone(request_: str) -> None:
    assert edits(request_) == ["mina can be in pyjamas", "mina, from p03 on: pyjamas"]


def test_panels_told_by_themselves_hold_for_all_that_follows() -> None:
    told = edits("from page 2 on, Mina wears pyjamas and it is night")
    assert told[:2] == ["mina can be in pyjamas", "mina, from p03 on: pyjamas"]
    assert told[2:] == [f"panel p0{n}: time night" for n in (3, 4, 5)]


@pytest.mark.parametrize(
    ("request_", "told"),
    [
        ("panel 2: Mina says 'Don't go!'", ["panel p02: balloon 1 says “Don't go!”"]),
        ("panel 2: Mina says: hello, and bye", ["panel p02: balloon 1 says “hello, and bye”"]),
        ("change what Tom says in panel 2 to 'Hm.'", ["panel p02: balloon 2 says “Hm.”"]),
        ("panel 2: swap the balloons", ["panel p02: balloon 2 becomes number 1 of panel p02"]),
        ("move balloon 1 of panel 2 after balloon 2",
         ["panel p02: balloon 1 becomes number 2 of panel p02"]),
        ("balloon 2 in panel 2 should be said by Mina", ["panel p02: balloon 2 is spoken by mina"]),
    ],
)  # fmt: skip
def test_what_is_said_may_be_told_with_single_quotes_or_none(
    request_: str, told: list[str]
) -> None:
    assert edits(request_) == told


def test_a_robot_goes_on_speaking_as_robots_do() -> None:
    after = apply(STORY, revise(STORY, "panel 4: the robot says 'Hello'"))
    assert after.panel("p04").speech[0].kind.value == "robot"


@pytest.mark.parametrize(
    ("request_", "told"),
    [
        ("panel 2: Mina holds a lantern",
         ["panel p02, mina: pose hold", "panel p02: with a lantern",
          "panel p02: mina holds lantern"]),
        ("panel 1: Mina holds the lantern",
         ["panel p01, mina: pose hold", "panel p01: mina holds lantern"]),
        ("panel 2: Mina hugs Tom",
         ["panel p02, mina: pose hug, face happy", "panel p02, tom: face happy",
          "panel p02: mina hugs tom"]),
        ("panel 2: everyone laughs", ["panel p02, mina: face joy", "panel p02, tom: face joy"]),
        ("panel 2: Mina stands left of Tom", ["panel p02: mina left of tom"]),
        ("panel 2: Mina looks at Tom", ["panel p02: mina looks at tom"]),
        ("panel 2: Mina faces left", ["panel p02, mina: facing left"]),
        ("panel 2: Tom is far away in the background", ["panel p02, tom: depth 0.85"]),
        ("panel 2: put Tom on the left", ["panel p02: tom left of mina"]),
        ("panel 2: swap Mina and Tom", ["panel p02: left and right change places"]),
    ],
)  # fmt: skip
def test_a_deed_is_read_with_all_that_belongs_to_it(request_: str, told: list[str]) -> None:
    assert edits(request_) == told


@pytest.mark.parametrize(
    "request_",
    ["panel 2: Mina holds a lantern", "panel 2: Mina looks at Tom", "panel 2: Mina faces left",
     "panel 2: Mina stands left of Tom", "panel 2: Mina hugs Tom"],
)  # fmt: skip
def test_what_is_so_already_is_understood_and_changes_nothing(request_: str) -> None:
    once = apply(STORY, revise(STORY, request_, PAGES))
    assert once != STORY and apply(once, revise(once, request_, PAGES)) == once


def test_somebody_of_two_names_is_known_by_the_first() -> None:
    mina, tom, robot = STORY.cast
    mina = mina.model_copy(update={"name": "Vera Quill"})
    story = STORY.model_copy(update={"cast": (mina, tom, robot)})
    told = [describe(edit) for edit in revise(story, "panel 1: Vera holds the lantern")]
    assert told == edits("panel 1: Mina holds the lantern")
    both = story.model_copy(
        update={"cast": (mina, tom.model_copy(update={"name": "Vera Stone"}), robot)}
    )
    with pytest.raises(UserError):
        revise(both, "panel 1: Vera holds the lantern")


def test_a_new_place_may_have_a_name() -> None:
    story = apply(STORY, revise(STORY, "the story takes place in Paris"))
    assert (story.places[-1].name, story.places[-1].phrase) == ("Paris", "Paris")


def test_what_stands_otherwise_is_taken_back() -> None:
    left = apply(STORY, revise(STORY, "panel 2: Mina stands left of Tom"))
    right = apply(left, revise(left, "panel 2: Mina stands right of Tom"))
    [relation] = right.panel("p02").relations
    assert (relation.kind, relation.source) == (RelationKind.RIGHT_OF, "mina")
    swapped = apply(left, revise(left, "panel 2: swap Mina and Tom"))
    lantern = apply(STORY, revise(STORY, "panel 1: Mina holds the lantern"))
    book = apply(lantern, revise(lantern, "panel 1: Mina holds a book"))
    assert [(r.source, r.target) for r in book.panel("p01").relations] == [("mina", "book")]
    assert [r.source for r in swapped.panel("p02").relations] == ["tom"]


@pytest.mark.parametrize(
    ("request_", "told"),
    [
        ("Mina is a boy", "a red-haired boy in a yellow raincoat"),
        ("Mina should be a grown woman", "a red-haired woman in a yellow raincoat"),
        ("make Mina older", "a red-haired teenage girl in a yellow raincoat"),
        ("Mina is seventy years old", "a red-haired woman in a yellow raincoat"),
        ("Mina no longer wears a raincoat", "a red-haired girl"),
        ("take off Mina's raincoat", "a red-haired girl"),
        ("replace Mina with a dog", "a dog"),
    ],
)
def test_a_character_becomes_something_else_everywhere(request_: str, told: str) -> None:
    after = apply(STORY, revise(STORY, request_, PAGES))
    mina = after.character("mina")
    assert mina.phrase == told
    regions = [r for panel in after.panels for r in panel.regions if r.subject == "mina"]
    assert {region.phrase for region in regions} == {told}
    assert all(told.split()[-1] == r.noun or r.noun in told for r in regions)


def test_a_robot_may_grow_and_lose_its_rust() -> None:
    grown = apply(STORY, revise(STORY, "make the robot taller and the robot is not rusty"))
    assert grown.character("robot").look.size > STORY.character("robot").look.size
    assert grown.character("robot").look.marks == ()


@pytest.mark.parametrize(
    ("request_", "noun", "phrase"),
    [
        ("the lantern is blue", "lantern", "a blue lantern"),
        ("rename the lantern to the torch", "torch", "a torch"),
        ("replace the lantern in panel 1 with an old book", "book", "an old book"),
    ],
)
def test_a_thing_becomes_another(request_: str, noun: str, phrase: str) -> None:
    region = apply(STORY, revise(STORY, request_)).panel("p01").regions[1]
    assert (region.id, region.noun, region.phrase, region.prompt) == (
        "lantern", noun, phrase, phrase,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("request_", "at", "shown"),
    [
        ("add a panel where Mina hugs Tom after panel 3", 3, {"mina", "tom"}),
        ("add a panel after panel 3 where Mina hugs Tom and the robot dances", 3,
         {"mina", "tom", "robot"}),
        ("add a panel at the end: Mina waves", 5, {"mina"}),
        ("add a panel at the start showing everyone", 0, {"mina", "tom"}),
        ("add a panel at the end showing Mina asleep", 5, {"mina"}),
        ("add a panel between panels 2 and 3: Tom runs", 2, {"tom"}),
    ],
)  # fmt: skip
def test_a_new_panel_goes_where_it_is_wanted(request_: str, at: int, shown: set[str]) -> None:
    [edit] = revise(STORY, request_, PAGES)
    assert isinstance(edit, AddPanel) and edit.at == at
    told = {region.subject for region in edit.panel.regions}
    assert told == shown or request_.endswith("everyone")


def test_a_new_panel_shows_what_it_tells_where_and_when_it_tells() -> None:
    story = apply(
        STORY, revise(STORY, "add a panel after panel 2: Mina reads a map in the library at night")
    )
    new = story.panels[2]
    assert [(r.id, r.pose and r.pose.value) for r in new.regions] == [
        ("mina", "read"),
        ("map", None),
    ]
    assert [(r.source, r.kind, r.target) for r in new.relations] == [
        ("mina", RelationKind.HOLDS, "map")
    ]
    assert (story.place(new.place or "").noun, new.time.value) == ("library", "night")


@pytest.mark.parametrize(
    ("request_", "sentence"),
    [
        ("panel 2: Mina does a cartwheel", "I don't understand 'Mina does a cartwheel'"),
        ("panel 2: Mina hugs zorg", "I don't understand 'Mina hugs zorg'"),
        (
            "panel 2: Mina waves at the wombolini",
            "I don't understand 'Mina waves at the wombolini'",
        ),
        ("panel 2: Mina dances with Zoe", "there is no character 'Zoe' in this story"),
        ("add a panel after panel 2: Zoe waves", "add a character called Zoe first"),
        ("less talking in panel 5", 'has a second balloon: say "no balloons"'),
        ("the robot is quiet in panel 2", "robot says nothing on these panels as it is"),
        ("Mina doesn't wear glasses", "Mina has no glasses as it is"),
        ("panel 5: balloon 2 is Mina's", "has 1 balloon: there is no number 2"),
        ("Tom laughs", "say for which panel"),
    ],
)
def test_what_can_not_be_done_is_told_and_nothing_done_by_halves(
    request_: str, sentence: str
) -> None:
    with pytest.raises(UserError, match=sentence):
        edits(request_)


def test_free_words_do_not_swallow_the_next_wish() -> None:
    with pytest.raises(NotUnderstood, match="gribbly"):
        revise(STORY, "title: The Map, make panel 3 gribbly")


def test_every_form_that_a_model_is_shown_is_read() -> None:
    for form in forms():
        try:
            revise(STORY, form, PAGES)
        except NotUnderstood as error:
            pytest.fail(f"{form}: {error}")
        except UserError:
            pass  # the story has none of it


@pytest.mark.parametrize(
    ("request_", "at", "told"),
    [
        ("add a panel where the robot hides", 5, "the robot hides"),
        ("start with a panel that shows the market from above", 0, "the market from above"),
        ("end with a panel where everybody laughs", 5, "everybody laughs"),
        ("duplicate panel 1", 1, "Mina waits."),
    ],
)
def test_a_panel_is_added_where_it_is_said_or_at_the_end(request_: str, at: int, told: str) -> None:
    (edit,) = revise(STORY, request_, PAGES)
    assert isinstance(edit, AddPanel)
    assert (edit.at, edit.panel.beat.text) == (at, told)
    apply(STORY, [edit])


def test_words_that_nobody_says_are_not_changed() -> None:
    with pytest.raises(UserError, match="nobody says “Stop!”"):
        revise(STORY, 'change "Stop!" to "No!"', PAGES)
