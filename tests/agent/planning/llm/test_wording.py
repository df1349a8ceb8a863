"""Words of a model find the members of the closed lists, or nothing."""

from collections.abc import Callable
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelwright.planning.llm import wording
from panelwright_tools.domain import (
    Age,
    Angle,
    Build,
    Face,
    Facing,
    Kind,
    Pose,
    RelationKind,
    Season,
    Shot,
    SpeechKind,
    TimeOfDay,
    Weather,
)

LISTS: list[tuple[Callable[[str], object], type[StrEnum]]] = [
    (wording.nearest_pose, Pose),
    (wording.nearest_face, Face),
    (wording.nearest_shot, Shot),
    (wording.nearest_angle, Angle),
    (wording.nearest_time, TimeOfDay),
    (wording.nearest_weather, Weather),
    (wording.nearest_season, Season),
    (wording.nearest_relation, RelationKind),
    (wording.nearest_kind, Kind),
    (wording.nearest_age, Age),
    (wording.nearest_build, Build),
    (wording.nearest_facing, Facing),
    (wording.nearest_speech_kind, SpeechKind),
]


@pytest.mark.parametrize(
    ("find", "member"), [(find, member) for find, members in LISTS for member in members]
)
def test_every_member_is_found_by_its_own_name(
    find: Callable[[str], object], member: StrEnum
) -> None:
    told = member.value.replace("_", " ")
    assert find(member.value) is member
    assert find(f" {told.title()}! ") is member
    assert find(told.replace(" ", "-")) is member


@pytest.mark.parametrize(
    ("find", "words", "member"),
    [
        (wording.nearest_pose, "sprinting", Pose.RUN),
        (wording.nearest_pose, "stands and points at the door", Pose.POINT),
        (wording.nearest_pose, "standing with arms crossed", Pose.ARMS_CROSSED),
        (wording.nearest_pose, "is asleep", Pose.SLEEP),
        (wording.nearest_face, "very curious", Face.CURIOUS),
        (wording.nearest_face, "excitment", Face.JOY),
        (wording.nearest_shot, "Close-Up", Shot.CLOSE),
        (wording.nearest_shot, "extreme close-up of her hand", Shot.DETAIL),
        (wording.nearest_shot, "long shot", Shot.WIDE),
        (wording.nearest_angle, "bird’s-eye view", Angle.HIGH),
        (wording.nearest_time, "around midnight", TimeOfDay.NIGHT),
        (wording.nearest_weather, "no rain", Weather.CLEAR),
        (wording.nearest_season, "late October", Season.AUTUMN),
        (wording.nearest_relation, "to the left of", RelationKind.LEFT_OF),
        (wording.nearest_relation, "is holding", RelationKind.HOLDS),
        (wording.nearest_relation, "held by", RelationKind.HOLDS),
        (wording.nearest_kind, "a golden retriever", Kind.ANIMAL),
        (wording.nearest_kind, "steam locomotive", Kind.THING),
        (wording.nearest_age, "12 years old", Age.CHILD),
        (wording.nearest_age, "in her seventies", Age.OLD),
        (wording.nearest_build, "muscular", Build.STRONG),
        (wording.nearest_facing, "away from the camera", Facing.BACK),
        (wording.nearest_speech_kind, "voice-over", SpeechKind.OFF_PANEL),
    ],
)
def test_other_words_find_the_nearest_member(
    find: Callable[[str], object], words: str, member: StrEnum
) -> None:
    assert find(words) is member


@pytest.mark.parametrize(
    ("find", "words"),
    [
        (wording.nearest_pose, ""),
        (wording.nearest_pose, "zorbs"),
        (wording.nearest_pose, "not running"),
        (wording.nearest_face, "not afraid"),
        (wording.nearest_shot, "purple"),
        (wording.nearest_season, "unknown"),
        (wording.nearest_relation, "???"),
    ],
)
def test_words_that_mean_no_member_find_none(find: Callable[[str], object], words: str) -> None:
    assert find(words) is None


@pytest.mark.parametrize(
    "words", ["is held by", "contains", "in the hands of", "surrounded by", "followed by"]
)
def test_a_relation_told_from_its_target_says_so(words: str) -> None:
    assert wording.is_turned(words)


@pytest.mark.parametrize("words", ["holds", "standing by", "sits by", "covered by", "next to", ""])
def test_a_relation_told_from_its_subject_does_not(words: str) -> None:
    assert not wording.is_turned(words)


def test_sides_depths_and_sizes_are_words_too() -> None:
    assert wording.nearest_side("on the far left") == "left"
    near, far = wording.nearest_depth("foreground"), wording.nearest_depth("in the background")
    assert near is not None and far is not None and 0 <= near < far <= 1
    splash, normal = wording.nearest_weight("full page"), wording.nearest_weight("normal")
    assert splash is not None and normal == 1.0 and splash > normal
    assert wording.nearest_depth("purple") is None


@given(st.text(max_size=300) | st.from_regex(r"[a-z' -]{0,80}", fullmatch=True))
def test_any_words_find_a_member_or_none(words: str) -> None:
    for find, members in LISTS:
        found = find(words)
        assert found is None or isinstance(found, members)
    wording.is_turned(words)
