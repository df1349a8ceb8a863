"""Where on the ladder to ask: rungs and, on those that send a schema, ever plainer schemas."""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from pydantic import BaseModel

from panelwright_tools.asking.endpoint import Rung
from panelwright_tools.asking.wire_schema import Wire, wire_schemas


@dataclass(frozen=True)
class Place:
    """One way to ask for one schema."""

    rung: Rung
    wire: Wire | None
    plainness: tuple[int, int] = (0, 0)
    """Of the schema, 0 the strictest; first and last of those that look the same."""


def ladder(rungs: Sequence[Rung], schema: type[BaseModel]) -> list[Place]:
    """All places for a schema, in the order of trying."""
    wires = wire_schemas(schema)
    places: list[Place] = []
    for rung in rungs:
        match rung:
            case Rung.TEXT:
                places.append(Place(rung, None))
            case Rung.JSON:  # some servers take a schema along with it, and constrain
                places.append(Place(rung, wires[0]))
            case _:
                places += _ever_plainer(rung, wires)
    return places


def _ever_plainer(rung: Rung, wires: Sequence[Wire]) -> list[Place]:
    places: list[Place] = []
    for number, wire in enumerate(wires):
        if places and places[-1].wire == wire:
            places[-1] = Place(rung, wire, (places[-1].plainness[0], number))
        else:
            places.append(Place(rung, wire, (number, number)))
    return places


class Remembered:
    """Where questions ended so far, for all schemas and for each; usable from several threads."""

    def __init__(self, rungs: Sequence[Rung]) -> None:
        """Of an endpoint with these rungs."""
        self._rungs = list(rungs)
        self._ended: dict[str, tuple[int, int]] = {}
        self._lock = Lock()

    def from_there(self, name: str, places: Sequence[Place]) -> list[Place]:
        """The places worth trying for a schema: from its own, else from the best that any had."""
        with self._lock:
            best = min(self._ended.values(), default=(0, 0))
            first = self._ended.get(name, best)
        return [place for place in places if (self._height(place), place.plainness[1]) >= first]

    def ended(self, name: str, place: Place) -> None:
        """Remember where a schema was answered, or given up: what is above it was no use."""
        with self._lock:
            self._ended[name] = (self._height(place), place.plainness[0])

    def _height(self, place: Place) -> int:
        return self._rungs.index(place.rung)
