"""Reads how somebody looks from the descriptions of other programs: clauses, or whole sentences."""

import re
from typing import Final

from panelwright.planning.embedded.garments import garment_in
from panelwright.planning.embedded.look_adjectives import age_of_years
from panelwright.planning.embedded.look_draft import hair_noun
from panelwright.planning.embedded.looks import Gender, read_look
from panelwright.planning.embedded.tables import table
from panelwright.planning.embedded.tables import words as words_of
from panelwright.planning.llm.wording import nearest_kind
from panelwright.planning.requests.looks import GENDERS
from panelwright_tools.domain import Kind, Look
from panelwright_tools.language.lexicon import gender_of_noun

_LONGEST: Final = 2000
"""Characters of a description that are read."""


def described(text: str, kind: Kind | None = None) -> tuple[Kind, Look]:
    """The kind and the look that a description tells; what it leaves open is unset.

    `A young man with black hair, wearing a white shirt. He has brown eyes.`; `goat, white`. With
    `kind` it is that whatever its words say.
    """
    before, noun, others = _parted(_clauses(text[:_LONGEST]))
    found = kind or nearest_kind(noun) or Kind.PERSON
    single = [clause for clause in others if _is_adjective(clause)]
    gender = _gender(noun, text) if found is Kind.PERSON else None
    look = read_look(found, [noun], [*before, *single], others, gender)
    years = re.search(table("descriptions")["parts"]["years"], text, re.I)
    age = age_of_years((years["years"] or years["aged"]).lower()) if years is not None else None
    return found, look.model_copy(update={"age": age}) if age is not None else look


def _parted(clauses: list[str]) -> tuple[list[str], str, list[str]]:
    """The adjectives before the noun, the noun, and the clauses after it; nobody named: a person,
    but for a thing that is told alone."""
    kinds = [_kind_of(clause) for clause in clauses]
    place = next((n for n, kind in enumerate(kinds) if kind not in (None, Kind.THING)), None)
    if place is None and (len(clauses) > 1 or garment_in(clauses[0].split(), worn=False)):
        return [], "person", clauses
    *before, noun = " ".join(clauses[: (place or 0) + 1]).split() or ["person"]
    return before, _noun(noun), clauses[(place or 0) + 1 :]


def _clauses(text: str) -> list[str]:
    """What is told of somebody, one thing each, the noun with its adjectives first."""
    rows: dict[str, str] = table("descriptions")["parts"]
    plain = re.sub(rows["opening"], "", text.strip(), flags=re.I)
    pieces = re.split(rows["parting"], plain, flags=re.I)
    found = [re.sub(rows["leading"], "", piece.strip(), flags=re.I).strip() for piece in pieces]
    return [piece for piece in found if piece] or [""]


def _kind_of(clause: str) -> Kind | None:
    return nearest_kind(_noun(clause.split()[-1])) if clause else None


def _noun(word: str) -> str:
    """A noun that the rules know for one that they don't: `male` is a man."""
    nouns: dict[str, str] = table("descriptions")["nouns"]
    return nouns.get(word.lower(), word.lower())


def _is_adjective(clause: str) -> bool:
    """One word that is neither worn nor hair: `goat, white`."""
    is_hair = hair_noun(clause) in words_of("looks", "hair", "nouns")
    return " " not in clause and not is_hair and garment_in([clause], worn=False) is None


def _gender(noun: str, text: str) -> Gender | None:
    """By the noun, else by the pronouns."""
    by_noun = GENDERS.get(gender_of_noun(noun) or "")
    if by_noun is not None:
        return by_noun
    words = [word.lower() for word in re.findall(r"\w+", text)]
    counts = {gender: sum(word in told for word in words) for gender, told in _pronouns().items()}
    best = max(counts, key=lambda gender: counts[gender])
    return best if counts[best] else None


def _pronouns() -> dict[Gender, frozenset[str]]:
    return {
        "feminine": words_of("descriptions", "pronouns", "feminine"),
        "masculine": words_of("descriptions", "pronouns", "masculine"),
    }
