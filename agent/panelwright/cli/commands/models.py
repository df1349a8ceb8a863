"""Commands that list and download the weights of local painters."""

import json as json_text
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Final

import typer

from panelwright.cli.manners import printable

if TYPE_CHECKING:
    from panelwright.models import Row

_KNOWN: Final = (
    "Known sets: files, sizes and licences as their pages tell, memory as the shapes of the "
    "networks imply; not run here, but for the one that comes with the package."
)

models = typer.Typer(
    no_args_is_help=True,
    help="Weights of local models, in the cache of the Hugging Face hub.",
)


@models.command("list")
def list_(
    json: Annotated[bool, typer.Option("--json", help="Print them as JSON.")] = False,
) -> None:
    """Show known sets of weights that paint, adapters beside them, and known models that look:
    size, memory, licence, and whether they are here.

    Sizes and licences are those that the hub's pages told, unknown where no page was found. Memory
    is what must be free on a card for 1024×1024 pixels in 16 bits, to paint quickly and to paint at
    all, and follows from the shapes of the networks. None but the one that comes with the package
    was run to find out; nothing is asked of the network.
    """
    from panelwright.models import listed

    rows = listed()
    if json:
        print(json_text.dumps([asdict(row) for row in rows], ensure_ascii=False))
        return
    print(_KNOWN)
    for row in rows:
        for line in _told(row):
            print(line)


def _told(row: "Row") -> list[str]:
    """A model in lines: its name and use, its size and memory, its licence."""
    if row.shipped:
        own = "comes with the package; nothing is downloaded, and it paints on any CPU"
        return [f"{row.name}: {row.title}", f"  {row.use}", f"  {own}", f"  licence: {row.licence}"]
    size = f"{row.size} GB" if row.size[0].isdigit() else f"{row.size} size"
    quick = f"{row.memory} GB free, {row.least} GB slowly" if row.memory[0].isdigit() else ""
    needs = row.beside or quick
    lines = [
        f"{row.name}: {row.title}" + (f" ({row.hub_id})" if row.hub_id != row.name else ""),
        f"  {row.use}",
        f"  {size} to download" + (f"; needs {needs}" if needs else ""),
        f"  licence: {row.licence}",
    ]
    return [*lines, f"  in the cache: {row.cached}"] if row.cached else lines


@models.command()
def pull(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="A set, a set:QUANTISATION, an adapter, or a hub id as owner/model or "
            "owner/model/file.",
        ),
    ],
) -> None:
    """Download weights into the cache; the same command again goes on where it stopped.

    Every file is checked by the digest that the hub tells. Of a quantised set the best quantisation
    is taken that this machine's free memory allows. The path is printed last.
    """
    from panelwright.cli.downloading import downloading
    from panelwright.models import pulled

    with downloading() as (tell, say):
        path = pulled(name, tell, say)
    print(printable(str(path)))
