"""The flags that commands share, each said once."""

from pathlib import Path
from typing import Annotated

import typer

PLAN, TOOLS, THIS_TIME = "The comic", "Who does it", "This time"
MODEL = "How a model paints"

Synopsis = Annotated[
    str,
    typer.Argument(
        metavar="SYNOPSIS",
        help="A text, Markdown or Fountain file with the story; [bold]-[/] reads standard input.",
    ),
]
RunFolder = Annotated[
    Path,
    typer.Argument(metavar="RUN", help="A run folder, such as comics/the-map-7f3a."),
]
Character = Annotated[str, typer.Argument(metavar="CHARACTER", help="A name or id of the cast.")]
NewRun = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="RUN", help="The new run folder; without it, one in comics/."
    ),
]
Panels = Annotated[
    int | None,
    typer.Option("--panels", metavar="N", help="How many panels; else as the story needs.",
                 rich_help_panel=PLAN),
]  # fmt: skip
Pages = Annotated[
    int | None,
    typer.Option("--pages", metavar="N", help="How many pages.", rich_help_panel=PLAN),
]
Style = Annotated[
    str | None,
    typer.Option("--style", metavar="NAME", rich_help_panel=PLAN,
                 help="colour, ink, manga, noir, sepia, pencil, watercolour or newsprint."),
]  # fmt: skip
RightToLeft = Annotated[
    bool, typer.Option("--rtl", help="Read from right to left.", rich_help_panel=PLAN)
]
References = Annotated[
    list[str] | None,
    typer.Option("--reference", metavar="NAME=FILE", rich_help_panel=PLAN,
                 help="A picture of a character, for painters that look at pictures; repeatable."),
]  # fmt: skip
Loras = Annotated[
    list[str] | None,
    typer.Option("--lora", metavar="NAME=FILE[:STRENGTH[:WORDS]]", rich_help_panel=PLAN,
                 help="A LoRA of a character: mina=mina.safetensors:0.8:ohwx woman; repeatable."),
]  # fmt: skip
Seed = Annotated[
    int | None,
    typer.Option("--seed", metavar="N", rich_help_panel=PLAN,
                 help="Another number, another drawing; the same number, the same bytes."),
]  # fmt: skip
QualityName = Annotated[
    str | None,
    typer.Option("--quality", metavar="NAME", rich_help_panel=PLAN,
                 help="fast, balanced or high: the size of the pictures."),
]  # fmt: skip
Profile = Annotated[
    str | None,
    typer.Option("--profile", metavar="NAME", rich_help_panel=TOOLS,
                 help="A set of tools; embedded needs no download, no key, no network."),
]  # fmt: skip
Planner = Annotated[
    str | None, typer.Option("--planner", metavar="NAME", rich_help_panel=TOOLS,
                             help="Who turns the synopsis into panels: embedded (rules), "
                                  "llama:PATH.gguf or openai:NAME.")
]  # fmt: skip
ModelName = Annotated[
    str | None, typer.Option("--model", metavar="NAME", rich_help_panel=TOOLS,
                             help="The planner's language model, or the path of a GGUF file.")
]  # fmt: skip
BaseUrl = Annotated[
    str | None, typer.Option("--base-url", metavar="URL", rich_help_panel=TOOLS,
                             help="Any OpenAI-compatible server, such as "
                                  "http://localhost:8080/v1; else OpenAI itself.")
]  # fmt: skip
Painter = Annotated[
    str | None, typer.Option("--painter", metavar="NAME", rich_help_panel=TOOLS,
                             help="Who paints the panels: storyboard (drawn by hand), "
                                  "miniature (a tiny model that comes along), "
                                  "diffusers:MODEL, a folder, a file or a hub id, or "
                                  "hosted:NAME, a model behind a server; here and below also "
                                  "what a package brings (`agent doctor` lists it).")
]  # fmt: skip
Grounder = Annotated[
    str | None, typer.Option("--grounder", metavar="NAME", rich_help_panel=TOOLS,
                             help="Who checks that everything is there: masks (the painter's "
                                  "own), groundingdino:MODEL, a folder or a hub id, "
                                  "groundingdino-original:FILE, the authors' checkpoint, or "
                                  "vision:NAME, a model that sees, behind a server.")
]  # fmt: skip
Segmenter = Annotated[
    str | None, typer.Option("--segmenter", metavar="NAME", rich_help_panel=TOOLS,
                             help="Who finds the outline of what the grounder found: none, or "
                                  "sam:MODEL, a folder or a hub id of SAM or SAM 2.")
]  # fmt: skip
Likeness = Annotated[
    str | None, typer.Option("--likeness", metavar="NAME", rich_help_panel=TOOLS,
                             help="Who compares characters with their pictures: none, or "
                                  "encoder:MODEL, a folder or a hub id of DINOv2, CLIP or SigLIP.")
]  # fmt: skip
Critic = Annotated[
    str | None, typer.Option("--critic", metavar="NAME", rich_help_panel=TOOLS,
                             help="Who scores how much the picture owes to each condition.")
]  # fmt: skip
Questions = Annotated[
    str | None, typer.Option("--questions", metavar="NAME", rich_help_panel=TOOLS,
                             help="Who is asked what the plan claims of a picture (counts, "
                                  "relations, colours, letters): none, or vision:NAME, a model "
                                  "that sees, behind a server.")
]  # fmt: skip
Steps = Annotated[
    int | None, typer.Option("--steps", metavar="N", rich_help_panel=MODEL,
                             help="Steps of denoising; usually by model and quality.")
]  # fmt: skip
Guidance = Annotated[
    float | None, typer.Option("--guidance", metavar="X", rich_help_panel=MODEL,
                               help="How much the words count; usually by model.")
]  # fmt: skip
Scheduler = Annotated[
    str | None, typer.Option("--scheduler", metavar="NAME", rich_help_panel=MODEL,
                             help="euler, ddim, dpm++ or flow-match; usually the model's own.")
]  # fmt: skip
Device = Annotated[
    str | None, typer.Option("--device", metavar="NAME", rich_help_panel=MODEL,
                             help="cuda, cuda:1, mps, xpu or cpu; usually the best that there is.")
]  # fmt: skip
Components = Annotated[
    str | None, typer.Option("--components", metavar="PATH", rich_help_panel=MODEL,
                             help="The folder or hub id of what a single file lacks, such as a "
                                  "GGUF file: text encoders and autoencoder.")
]  # fmt: skip
Attempts = Annotated[
    int | None,
    typer.Option("--attempts", metavar="N", rich_help_panel=THIS_TIME,
                 help="How many pictures a panel may cost before it is flagged; usually 4."),
]  # fmt: skip
Approve = Annotated[
    bool, typer.Option("--approve", rich_help_panel=THIS_TIME,
                       help="Ask before a model is asked to plan, before anything is painted, and "
                            "before panels are painted by portraits.")
]  # fmt: skip
ApprovePlanning = Annotated[
    bool, typer.Option("--approve", rich_help_panel=THIS_TIME,
                       help="Ask before a model is asked to plan; shows a draft by rules first.")
]  # fmt: skip
MaxCost = Annotated[
    float | None,
    typer.Option("--max-cost", metavar="DOLLARS", rich_help_panel=THIS_TIME,
                 help="Stop, resumably, before the run costs more; embedded tools are free."),
]  # fmt: skip
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", "-j", metavar="N", min=0, max=64, rich_help_panel=THIS_TIME,
                 help="Painting processes; usually one for each core."),
]  # fmt: skip
Strict = Annotated[
    bool, typer.Option("--strict", rich_help_panel=THIS_TIME,
                       help="Exit with code 3 when a panel is flagged.")
]  # fmt: skip
Json = Annotated[
    bool, typer.Option("--json", rich_help_panel=THIS_TIME,
                       help="Print the result as one line of JSON.")
]  # fmt: skip
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", rich_help_panel=THIS_TIME,
                       help="Say nothing but the result.")
]  # fmt: skip
Verbose = Annotated[
    bool, typer.Option("--verbose", "-v", rich_help_panel=THIS_TIME,
                       help="Tell every step, and the traceback of an error.")
]  # fmt: skip


def given(**flags: object) -> dict[str, object] | None:
    """A table of settings of the flags that were given; None: none was."""
    return {key: value for key, value in flags.items() if value is not None} or None
