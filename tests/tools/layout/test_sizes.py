"""How big things are is known from our own lists; the dictionary is read only for other words."""

from panelwright_tools.language.lemmas import noun_lemma
from panelwright_tools.language.lexicon import lexicon
from panelwright_tools.layout.sizes import known_noun


def test_nouns_of_our_lists_are_found_without_the_dictionary() -> None:
    for kept in (lexicon, known_noun, noun_lemma):
        kept.cache_clear()

    assert [known_noun(noun) for noun in ("girl", "Bench ", "park bench")] == [
        "girl",
        "bench",
        "bench",
    ]
    assert not {"categories", "classes"} & vars(lexicon()).keys(), "the large lists were read"

    assert known_noun("benches") == "bench"
    assert "categories" in vars(lexicon())
