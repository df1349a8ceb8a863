"""One person under two words, two persons under like words, and who is not there."""

import pytest

from panelwright_tools.language import Document, Entity, analyse


def cast(text: str) -> list[Entity]:
    return [e for e in analyse(text).cast() if e.living]


def subject(doc: Document, sentence: int, order: int = 0) -> str:
    """The name of the subject of an event of a sentence."""
    parsed = doc.sentences[sentence]
    phrase = parsed.noun_phrases[parsed.events[order].subjects[0]]
    return " ".join(doc.entity(entity).name for entity in phrase.entities)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("An old clockmaker hid behind the counter. The old man coughed.", 1),
        ("A thief in black came in. The woman sneezed.", 1),
        ("A clerk hid. He saw her: a girl of nine. The girl bowed.", 2),
        ("Gordon sweeps. Mr. Pike sneezes. Gordon Pike laughs.", 1),
        ("Nadia visits her grandmother. Grandma Ines waves.", 2),
        ("Gordon sweeps. Mrs. Pike sneezes. Gordon Pike laughs.", 2),
        ("A burglar climbs in through the window. It was a tall man. The man trips.", 1),
        ("The sheriff comes out with her gun. Sheriff Calloway spits.", 1),
        ("Rosa trains. There is an old man everyone calls Professor. The Professor wakes.", 2),
        ("An egg cracked and a small dragon came out. Ada named it Kevin. Kevin sneezed.", 2),
        ("Ruth put down her pen. Her sister sighed. Magda found her shoes.", 2),
        ("Little Bear was cold. His mother hugged him. Mother Bear sang.", 2),
        ("Sunita's son, Arjun, came home. His mother hugged him.", 2),
        ("Oduya the ferryman sat down. The ferryman slept.", 1),
        ("The cat next door, Mittens, yawns. Mittens sleeps. The cat snores.", 1),
        ("Bo's enemy is Mittens, the cat next door. The cat hissed. Mittens ran.", 2),
        ("Livia bakes with her father, the baker. The baker hummed. Livia slept.", 2),
        ("The pilot said she was late. “Eleven hundred,” said Noor.", 1),
        ("They found a live goblin in a box. Brannik waited. Its name is Nik.", 2),
        ("Tom has a sister, Ada. Her brother snores.", 2),
    ],
)
def test_two_words_may_be_for_one(text: str, number: int) -> None:
    assert len(cast(text)) == number


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("robot a has an arm. robot b has none and is sad.", {"robot a", "robot b"}),
        ("Big Lars pulled and Little Lars sang.", {"Big Lars", "Little Lars"}),
        ("Rosa is tired. The other girl, Ingrid, smiles.", {"Rosa", "Ingrid"}),
        ("Grace and Ulla Berg fought. Ulla laughed.", {"Grace", "Ulla Berg"}),
    ],
)
def test_like_names_are_of_two(text: str, names: set[str]) -> None:
    assert {entity.name for entity in cast(text)} == names


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("A fox ran. Something moved under the bridge. It was a troll. The troll roared.", "troll"),
        ("There is a knock at the door. It's Mr. Abara, with two chairs. He smiles.", "Mr. Abara"),
        ("There was nobody but a cat. A dark figure came in. It was the baker. She sat.", "baker"),
    ],
)
def test_an_empty_it_brings_in_whoever_it_was(text: str, who: str) -> None:
    doc = analyse(text)
    sentence = doc.sentences[-2]
    subject = sentence.noun_phrases[sentence.events[0].subjects[0]]
    [entity] = (doc.entity(e) for e in subject.entities)
    assert who in (entity.name, *entity.heads)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Ada met Grace. She hides Grace's hat.", "Ada"),
        ("Somebody was singing. Ada came in. She knocked.", "Ada"),
        ('Bea and Ada hid. Bea ran. "Ada," I said, "look." She looked down.', "Ada"),
        ("Ada came to the gates of Karth. Tom ran. She hit him. He fell.", "Tom"),
        ("The sun put his head up. He looked at Maui's rope.", "sun"),
        ("Tom stands in the goal. The ball hits his face. He falls.", "Tom"),
    ],
)
def test_a_pronoun_means_the_one_that_fits(text: str, who: str) -> None:
    doc = analyse(text)
    assert subject(doc, len(doc.sentences) - 1) == who


@pytest.mark.parametrize(
    "text",
    [
        "Her father is dead, and Mary sells fossils.",
        "She ran faster than a grown-up should.",
        "Goliath, a marrow, was favourite for the cup.",
        "They put it in the box marked DO NOT TELL ME.",
    ],
)
def test_who_is_only_spoken_of_is_not_there(text: str) -> None:
    shown = [e for e in analyse(text).cast() if e.present]
    told = {head for e in shown for head in e.heads}
    assert not told & {"father", "grown-up", "favourite"}
    assert not any(e.narrator for e in shown)


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("Ada spoke. The whole town came out to look.", "group", None),
        ("Ada spoke. Half the village was already in the tent.", "group", None),
        ("A group of tourists took photos of Ada.", "group", None),
        ("A flock of seven geese chased Ada.", "group", 7),
    ],
)
def test_the_people_of_a_place_and_flocks_are_groups(
    text: str, kind: str, number: int | None
) -> None:
    [group] = (e for e in analyse(text).cast() if e.kind == kind)
    assert group.number == number


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The man trips over a cat.", "trip"),
        ("Ada, Tom and Bea ran. The other two laugh.", "laugh"),
        ("Ife films everything. Wiktor films.", "film"),
        ("Bolt waves. Ada sees it.", "wave"),
    ],
)
def test_a_clause_about_somebody_has_a_verb(text: str, words: str) -> None:
    assert words in {event.verb for s in analyse(text).sentences for event in s.events}


def test_a_countable_thing_without_an_article_is_somebody() -> None:
    doc = analyse("Bolt and Hex are robot cleaners in one office. A dog bites both robots.")
    both = next(p for p in doc.sentences[1].noun_phrases if p.determiner == "both")
    assert {doc.entity(e).name for e in both.entities} == {"Bolt", "Hex"}
    assert {e.kind for e in doc.cast() if e.names} == {"robot"}


def test_somebody_else_stands_where_one_has_gone() -> None:
    doc = analyse("The fox is gone, and in her place are three cubs.")
    cubs = next(e for e in doc.cast() if "cub" in e.heads)
    assert cubs.number == 3 and any(m.role == "subject" for m in cubs.mentions)


def test_who_asks_for_a_comic_is_not_in_it() -> None:
    doc = analyse(
        "I want a comic about a bus driver. She is Abena Osei. She drives up a tower. "
        "Then I'd like a chase."
    )
    assert not any(e.narrator for e in doc.cast())
    assert [e.name for e in doc.cast()] == ["Abena Osei"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Emre sees her every day on the ferry. She laughs. Her name is Selin.", {"Emre", "Selin"}),
        ("She had walked for days. At last Mina saw the sea.", {"Mina"}),
        ("Tom shut the door behind him.", {"Tom"}),
    ],
)
def test_who_is_only_he_or_she_is_somebody(text: str, names: set[str]) -> None:
    assert {entity.name for entity in cast(text)} == names


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("A fox who is afraid of the dark is a joke, and Rufus knows it.", "fox"),
        ("Ada held the candle the way you hold a sleeping child.", "child"),
        ("The tortoise ate. But tortoises can't climb.", "tortoises"),
    ],
)
def test_what_is_said_of_all_is_nobody_of_the_story(text: str, absent: str) -> None:
    shown = [e for e in analyse(text).cast() if e.present and any(m.present for m in e.mentions)]
    assert not any(absent in e.heads for e in shown)
    assert not any(e.plural for e in shown)


def test_the_head_who_sits_is_a_person() -> None:
    [head] = cast("The head, who has been sitting at her desk, smiles.")
    assert head.kind == "person"


def test_a_husband_who_died_is_not_the_next_name() -> None:
    found = cast("Mrs. Ade has run the shop since her husband died. Dean waves.")
    assert "Dean" in {entity.name for entity in found}
    assert not any("husband" in e.heads for e in found if e.name == "Dean")


@pytest.mark.parametrize(
    ("text", "verb", "who"),
    [
        ("A fox who hates the rain sleeps by the sea.", "sleep", "fox"),
        ("A creature like a wet umbrella floats in.", "float", "creature"),
        ("At last Mina saw the sea.", "see", "Mina"),
    ],
)
def test_the_doer_stands_before_what_hangs_on_it(text: str, verb: str, who: str) -> None:
    doc = analyse(text)
    order = next(k for k, e in enumerate(doc.sentences[0].events) if e.verb == verb)
    assert subject(doc, 0, order) == who


@pytest.mark.parametrize("name", ["Col", "Glen", "Piers"])
def test_a_name_that_is_a_kind_of_place_is_a_person_who_acts(name: str) -> None:
    doc = analyse(
        f"Abel carries, Bran rows, and {name}, the youngest, sings. {name} stops singing."
    )
    assert {e.name for e in doc.cast()} == {"Abel", "Bran", name}


def test_brothers_are_the_sons_and_their_mother_is_hers() -> None:
    doc = analyse("Tamsin has three sons. Abel carries, Bran rows and Col sings. "
                  "The brothers look at their mother.")  # fmt: skip
    brothers, mother = doc.sentences[2].noun_phrases
    assert {doc.entity(e).name for e in mother.entities} == {"Tamsin"}
    assert not any(e.name == "brother" for e in doc.cast())
    assert brothers.entities


def test_the_oldest_is_the_girl_who_is_told_next() -> None:
    found = cast("Four children jump on a bed. The oldest, a girl with no teeth, sings.")
    girls = [entity for entity in found if "girl" in entity.heads]
    assert len(girls) == 1 and "oldest" in girls[0].adjectives


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Lady Mittens slept on the sill. The cat yawned.", ["animal"]),
        ("Professor Hoot lives alone. The owl teaches all day.", ["animal"]),
        ("Unit Seven cleaned the floor. Marta waved at it. The robot waved.", ["robot", "person"]),
        ("Anna ran down the road. The dog barked.", ["person", "animal"]),
        ("Captain Flint sailed out. The parrot squawked.", ["person", "animal"]),
    ],
)
def test_of_one_with_a_pets_name_the_kind_is_told_late(text: str, kinds: list[str]) -> None:
    assert [entity.category for entity in cast(text)] == kinds


@pytest.mark.parametrize(
    "text",
    [
        "On the pier old Captain Brook, a girl called Wren, and Professor Alcott met.",
        "Mayor Tibbs, a boy named Ollo, and Doctor Crane walked to the mill.",
    ],
)
def test_three_named_in_a_row_are_three(text: str) -> None:
    assert len(cast(text)) == 3


@pytest.mark.parametrize(
    "text",
    [
        "A giant sat down. Nobody knew what you should do when a giant knocks. The giant yawned.",
        "A wolf came by. You should never run when a wolf looks at you. The wolf slept.",
    ],
)
def test_whoever_may_come_to_anybody_is_nobody_new(text: str) -> None:
    assert len(cast(text)) == 1


@pytest.mark.parametrize("cry", ["DONG", "KLONK", "FWUMP"])
def test_a_cry_in_capitals_is_nobody(cry: str) -> None:
    assert [e.name for e in cast(f"Marta pulled the rope. {cry}! The mountain shook.")] == ["Marta"]


def test_a_wind_with_a_name_is_somebody() -> None:
    text = "A miller slept. That night the North Wind came and howled. Then he knocked."
    assert subject(analyse(text), 2) == "North Wind"


def test_the_wind_is_the_wind_that_bears_the_name() -> None:
    doc = analyse("The North Wind came in. The wind sat down.")
    assert subject(doc, 1) == "North Wind"


def test_the_fourth_night_is_no_daughter() -> None:
    doc = analyse("A man had four daughters. He came three nights running, and on the fourth sang.")
    assert {e.name for e in doc.cast() if e.living} == {"man"}


def test_it_says_is_what_a_screen_says() -> None:
    sentence = analyse("Jess has an umbrella. Seen by everyone, it says.").sentences[1]
    assert not any(p.entities for p in sentence.noun_phrases if p.head == "it")


def test_it_takes_an_hour_is_nobody_s_doing() -> None:
    sentence = analyse("The dog digs. It takes fifty minutes.").sentences[1]
    assert not sentence.noun_phrases[0].entities


def test_an_animal_s_word_may_name_a_town() -> None:
    doc = analyse("In the tower at Gander a woman eats. The voice from Gander is calm.")
    assert [e.kind for e in doc.entities if "Gander" in e.names] == ["place"]


def test_her_father_is_hers_whose_father_is_known() -> None:
    text = "Livia bakes with her father. A young soldier climbs in. Her father shouts."
    assert subject(analyse(text), 2) == "Livia's father"


def test_other_crows_are_no_scarecrow() -> None:
    text = "A scarecrow met a crow. They talked. The farmer shouted. The other crows flew up."
    doc = analyse(text)
    assert "scarecrow" not in subject(doc, 3).split()


def test_the_other_one_s_pet_has_a_name_of_its_own() -> None:
    text = (
        "Grace and Noah sing. Grace's snail is called Turbo and Noah's is called Sheila. Noah naps."
    )
    doc = analyse(text)
    assert {(e.name, e.kind) for e in doc.cast() if e.living} == {
        ("Grace", "person"),
        ("Noah", "person"),
        ("Turbo", "animal"),
        ("Sheila", "animal"),
    }


def test_the_king_of_a_land_does_not_bear_its_name() -> None:
    doc = analyse("In the kingdom of Farrow the king sang. Sir Godric dived in. The king slept.")
    assert subject(doc, 0) == subject(doc, 2) == "king"
    assert subject(doc, 1) == "Sir Godric"


def test_the_miller_s_son_is_who_was_named_before() -> None:
    doc = analyse("Rowan, the miller's son, watched them. Rowan sneezed.")
    assert subject(doc, 0) == subject(doc, 1) == "Rowan"


def test_in_a_list_of_people_each_is_another() -> None:
    doc = analyse("Ida has three guests: a student with a hat, a drunk who sleeps, and a nun.")
    assert {e.name for e in doc.cast()} >= {"student", "drunk", "nun"}


def test_her_two_sisters_are_the_rest_of_the_three() -> None:
    text = "A man had three daughters. The youngest was called Ida. Her two sisters pointed."
    doc = analyse(text)
    [group] = [e for e in doc.entities if e.number == 3]
    assert {doc.entity(member).number for member in group.members} == {None, 2}


def test_white_ones_are_no_people() -> None:
    doc = analyse("Tom and Ada play. Tom turns the board so that the white ones face her.")
    assert not any(p.entities for p in doc.sentences[1].noun_phrases if p.head == "one")


def test_whom_the_boys_watch_is_none_of_the_boys() -> None:
    doc = analyse(
        "Malik plays. Three older boys come. One of them laughs. They see what the boy does."
    )
    phrases = doc.sentences[3].noun_phrases
    assert [doc.entity(p.entities[0]).name for p in phrases if p.head == "boy"] == ["Malik"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The mayor comes in, a round man with a gold chain. The man bows.", 1),
        ("Tilda walked in slowly, a tall woman in a red hat.", 1),
        ("The king came in, a guard at his side. The guard sneezed.", 2),
        ("The queen sat down, a tall man beside her.", 2),
    ],
)
def test_what_somebody_is_may_be_told_behind_the_verb(text: str, number: int) -> None:
    assert len(cast(text)) == number
