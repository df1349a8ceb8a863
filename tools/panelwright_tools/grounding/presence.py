"""Whether one subject is to be seen on a picture that is still being painted."""

from dataclasses import dataclass

from panelwright_tools.domain import Brief, Cost, ToolError
from panelwright_tools.grounding.agreement import assigned, centre_distance
from panelwright_tools.grounding.grounder import Grounder
from panelwright_tools.grounding.tables import table
from panelwright_tools.painting.picture import Picture


@dataclass(frozen=True)
class Presence:
    """Looks for the last region of a brief with a grounder."""

    grounder: Grounder

    @property
    def id(self) -> str:
        """The grounder's."""
        return self.grounder.id

    def price(self, brief: Brief) -> Cost:
        """The most that looking once costs."""
        return self.grounder.price(self._asked(brief))

    def is_there(self, picture: Picture, brief: Brief) -> bool | None:
        """Whether it was found about where it should be; None: the grounder could not tell.

        Raises UserError when the grounder's model can't be loaded.
        """
        subject, asked = brief.regions[-1], self._asked(brief)
        try:
            found = self.grounder.ground(picture, asked, ())
        except ToolError:
            return None
        own = assigned(asked.regions, found).get(subject.region.id)
        if own is None:
            return False
        if own.asked:
            return own.asked != "unclear" or None
        return centre_distance(own.box, subject.box) <= float(table("presence")["off_centre"])

    def _asked(self, brief: Brief) -> Brief:
        """The subject alone, where it is only asked about; else with all that are called the same,
        so that none is taken for another."""
        subject = brief.regions[-1]
        alike = tuple(one for one in brief.regions if one.region.phrase == subject.region.phrase)
        regions = alike if self.grounder.locates else (subject,)
        return brief.model_copy(update={"regions": regions, "avoid": ()})
