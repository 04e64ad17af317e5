"""What every request and every response must have, whatever the page."""

import hmac
import logging
import secrets
import traceback
from collections.abc import Awaitable, Callable, Mapping
from hashlib import sha256
from typing import Final, TypeAlias

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOCAL: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
"""The names under which this machine calls itself."""

LONGEST_BODY: Final = 100_000
"""No honest form of ours is longer than this many bytes."""

LONGEST_FILE: Final = 50_000_000
"""An export that is taken in may be as long as this many bytes."""

TAKES_FILES: Final = frozenset({"/data/import"})
"""The addresses to which a file can be sent."""

HEADERS: Final[Mapping[str, str]] = {
    "content-security-policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
        "object-src 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}

log = logging.getLogger("lumbago.web")

OnFailure: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]


class Guard:
    """Refuses strange hosts and long bodies, adds headers, and keeps input out of every log."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str], on_failure: OnFailure) -> None:
        self._app = app
        self._hosts = LOCAL | hosts
        self._on_failure = on_failure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, if it may pass."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        has_begun = False

        async def send_guarded(message: Message) -> None:
            nonlocal has_begun
            if message["type"] == "http.response.start":
                has_begun = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("cache-control", "no-store")
            await send(message)

        longest = LONGEST_FILE if scope["path"] in TAKES_FILES else LONGEST_BODY
        refusal = self._refusal(Headers(scope=scope), scope["method"], longest)
        if refusal is not None:
            await refusal(scope, receive, send_guarded)
            return
        try:
            await self._app(scope, receive, send_guarded)
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            log.error("%s in %s, line %s", type(error).__name__, last.name, last.lineno)
            if not has_begun:
                await self._on_failure(scope, receive, send_guarded)

    def _refusal(self, headers: Headers, method: str, longest: int) -> PlainTextResponse | None:
        if _name(headers.get("host", "")) not in self._hosts:
            return PlainTextResponse("This address is not served here.", 400)
        if method in {"GET", "HEAD"}:
            return None
        length = headers.get("content-length", "")
        if not length.isdigit():
            return PlainTextResponse("The length of the form is missing.", 411)
        if int(length) > longest:
            return PlainTextResponse(
                "The form is too long. Please go back and make it shorter.", 413
            )
        if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
            return PlainTextResponse("This form came from another site.", 403)
        return None


def _name(host: str) -> str:
    """Return the host without its port."""
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0].lower()


def new_id() -> str:
    """Return an id that nobody can guess."""
    return secrets.token_urlsafe(24)


class Tokens:
    """The token that each form carries: it fits one cookie, and only of this run."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def make(self, visit_id: str) -> str:
        """Return the token for a visit."""
        return hmac.new(self._key, visit_id.encode(), sha256).hexdigest()

    def fits(self, visit_id: str, token: str) -> bool:
        """Say whether a token is the one of this visit."""
        return hmac.compare_digest(self.make(visit_id).encode(), token.encode())
