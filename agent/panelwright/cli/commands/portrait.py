"""The command that paints one picture of somebody whose picture is given."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from panelwright.cli import options as o
from panelwright.cli.flags import Painting
from panelwright.cli.grouping import grouped
from panelwright.cli.manners import printable

if TYPE_CHECKING:
    from panelwright.portraying import Portrait

_References = Annotated[
    list[Path],
    typer.Option("--reference", metavar="FILE", help="A picture of whom to paint; repeatable."),
]
_Prompt = Annotated[str, typer.Option("--prompt", metavar="TEXT", help="What to paint.")]
_Output = Annotated[
    Path, typer.Option("--output", "-o", metavar="FILE", help="Where: a PNG, JPEG or WebP.")
]
_Strength = Annotated[
    float | None,
    typer.Option("--strength", metavar="S",
                 help="How much the reference counts beside the words, 0 to 1; 0.7."),
]  # fmt: skip
_Adapter = Annotated[
    str | None,
    typer.Option("--adapter", metavar="NAME",
                 help="An IP-Adapter: ip-adapter-plus-sdxl (with Stable Diffusion XL by default), "
                      "ip-adapter-sdxl, a safetensors file, or owner/model/file of the hub."),
]  # fmt: skip
_Encoder = Annotated[
    str | None,
    typer.Option("--adapter-encoder", metavar="FOLDER",
                 help="A file's image encoder; image_encoder beside it by default."),
]  # fmt: skip
_Lora = Annotated[
    str | None,
    typer.Option("--lora", metavar="FILE[:STRENGTH[:WORDS]]",
                 help="A LoRA of whom to paint: mina.safetensors:0.8:ohwx woman."),
]  # fmt: skip
_Painter = Annotated[
    str | None,
    typer.Option("--painter", metavar="NAME",
                 help="Who paints: diffusers:MODEL, a set, a folder, a file or a hub id, or "
                      "hosted:NAME, a model behind a server; diffusers:sdxl by default."),
]  # fmt: skip
_MaxCost = Annotated[
    float | None,
    typer.Option("--max-cost", metavar="DOLLARS",
                 help="Stop before the pictures of this file cost more; local models are free."),
]  # fmt: skip


@grouped
def portrait(
    reference: _References,
    prompt: _Prompt,
    *,
    output: _Output = Path("portrait.png"),
    strength: _Strength = None,
    adapter: _Adapter = None,
    adapter_encoder: _Encoder = None,
    lora: _Lora = None,
    style: o.Style = None,
    seed: o.Seed = None,
    quality: o.QualityName = None,
    painter: _Painter = None,
    painting: Painting,
    max_cost: _MaxCost = None,
    quiet: o.Quiet = False,
) -> None:
    """Paint one picture of whom a reference shows, 1024 by 1024, and print its path.

    With Stable Diffusion XL and its IP-Adapter, which [bold]agent models pull sdxl[/] and
    [bold]agent models pull ip-adapter-plus-sdxl[/] fetch, or any other model that looks at
    pictures.
    """
    from panelwright.cli.counting import counting_steps
    from panelwright.loras import read_lora
    from panelwright.portraying import Wanted, portrait_settings, portrayed

    settings = portrait_settings(
        {**painting.settings(adapter=adapter, adapter_encoder=adapter_encoder,
                             reference_strength=strength),
         "style": style, "seed": seed, "quality": quality, "painter": painter,
         "max_cost": max_cost}
    )  # fmt: skip
    own = read_lora(lora, "the sitter") if lora is not None else None
    with counting_steps(quiet=quiet):
        result = portrayed(Wanted(tuple(reference), prompt, output, own), settings)
    if not quiet:
        _tell(result)
    print(result.path)


def _tell(result: "Portrait") -> None:
    """Notes, and what it has cost, where it is no result that a program reads."""
    from panelwright_tools.domain import FREE

    for note in result.notes:
        print(printable(note), file=sys.stderr)
    if result.spent != FREE:
        calls = f"{result.spent.calls} call{'s' * (result.spent.calls != 1)}"
        print(f"{result.path.name} has cost {result.spent.money} for {calls}.", file=sys.stderr)
