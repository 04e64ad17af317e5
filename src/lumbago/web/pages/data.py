"""A person's own data: what is kept and where, out, in, and away for good."""

import json
from datetime import date

from fastapi import APIRouter, HTTPException, Request
from starlette.datastructures import UploadFile
from starlette.responses import Response

from lumbago.errors import StoreError
from lumbago.web.contexts import DataPage, ErasePage
from lumbago.web.keeping import Keeper
from lumbago.web.pages import message
from lumbago.web.security import LONGEST_FILE
from lumbago.web.sessions import Visit
from lumbago.web.site import Posted, Site

TOLD = ("entry", "answers", "assessment", "plan", "programme", "wishes", "measure", "experiment",
        "feedback", "lesson", "approval")  # fmt: skip
"""The kinds of which the number is told."""


def routes(site: Site) -> APIRouter:
    """Return the addresses of these pages; without a store there are none."""
    router = APIRouter()
    keeper = site.keeper
    if keeper is None:
        return router

    def owner(request: Request) -> Visit:
        visit = site.visit(request)
        if not visit.person:
            raise HTTPException(404)
        return visit

    @router.get("/data")
    def show(request: Request) -> Response:
        visit = site.visit(request)
        if not visit.person:
            return site.go(request, "/people")
        return site.page(request, _page(site, keeper, request, visit))

    @router.get("/data/lumbago.json")
    def as_json(request: Request) -> Response:
        told = json.dumps(keeper.store.export(owner(request).person), ensure_ascii=False, indent=1)
        return _file(told + "\n", "application/json", _name(site.today, "json"))

    @router.get("/data/lumbago.csv")
    def as_csv(request: Request) -> Response:
        from lumbago.store import as_sheet

        sheet = as_sheet(keeper.diary(owner(request).person))
        return _file(sheet, "text/csv; charset=utf-8", _name(site.today, "csv"))

    @router.post("/data/import")
    async def take_in(request: Request) -> Response:
        async with request.form(max_files=1, max_fields=5, max_part_size=LONGEST_FILE) as form:
            token, file = form.get("token"), form.get("file")
            text = await file.read() if isinstance(file, UploadFile) else b""
        if not isinstance(token, str) or not site.tokens.fits(site.visit_id(request), token):
            raise HTTPException(403)
        visit = owner(request)
        problem = said = ""
        try:
            done = keeper.store.import_(json.loads(text.decode("utf-8")), visit.person)
            said = site.words("data", visit)("imported", new=done.events, known=done.known)
        except (StoreError, ValueError, RecursionError):
            problem = site.words("data", visit)("import_problem")
        page = _page(site, keeper, request, visit, problem=problem, said=said)
        return site.page(request, page, 422 if problem else 200)

    @router.get("/data/erase")
    def ask(request: Request) -> Response:
        visit = owner(request)
        t = site.words("data", visit)
        page = ErasePage(frame=site.frame(request, visit, t("erase")), t=t, name=site.person(visit))
        return site.page(request, page)

    @router.post("/data/erase")
    def erase(request: Request, form: Posted) -> Response:
        visit = owner(request)
        if visit.person == site.demo:
            return site.go(request, "/data")
        site.keep(request, Visit())
        if keeper.erase(visit.person):
            return message.say(site, request, Visit(), "copies_left")
        return site.go(request, "/people")

    return router


def _name(today: date, kind: str) -> str:
    return f"lumbago-{today.isoformat()}.{kind}"


def _file(text: str, media_type: str, name: str) -> Response:
    """Return a file to keep; its name names nobody."""
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(text, media_type=media_type, headers=headers)


def _page(
    site: Site,
    keeper: Keeper,
    request: Request,
    visit: Visit,
    *,
    problem: str = "",
    said: str = "",
) -> DataPage:
    t = site.words("data", visit)
    count = keeper.store.counts(visit.person)
    return DataPage(
        frame=site.frame(request, visit, t("title")),
        t=t,
        where=str(keeper.store.file or t("server")),
        counts=tuple((t(f"group_kind_{kind}"), count[kind]) for kind in TOLD if kind in count),
        problem=problem,
        said=said,
    )
