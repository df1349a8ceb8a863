"""Reads a whole request: parts it into wishes, finds their panels, and asks the rules in turn."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Final

from panelwright.planning.editing.finding import find_panel
from panelwright.planning.edits import Edit
from panelwright.planning.requests import camera, cast, looks, panels, subjects, whole, words
from panelwright.planning.requests.asking import NotUnderstood, Reader, Wish, not_understood
from panelwright.planning.requests.scopes import NUMBERS, PAIR, Order, scope_of
from panelwright_tools.domain import Story, UserError

LONGEST: Final = 4000
"""Characters of a request."""
_MOST_PARTS: Final = 60
_MOST_JOINED: Final = 5
_PARTING: Final = re.compile(
    r"(\s*[,;\n]+\s*(?:(?:and|but|then)\s+)*|\s+(?:and|but|then)\s+|(?<=[.!?])\s+)", re.I
)
_KEPT: Final = re.compile(
    rf"[\"“][^\"”]*[\"”]|(?:panels|pages)\s+{NUMBERS}"
    rf"|(?:swap|switch|exchange|merge|join|combine)\s+(?:panels?\s+)?{PAIR}",
    re.I,
)

_COURTESY: Final = re.compile(
    r"^(?:(?:please|now|also|and|can|could|would|you|let's"
    r"|i(?:'d| would)? (?:want|like)(?: to)?)\s+)+"
    r"|\s*,?\s*please$",
    re.I,
)
_OF_ORDER: Final[tuple[Reader, ...]] = (
    whole.title, whole.direction, whole.pages,
    panels.swapped, panels.removed, panels.merged, panels.split, panels.moved, panels.new_panel,
)  # fmt: skip
"""These name panels themselves, if any."""
_OF_THE_STORY: Final[tuple[Reader, ...]] = (
    cast.renamed, cast.same, cast.joined, cast.constant, cast.gone,
    camera.style, looks.usual,
)  # fmt: skip
_OF_PANELS: Final[tuple[Reader, ...]] = (
    words.caption, words.sound, words.silence, words.speech,
    subjects.without, camera.frame, camera.mirror, camera.light, camera.amount,
)  # fmt: skip
_OF_SUBJECTS: Final[tuple[Reader, ...]] = (subjects.acting, subjects.added, subjects.place)
_OF_ALL_PANELS: Final[tuple[Reader, ...]] = (
    words.caption, words.sound, words.silence, subjects.without, camera.light,
)  # fmt: skip
"""What is meant for the whole story when no panel is named."""
_OF_LOOKS: Final[tuple[Reader, ...]] = (looks.described, looks.look, looks.state)


def say(story: Story, panel_id: str, text: str) -> list[Edit]:
    """The edits that carry out a wish for a panel.

    Raises UserError, naming what can be said, when any part of the wish is not understood.
    """
    panel = find_panel(story, panel_id).id
    return _Request(Order(tuple(p.id for p in story.panels)), panel).read(story, text)


def revise(story: Story, text: str, pages: Sequence[Sequence[str]] = ()) -> list[Edit]:
    """The edits that carry out a request for the whole story; `pages` are the panels of each page.

    Numbers of panels count as they stand before the request, in all of it. Raises NotUnderstood
    when no rule reads a part of it, UserError when a part names what the story does not have.
    """
    order = Order(tuple(p.id for p in story.panels), tuple(tuple(page) for page in pages))
    return _Request(order, None).read(story, text)


@dataclass
class _Request:
    """A request while it is read."""

    order: Order
    only: str | None
    """The one panel that it is for."""
    carried: tuple[str, ...] = ()
    """The panels that were named last."""
    waiting: tuple[str, ...] = ()
    """Panels that were named, as yet without saying what for: panel 2 and panel 3 at night."""

    def read(self, story: Story, text: str) -> list[Edit]:
        if len(text) > LONGEST:
            raise UserError(f"the request has {len(text):,} characters; {LONGEST:,} are the most.")
        parts, marks = parted(text)
        if not parts:
            raise not_understood(text)
        found: list[tuple[int, list[Edit]]] = []  # first part of each wish, and its edits
        place = 0
        while place < len(parts):
            start, end, edits = self._longer_if_need_be(story, parts, marks, place, found)
            found = [(first, known) for first, known in found if first < start]
            found.append((start, edits))
            place = end
        if not any(edits for _, edits in found):
            raise not_understood(text)
        return [edit for _, edits in found for edit in edits]

    def _longer_if_need_be(
        self,
        story: Story,
        parts: list[str],
        marks: list[str],
        place: int,
        found: list[tuple[int, list[Edit]]],
    ) -> tuple[int, int, list[Edit]]:
        """The wish at a part: the part alone, or with those before it, or with those after it."""
        spans = [(place, place + 1)]
        spans += [
            (first, place + 1) for first, _ in reversed(found) if place - first < _MOST_JOINED
        ]
        spans += [
            (place, end) for end in range(place + 2, min(place + _MOST_JOINED, len(parts)) + 1)
        ]
        problem: NotUnderstood | None = None
        for start, end in spans:
            before = [edit for first, edits in found if first < start for edit in edits]
            text = "".join(
                f"{mark}{part}"
                for mark, part in zip(marks[start:end], parts[start:end], strict=True)
            )
            try:
                now = reduce(lambda story, edit: edit.changed(story), before, story)
                return start, end, self._wish(now, text.removeprefix(marks[start]))
            except NotUnderstood as error:
                problem = problem or error
        raise problem if problem is not None else not_understood(parts[place])

    def _wish(self, story: Story, text: str) -> list[Edit]:
        plain = _COURTESY.sub("", text.strip(" .!"))
        for reader in _OF_ORDER:
            edits = reader(Wish(story, plain, order=self.order.panels))
            if edits:
                return edits
        named, rest = scope_of(plain, self.order)
        if named:
            self.carried = tuple(dict.fromkeys((*self.waiting, *named)))
            self.waiting = () if rest else self.carried
            if not rest:
                return []
        return self._read(story, rest, bool(named))

    def _read(self, story: Story, text: str, told_here: bool) -> list[Edit]:
        ids = {panel.id for panel in story.panels}
        there = (self.only,) if self.only and not told_here else self.carried
        there = tuple(panel for panel in there if panel in ids)
        plain = Wish(story, text, order=self.order.panels)
        on_panels = Wish(story, text, there, told_here, self.order.panels, self.only is not None)
        everywhere = replace(plain, panels=tuple(panel.id for panel in story.panels))
        steps: tuple[tuple[Sequence[Reader], Wish], ...] = (
            (_OF_THE_STORY, plain),
            (_OF_ALL_PANELS, everywhere),
            (_OF_LOOKS, plain),
        )
        if there:
            steps = (
                (_OF_PANELS, on_panels),
                (_OF_THE_STORY, on_panels if told_here else plain),
                (_OF_LOOKS, self._for_looks(on_panels)),
                (_OF_SUBJECTS, on_panels),
            )
        for readers, wish in steps:
            for reader in readers:
                edits = reader(wish)
                if edits:
                    return edits
        if not there and self._is_for_a_panel(story, text):
            raise UserError(f'say for which panel, as in "panel 1: {text[:200]}".')
        raise not_understood(text)

    def _for_looks(self, wish: Wish) -> Wish:
        """A look is for the panels that are named with it, else for always."""
        if wish.told_here or wish.single:
            return wish
        return Wish(wish.story, wish.text, order=wish.order)

    def _is_for_a_panel(self, story: Story, text: str) -> bool:
        wish = Wish(story, text, tuple(panel.id for panel in story.panels), order=self.order.panels)
        return any(reader(wish) for reader in (*_OF_PANELS, *_OF_SUBJECTS))


def parted(text: str) -> tuple[list[str], list[str]]:
    """The parts of a request, and what stands before each; quotes and number rows stay whole."""
    kept: list[str] = []

    def hidden(found: re.Match[str]) -> str:
        kept.append(found.group())
        return f"\ue000{len(kept) - 1}\ue001"

    def shown(piece: str) -> str:
        return re.sub(r"\ue000(\d+)\ue001", lambda found: kept[int(found.group(1))], piece)

    masked = _KEPT.sub(hidden, re.sub(r"[\ue000\ue001]", "", text))
    pieces = ["", *_PARTING.split(masked.strip())]
    pairs = [
        (shown(part), mark)
        for mark, part in zip(pieces[::2], pieces[1::2], strict=True)
        if part.strip(" .!")
    ][:_MOST_PARTS]
    return [part for part, _ in pairs], [mark for _, mark in pairs]
