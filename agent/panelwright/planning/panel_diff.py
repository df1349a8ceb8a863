"""What changed between two versions of one panel, in words."""

from collections.abc import Iterator
from typing import Final

from panelwright.planning.changed_values import by_id, change, fields_told, short
from panelwright.planning.editing.region_edits import relation_told
from panelwright_tools.domain import Panel, Region, Sound, Speech, Story

_PANEL: Final = (
    "time", "weather", "falling", "season", "shot", "angle", "caption", "avoid", "weight",
    "turns_page",
)  # fmt: skip
_REGION: Final = ("noun", "phrase", "box", "depth", "pose", "face", "facing", "size", "spot", "key")


def panel_differences(
    name: str, was: Panel, now: Panel, stories: tuple[Story, Story]
) -> Iterator[str]:
    """A line for each thing of the panel that is another; `stories` are those that it is in."""
    told = list(_panel_told(name, was, now, stories))
    if not told and now.alt != _renamed(was.alt, stories):  # it follows from all the rest
        told = list(fields_told(name, was, now, ("alt",)))
    yield from told


def _renamed(text: str, stories: tuple[Story, Story]) -> str:
    """The text with the names that the cast has now."""
    before, after = (by_id(story.cast) for story in stories)
    for one in before.keys() & after.keys():
        text = text.replace(before[one].name, after[one].name)
    return text


def _panel_told(name: str, was: Panel, now: Panel, stories: tuple[Story, Story]) -> Iterator[str]:
    before, after = stories
    yield from fields_told(name, was, now, _PANEL)
    if was.caption_last != now.caption_last:
        yield f"{name}: caption at the {'bottom' if now.caption_last else 'top'}"
    yield from _decided(name, was, now)
    if was.beat.text != now.beat.text:
        yield f"{name}: tells {change(was.beat.text, now.beat.text)}"
    if was.place != now.place:
        places = (_place_name(was.place, before), _place_name(now.place, after))
        yield f"{name}: place {places[0]} → {places[1]}"
    yield from _regions(name, was, now, stories)
    yield from _list(name, "relation", _relations(was, now), _relations(now, now))
    yield from _list(name, "balloon", _balloons(was, before), _balloons(now, after))
    yield from _list(name, "sound", *(tuple(map(_sound, p.sounds)) for p in (was, now)))


def _decided(name: str, was: Panel, now: Panel) -> Iterator[str]:
    """What a person decided about its picture."""
    if was.picture != now.picture:
        held = now.picture is not None
        yield f"{name}: {'keeps its picture' if held else 'is painted as planned again'}"
    if was.approved != now.approved:
        yield f"{name}: {'approved as it is' if now.approved is not None else 'approved no more'}"


def _relations(panel: Panel, now: Panel) -> tuple[str, ...]:
    """Those of a panel, but for ties to a subject that is gone, which go with it."""
    gone = by_id(panel.regions).keys() - by_id(now.regions).keys()
    return tuple(
        relation_told(relation)
        for relation in panel.relations
        if not {relation.source, relation.target, relation.other} & gone
    )


def _regions(name: str, was: Panel, now: Panel, stories: tuple[Story, Story]) -> Iterator[str]:
    old, new = by_id(was.regions), by_id(now.regions)
    yield from (f"{name}: without {old[gone].phrase}" for gone in old if gone not in new)
    for region_id, region in new.items():
        before = old.get(region_id)
        if before is None:
            yield f"{name}: with {region.phrase}"
        else:
            yield from _region(f"{name}, {region_id}", before, region, stories)


def _region(name: str, was: Region, now: Region, stories: tuple[Story, Story]) -> Iterator[str]:
    """The prompt is told only where nothing else is, since it follows from the rest."""
    told = list(fields_told(name, was, now, _REGION))
    if was.subject != now.subject:
        told.append(f"{name}: shows {was.subject or 'a thing'} → {now.subject or 'a thing'}")
    if was.variation != now.variation:
        looks = (was.variation or "as always", now.variation or "as always")
        told.append(f"{name}: looks {looks[0]} → {looks[1]}")
    if (was.phrase, now.phrase) == _phrases(now.subject, stories):
        mine = (f"{name}: phrase ", f"{name}: noun ")
        yield from (line for line in told if not line.startswith(mine))
    else:
        yield from told or fields_told(name, was, now, ("prompt",))


def _phrases(subject: str | None, stories: tuple[Story, Story]) -> tuple[str, str] | None:
    """Of a character before and after, where they differ: told once, not on every panel."""
    was, now = (by_id(story.cast).get(subject or "") for story in stories)
    if was is None or now is None or was.phrase == now.phrase:
        return None
    return was.phrase, now.phrase


def _list(name: str, noun: str, was: tuple[str, ...], now: tuple[str, ...]) -> Iterator[str]:
    """Items that went and came; only when none did, that their order is another."""
    gone = [item for item in was if item not in now]
    come = [item for item in now if item not in was]
    if len(gone) == len(come):
        yield from (f"{name}: {noun} {change(a, b)}" for a, b in zip(gone, come, strict=True))
    else:
        yield from (f"{name}: no {noun} {short(item)}" for item in gone)
        yield from (f"{name}: a new {noun} {short(item)}" for item in come)
    if not gone and not come and was != now:
        yield f"{name}: {noun}s in another order"


def _balloons(panel: Panel, story: Story) -> tuple[str, ...]:
    return tuple(_balloon(speech, story) for speech in panel.speech)


def _balloon(speech: Speech, story: Story) -> str:
    who = story.character(speech.speaker).name if speech.speaker is not None else "a voice"
    manner = "" if speech.kind.value == "speech" else f" ({speech.kind.value.replace('_', ' ')})"
    return f"{who}{manner}: “{speech.text}”"


def _sound(sound: Sound) -> str:
    return f"“{sound.text}” of {sound.source}" if sound.source else f"“{sound.text}”"


def _place_name(place: str | None, story: Story) -> str:
    return story.place(place).name if place is not None else "nowhere"
