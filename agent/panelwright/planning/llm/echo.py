"""Tells records that say nothing: a very small model writes one phrase into every field."""

from collections import Counter
from collections.abc import Iterator

from panelwright.planning.llm.drafts import Draft, StagingDraft
from panelwright.planning.llm.names import key_of

LEAST = 4
"""Fields with the same words from which on a record is an echo, if they are half of all."""

_ALIKE = frozenset({"name", "kind"})
"""Fields that may well say the same as another: the robot is a robot."""


def is_echo(draft: Draft) -> bool:
    """Whether the same words stand in at least half of the fields that say anything."""
    said = Counter(_said(draft))
    most = max(said.values(), default=0)
    return most >= LEAST and 2 * most >= sum(said.values())


def meant(staging: StagingDraft) -> StagingDraft | None:
    """The staging without subjects and relations that say nothing; None if no subject is left."""
    subjects = [subject for subject in staging.subjects if not is_echo(subject)]
    if len(subjects) == len(staging.subjects):
        return staging
    relations = [relation for relation in staging.relations if not is_echo(relation)]
    kept = staging.model_copy(update={"subjects": subjects, "relations": relations})
    return kept if subjects else None


def _said(draft: Draft) -> Iterator[tuple[str, ...]]:
    """What each field says, as words to compare."""
    for name in type(draft).model_fields.keys() - _ALIKE:
        value = getattr(draft, name)
        for text in dict.fromkeys(value if isinstance(value, list) else [value]):
            if isinstance(text, str) and key_of(text):
                yield key_of(text)
