"""What a person is told when a server did not paint: one sentence that says what to do."""

from panelwright_tools.asking.openai_complaints import Reached, shared_complaint
from panelwright_tools.asking.openai_trouble import Kind, Trouble


def complaint(
    reached: Reached, kind: Kind, trouble: Trouble, said: str, timeout_s: float, *, edits: bool
) -> str:
    """The sentence for a kind of trouble; `said` are the server's words.

    `edits`: a picture was to be changed, or painted with others beside it.
    """
    url, name = reached.url, reached.name
    because = f" ({said})" if said else ""
    shared = shared_complaint(reached, kind, because, "base_url under [painting]")
    if shared is not None:
        return shared
    match kind:
        case Kind.FILTERED:
            unknown = "whether that is charged is not known, and it is not counted as spent; "
            return (
                f"{name} at {url} declined to paint it by its content policy{because}; "
                f"{'' if reached.private else unknown}reword what is to be seen, or let another "
                "painter draw it."
            )
        case Kind.BUSY:
            return f"{url} has too much to do{because}; go on later with `agent resume`."
        case Kind.SILENT:
            return (
                f"{name} at {url} did not paint it within {timeout_s:g} s; set timeout_s under "
                "[painting] in agent.toml higher, or take a faster model or quality."
            )
        case Kind.MODEL:
            return f"{url} has no model {name!r}{because}; name one with --painter hosted:MODEL."
        case Kind.ADDRESS if edits:
            return (
                f"{url} makes no pictures from others{because}; repairs of parts and references "
                "need a server with /images/edits."
            )
        case Kind.ADDRESS:
            return f"no pictures are made at {url}{because}; most base URLs end in /v1."
        case Kind.CONTEXT:
            return f"the prompt is too long for {name} at {url}{because}; simplify the panel."
        case _:
            status = f" with status {trouble.status}" if trouble.status else ""
            return f"{url} refused to paint with {name}{status}{because}."
