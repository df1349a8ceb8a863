"""What an edit is: a record that can change a story and say in words what it does."""

from abc import abstractmethod
from collections.abc import Collection

from panelwright_tools.domain import Story
from panelwright_tools.domain.model import Model

_TOLD_ELSEWHERE = frozenset({"kind", "panel", "region", "character", "place", "index", "clear"})


class Change(Model):
    """An edit. It names panels, regions, characters and places by their ids."""

    @abstractmethod
    def changed(self, story: Story) -> Story:
        """The story after it, not validated; the given one stays as it is.

        Raises UserError when the story lacks what the edit names.
        """

    @abstractmethod
    def told(self) -> str:
        """The edit in a few words, for logs and for the user."""

    def given(self, besides: Collection[str] = ()) -> dict[str, object]:
        """The fields that are to change, by their names; None means that one stays as it is."""
        left_out = _TOLD_ELSEWHERE | set(besides)
        fields = type(self).model_fields.keys() - left_out
        values = {name: getattr(self, name) for name in type(self).model_fields if name in fields}
        return {name: value for name, value in values.items() if value is not None}

    def fields_told(self, besides: Collection[str] = ()) -> str:
        """`shot close, time night` for the fields that change; cleared ones are `no season`."""
        said = self.model_dump(mode="json", include=set(self.given(besides)))
        cleared: tuple[str, ...] = getattr(self, "clear", ())
        parts = [f"{name} {_short(value)}".strip() for name, value in said.items()]
        return ", ".join([*parts, *(f"no {name}" for name in cleared)])


def _short(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_short(item) for item in value) or "nothing"
    text = str(value) if value != "" else "empty"
    return text if len(text) <= 60 else f"{text[:57]}…"
