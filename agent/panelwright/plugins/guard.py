"""A tool of another package as the machine sees it: versioned, checked, and blamed by its name."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Final

from panelwright.plugins.code import code_digest
from panelwright.plugins.declared import Plugin
from panelwright.plugins.keeping import called, faults, is_kept, members, promised, told
from panelwright_tools.domain import Brief, PanelwrightError, ToolError, UserError
from panelwright_tools.painting.picture import Picture, Subject

_SIGNED: Final = ("id", "hand")
"""What goes into keys."""


def guarded(tool: object, plugin: Plugin, protocol: type, options: Mapping[str, Any]) -> Any:
    """The tool with the same members, and those of the protocol looked at whenever they are used.

    Its id tells the package with its version, and the digest of its code and of the options that it
    was made with, so that all of these are part of the key of whatever it makes. What it raises
    becomes a ToolError that names the package. Raises UserError when it does not keep the protocol.
    """
    found = faults(tool, protocol)
    if found:
        raise UserError(f"{plugin} can't be used: {'; '.join(found)}.")
    guard = _Guard(tool, plugin, protocol, options)
    names = [name for name in dir(tool) if not name.startswith("_")]
    own: dict[str, Any] = {name: _passed_on(guard, name) for name in names}
    return type(type(tool).__name__, (), {**own, "__repr__": lambda _: f"<{plugin}>"})()


@contextmanager
def blaming(plugin: Plugin, what: str) -> Iterator[None]:
    """Turn whatever a package raises into a sentence that names it.

    Raises ToolError; errors that are sentences already pass.
    """
    try:
        yield
    except PanelwrightError:
        raise
    except Exception as error:
        raise ToolError(f"{plugin} {what}: {told(error)}.") from error


class _Guard:
    """Stands before one tool."""

    def __init__(
        self, tool: object, plugin: Plugin, protocol: type, options: Mapping[str, Any]
    ) -> None:
        self.tool, self.plugin, self.protocol, self.options = tool, plugin, protocol, options
        self.members: Mapping[str, Any] = members(protocol)

    @property
    def hand(self) -> str:
        """Ten hex digits of its code and options."""
        told = json.dumps(dict(self.options), sort_keys=True)
        return hashlib.sha256(f"{code_digest(self.plugin.path)} {told}".encode()).hexdigest()[:10]

    def looked_at(self, name: str, value: Any, given: tuple[Any, ...] = ()) -> Any:
        """What a member gave, as the machine may use it. Raises ToolError when that is wrong."""
        if name in self.members:
            wanted = promised(self.protocol, name)
            if not is_kept(value, wanted):
                raise ToolError(
                    f"{self.plugin} gave {type(value).__name__} as its {name}, "
                    f"which should be {called(wanted)}."
                )
        if name in _SIGNED:
            return f"{value} of {self.plugin.brought}-{self.hand}"
        if name not in self.members and not faults(value, self.protocol):
            return guarded(value, self.plugin, self.protocol, self.options)  # with more at hand
        return self._painted(value, given) if isinstance(value, Picture) else value

    def _painted(self, picture: Picture, given: tuple[Any, ...]) -> Picture:
        image, brief = picture.image, next((one for one in given if isinstance(one, Brief)), None)
        if image.mode != "RGB" or (brief is not None and image.size != brief.size):
            asked = f", not RGB of {brief.size[0]}×{brief.size[1]}" if brief is not None else ""
            raise ToolError(
                f"{self.plugin} painted {image.mode} pixels, {image.width}×{image.height}{asked}."
            )
        with blaming(self.plugin, "told of its picture what nobody can keep"):
            subjects = tuple(map(_in_plain_numbers, picture.subjects))
        name = self.looked_at("id", getattr(self.tool, "id"))  # noqa: B009
        return replace(picture, painter=name, subjects=subjects)


def _in_plain_numbers(subject: Subject) -> Subject:
    """The subject with numbers that can be written as JSON, where NumPy's own were given."""
    left, top, right, bottom = map(int, subject.window)
    area = float(subject.drawn_area)
    return replace(subject, window=(left, top, right, bottom), drawn_area=area)


def _passed_on(guard: _Guard, name: str) -> Any:
    """The member of that name, as a class has it."""
    if callable(getattr(type(guard.tool), name, None)):
        return _method(guard, name)

    def value(_: object) -> Any:
        with blaming(guard.plugin, f"failed to tell its {name}"):
            return guard.looked_at(name, getattr(guard.tool, name))

    return property(value)


def _method(guard: _Guard, name: str) -> Callable[..., Any]:
    def method(_: object, *args: Any, **named: Any) -> Any:
        with blaming(guard.plugin, f"failed to {name}"):
            value = getattr(guard.tool, name)(*args, **named)
        return guard.looked_at(name, value, (*args, *named.values()))

    return method
