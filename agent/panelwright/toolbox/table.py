"""The operations, one table for every kind of agent."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from panelwright.toolbox import (
    awaiting,
    cancel,
    canvas,
    decide_panel,
    export,
    ground,
    inpaint,
    layout,
    letter_page,
    lift,
    paint,
    plan_story,
    portrait,
    revise_story,
    segment,
    start,
    status,
    watch,
)
from panelwright.toolbox.operation import Operation

OPERATIONS: Final[tuple[Operation, ...]] = tuple(
    module.OPERATION
    for module in (
        plan_story, revise_story, layout, paint, inpaint, decide_panel, ground, segment, lift,
        letter_page, export, portrait, canvas, start, status, watch, cancel, awaiting,
    )
)  # fmt: skip

BY_NAME: Final[Mapping[str, Operation]] = MappingProxyType({one.name: one for one in OPERATIONS})
