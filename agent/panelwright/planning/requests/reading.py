"""Reads a whole request: parts it into wishes, finds their panels, and asks the rules in turn."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Final

from panelwright.planning.editing.finding import find_panel
from panelwright.planning.edits import Edit
from panelwright.planning.planner import Shown, nothing_shown
from panelwright.planning.requests import (
    balloons,
    becoming,
    camera,
    cast,
    holding,
    looks,
    moods,
    panels,
    standing,
    subjects,
    things,
    whole,
    words,
)
from panelwright.planning.requests.asking import (
    NotUnderstood,
    NowhereSaid,
    Reader,
    Wish,
    not_understood,
)
from panelwright.planning.requests.contradicting import check_agree
from panelwright.planning.requests.parting import LONGEST, parted, spans
from panelwright.planning.requests.pronouns import named_again
from panelwright.planning.requests.rewording import (
    other_words,
    plainly,
    reworded,
)
from panelwright.planning.requests.scopes import Order, scope_of
from panelwright_tools.domain import Story, UserError

_COURTESY: Final = re.compile(
    r"^(?:(?:please|now|also|and|can|could|would|you|let's"
    r"|i (?:would )?want(?: to)?|i(?:'d| would) like(?: to)?"
    r"|i like(?! panels? [\d ,]*(?:and \d+)?(?: as (?:it is|they are))?$)(?: to)?)\s+)+"
    r"|\s*,?\s*please$",
    re.I,
)
_OF_ORDER: Final[tuple[Reader, ...]] = (
    whole.title, whole.direction, whole.pages,
    panels.swapped, panels.removed, panels.merged, panels.split, panels.moved, panels.copied,
    panels.new_panel,
)  # fmt: skip
"""These name panels themselves, if any."""
_OF_THE_STORY: Final[tuple[Reader, ...]] = (
    things.called, cast.renamed, cast.same, cast.joined, cast.constant, cast.gone,
    camera.style, looks.usual,
)  # fmt: skip
_OF_PANELS: Final[tuple[Reader, ...]] = (
    holding.decided, words.requoted, words.caption, words.sound, balloons.silence,
    balloons.speech, balloons.balloon, things.replaced, subjects.nobody, subjects.without,
    camera.frame, camera.mirror, camera.light, camera.amount, moods.mood,
)  # fmt: skip
_OF_SUBJECTS: Final[tuple[Reader, ...]] = (
    standing.swapped_sides, standing.turned, standing.beside, standing.deep, standing.aside,
    subjects.acting, subjects.added, subjects.place, subjects.arriving,
    subjects.absent,
)  # fmt: skip
_OF_ALL_PANELS: Final[tuple[Reader, ...]] = (
    words.requoted, words.caption, words.sound, balloons.silence, subjects.without, camera.light,
    moods.mood,
)  # fmt: skip
"""What is meant for the whole story when no panel is named."""
_OF_LOOKS: Final[tuple[Reader, ...]] = (
    looks.worn_by_one, looks.described, becoming.aged, becoming.more, becoming.become,
    becoming.undressing, looks.look, looks.state, things.coloured,
)  # fmt: skip


def say(story: Story, panel_id: str, text: str) -> list[Edit]:
    """The edits that carry out a wish for a panel.

    Raises UserError, naming what can be said, when any part of the wish is not understood.
    """
    panel = find_panel(story, panel_id).id
    return _Request(Order(tuple(p.id for p in story.panels)), panel).read(story, text)


def revise(
    story: Story,
    text: str,
    pages: Sequence[Sequence[str]] = (),
    shown: Shown = nothing_shown,
) -> list[Edit]:
    """The edits that carry out a request for the whole story; `pages` are the panels of each page,
    `shown` knows the pictures in the book.

    Numbers of panels count as they stand before the request, in all of it. Raises NotUnderstood
    when no rule reads a part of it, UserError when a part names what the story does not have.
    """
    order = Order(tuple(p.id for p in story.panels), tuple(tuple(page) for page in pages))
    return _Request(order, None, shown).read(story, text)


@dataclass(frozen=True)
class _Reach:
    """The panels that wishes are for, as far as a request was read."""

    carried: tuple[str, ...] = ()
    """Named last."""
    waiting: tuple[str, ...] = ()
    """Named, as yet without saying what for: panel 2 and panel 3 at night."""
    governs: bool = False
    """They were named by themselves, for all that follows: from page 2 on, Mina is wet."""


@dataclass
class _Request:
    """A request while it is read."""

    order: Order
    only: str | None
    """The one panel that it is for."""
    shown: Shown = nothing_shown
    reach: _Reach = _Reach()

    def read(self, story: Story, text: str) -> list[Edit]:
        if len(text) > LONGEST:
            raise UserError(f"the request has {len(text):,} characters; {LONGEST:,} are the most.")
        if not any(letter.isalnum() for letter in text):
            raise UserError('say what to change, as in "panel 3 closer, at dusk".')
        parts, marks = parted(plainly(text, self.order))
        parts = [
            named_again(part, " ".join(parts[:place]), story) if place else part
            for place, part in enumerate(parts)
        ]
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
        check_agree(story, [edits for _, edits in found])
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
        problem: UserError | None = None
        reach = self.reach
        for start, end in spans(parts, place, [first for first, _ in found]):
            before = [edit for first, edits in found if first < start for edit in edits]
            text = "".join(
                f"{mark}{part}"
                for mark, part in zip(marks[start:end], parts[start:end], strict=True)
            ).removeprefix(marks[start])
            try:
                now = reduce(lambda story, edit: edit.changed(story), before, story)
                return start, end, self._wish(now, text, is_last=end == len(parts))
            except (NotUnderstood, NowhereSaid) as error:
                problem = _worse(problem, error)
                self.reach = reach
        raise problem if problem is not None else not_understood(parts[place])

    def _wish(self, story: Story, text: str, *, is_last: bool) -> list[Edit]:
        """The edits of a wish as it stands, else of other words for it."""
        plain = reworded(_COURTESY.sub("", text.strip(" .!")))
        problem: UserError | None = None
        for said in (plain, *other_words(plain)):
            try:
                return self._as_said(story, said, is_last=is_last)
            except (NotUnderstood, NowhereSaid) as error:
                problem = _worse(problem, error)
        raise problem if problem is not None else not_understood(text)

    def _as_said(self, story: Story, text: str, *, is_last: bool) -> list[Edit]:
        for reader in _OF_ORDER:
            edits = reader(Wish(story, text, order=self.order.panels))
            if edits:
                return edits
        named, rest = scope_of(text, self.order)
        there = tuple(dict.fromkeys((*self.reach.waiting, *named)))
        if named and not rest:
            if is_last:  # Mina is wet, from page 2 on: it belongs to what was said before
                raise not_understood(text)
            self.reach = _Reach(there, there, governs=True)
            return []
        reach = self.reach
        if there:
            reach = _Reach(there, (), governs=bool(reach.waiting) and not named)
        return self._of_panels(story, rest, reach, told_here=bool(there) or reach.governs)

    def _of_panels(self, story: Story, text: str, reach: _Reach, *, told_here: bool) -> list[Edit]:
        """A wish, or other words for it, once its panels are known."""
        problem: UserError | None = None
        for said in (text, *other_words(text)):
            try:
                edits = self._read(story, said, reach.carried, told_here)
            except (NotUnderstood, NowhereSaid) as error:
                problem = _worse(problem, error)
                continue
            self.reach = reach
            return edits
        raise problem if problem is not None else not_understood(text)

    def _read(
        self, story: Story, text: str, carried: tuple[str, ...], told_here: bool
    ) -> list[Edit]:
        ids = {panel.id for panel in story.panels}
        there = (self.only,) if self.only and not told_here else carried
        there = tuple(panel for panel in there if panel in ids)
        plain = Wish(story, text, order=self.order.panels)
        single = self.only is not None
        on_panels = Wish(story, text, there, told_here, self.order.panels, single, self.shown)
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
            raise NowhereSaid(
                f'say for which panel, as in "panel 1: {text[:200]}" or "everywhere: {text[:200]}".'
            )
        raise not_understood(text)

    def _for_looks(self, wish: Wish) -> Wish:
        """A look is for the panels that are named with it, else for always."""
        if wish.told_here or wish.single:
            return wish
        return Wish(wish.story, wish.text, order=wish.order)

    def _is_for_a_panel(self, story: Story, text: str) -> bool:
        panels = tuple(panel.id for panel in story.panels)
        wish = Wish(story, text, panels, order=self.order.panels, shown=self.shown)
        return any(reader(wish) for reader in (*_OF_PANELS, *_OF_SUBJECTS))


def _worse(known: UserError | None, new: UserError) -> UserError:
    """What is told of two problems: the first, but that a wish lacks its panels before that it is
    not understood in other words."""
    if known is None or (isinstance(new, NowhereSaid) and isinstance(known, NotUnderstood)):
        return new
    return known
