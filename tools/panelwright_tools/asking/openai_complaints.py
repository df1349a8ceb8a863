"""What a person is told when a model can't be reached: one sentence that says what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from panelwright_tools.asking.openai_trouble import Kind, Trouble

_LISTED: Final = 8


@dataclass(frozen=True)
class Reached:
    """A model and where it is asked, as sentences may show them."""

    name: str
    url: str
    private: bool
    key_variable: str


def complaint(
    reached: Reached,
    kind: Kind,
    trouble: Trouble,
    said: str,
    models: Sequence[str],
    timeout_s: float,
) -> str:
    """The sentence for a kind of trouble; `said` are the server's words, `models` what it has."""
    url, name = reached.url, reached.name
    because = f" ({said})" if said else ""
    shared = shared_complaint(reached, kind, because, "model.base_url")
    if shared is not None:
        return shared
    match kind:
        case Kind.BUSY:
            return f"{url} has too much to do{because}{_wait(trouble)}; try again later."
        case Kind.SILENT:
            return (
                f"{name} at {url} did not answer within {timeout_s:g} s; "
                "set model.timeout_s higher, or take a smaller model."
            )
        case Kind.MODEL:
            return f"{url} has no model {name!r}{_there(models, because)}; name one with --model."
        case Kind.ADDRESS:
            return f"there is no chat at {url}{because}; most base URLs end in /v1."
        case Kind.CONTEXT:
            return (
                f"the prompt is too long for {name} at {url}{because}; "
                "set model.context to what it takes."
            )
        case _:
            status = f" with status {trouble.status}" if trouble.status else ""
            return f"{url} refused the call to {name}{status}{because}."


def shared_complaint(reached: Reached, kind: Kind, because: str, setting: str) -> str | None:
    """The sentence for what is wrong alike whatever a server is asked for; None for other trouble.

    `setting` is how the user sets the server's address.
    """
    url = reached.url
    match kind:
        case Kind.FAULT:
            return f"{url} failed again and again{because}; try again later, or look at its log."
        case Kind.UNREACHABLE:
            return f"nothing answers at {url}{because}; {_start(reached, setting)}"
        case Kind.KEY:
            return f"{url} refuses the key{because}; put a valid one into {reached.key_variable}."
        case Kind.FORBIDDEN:
            name = reached.name
            return f"{url} doesn't let this key use {name}{because}; take another model or key."
        case Kind.QUOTA:
            return f"the account at {url} is out of money{because}; top it up, then go on."
        case _:
            return None


def _wait(trouble: Trouble) -> str:
    wait_s = trouble.asked_wait_s
    return f" and asks for {wait_s:.0f} s of rest" if wait_s else ""


def _start(reached: Reached, setting: str) -> str:
    if reached.private:
        return f"start the server, or set {setting} to where it runs."
    return f"look at the connection and at {setting}."


def _there(models: Sequence[str], otherwise: str) -> str:
    if not models:
        return otherwise
    more = f" and {len(models) - _LISTED} more" if len(models) > _LISTED else ""
    return f"; it has {', '.join(models[:_LISTED])}{more}"
