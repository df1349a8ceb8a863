"""The command that looks the installation over."""

import json as json_text
from typing import Annotated

import typer


def doctor(
    json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
    online: Annotated[
        bool, typer.Option("--online", help="Ask the configured server whether it has the model.")
    ] = False,
) -> None:
    """Check what is installed and works, and say how to mend what doesn't.

    Nothing is sent anywhere, but with --online: one request for the list of the server's models.
    """
    from panelwright.checkup import examined

    findings = examined(online=online)
    if json:
        print(json_text.dumps([vars(finding) for finding in findings], ensure_ascii=False))
    else:
        for finding in findings:
            print(f"{finding.state:<5} {finding.what}: {finding.detail}")
    if any(finding.state == "fail" for finding in findings):
        raise typer.Exit(1)
