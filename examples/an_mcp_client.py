"""A session with `agent mcp`, as any client of the Model Context Protocol has it.

    pip install "panelwright[mcp]"
    python examples/an_mcp_client.py examples/the-map-in-the-rain.txt

It starts the server, lists its tools, plans and paints a comic while it hears of the progress, and
fetches the first panel into panel.png.
"""

import argparse
import asyncio
import base64
import os
import sys
from pathlib import Path
from typing import Any

from mcp import Client, StdioServerParameters

SERVER = StdioServerParameters(
    command=sys.executable,
    args=["-m", "panelwright", "mcp", "--root", "comics", "--quality", "fast"],
    env=dict(os.environ),
)


async def main(story: Path) -> None:
    """Make a comic of a file."""
    async with Client(SERVER) as client:
        tools = (await client.list_tools()).tools
        print(f"{len(tools)} tools: {', '.join(tool.name for tool in tools)}")
        text = story.read_text("utf-8")
        planned = await called(client, "plan_story", synopsis=text, panels=4)
        print(f"{planned['plan']['title']}: {planned['plan']['panel_count']} panels are planned")
        book = await called(client, "paint", run=planned["run"])
        for panel in book["panels"]:
            print(f"{panel['id']} is {panel['status']}")
        panel = f"panelwright://root/{planned['run']}/panels/{book['panels'][0]['id']}.png"
        (whole,) = (await client.read_resource(panel)).contents
        Path("panel.png").write_bytes(base64.b64decode(whole.blob))
        print(f"comics/{book['files'][0]}")


async def called(client: Client, tool: str, **arguments: Any) -> dict[str, Any]:
    """The structured answer of a tool. Raises ValueError with what the server says is wrong."""

    async def hear(done: float, of: float | None, said: str | None) -> None:
        if said:
            print(f"  {tool}: {said}")

    result = await client.call_tool(tool, arguments, progress_callback=hear)
    if result.is_error:
        raise ValueError(result.content[0].text)
    answer: dict[str, Any] = result.structured_content
    return answer


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("story", type=Path)
    asyncio.run(main(parser.parse_args().story))
