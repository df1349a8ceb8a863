"""The server of the page: its files, its uploads and the page itself, behind one door."""

import mimetypes
from typing import TYPE_CHECKING

from panelwright.web.clerk import Clerk, Tab
from panelwright.web.doorman import Doorman, House
from panelwright.web.exporting import packed
from panelwright.web.shelf import FILES
from panelwright.web.uploads import LARGEST_FILE
from panelwright_tools.domain import PanelwrightError, UserError

if TYPE_CHECKING:
    from fastapi import FastAPI


def application(clerk: Clerk, house: House) -> Doorman:
    """The page with the files of its runs as an ASGI application."""
    from fastapi import FastAPI

    app = FastAPI(title="Panelwright", docs_url=None, redoc_url=None, openapi_url=None)
    _add_routes(app, clerk)
    from panelwright.web.page import mounted

    return Doorman(mounted(app, clerk), house)


def _add_routes(app: "FastAPI", clerk: Clerk) -> None:
    from fastapi import Request
    from fastapi.responses import FileResponse, JSONResponse, Response

    def file(run: str, path: str) -> Response:
        try:
            found = clerk.house.shelf.file(run, path)
        except UserError:
            return Response("There is no such file.", 404)
        kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
        return FileResponse(found, media_type=kind, headers=_headers(found.name))

    def archive(run: str, name: str) -> Response:
        try:
            data = packed(clerk.house.shelf.run(run), name)
        except UserError:
            return Response("There is no such file.", 404)
        told = {"content-disposition": f'attachment; filename="{run}-{name}.zip"'}
        return Response(data, media_type="application/zip", headers=told)

    def watch(run: str = "", tab: str = "") -> Response:
        try:
            return JSONResponse(clerk.watch(Tab(run, tab)))
        except PanelwrightError as error:
            return JSONResponse({"error": clerk.sentence(error)}, 404)

    async def picture(request: Request) -> Response:
        data = bytearray()
        async for chunk in request.stream():
            data += chunk
            if len(data) > LARGEST_FILE:
                told = f"The picture is too large: {LARGEST_FILE // 1_000_000} MB are the most."
                return JSONResponse({"error": told}, 413)
        return await _kept(bytes(data))

    async def _kept(data: bytes) -> Response:
        from fastapi.concurrency import run_in_threadpool

        try:
            return JSONResponse({"id": await run_in_threadpool(clerk.pictures.put, data)})
        except PanelwrightError as error:
            return JSONResponse({"error": clerk.sentence(error)}, 400)

    app.add_api_route(f"{FILES}/{{run}}/{{path:path}}", file, methods=["GET", "HEAD"])
    app.add_api_route("/packed/{run}/{name}.zip", archive, methods=["GET"])
    app.add_api_route("/watch", watch, methods=["GET"])
    app.add_api_route("/picture", picture, methods=["POST"])


def _headers(name: str) -> dict[str, str]:
    """A book that is opened in the browser must not act in the page's name."""
    told = {"cache-control": "private, max-age=3600"}
    if name.endswith(".html"):
        told["content-security-policy"] = (
            "sandbox allow-scripts; default-src 'none'; img-src data: blob:; "
            "style-src 'unsafe-inline'; script-src 'unsafe-inline'; font-src data:"
        )
    return told
