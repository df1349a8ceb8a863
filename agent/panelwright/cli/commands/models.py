"""Commands that list and download the weights of local painters."""

import json as json_text
from dataclasses import asdict
from typing import Annotated

import typer

from panelwright.cli.manners import printable

models = typer.Typer(
    no_args_is_help=True,
    help="Weights of local models, in the cache of the Hugging Face hub.",
)


@models.command("list")
def list_(
    json: Annotated[bool, typer.Option("--json", help="Print them as JSON.")] = False,
) -> None:
    """Show named sets of weights: size, the memory they need, licence, and whether they are here.

    Memory is what must be free on a card for 1024×1024 pixels in 16 bits: to paint quickly, and to
    paint at all. Nothing is asked of the network.
    """
    from panelwright.models import listed

    rows = listed()
    if json:
        print(json_text.dumps([asdict(row) for row in rows], ensure_ascii=False))
        return
    for row in rows:
        print(f"{row.name}: {row.title} ({row.hub_id})")
        print(f"  {row.size} GB to download; needs {row.memory} GB free, {row.least} GB slowly")
        print(f"  licence: {row.licence}")
        if row.cached:
            print(f"  in the cache: {row.cached}")


@models.command()
def pull(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="A set, a set:QUANTISATION, or a hub id as owner/model or owner/model/file.",
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
