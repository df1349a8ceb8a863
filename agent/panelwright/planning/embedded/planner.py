"""The embedded planner: rules turn a synopsis into a story."""

import unicodedata
from typing import TYPE_CHECKING

from panelwright.planning.embedded.assemble import Plan, assemble
from panelwright.planning.embedded.beats import choose_beats, panels_of_a_piece
from panelwright.planning.embedded.cast import choose_cast
from panelwright.planning.embedded.moments import find_moments
from panelwright.planning.embedded.scenes import follow_scenes
from panelwright.planning.embedded.titles import title_sentence
from panelwright.planning.planner import PlanWishes, Request
from panelwright_tools.domain import FREE, Cost, Story, UserError

if TYPE_CHECKING:
    from panelwright.planning.edits import Edit

MAX_WISHED = 1000
_NOTHING = ("The synopsis has headings only", "There is nothing to show in that")
"""In a whole synopsis, and in what is told after one."""


class EmbeddedPlanner:
    """Plans by classical language processing: no model, no network, same text same plan."""

    @property
    def id(self) -> str:
        """Name and version."""
        return "embedded/1"

    def price(self, synopsis: str, wishes: PlanWishes) -> Cost:
        """Nothing."""
        return FREE

    def plan(self, synopsis: str, wishes: PlanWishes) -> Story:
        """The whole plan, without boxes. Raises UserError when there is nothing to plan."""
        check_wishes(synopsis, wishes)
        from panelwright_tools.language import analyse  # loads the lexicon

        _check_script(synopsis)
        document = analyse(synopsis)
        title = title_sentence(document)
        cast = choose_cast(document, title)
        scenes = follow_scenes(document)
        found = find_moments(document, cast, scenes.settings, title)
        moments = [moment for moment in found if moment.span[0] >= wishes.after]
        if not moments:
            raise UserError(
                f"{_NOTHING[bool(wishes.after)]}: add at least one sentence of a story."
            )
        wanted = panels_of_a_piece(moments) if wishes.after else wishes.panels
        beats = choose_beats(document, cast, moments, wanted)
        return assemble(Plan(document, cast, scenes, beats), wishes, self.id)

    def revise(self, story: Story, request: Request) -> "list[Edit]":
        """The edits that carry out a request which the rules read. Raises UserError for others."""
        from panelwright.planning.requests import revise

        return revise(story, request.text, request.pages, request.shown)


def check_wishes(synopsis: str, wishes: PlanWishes) -> None:
    """Raises UserError when there is nothing to plan, or what is wished for can't be planned."""
    if not any(letter.isalnum() for letter in synopsis):
        raise UserError("The synopsis has no words: write at least one sentence of a story.")
    if wishes.panels is not None and not 1 <= wishes.panels <= MAX_WISHED:
        raise UserError(
            f"{wishes.panels} panels can't be planned: ask for 1 to {MAX_WISHED} panels."
        )


def _check_script(synopsis: str) -> None:
    """Raises UserError for a text that is not in Latin letters: these rules know only English."""
    letters = [letter for letter in synopsis if letter.isalpha()]
    latin = sum("LATIN" in unicodedata.name(letter, "") for letter in letters[:2000])
    if latin < 0.5 * len(letters[:2000]):
        raise UserError(
            "The embedded planner reads English only, and this text is in another script: "
            "give the story in English, or have a language model plan it, with "
            "--planner llama:PATH.gguf or openai."
        )
