from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from panelwright.store import Store, picture_key
from panelwright_tools.domain import Box, Brief, BriefRegion, Evidence, Region, ToolError
from panelwright_tools.lettering.model import Lettering
from panelwright_tools.painting.blocks import BlockPainter
from panelwright_tools.painting.picture import Sighting


def brief(seed: int = 0) -> Brief:
    regions = tuple(
        BriefRegion(region=Region(id=name, noun=name, phrase=f"a {name}", depth=depth), box=box)
        for name, depth, box in (("house", 0.9, Box(0.1, 0.1, 0.5, 0.8)),
                                 ("dog", 0.1, Box(0.4, 0.5, 0.5, 0.4)))
    )  # fmt: skip
    return Brief(panel="p01", prompt="", regions=regions, size=(96, 64), seed=seed)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def test_a_picture_comes_back_as_it_was_kept(store: Store) -> None:
    picture = BlockPainter().paint(brief())
    store.put("key", picture)
    kept = store.get("key")
    assert kept is not None
    assert kept.image.tobytes() == picture.image.tobytes()
    assert (kept.painter, kept.seed, kept.notes) == (picture.painter, picture.seed, picture.notes)
    for one, two in zip(kept.subjects, picture.subjects, strict=True):
        assert np.array_equal(one.visible, two.visible)
        assert np.array_equal(one.absent, two.absent)
        assert (one.region, one.window, one.box, one.face) == (
            two.region, two.window, two.box, two.face)  # fmt: skip


def test_maps_of_attention_are_kept_with_the_picture_and_leave_others_as_they_were(
    store: Store,
) -> None:
    plain = BlockPainter().paint(brief())
    maps = {"dog": np.arange(6, dtype=np.uint8).reshape(2, 3), "house": np.ones((4, 1), np.uint8)}
    store.put("plain", plain)
    store.put("key", replace(plain, attention=maps))
    kept, without = store.get("key"), store.get("plain")
    assert kept is not None and without is not None
    assert {region: shares.tolist() for region, shares in kept.attention.items()} == {
        region: shares.tolist() for region, shares in maps.items()
    }
    assert without.attention == {} and b"maps" not in (store.folder / "plain.json").read_bytes()
    assert kept.image.tobytes() == plain.image.tobytes()


def test_a_picture_that_was_never_kept_is_absent(store: Store) -> None:
    assert store.get("key") is None
    assert not store.holds("key")


@pytest.mark.parametrize("name", ["key.png", "key.zip", "key.json"])
@pytest.mark.parametrize("damage", [None, b"", b"{}", b"\x00" * 99])
def test_a_damaged_entry_counts_as_absent(store: Store, name: str, damage: bytes | None) -> None:
    store.put("key", BlockPainter().paint(brief()))
    path = store.folder / name
    path.unlink() if damage is None else path.write_bytes(damage)
    assert store.get("key") is None


def test_a_flipped_bit_is_noticed(store: Store) -> None:
    store.put("key", BlockPainter().paint(brief()))
    path = store.image_path("key")
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert not store.holds("key")


def test_everything_that_decides_the_pixels_is_in_the_key() -> None:
    one = brief()
    changed = (
        one.model_copy(update={"seed": 1}),
        one.model_copy(update={"parent": "abc"}),
        one.model_copy(update={"mask": (Box(0, 0, 1, 1),)}),
        one.model_copy(update={"size": (96, 66)}),
    )
    keys = {picture_key(record, "blocks/1") for record in (one, *changed)}
    assert len({*keys, picture_key(one, "blocks/2")}) == 6
    assert picture_key(brief(), "blocks/1") == picture_key(one, "blocks/1")


def test_damaged_evidence_counts_as_absent(store: Store) -> None:
    store.put_lettering("key", Lettering(size=(96, 64), text_size=12))
    store.put_evidence("key", Evidence(notes=("a note",)))
    assert store.get_evidence("key") == Evidence(notes=("a note",))
    (store.folder / "key.evidence.json").write_text('{"detections": 3}')
    assert store.get_evidence("key") is None


def test_evidence_counts_only_beside_the_letters_it_was_measured_with(store: Store) -> None:
    store.put_lettering("key", Lettering(size=(96, 64), text_size=12))
    store.put_evidence("key", Evidence())
    (store.folder / "key.letters.json").write_text("{")
    assert store.get_evidence("key") is None


def test_a_store_that_cannot_be_written_says_so_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ToolError, match=r"can't write .*key.png: no such file"):
        Store(tmp_path / "nowhere").put("key", BlockPainter().paint(brief()))


def test_sightings_come_back_as_they_were_kept_and_damage_is_absence(store: Store) -> None:
    mask = np.random.default_rng(0).random((7, 5)) > 0.5
    kept = (
        Sighting("mina", Box(0.1, 0.2, 0.3, 0.4), (2, 3, 7, 10), mask, Box(0.1, 0.2, 0.1, 0.1)),
        Sighting("bench", Box(0.5, 0.5, 0.2, 0.2)),
    )
    store.put_sightings("key", kept)
    girl, bench = store.get_sightings("key") or ()
    assert girl.visible is not None and np.array_equal(girl.visible, mask)
    assert (girl.region, girl.box, girl.window, girl.face) == (
        kept[0].region, kept[0].box, kept[0].window, kept[0].face)  # fmt: skip
    assert bench == kept[1]
    [path] = store.folder.glob("*.seen.zip")
    path.write_bytes(path.read_bytes()[:60])
    assert store.get_sightings("key") is None
    assert store.get_sightings("other") is None
