"""The store: pictures and evidence under the digest of everything that made them."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from panelwright.files import append_line, write_whole
from panelwright_tools.domain import Box, Brief, Evidence
from panelwright_tools.domain.model import digest
from panelwright_tools.lettering.model import Lettering
from panelwright_tools.lift.critic import LiftMap
from panelwright_tools.painting.picture import AttentionMap, Mask, Picture, Sighting, Subject


def picture_key(brief: Brief, painter: str) -> str:
    """The key of the picture that a painter makes of a brief.

    The brief holds prompt, regions, references, size, seed, quality, parent and mask.
    """
    return digest(brief, painter)


@dataclass(frozen=True)
class Store:
    """A folder of entries. An entry is there when its record is; a damaged one counts as absent."""

    folder: Path

    def image_path(self, key: str) -> Path:
        """The PNG file of a picture."""
        return self.folder / f"{key}.png"

    def lora_path(self, digest: str) -> Path:
        """The file of a LoRA that a character was given."""
        return self.folder / f"{digest}.safetensors"

    def holds(self, key: str) -> bool:
        """Whether a whole, undamaged picture is there."""
        return self._checked(key) is not None

    def put(self, key: str, picture: Picture) -> None:
        """Keep a picture that was painted now, and count it."""
        self.put_given(key, picture)
        self._log(key)

    def put_given(self, key: str, picture: Picture) -> None:
        """Keep a picture: pixels, subjects, then the record that makes it be there."""
        pixels, masks = _png(picture.image), _packed(picture)
        write_whole(self.image_path(key), pixels)
        write_whole(self._masks_path(key), masks)
        record = {
            "painter": picture.painter,
            "seed": picture.seed,
            "notes": list(picture.notes),
            "png": _sha256(pixels),
            "masks": _sha256(masks),
            "subjects": [_facts(subject) for subject in picture.subjects],
        }
        if picture.evaluations:
            record["evaluations"] = picture.evaluations
        if picture.attention:
            record["maps"] = {region: shares.shape for region, shares in picture.attention.items()}
        write_whole(self._record_path(key), json.dumps(record, sort_keys=True))

    def get(self, key: str) -> Picture | None:
        """The picture with this key, or None when it is absent or damaged."""
        found = self._checked(key)
        if found is None:
            return None
        record, pixels, masks = found
        image = Image.open(io.BytesIO(pixels)).convert("RGB")
        return Picture(
            image=image,
            painter=record["painter"],
            seed=record["seed"],
            subjects=_unpacked(image, record["subjects"], masks),
            notes=tuple(record["notes"]),
            evaluations=record.get("evaluations", 0),
            attention=_unpacked_maps(record.get("maps", {}), masks),
        )

    def put_evidence(self, key: str, evidence: Evidence) -> None:
        """Keep what was measured."""
        write_whole(self._evidence_path(key), evidence.model_dump_json())

    def put_sightings(self, key: str, sightings: Sequence[Sighting]) -> None:
        """Keep where the regions of a picture were found."""
        write_whole(self._sightings_path(key), _packed_sightings(sightings))

    def get_sightings(self, key: str) -> tuple[Sighting, ...] | None:
        """Where the regions were found, or None when it is absent or damaged."""
        try:
            return _unpacked_sightings(self._sightings_path(key).read_bytes())
        except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile):
            return None

    def put_lift_maps(self, key: str, maps: Mapping[str, LiftMap]) -> None:
        """Keep where the lift of the regions of a picture lies."""
        write_whole(self._lift_maps_path(key), _packed_lift_maps(maps))

    def get_lift_maps(self, key: str) -> dict[str, LiftMap] | None:
        """Where the lift lies, or None when it is absent or damaged."""
        try:
            return _unpacked_lift_maps(self._lift_maps_path(key).read_bytes())
        except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile):
            return None

    def put_lettering(self, key: str, lettering: Lettering) -> None:
        """Keep where the words went."""
        write_whole(self._lettering_path(key), lettering.model_dump_json())

    def get_lettering(self, key: str) -> Lettering | None:
        """Where the words went, or None when it is absent or damaged."""
        try:
            return Lettering.model_validate_json(self._lettering_path(key).read_bytes())
        except (OSError, ValueError):
            return None

    def is_seen(self, key: str) -> bool:
        """Whether all was measured on a lettered picture that could be, and no model failed."""
        evidence = self.get_evidence(key)
        return evidence is not None and not evidence.incomplete

    def get_evidence(self, key: str) -> Evidence | None:
        """What was measured on a lettered picture, or None when it or its lettering is damaged."""
        if self.get_lettering(key) is None:
            return None
        try:
            return Evidence.model_validate_json(self._evidence_path(key).read_bytes())
        except (OSError, ValueError):
            return None

    def _record_path(self, key: str) -> Path:
        return self.folder / f"{key}.json"

    def _masks_path(self, key: str) -> Path:
        return self.folder / f"{key}.zip"

    def _evidence_path(self, key: str) -> Path:
        return self.folder / f"{key}.evidence.json"

    def _lettering_path(self, key: str) -> Path:
        return self.folder / f"{key}.letters.json"

    def _sightings_path(self, key: str) -> Path:
        return self.folder / f"{key}.seen.zip"

    def _lift_maps_path(self, key: str) -> Path:
        return self.folder / f"{key}.lift.zip"

    def _log(self, key: str) -> None:
        """One line for each painting, so that anyone can count them."""
        append_line(self.folder / "painted.log", key)

    def _checked(self, key: str) -> tuple[dict[str, Any], bytes, bytes] | None:
        try:
            record = json.loads(self._record_path(key).read_bytes())
            pixels, masks = self.image_path(key).read_bytes(), self._masks_path(key).read_bytes()
            whole = record["png"] == _sha256(pixels) and record["masks"] == _sha256(masks)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return (record, pixels, masks) if whole else None


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", compress_level=4)
    return buffer.getvalue()


def _facts(subject: Subject) -> dict[str, Any]:
    return {
        "region": subject.region,
        "window": list(subject.window),
        "drawn_area": subject.drawn_area,
        "box": list(subject.box),
        "face": None if subject.face is None else list(subject.face),
        "mouth": None if subject.mouth is None else list(subject.mouth),
        "sketched": subject.sketched,
    }


def _packed(picture: Picture) -> bytes:
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


def _unpacked(image: Image.Image, facts: list[dict[str, Any]], data: bytes) -> tuple[Subject, ...]:
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


def _unpacked_maps(shapes: dict[str, list[int]], data: bytes) -> dict[str, AttentionMap]:
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


def _packed_sightings(sightings: Sequence[Sighting]) -> bytes:
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


def _unpacked_sightings(data: bytes) -> tuple[Sighting, ...]:
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


def _packed_lift_maps(maps: Mapping[str, LiftMap]) -> bytes:
    """The shapes as JSON, and each map's bytes."""
    shapes = {region: list(lifts.shape) for region, lifts in maps.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(_entry("lift.json"), json.dumps(shapes, sort_keys=True))
        for region, lifts in maps.items():
            archive.writestr(_entry(f"{region}.map"), lifts.tobytes())
    return buffer.getvalue()


def _unpacked_lift_maps(data: bytes) -> dict[str, LiftMap]:
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
