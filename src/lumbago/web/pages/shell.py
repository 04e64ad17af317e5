"""What makes it an app: static files, icon, manifest, service worker, and the offline page."""

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import JSONResponse, Response

from lumbago.drawings import logo
from lumbago.web.pages import message
from lumbago.web.site import Site

FOREVER = "public, max-age=31536000, immutable"


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
                "icons": [
                    {"src": "/icon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any"}
                ],
            },
            media_type="application/manifest+json",
            headers={"cache-control": "max-age=86400", "vary": "accept-language, cookie"},
        )

    @router.get("/service-worker.js")
    def worker() -> Response:
        body = site.files["service-worker.js"].body.replace(b"VERSION", site.version.encode())
        body = body.replace(b"LANGUAGE", site.catalogue.language.encode())
        return Response(body, media_type="text/javascript", headers={"cache-control": "no-cache"})

    @router.get("/offline")
    def offline(request: Request) -> Response:
        return message.say(site, request, site.visit(request), "offline")

    return router
