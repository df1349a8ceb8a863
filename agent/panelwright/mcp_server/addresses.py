"""How files of the root are named to clients: `panelwright://root/RUN/panels/p01.png`."""

from typing import Final
from urllib.parse import quote, unquote, urlsplit

from panelwright_tools.domain import UserError

SCHEME: Final = "panelwright"
_HOST: Final = "root"
TEMPLATES: Final = (
    ("panel", f"{SCHEME}://{_HOST}/{{run}}/panels/{{panel}}.png", "image/png"),
    ("page", f"{SCHEME}://{_HOST}/{{run}}/pages/{{page}}.png", "image/png"),
    ("plan", f"{SCHEME}://{_HOST}/{{run}}/story.json", "application/json"),
)


def address_of(name: str) -> str:
    """The address of a path in the root."""
    return f"{SCHEME}://{_HOST}/{quote(name)}"


def name_in(address: str) -> str:
    """The path that an address names. Raises UserError for one of another kind."""
    parts = urlsplit(address)
    if parts.scheme != SCHEME or parts.netloc != _HOST or parts.query or parts.fragment:
        raise UserError(
            f"{address[:200]!r} is no resource of this server; they begin with {SCHEME}://{_HOST}/."
        )
    return unquote(parts.path).removeprefix("/")
