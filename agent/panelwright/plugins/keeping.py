"""Whether a tool keeps its role's protocol, and whether what it gives is what that promises."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from inspect import Parameter, getattr_static, isfunction, signature
from types import NoneType, UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

_NOT_THERE: Final = object()
_SEQUENCES: Final = (list, tuple, Sequence)
_MOST_TOLD: Final = 300


def members(protocol: type) -> dict[str, Any]:
    """The properties and methods of a protocol by name."""
    return {name: own for name, own in vars(protocol).items() if not name.startswith("_")}


def faults(tool: object, protocol: type) -> list[str]:
    """What a tool lacks of a protocol, one phrase each; nothing of it is called."""
    return [fault for name, own in members(protocol).items() for fault in _faults(tool, name, own)]


def _faults(tool: object, name: str, own: Any) -> Iterator[str]:
    there = getattr_static(tool, name, _NOT_THERE)
    is_property = isinstance(own, property)
    if there is _NOT_THERE:
        yield f"it has no {'property' if is_property else 'method'} {name}"
    elif is_property and isfunction(there):
        yield f"its {name} is a method, not a property"
    elif not is_property and not callable(getattr(tool, name)):
        yield f"its {name} is no method"
    elif not is_property and not _takes(getattr(tool, name), _asked(own)):
        yield f"its {name} doesn't take ({', '.join(_asked(own))})"


def _asked(method: Callable[..., Any]) -> list[str]:
    return list(signature(method).parameters)[1:]


def _takes(method: Callable[..., Any], asked: Sequence[str]) -> bool:
    """Whether it can be called with all that the protocol gives, and with nothing optional."""
    try:
        told = signature(method)
    except ValueError:  # compiled, and says nothing
        return True
    try:
        told.bind(*asked)
    except TypeError:
        return False
    return True


@lru_cache
def promised(protocol: type, name: str) -> Any:
    """The type of what a member gives; `object`, which anything is, where only type checkers are
    told."""
    own = members(protocol)[name]
    try:
        return get_type_hints(own.fget if isinstance(own, property) else own)["return"]
    except NameError:
        return object


def is_kept(value: object, kind: Any) -> bool:
    """Whether a value is of a type, as far as protocols here use types: classes, unions, and lists
    of such."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return any(is_kept(value, one) for one in inner)
    if origin in _SEQUENCES:
        return isinstance(value, list | tuple) and all(is_kept(one, inner[0]) for one in value)
    if kind in (None, NoneType):
        return value is None
    if kind is float:
        return isinstance(value, int | float)
    return isinstance(value, origin or kind)


def called(kind: Any) -> str:
    """A type as sentences call it."""
    return str(getattr(kind, "__name__", kind)) if get_origin(kind) is None else str(kind)


def parameters(maker: Callable[..., Any]) -> Mapping[str, Parameter]:
    """What a class or function takes by name; `**options` where it is compiled and doesn't tell."""
    try:
        return signature(maker).parameters
    except ValueError:
        return {"options": Parameter("options", Parameter.VAR_KEYWORD)}


def takes_any(known: Mapping[str, Parameter]) -> bool:
    """Whether it takes options of any name."""
    return any(one.kind is Parameter.VAR_KEYWORD for one in known.values())


def needed(known: Mapping[str, Parameter]) -> list[str]:
    """Those that it can't do without."""
    kinds = (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)
    return [
        name
        for name, one in known.items()
        if one.default is Parameter.empty and one.kind not in kinds
    ]


def told(error: BaseException) -> str:
    """An error in one line."""
    lines = str(error).strip().splitlines()
    words = f"{type(error).__name__}: {lines[0]}" if lines else type(error).__name__
    return words[:_MOST_TOLD].rstrip(".")
