"""What the store keeps of a picture beside its pixels, as bytes: masks, maps and sightings."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from PIL import Image

from panelwright_tools.domain import Box
from panelwright_tools.lift.critic import LiftMap
from panelwright_tools.painting.picture import AttentionMap, Mask, Picture, Sighting, Subject


def png_bytes(image: Image.Image) -> bytes:
    """The pixels of a picture as a PNG file."""
    buffer = io.BytesIO()
    image.save(buffer, "PNG", compress_level=2)
    return buffer.getvalue()


def subject_facts(subject: Subject) -> dict[str, Any]:
    """What a record tells of a subject: all but its masks."""
    return {
        "region": subject.region,
        "window": list(subject.window),
        "drawn_area": subject.drawn_area,
        "box": list(subject.box),
        "face": None if subject.face is None else list(subject.face),
        "mouth": None if subject.mouth is None else list(subject.mouth),
        "sketched": subject.sketched,
    }


def packed_subjects(picture: Picture) -> bytes:
    """Masks as bits, and each absent window as its difference from the picture, mostly zeros."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for index, subject in enumerate(picture.subjects):
            shown = np.asarray(picture.image.crop(subject.window))
            difference = np.bitwise_xor(shown, subject.absent)
            archive.writestr(_entry(f"{index}.mask"), _bits(subject.visible))
            archive.writestr(_entry(f"{index}.absent"), difference.tobytes())
        for region, shares in picture.attention.items():
            archive.writestr(_entry(f"{region}.map"), shares.tobytes())
    return buffer.getvalue()


def unpacked_subjects(
    image: Image.Image, facts: list[dict[str, Any]], data: bytes
) -> tuple[Subject, ...]:
    """The subjects of a picture from the facts of its record and its packed masks."""
    subjects = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for index, fact in enumerate(facts):
            left, top, right, bottom = fact["window"]
            shape = (bottom - top, right - left)
            change = np.frombuffer(archive.read(f"{index}.absent"), np.uint8).reshape(*shape, 3)
            visible = _mask(archive.read(f"{index}.mask"), shape)
            shown = np.asarray(image.crop((left, top, right, bottom)))
            subjects.append(_subject(fact, visible, np.bitwise_xor(shown, change)))
    return tuple(subjects)


def unpacked_maps(shapes: dict[str, list[int]], data: bytes) -> dict[str, AttentionMap]:
    """Where the words of each region acted, in the shapes that the record tells."""
    if not shapes:
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {
            region: np.frombuffer(archive.read(f"{region}.map"), np.uint8).reshape(shape)
            for region, shape in shapes.items()
        }


def _subject(fact: dict[str, Any], visible: Any, absent: Any) -> Subject:
    return Subject(
        region=fact["region"],
        window=tuple(fact["window"]),
        visible=visible,
        drawn_area=fact["drawn_area"],
        absent=absent,
        box=Box(*fact["box"]),
        face=None if fact["face"] is None else Box(*fact["face"]),
        mouth=None if fact["mouth"] is None else tuple(fact["mouth"]),
        sketched=fact["sketched"],
    )


def packed_sightings(sightings: Sequence[Sighting]) -> bytes:
    """What is known as JSON, and masks as bits."""
    facts = [
        {
            "region": one.region,
            "box": list(one.box),
            "window": None if one.window is None else list(one.window),
            "face": None if one.face is None else list(one.face),
        }
        for one in sightings
    ]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(_entry("seen.json"), json.dumps(facts, sort_keys=True))
        for index, one in enumerate(sightings):
            if one.visible is not None:
                archive.writestr(_entry(f"{index}.mask"), _bits(one.visible))
    return buffer.getvalue()


def unpacked_sightings(data: bytes) -> tuple[Sighting, ...]:
    """What `packed_sightings` packed. Raises ValueError, KeyError or BadZipFile when damaged."""
    sightings = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for index, fact in enumerate(json.loads(archive.read("seen.json"))):
            face, box = fact["face"], Box(*fact["box"])
            at = None if face is None else Box(*face)
            if fact["window"] is None:
                sightings.append(Sighting(fact["region"], box, face=at))
                continue
            left, top, right, bottom = fact["window"]
            mask = _mask(archive.read(f"{index}.mask"), (bottom - top, right - left))
            window = (left, top, right, bottom)
            sightings.append(Sighting(fact["region"], box, window, mask, at))
    return tuple(sightings)


def packed_lift_maps(maps: Mapping[str, LiftMap]) -> bytes:
    """The shapes as JSON, and each map's bytes."""
    shapes = {region: list(lifts.shape) for region, lifts in maps.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(_entry("lift.json"), json.dumps(shapes, sort_keys=True))
        for region, lifts in maps.items():
            archive.writestr(_entry(f"{region}.map"), lifts.tobytes())
    return buffer.getvalue()


def unpacked_lift_maps(data: bytes) -> dict[str, LiftMap]:
    """What `packed_lift_maps` packed. Raises ValueError, KeyError or BadZipFile when damaged."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {
            region: np.frombuffer(archive.read(f"{region}.map"), np.int8).reshape(shape)
            for region, shape in json.loads(archive.read("lift.json")).items()
        }


def _bits(mask: Mask) -> bytes:
    return np.packbits(mask).tobytes()


def _mask(bits: bytes, shape: tuple[int, int]) -> Mask:
    packed = np.frombuffer(bits, np.uint8)
    mask: Mask = np.unpackbits(packed, count=shape[0] * shape[1]).astype(bool).reshape(shape)
    return mask


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
