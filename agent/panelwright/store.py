"""The store: pictures and evidence under the digest of everything that made them."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from panelwright.files import append_line, place_copy, write_whole
from panelwright.packing import (
    packed_lift_maps,
    packed_sightings,
    packed_subjects,
    png_bytes,
    subject_facts,
    unpacked_lift_maps,
    unpacked_maps,
    unpacked_sightings,
    unpacked_subjects,
)
from panelwright_tools.domain import Brief, Evidence
from panelwright_tools.domain.model import digest
from panelwright_tools.lettering.model import Lettering
from panelwright_tools.lift.critic import LiftMap
from panelwright_tools.painting.picture import Picture, Sighting


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
        pixels, masks = png_bytes(picture.image), packed_subjects(picture)
        write_whole(self.image_path(key), pixels)
        write_whole(self._masks_path(key), masks)
        record = {
            "painter": picture.painter,
            "seed": picture.seed,
            "notes": list(picture.notes),
            "png": _sha256(pixels),
            "masks": _sha256(masks),
            "subjects": [subject_facts(subject) for subject in picture.subjects],
        }
        if picture.evaluations:
            record["evaluations"] = picture.evaluations
        if picture.attention:
            record["maps"] = {region: shares.shape for region, shares in picture.attention.items()}
        write_whole(self._record_path(key), json.dumps(record, sort_keys=True))

    def hand_on(self, key: str, other: "Store") -> None:
        """Copy a picture into another store, unless it is there or not here."""
        if other.folder == self.folder or other.holds(key) or not self.holds(key):
            return
        other.folder.mkdir(parents=True, exist_ok=True)
        for path in (self.image_path(key), self._masks_path(key), self._record_path(key)):
            place_copy(path, other.folder / path.name)

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
            subjects=unpacked_subjects(image, record["subjects"], masks),
            notes=tuple(record["notes"]),
            evaluations=record.get("evaluations", 0),
            attention=unpacked_maps(record.get("maps", {}), masks),
        )

    def put_evidence(self, key: str, evidence: Evidence) -> None:
        """Keep what was measured."""
        write_whole(self._evidence_path(key), evidence.model_dump_json())

    def put_sightings(self, key: str, sightings: Sequence[Sighting]) -> None:
        """Keep where the regions of a picture were found."""
        write_whole(self._sightings_path(key), packed_sightings(sightings))

    def get_sightings(self, key: str) -> tuple[Sighting, ...] | None:
        """Where the regions were found, or None when it is absent or damaged."""
        try:
            return unpacked_sightings(self._sightings_path(key).read_bytes())
        except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile):
            return None

    def put_lift_maps(self, key: str, maps: Mapping[str, LiftMap]) -> None:
        """Keep where the lift of the regions of a picture lies."""
        write_whole(self._lift_maps_path(key), packed_lift_maps(maps))

    def get_lift_maps(self, key: str) -> dict[str, LiftMap] | None:
        """Where the lift lies, or None when it is absent or damaged."""
        try:
            return unpacked_lift_maps(self._lift_maps_path(key).read_bytes())
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
