"""What lumbago knows: a page for each cause, kind of pain, question and rule, with its origin."""

from collections.abc import Callable, Iterable, Iterator

from fastapi import APIRouter, HTTPException, Request
from markupsafe import Markup
from starlette.responses import Response

from lumbago.answers import Region
from lumbago.knowledge import (
    ENGLISH,
    Arrow,
    ArrowKind,
    Condition,
    Finding,
    Group,
    KnowledgeBase,
    Mechanism,
    RedFlag,
    Treatment,
    TreatmentRole,
)
from lumbago.rules import in_words as in_rule_words
from lumbago.rules import names
from lumbago.sources import Figure
from lumbago.web.catalogue import Words
from lumbago.web.contexts import Fact, FactGroup, Origin, ReferencePage, Row
from lumbago.web.pictures import kind_of_pain
from lumbago.web.sessions import Visit
from lumbago.web.site import Site
from lumbago.web.views import is_told, origin
from lumbago.wording import in_words, number

NOTHING = Markup()
NOBODY = Origin(name="", address="", how="")


def routes(site: Site) -> APIRouter:
    """Return the addresses of these pages."""
    router = APIRouter()
    kb = site.kb

    def send(request: Request, make: Callable[[Words, Visit, Request], ReferencePage]) -> Response:
        visit = site.visit(request)
        return site.page(request, make(site.words("reference", visit), visit, request))

    @router.get("/cause/{id}")
    def cause(request: Request, id: str) -> Response:
        if id in kb.conditions:
            return send(request, lambda t, v, r: _condition(site, t, v, r, kb.conditions[id]))
        if id in kb.groups:
            return send(request, lambda t, v, r: _group(site, t, v, r, kb.groups[id]))
        raise HTTPException(404)

    @router.get("/kind/{id}")
    def kind(request: Request, id: str) -> Response:
        if id not in kb.mechanisms:
            raise HTTPException(404)
        return send(request, lambda t, v, r: _mechanism(site, t, v, r, kb.mechanisms[id]))

    @router.get("/question/{id}")
    def question(request: Request, id: str) -> Response:
        if id not in kb.findings:
            raise HTTPException(404)
        return send(request, lambda t, v, r: _finding(site, t, v, r, kb.findings[id]))

    @router.get("/treatment/{id}")
    def treatment(request: Request, id: str) -> Response:
        if id not in kb.care.treatments:
            raise HTTPException(404)
        return send(request, lambda t, v, r: _treatment(site, t, v, r, kb.care.treatments[id]))

    @router.get("/rule/{id}")
    def rule(request: Request, id: str) -> Response:
        if id not in kb.red_flags:
            raise HTTPException(404)
        return send(request, lambda t, v, r: _rule(site, t, v, r, kb.red_flags[id]))

    return router


def _page(
    site: Site,
    t: Words,
    visit: Visit,
    request: Request,
    *,
    kicker: str,
    title: str,
    paragraphs: Iterable[str],
    rows: Iterable[Row] = (),
    source: Origin | None = None,
    picture: Markup = NOTHING,
    groups: Iterable[FactGroup] = (),
) -> ReferencePage:
    return ReferencePage(
        frame=site.frame(request, visit, title),
        t=t,
        kicker=t(kicker),
        title=title,
        paragraphs=tuple(p for p in paragraphs if p),
        rows=tuple(row for row in rows if row.text),
        source=source,
        picture=picture,
        groups=tuple(g for g in groups if g.facts),
    )


def _in_english(name: str, text: str) -> Row:
    """Return a text that is for clinicians or as the program reads it: not translated."""
    return Row(name=name, text=text, lang=ENGLISH)


def _figure(kb: KnowledgeBase, t: Words, figure: Figure) -> str:
    value, low, high = (in_words(kb, p) for p in (figure.value, figure.low, figure.high))
    return t("figure", value=value, low=low, high=high)


def _condition(
    site: Site, t: Words, visit: Visit, request: Request, condition: Condition
) -> ReferencePage:
    kb = site.kb
    priors = [
        Fact(
            words=t(f"region_{region.value}"),
            address="",
            figure=_figure(kb, t, figure),
            source=origin(kb, figure.citation),
        )
        for region, figure in condition.priors.items()
    ]
    arrows = sorted((a for a in kb.arrows if a.condition == condition.id), key=lambda a: -a.p.value)
    facts = [
        _arrow_fact(site, t, a, kb.findings[a.finding].tick, f"/question/{a.finding}")
        for a in arrows
    ]
    urgency = kb.urgency_words[condition.urgency]
    return _page(
        site, t, visit, request,
        kicker="cause",
        title=condition.plain_name,
        paragraphs=(condition.about,),
        rows=(
            Row(name=t("tells"), text=condition.tells),
            Row(name=t("urgency"), text=urgency.name if condition.is_danger else ""),
            _in_english(t("clinician"), f"{condition.name}. {condition.clinician}"),
        ),
        source=origin(kb, condition.citation),
        groups=(
            FactGroup(title=t("prior"), facts=tuple(priors)),
            FactGroup(title=t("recovery"), facts=tuple(_recovery(site, t, condition))),
            FactGroup(title=t("courses"), facts=tuple(_courses(site, condition))),
            FactGroup(title=t("helps"), facts=tuple(_helps(kb, condition))),
            FactGroup(title=t("articles"), facts=tuple(articles_on(kb, condition=condition.id))),
            FactGroup(title=t("findings"), facts=tuple(facts)),
        ),
    )  # fmt: skip


def _helps(kb: KnowledgeBase, condition: Condition) -> Iterator[Fact]:
    """Yield what is done for a cause; nothing for a danger, which somebody must see first."""
    if condition.is_danger:
        return
    managed = set(condition.management)
    for treatment in kb.care.treatments.values():
        is_care = treatment.role in {TreatmentRole.NOT_NOW, TreatmentRole.CARE}
        if not managed & {*treatment.conditions, *treatment.carried_over} or is_care:
            continue
        if is_told(kb, f"treatments.{treatment.id}.name"):
            yield Fact(
                words=treatment.name,
                address=f"/treatment/{treatment.id}",
                figure="",
                source=origin(kb, treatment.citation),
            )


def articles_on(kb: KnowledgeBase, condition: str = "", treatment: str = "") -> Iterator[Fact]:
    """Yield the articles about a cause or a treatment."""
    for a in kb.articles.values():
        is_on = condition in a.conditions or treatment in a.treatments
        if is_on and is_told(kb, f"articles.{a.id}.title"):
            yield Fact(words=a.title, address=f"/library/{a.id}", figure="", source=NOBODY)


def _treatment(
    site: Site, t: Words, visit: Visit, request: Request, treatment: Treatment
) -> ReferencePage:
    kb = site.kb
    return _page(
        site, t, visit, request,
        kicker="treatment",
        title=treatment.name,
        paragraphs=(treatment.tells,),
        rows=(
            Row(name=t("dose"), text=treatment.dose),
            Row(name=t("studies"), text=treatment.studies),
            Row(name=t("harms"), text=treatment.harms),
            Row(name=t("stop"), text=treatment.stop),
            _in_english(t("clinician"), treatment.clinician),
        ),
        source=origin(kb, treatment.citation),
        groups=(
            FactGroup(
                title=t("articles"), facts=tuple(articles_on(kb, treatment=treatment.id))
            ),
        ),
    )  # fmt: skip


def _arrow_fact(site: Site, t: Words, arrow: Arrow, words: str, address: str) -> Fact:
    notes = {ArrowKind.RISK_FACTOR: t("risk"), ArrowKind.LOWERS: t("lowers")}
    return Fact(
        words=words,
        address=address,
        figure=_figure(site.kb, t, arrow.p),
        source=origin(site.kb, arrow.p.citation),
        note=notes.get(arrow.kind, ""),
    )


def _recovery(site: Site, t: Words, condition: Condition) -> Iterator[Fact]:
    recovery = site.kb.recoveries.get(condition.id)
    if recovery is None:
        return
    source = origin(site.kb, recovery.citation)
    if recovery.median_weeks is not None:
        weeks = t("weeks", n=number(site.kb, recovery.median_weeks))
        yield Fact(words=t("median"), address="", figure=weeks, source=source)
    for key, percent in (("by_6", recovery.by_6_weeks), ("by_12", recovery.by_12_weeks)):
        if percent is not None:
            yield Fact(
                words=t(key), address="", figure=in_words(site.kb, percent / 100), source=source
            )


def _courses(site: Site, condition: Condition) -> Iterator[Fact]:
    for course in site.kb.courses.values():
        if course.condition == condition.id and course.text:
            yield Fact(
                words=course.text,
                address="",
                figure="",
                source=origin(site.kb, course.citation, course.source_title),
            )


def _group(site: Site, t: Words, visit: Visit, request: Request, group: Group) -> ReferencePage:
    kb = site.kb
    region = group.regions[0]
    members = []
    for id in group.members:
        figure = kb.conditions[id].priors.get(region)
        members.append(
            Fact(
                words=kb.conditions[id].plain_name,
                address=f"/cause/{id}",
                figure=f"{_figure(kb, t, figure)}, {t(f'region_{region.value}')}" if figure else "",
                source=origin(kb, figure.citation if figure else kb.conditions[id].citation),
            )
        )
    return _page(
        site, t, visit, request,
        kicker="cause_group",
        title=group.plain_name,
        paragraphs=(group.about,),
        picture=kind_of_pain("mechanical", region, site.drawing_words),
        groups=(FactGroup(title=t("members"), facts=tuple(members)),),
    )  # fmt: skip


def _mechanism(
    site: Site, t: Words, visit: Visit, request: Request, mechanism: Mechanism
) -> ReferencePage:
    kb = site.kb
    parents = [
        Fact(
            words=kb.conditions[link.parent].plain_name,
            address=f"/cause/{link.parent}",
            figure=_figure(kb, t, link.strength),
            source=origin(kb, link.strength.citation),
        )
        for link in kb.links
        if link.child == mechanism.id and link.parent in kb.conditions
    ]
    children = [
        Fact(
            words=kb.findings[link.child].tick,
            address=f"/question/{link.child}",
            figure=_figure(kb, t, link.strength),
            source=origin(kb, link.strength.citation),
        )
        for link in kb.links
        if link.parent == mechanism.id and link.child in kb.findings
    ]
    region = visit.region or Region.LOW_BACK
    return _page(
        site, t, visit, request,
        kicker="kind",
        title=mechanism.plain_name,
        paragraphs=(mechanism.about,),
        picture=kind_of_pain(mechanism.id, region, site.drawing_words),
        groups=(
            FactGroup(
                title=t("prior"),
                facts=(
                    Fact(
                        words=t("leak_kind"),
                        address="",
                        figure=_figure(kb, t, mechanism.leak),
                        source=origin(kb, mechanism.leak.citation),
                    ),
                ),
            ),
            FactGroup(title=t("parents"), facts=tuple(parents)),
            FactGroup(title=t("findings"), facts=tuple(children)),
        ),
    )  # fmt: skip


def _finding(
    site: Site, t: Words, visit: Visit, request: Request, finding: Finding
) -> ReferencePage:
    kb = site.kb
    arrows = sorted((a for a in kb.arrows if a.finding == finding.id), key=lambda a: -a.p.value)
    conditions = [
        _arrow_fact(site, t, a, kb.conditions[a.condition].plain_name, f"/cause/{a.condition}")
        for a in arrows
    ]
    rules = [
        Fact(
            words=flag.title,
            address=f"/rule/{flag.id}",
            figure=kb.urgency_words[flag.urgency].name,
            source=origin(kb, flag.citation),
        )
        for flag in sorted(kb.red_flags.values(), key=lambda f: (-f.urgency, f.id))
        if finding.id in set(names(flag.when))
    ]
    leak = kb.leaks.get(finding.id)
    base = (
        (
            Fact(
                words=t("leak"),
                address="",
                figure=_figure(kb, t, leak),
                source=origin(kb, leak.citation),
            ),
        )
        if leak
        else ()
    )
    opened = tuple(
        Fact(
            words=kb.findings[id].tick,
            address=f"/question/{id}",
            figure="",
            source=NOBODY,
        )
        for id in finding.opens
    )
    return _page(
        site, t, visit, request,
        kicker="question",
        title=finding.question,
        paragraphs=(finding.why,),
        rows=(Row(name=t("hint"), text=finding.hint),),
        groups=(
            FactGroup(title=t("opens"), facts=opened),
            FactGroup(title=t("rules"), facts=tuple(rules)),
            FactGroup(title=t("conditions"), facts=tuple(conditions)),
            FactGroup(title=t("prior_answer"), facts=base),
        ),
    )  # fmt: skip


def _rule(site: Site, t: Words, visit: Visit, request: Request, flag: RedFlag) -> ReferencePage:
    kb = site.kb
    asks = tuple(
        Fact(
            words=kb.findings[id].tick,
            address=f"/question/{id}",
            figure="",
            source=NOBODY,
        )
        for id in dict.fromkeys(names(flag.when))
        if id in kb.findings
    )
    return _page(
        site, t, visit, request,
        kicker="rule",
        title=flag.title,
        paragraphs=(flag.because,),
        rows=(
            Row(name=t("asks"), text=kb.urgency_words[flag.urgency].name),
            Row(name=t("do"), text=flag.do),
            Row(name=t("tell"), text=flag.tell),
            _in_english(t("evidence"), flag.evidence),
            _in_english(t("guidelines"), flag.guidelines),
            _in_english(t("use"), flag.how_to_use),
            _in_english(t("when"), in_rule_words(flag.when)),
        ),
        source=origin(kb, flag.citation),
        groups=(FactGroup(title=t("asks_about"), facts=asks),),
    )  # fmt: skip
