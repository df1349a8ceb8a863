"""Stories that benchmarks generate: plain ones of any length, and crowded ones that go wrong."""

import random

from panelwright_tools.domain import (
    Character,
    Garment,
    Hair,
    Kind,
    Look,
    Panel,
    Place,
    Pose,
    Region,
    Relation,
    RelationKind,
    Shot,
    Speech,
    Story,
    TimeOfDay,
)

CAST = (
    Character(id="mina", name="Mina", look=Look(gender="feminine", hair=Hair(colour="red"),
              clothes=(Garment(name="raincoat", colour="yellow"),))),
    Character(id="bolt", name="Bolt", kind=Kind.ROBOT, look=Look(species="robot", colour="teal")),
    Character(id="soot", name="Soot", kind=Kind.ANIMAL, look=Look(species="cat", colour="black")),
    Character(id="ann", name="Ann", look=Look(gender="feminine", hair=Hair(colour="black"))),
    Character(id="tess", name="Tess", look=Look(gender="feminine", hair=Hair(colour="blond"))),
    Character(id="olaf", name="Olaf", look=Look(gender="masculine", hair=Hair(colour="grey"))),
    Character(id="rex", name="Rex", kind=Kind.ANIMAL, look=Look(species="dog", colour="brown")),
    Character(id="jon", name="Jon", look=Look(gender="masculine", hair=Hair(colour="brown"))),
)  # fmt: skip
_WHERE = ("market", "harbour", "forest", "meadow", "street", "kitchen")
PLACES = tuple(Place(id=noun, name=f"the {noun}", noun=noun) for noun in _WHERE)
NOUNS = {"mina": "girl", "bolt": "robot", "soot": "cat", "ann": "woman", "jon": "man",
         "tess": "woman", "olaf": "man", "rex": "dog"}  # fmt: skip
THINGS = ("table", "lamp", "map", "ball", "bench", "boat", "crate", "tree", "bicycle", "umbrella")
POSES = (Pose.STAND, Pose.WALK, Pose.RUN, Pose.SIT, Pose.WAVE, Pose.POINT, Pose.CHEER)
SHOTS = (Shot.WIDE, Shot.FULL, Shot.MEDIUM, Shot.CLOSE)
RELATIONS = (RelationKind.LEFT_OF, RelationKind.NEXT_TO, RelationKind.BEHIND,
             RelationKind.IN_FRONT_OF, RelationKind.ON, RelationKind.HOLDS)  # fmt: skip
WORDS = ("Look at that!", "I have never seen anything like it in all my life.", "Run!",
         "Where did you put the map? We had it a minute ago, and it was dry.",
         "It is not far now.", "Are you quite sure that this is the way home?")  # fmt: skip


def walking_story(panels: int) -> Story:
    """Mina and her friends walk through every place, two in each panel."""
    return Story(
        title="A Long Walk",
        cast=CAST,
        places=PLACES,
        panels=tuple(_walk(number) for number in range(panels)),
    )


def _walk(number: int) -> Panel:
    friend = CAST[1 + number % (len(CAST) - 1)].id
    thing = THINGS[number % len(THINGS)]
    return Panel(
        id=f"p{number + 1:04d}",
        place=PLACES[number // 3 % len(PLACES)].id,
        time=tuple(TimeOfDay)[number // 6 % len(TimeOfDay)],
        shot=SHOTS[number % 3],
        caption=f"Hour {number + 1}." if number % 4 == 0 else "",
        speech=(Speech(speaker="mina", text=WORDS[number % len(WORDS)]),),
        regions=(_being("mina", Pose.WALK), _being(friend, Pose.WALK), _thing("thing", thing)),
        relations=(Relation(kind=RelationKind.LEFT_OF, source="mina", target=friend),),
    )


def crowded_story(seed: int) -> Story:
    """One panel with more in it than is good: people, things, ties between them, long speeches."""
    rng = random.Random(seed)
    who = rng.sample([character.id for character in CAST], rng.randint(3, 7))
    things = rng.sample(THINGS, rng.randint(2, 5))
    regions = [_being(name, rng.choice(POSES)) for name in who]
    regions += [_thing(f"t{index}", noun) for index, noun in enumerate(things)]
    regions = [r.model_copy(update={"depth": round(rng.random(), 2)}) for r in regions]
    speech = tuple(
        Speech(speaker=rng.choice(who), text=rng.choice(WORDS)) for _ in range(rng.randint(2, 5))
    )
    panel = Panel(
        id="p01",
        place=rng.choice(PLACES).id,
        time=rng.choice(tuple(TimeOfDay)),
        shot=rng.choice(SHOTS),
        caption=rng.choice(("", "Then everything happened at once.")),
        speech=speech,
        regions=tuple(regions),
        relations=tuple(_ties(rng, [region.id for region in regions], who)),
    )
    return Story(title=f"Crowd {seed}", cast=CAST, places=PLACES, panels=(panel,))


def _ties(rng: random.Random, regions: list[str], who: list[str]) -> list[Relation]:
    ties = []
    for _ in range(rng.randint(2, 5)):
        kind = rng.choice(RELATIONS)
        source, target = rng.sample(regions, 2)
        if kind is RelationKind.HOLDS:
            things = [name for name in regions if name not in who]
            source, target = rng.choice(who), rng.choice(things)
        ties.append(Relation(kind=kind, source=source, target=target))
    return ties


def _being(name: str, pose: Pose) -> Region:
    noun = NOUNS[name]
    return Region(id=name, subject=name, noun=noun, phrase=f"a {noun}", key=True, pose=pose)


def _thing(name: str, noun: str) -> Region:
    return Region(id=name, noun=noun, phrase=f"a {noun}")
