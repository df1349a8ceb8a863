"""Who does what: subjects that wait for their verb."""

import pytest

from panelwright_tools.language import analyse


def doer(text: str, verb: str) -> str:
    """The subject of a verb in the first sentence, in words."""
    document = analyse(text)
    sentence = document.sentences[0]
    [event] = [event for event in sentence.events if event.verb == verb]
    return " ".join(document.words(sentence.noun_phrases[n].span) for n in event.subjects)


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [("Her deputy, a sad boy called Wendell, picks up the boot.", "pick", "Her deputy"),
     ("Their cook, a boy wearing a red hat, stirs the soup.", "stir", "Their cook"),
     ("The girl, seeing the fox, ran home.", "run", "The girl"),
     ("A man carrying a lamp, a dog at his side, came in.", "come", "A man"),
     ("The mule, whose name was Bishop, refused to move.", "refuse", "The mule"),
     ("A knight and his squire ride to a ruined castle.", "ride", "A knight his squire"),
     ("Ada and her robot Rex land on a moon made of ice.", "land", "Ada her robot Rex"),
     ("The queen and her apprentice climb the hill.", "climb", "The queen her apprentice"),
     ("The two women smile.", "smile", "The two women"),
     ("A girl and her dog walk home.", "walk", "A girl her dog"),
     ("The children play with a ball.", "play", "The children"),
     ("A baker, a cook and a barber play cards in the pub.", "play", "A baker a cook a barber"),
     ("The crowd cheers.", "cheer", "The crowd"),
     ("The monkeys cage was open.", "be", "The monkeys cage"),
     ("One winter the wolves came three nights running.", "come", "the wolves"),
     ("Two drowned sailors turn their heads.", "turn", "Two drowned sailors"),
     ("The ward of St Luke's has slept for years.", "sleep", "The ward"),
     ("A gull flies in through the pane and lands in the tea.", "land", "A gull"),
     ("Ruth stands in the hall, where a man in a flat cap and old gloves plays chess.", "play",
      "a man"),
     ("Nora caught the train, and every day a nun with a rucksack and a cello case got on.", "get",
      "a nun"),
     ("They wait to see what the boy and the old man will do.", "do", "the boy the old man"),
     ("In June the guard announces a strike.", "announce", "the guard"),
     ("The boy holding the rope, the girl pushed the cart.", "push", "the girl")],
)  # fmt: skip
def test_a_subject_waits_for_its_verb(text: str, verb: str, subject: str) -> None:
    assert doer(text, verb) == subject


def test_so_is_her_brother_tells_of_the_brother() -> None:
    sentence = analyse("Ada is asleep, and so, nearly, is her brother.").sentences[0]
    assert [sentence.noun_phrases[e.subjects[0]].head for e in sentence.events] == [
        "Ada",
        "brother",
    ]
