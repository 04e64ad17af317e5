"""Pages that only say something: errors, without a word of what was sent."""

from fastapi import Request
from starlette.responses import Response

from lumbago.web.contexts import MessagePage
from lumbago.web.sessions import Visit
from lumbago.web.site import Site

SAYS = {403: "forbidden", 404: "not_found", 405: "not_found", 500: "failed"}


def for_status(site: Site, request: Request, status: int) -> Response:
    """Say what went wrong in plain words."""
    return say(site, request, site.visit(request), SAYS.get(status, "bad"), status)


def say(site: Site, request: Request, visit: Visit, key: str, status: int = 200) -> Response:
    """Send a page that only says something."""
    t = site.words("message", visit)
    context = MessagePage(
        frame=site.frame(request, visit, t(key)), t=t, title=t(key), text=t(f"{key}_text")
    )
    return site.page(request, context, status)
