"""The command that paints one picture of somebody whose picture is given."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from panelwright.cli import options as o


def portrait(
    reference: Annotated[
        list[Path],
        typer.Option("--reference", metavar="FILE", help="A picture of whom to paint; repeatable."),
    ],
    prompt: Annotated[str, typer.Option("--prompt", metavar="TEXT", help="What to paint.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="Where: a PNG, JPEG or WebP.")
    ] = Path("portrait.png"),
    strength: Annotated[
        float | None,
        typer.Option(
            "--strength",
            metavar="S",
            help="How much the reference counts beside the words, 0 to 1; 0.7.",
        ),
    ] = None,
    adapter: Annotated[
        str | None,
        typer.Option(
            "--adapter",
            metavar="FILE",
            help="The IP-Adapter's safetensors file, or owner/model/file of the hub.",
        ),
    ] = None,
    adapter_encoder: Annotated[
        str | None,
        typer.Option(
            "--adapter-encoder",
            metavar="FOLDER",
            help="Its image encoder; image_encoder beside it by default.",
        ),
    ] = None,
    style: o.Style = None,
    seed: o.Seed = None,
    quality: o.QualityName = None,
    painter: o.Painter = None,
    steps: o.Steps = None,
    guidance: o.Guidance = None,
    scheduler: o.Scheduler = None,
    device: o.Device = None,
    components: o.Components = None,
    quiet: o.Quiet = False,
) -> None:
    """Paint one picture of whom a reference shows, 1024 by 1024, and print its path.

    With a Stable Diffusion XL and its IP-Adapter, or any other model that looks at pictures.
    """
    from panelwright.cli.manners import printable
    from panelwright.configuration import configured
    from panelwright.portraying import portrayed

    settings = configured(
        {"style": style, "seed": seed, "quality": quality, "painter": painter,
         "painting": o.painting_flags(steps=steps, guidance=guidance, scheduler=scheduler,
                                      device=device, components=components, adapter=adapter,
                                      adapter_encoder=adapter_encoder,
                                      reference_strength=strength)}
    )  # fmt: skip
    result = portrayed(reference, prompt, output, settings)
    if not quiet:
        for note in result.notes:
            print(printable(note), file=sys.stderr)
    print(result.path)
