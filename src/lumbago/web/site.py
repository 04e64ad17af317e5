"""What all pages share: knowledge, clock, visits, words, and how a page is sent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from fastapi import Depends, HTTPException, Request
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, RedirectResponse, Response

from lumbago.errors import StoreError
from lumbago.interview import retell
from lumbago.knowledge import KnowledgeBase
from lumbago.web.catalogue import Catalogue, Words
from lumbago.web.contexts import Context, Frame, Option
from lumbago.web.keeping import Keeper
from lumbago.web.languages import regions
from lumbago.web.numbers import Countries, Country
from lumbago.web.pictures import sign
from lumbago.web.rendering import Renderer, StaticFile
from lumbago.web.security import Tokens, new_id
from lumbago.web.sessions import Visit, Visits

if TYPE_CHECKING:
    from lumbago.store import StoredPerson

COOKIE = "lumbago"
COUNTRY = "lumbago_country"

ALWAYS_OPEN = frozenset({"/help", "/emergency", "/spasm", "/breathe", "/country"})
"""Pages of help: they open even where what is kept cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Everything that the pages of one language need; made once when the program starts.

    `languages` names every language that there are pages in, by its code. `keeper` is the store
    of this machine; without one everything stays in memory. `demo`: the id of an invented person
    whom everybody sees; empty where there is none. `feedback`: the folder where what people say
    of a page is kept; None where nothing is.
    """

    kb: KnowledgeBase
    languages: Mapping[str, str]
    clock: Callable[[], datetime]
    visits: Visits
    tokens: Tokens
    catalogue: Catalogue
    countries: Countries
    renderer: Renderer
    version: str
    files: Mapping[str, StaticFile]
    keeper: Keeper | None = None
    demo: str = ""
    feedback: Path | None = None

    @property
    def today(self) -> date:
        """The date where the program runs."""
        return self.clock().date()

    def visit_id(self, request: Request) -> str:
        """Return the id in the cookie, or a new one that the answer will set."""
        id: str = getattr(request.state, "visit_id", "")
        if not id:
            id = request.cookies.get(COOKIE, "") or new_id()
            request.state.visit_id = id
        return id

    def visit(self, request: Request) -> Visit:
        """Return what this person told us so far, in the language of these pages."""
        try:
            visit = self._kept(self.visits.get(self.visit_id(request)))
        except StoreError:
            if request.url.path not in ALWAYS_OPEN:
                raise
            visit = Visit()
        trail = tuple(retell(self.kb, step) for step in visit.trail)
        return visit if trail == visit.trail else replace(visit, trail=trail, before=None)

    def _kept(self, visit: Visit) -> Visit:
        """Return the visit with the diary that is kept on this machine."""
        if self.keeper is None:
            return visit
        if self.demo and not visit.person and not visit.is_known:
            keeper, now = self.keeper, self.clock()
            state = (self.kb.language, now.date())
            return keeper.once(
                self.demo, "visit", state, lambda: keeper.visit_of(self.kb, self.demo, now)
            )
        return replace(visit, diary=self.keeper.diary(visit.person)) if visit.person else visit

    def person(self, visit: Visit) -> str:
        """Return the name of the person whose data is kept; empty for a guest."""
        found = self.keeper.person(visit.person) if self.keeper and visit.person else None
        return self.name(found) if found else ""

    def name(self, person: "StoredPerson") -> str:
        """Return how a person is called; the invented one in the language of these pages."""
        is_invented = bool(self.demo) and person.id == self.demo
        return self.catalogue.words("frame")("demo_name") if is_invented else person.name

    def tell(self, visit: Visit, kind: str, payload: Callable[[], Mapping[str, Any]]) -> None:
        """Keep what is told now for the first time, where anything of this person is kept."""
        if self.keeper is not None and visit.person:
            self.keeper.tell(visit, kind, payload(), self.kb, self.clock())

    def keep(self, request: Request, visit: Visit) -> None:
        """Remember it as it is now."""
        self.visits.keep(self.visit_id(request), visit)

    def country(self, request: Request) -> Country:
        """Return the country whose numbers are shown: the one chosen, else the likeliest."""
        named = regions(request.headers.get("accept-language", ""))
        return self.countries.get(request.cookies.get(COUNTRY), *named, language=self.kb.language)

    def country_options(self, request: Request) -> tuple[Option, ...]:
        """Return the countries to choose from."""
        chosen = self.country(request).id
        own = self.catalogue.sections["country"]
        return tuple(
            Option(id=c.id, words=own.get(c.id, c.name), is_chosen=c.id == chosen)
            for c in self.countries.by_id.values()
        )

    def words(self, section: str, visit: Visit) -> Words:
        """Return the words of a page."""
        return self.catalogue.words(section, carer=visit.carer)

    @property
    def drawing_words(self) -> Words:
        """Return the words of the drawings."""
        return self.catalogue.words("drawing")

    def frame(self, request: Request, visit: Visit, title: str) -> Frame:
        """Return what the page has round it."""
        return Frame(
            lang=self.catalogue.lang,
            dir=self.catalogue.dir,
            title=title,
            token=self.tokens.make(self.visit_id(request)),
            static=f"/static/{self.version}",
            t=self.words("frame", visit),
            country=self.country(request),
            is_carer=visit.carer,
            person=self.person(visit),
            can_keep=self.keeper is not None,
            is_demo=bool(self.demo) and visit.person == self.demo,
            has_feedback=self.feedback is not None,
            has_answers=visit.is_known,
            has_result=visit.has_places,
            logo=sign(self.drawing_words),
            languages=self._language_options(),
            here=request.url.path if request.method == "GET" else "/questions",
            translated=self._translated(),
        )

    def _language_options(self) -> tuple[Option, ...]:
        """Return the languages to choose from; none where there is one only."""
        own = self.kb.language
        options = (Option(id=i, words=n, is_chosen=i == own) for i, n in self.languages.items())
        return tuple(options) if len(self.languages) > 1 else ()

    def _translated(self) -> str:
        """Say that no person has read these words; nothing in English, or where one has."""
        is_unread = self.kb.translation is not None and self.kb.translation.unread > 0
        return self.kb.words["translation.machine"] if is_unread else ""

    def page(self, request: Request, context: Context, status: int = 200) -> Response:
        """Send a page."""
        return self._with_cookie(
            request, HTMLResponse(self.renderer.render(context), status_code=status)
        )

    def go(self, request: Request, address: str) -> Response:
        """Send the browser on with GET, so that loading again sends nothing twice."""
        return self._with_cookie(request, RedirectResponse(address, status_code=303))

    def _with_cookie(self, request: Request, response: Response) -> Response:
        id = self.visit_id(request)
        if request.cookies.get(COOKIE) != id:
            set_cookie(request, response, COOKIE, id)
        return response


def set_cookie(request: Request, response: Response, name: str, value: str) -> None:
    """Set a cookie that no script and no other site can use, until the browser closes."""
    response.set_cookie(
        name, value, httponly=True, samesite="strict", secure=request.url.scheme == "https"
    )


async def read_form(request: Request) -> FormData:
    """Read a form that one of our own pages sent.

    Raises:
        HTTPException: the token of the form does not fit the visit.
    """
    site: Site = request.app.state.site
    form = await request.form(max_files=0, max_fields=300)
    token = form.get("token")
    if not isinstance(token, str) or not site.tokens.fits(site.visit_id(request), token):
        raise HTTPException(403)
    return form


Posted: TypeAlias = Annotated[FormData, Depends(read_form)]
"""The form that came with a request, checked."""


def is_ours(address: str) -> bool:
    """Whether an address is one of our pages, and leads to no other site."""
    return address.startswith("/") and not address.startswith(("//", "/\\"))


def text_of(form: FormData, name: str) -> str:
    """Return one field of a form as text; empty when it is missing."""
    value: Any = form.get(name)
    return value.strip() if isinstance(value, str) else ""


def texts_of(form: FormData, name: str) -> tuple[str, ...]:
    """Return every value of a field."""
    return tuple(value for value in form.getlist(name) if isinstance(value, str))
