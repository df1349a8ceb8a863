"""Who several are: they, the others, the two girls, members named one by one."""

import pytest

from panelwright_tools.language import Document, analyse


def meant(text: str, words: str) -> set[str]:
    """The names of those whom the last phrase with these words means."""
    doc = analyse(text)
    found = [
        phrase
        for sentence in doc.sentences
        for phrase in sentence.noun_phrases
        if doc.words(phrase.span).lower() == words
    ]
    return {name for entity in found[-1].entities for name in called(doc, entity)}


def called(doc: Document, entity: int) -> list[str]:
    """The names of the members of a group that is known whole, else its own."""
    one = doc.entity(entity)
    if len(one.members) > 1 and len(one.members) == one.number:
        return [name for member in one.members for name in called(doc, member)]
    return [one.name]


FOUR = (
    "Four friends are stuck in a lift. Wiktor is loud. Paloma is afraid. Desmond eats. Ife films. "
)


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        (FOUR + "The four of them stare at the door.", "the four", "Wiktor Paloma Desmond Ife"),
        (FOUR + "They laugh.", "they", "Wiktor Paloma Desmond Ife"),
        (FOUR + '"Ow," says Wiktor. The others groan.', "the others", "Paloma Desmond Ife"),
        (
            "Three kids sit in room 12. Jo reads. Sam, the new boy, sleeps. And there is Bea, the "
            "head girl. A raccoon runs in. The three of them chase it.",
            "the three",
            "Jo Sam Bea",
        ),
        (
            "The ship had a crew of three. Captain Holt gave the orders, Big Lars hauled the nets "
            "and Ottoline cooked. They were tired.",
            "they",
            "Captain Holt,Big Lars,Ottoline",
        ),
    ],
)  # fmt: skip
def test_a_group_is_those_who_are_named_after_it(text: str, words: str, who: str) -> None:
    assert meant(text, words) == set(who.split(",") if "," in who else who.split())


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        ("Ada, Tom and Bea ran. Bea fell. The others stopped.", "the others", "Ada Tom"),
        ("Ada, Tom and Bea ran. Tom sneezed. The other two laugh.", "the other two", "Ada Bea"),
        ("Ada, Tom and Bea ran. Tom hid. The rest of them wait.", "the rest", "Ada Bea"),
        ("Ada met Bea and Tom. The two girls hugged.", "the two girls", "Ada Bea"),
        ("Ada met Bea, Tom and Ned. The boys waved.", "the boys", "Tom Ned"),
        (
            "An old woman called Ada met old Tom. Pim, a boy, ran by. The two old people sang.",
            "the two old people",
            "Ada Tom",
        ),
        ("Ada and Bea sat down. The women talked.", "the women", "Ada Bea"),
        ("Grace and Ulla have an office, and they never agree.", "they", "Grace Ulla"),
        ("Grace met Ulla. On Monday Petteri calls both of them in.", "both", "Grace Ulla"),
        ("Ada, Tom and Bea met Ned. They all laughed.", "they", "Ada Tom Bea Ned"),
    ],
)
def test_plural_words_mean_those_of_the_scene(text: str, words: str, who: str) -> None:
    assert meant(text, words) == set(who.split())


def test_two_of_them_are_not_told_apart() -> None:
    text = "Ada, Tom, Bea and Ned pulled the rope. Two of them ran away."
    assert meant(text, "two") == set()


def test_we_are_the_one_who_tells_and_the_company() -> None:
    doc = analyse("My sister Amina and I found an egg. A cat came. The two of us ran.")
    two = next(p for p in doc.sentences[2].noun_phrases if p.head == "one")
    assert [doc.entity(e).narrator for e in two.entities].count(True) == 1
    assert {doc.entity(e).name for e in two.entities} >= {"Amina"}


def test_one_and_the_other_are_two_of_the_group() -> None:
    doc = analyse(
        "Two people raised a hand. One was a ferryman. The other was a boy. The boy spoke."
    )
    ferryman = next(e for e in doc.cast() if "ferryman" in e.heads)
    boys = [e for e in doc.cast() if "boy" in e.heads]
    assert len(boys) == 1 and boys[0].id != ferryman.id
    group = next(e for e in doc.entities if e.number == 2)
    assert set(group.members) == {ferryman.id, boys[0].id}


def test_those_after_a_colon_are_the_three() -> None:
    text = (
        "There were three people in the room: an old man; a student with a violin; and a woman in "
        "a hat. Magda looked at the three of them."
    )
    assert len(meant(text, "the three")) == 3


def test_twins_are_not_the_couple_who_bring_them() -> None:
    doc = analyse("Uncle Raj came with his wife, Aunt Meena. The twins ran out to the balcony.")
    twins = next(p for p in doc.sentences[1].noun_phrases if p.head == "twin")
    assert {doc.entity(e).name for e in twins.entities}.isdisjoint({"Uncle Raj", "Aunt Meena"})


def test_five_are_the_four_and_the_one_beside_them() -> None:
    doc = analyse(
        "The four elder brothers shrugged, but the youngest made a rope. The five of them went."
    )
    five = next(p for p in doc.sentences[1].noun_phrases if p.head == "one")
    assert len(five.entities) == 2


def test_each_other_is_nobody_else() -> None:
    doc = analyse("Two sailors and a nun sat in a boat. The sailors looked at each other.")
    other = doc.sentences[1].noun_phrases[-1]
    assert doc.words(other.span) == "each other" and not other.entities


def test_they_all_shout_together() -> None:
    doc = analyse('Jem, Kit and Bo wait. "Where were you?" they all shout.')
    assert len(doc.quotes[0].speakers) == 3


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Rufus met an owl. There were thousands of stars. They sat there.", "Rufus owl"),
        ("Ada and Tom ate the pears. A cat came in and looked at them.", "Ada Tom"),
    ],
)
def test_they_who_sit_and_are_looked_at_are_alive(text: str, who: str) -> None:
    assert meant(text, "they" if "They" in text else "them") == set(who.split())


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        (
            "Three astronauts, two Russians and an American, fix a ship. Volkov swears. Petrov "
            "prays. Ruiz counts. The three of them wait.",
            "the three",
            "Volkov Petrov Ruiz",
        ),
        ("The nephews, Piers and Rupert, came. They fought.", "they", "Piers Rupert"),
    ],
)
def test_parts_told_with_the_whole_are_the_same_people(text: str, words: str, who: str) -> None:
    assert meant(text, words) == set(who.split())


def test_the_dead_are_nobody_of_the_story() -> None:
    doc = analyse(
        "There are a widow and a doctor. A medium speaks with the dead. The widow faints."
    )
    assert not any("dead" in entity.adjectives for entity in doc.entities)


def test_a_garment_of_two_words_is_hers() -> None:
    doc = analyse("Mayor Ade met a clown. The mayor ran out in her dressing gown. He blew a horn.")
    assert {e.name for e in doc.cast()} == {"Mayor Ade", "clown"}


def test_the_other_kids_are_none_of_those_just_told_of() -> None:
    doc = analyse("Priya and Zoe paddle in circles. On the shore the other kids are laughing.")
    kids = doc.sentences[1].noun_phrases[1].entities
    assert not set(kids) & {e.id for e in doc.entities if e.names}
    assert doc.entity(kids[0]).heads == ("kid",)


def test_friends_may_be_of_any_kind() -> None:
    doc = analyse("A mouse met a lion. The lion freed the mouse. The two friends sat on a hill.")
    assert {doc.entity(e).name for e in doc.sentences[2].noun_phrases[0].entities} == {
        "mouse",
        "lion",
    }


def whom_they_means(text: str) -> set[str]:
    doc = analyse(text)
    they = next(p for p in doc.sentences[-1].noun_phrases if p.head == "they")
    return {doc.entity(entity).name for entity in they.entities}


def test_he_is_none_of_they_who_do_something_to_him() -> None:
    text = (
        "Ana and Ben ran home. It rained. The night was cold. The wind blew. The clock struck. "
        "A man lay on a rock. He laughed. They never learned his name."
    )
    assert whom_they_means(text) == {"Ana", "Ben"}


def test_a_beast_that_just_came_is_none_of_them() -> None:
    text = (
        "Priya and Zoe rowed. It rained. The sky was grey. The wind blew. The lake was cold. "
        "A wasp landed on Zoe's knee and she stood up. They laughed."
    )
    assert whom_they_means(text) == {"Priya", "Zoe"}


def test_both_are_the_two_who_are_minded() -> None:
    text = (
        "Foam covered the judges, Mr. Pike and a hamster. Imani looked at Theo. "
        "Theo looked at Imani. They both laughed, and they went home."
    )
    assert whom_they_means(text) == {"Imani", "Theo"}


def test_both_are_the_two_of_the_clause_before() -> None:
    doc = analyse(
        "Two boys, Ed and Joe, rowed. The mother pushed her calf up, and both of them blew."
    )
    both = next(p for p in doc.sentences[1].noun_phrases if p.head in ("both", "one"))
    assert {doc.entity(entity).heads[0] for entity in both.entities} == {"mother", "calf"}


def test_who_lies_senseless_is_none_of_they_who_act() -> None:
    lying = "Ruth and Sam stop. A woman lies on the steps. Ruth kneels beside her. Sam shouts. "
    assert whom_they_means(lying + "They find a key.") == {"Ruth", "Sam"}
    assert whom_they_means("Ada comes in. Tom is asleep. Bea yawns. They laugh.") == {"Ada", "Bea"}
    assert whom_they_means("Tom sleeps. Ada comes in. They laugh.") == {"Ada", "Tom"}
