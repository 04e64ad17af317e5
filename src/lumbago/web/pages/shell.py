"""What makes it an app: static files, icons, manifest, service worker, and the offline page."""

import json
from collections.abc import Iterator

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import JSONResponse, Response

from lumbago.drawings import logo
from lumbago.web.contexts import OfflinePage
from lumbago.web.pages.emergency import danger_lines
from lumbago.web.sessions import Visit
from lumbago.web.site import Site

FOREVER = "public, max-age=31536000, immutable"

WORKER = "service-worker.js"

ICONS = (("icon-192", 192, "any"), ("icon-512", 512, "any"), ("maskable-512", 512, "maskable"))
"""Pictures of our sign for the home screen: name, pixels on a side, and what they are for."""


def routes(site: Site) -> APIRouter:
    """Return the addresses of the shell."""
    router = APIRouter()

    @router.get("/static/{version}/{path:path}")
    def static(version: str, path: str) -> Response:
        file = site.files.get(path)
        if file is None or version != site.version:
            raise HTTPException(404)
        return Response(file.body, media_type=file.media_type, headers={"cache-control": FOREVER})

    @router.get("/icon.svg")
    def icon() -> Response:
        return Response(
            logo(), media_type="image/svg+xml", headers={"cache-control": "max-age=86400"}
        )

    @router.get("/manifest.webmanifest")
    def manifest() -> Response:
        t = site.catalogue.words("frame")
        return JSONResponse(
            {
                "name": t("name"),
                "short_name": t("name"),
                "description": site.catalogue.words("start")("lead"),
                "lang": site.catalogue.lang,
                "dir": site.catalogue.dir,
                "start_url": "/",
                "scope": "/",
                "display": "standalone",
                "background_color": "#fbf8f2",
                "theme_color": "#0d635d",
                "icons": list(_icons(site)),
            },
            media_type="application/manifest+json",
            headers={"cache-control": "max-age=86400", "vary": "accept-language, cookie"},
        )

    @router.get("/service-worker.js")
    def worker() -> Response:
        return Response(
            worker_of(site), media_type="text/javascript", headers={"cache-control": "no-cache"}
        )

    @router.get("/offline")
    def offline(request: Request) -> Response:
        return site.page(request, _offline(site, request))

    return router


def _icons(site: Site) -> Iterator[dict[str, str]]:
    yield {"src": "/icon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any"}
    for name, side, purpose in ICONS:
        yield {
            "src": f"/static/{site.version}/icons/{name}.png",
            "sizes": f"{side}x{side}",
            "type": "image/png",
            "purpose": purpose,
        }


def worker_of(site: Site) -> str:
    """Return the service worker, with the files that it keeps for when there is no connection."""
    look = [name for name in site.files if name.endswith((".css", ".js", ".woff2"))]
    shell = ["/icon.svg", *(f"/static/{site.version}/{n}" for n in look if n != WORKER)]
    text = site.files[WORKER].body.decode()
    for name, value in (
        ("SHELL_FILES", json.dumps(shell)),
        ("VERSION", site.version),
        ("LANGUAGE", site.catalogue.language),
    ):
        text = text.replace(name, value)
    return text


def _offline(site: Site, request: Request) -> OfflinePage:
    """Return the page for when there is no connection. It knows nothing of any visit."""
    nobody = Visit()
    t = site.words("message", nobody)
    now, today = danger_lines(site.kb)
    return OfflinePage(
        frame=site.frame(request, nobody, t("offline")),
        t=t,
        help=site.words("help", nobody),
        now=now,
        today=today,
    )
