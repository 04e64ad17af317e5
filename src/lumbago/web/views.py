"""Parts of an assessment → what the templates show."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from markupsafe import Markup

from lumbago.answers import Answer, Person
from lumbago.assessment import LISTED, Assessment, Cause, Change
from lumbago.knowledge import Finding, KnowledgeBase, Urgency
from lumbago.network import Weight
from lumbago.plan import Referral, as_planned
from lumbago.plan.whole import Because
from lumbago.rules import names
from lumbago.sources import Basis, Citation, Provenance
from lumbago.web.catalogue import Words
from lumbago.web.contexts import Band, CauseView, ChangeView, Line, Origin, Reason
from lumbago.web.numbers import Country
from lumbago.web.pictures import bar, mark
from lumbago.web.site import Site
from lumbago.wording import between, in_words, named, number, origin_in_words, told

CRISIS = frozenset({"suicide_risk", "distress"})
"""The red flags beside which the number of a crisis line stands."""


def origin(kb: KnowledgeBase, citation: Citation, title: str = "") -> Origin:
    """Return who says so; `title` names a source that has no entry of its own."""
    source = kb.sources.get(citation.source)
    return Origin(
        name=named(kb, source) if source else title or kb.words[f"basis.{citation.basis.value}"],
        address=f"/source/{source.id}" if source else "",
        how=origin_in_words(kb, citation),
    )


def origin_of(kb: KnowledgeBase, source_id: str) -> Origin:
    """Return a source as the origin of a statement."""
    source = kb.sources[source_id]
    return origin(kb, Citation(source=source_id, basis=source.kind, provenance=source.provenance))


def reason_views(
    site: Site, assessment: Assessment, country: Country, least: Urgency = Urgency.ROUTINE
) -> tuple[Reason, ...]:
    """Return the red flags that are up, the most urgent first.

    Where a contraindication asks for more than any of them, it stands before them.
    """
    flags = tuple(
        Reason(
            id=r.flag.id,
            title=r.flag.title,
            because=r.flag.because,
            do=r.flag.do,
            answers=tuple(
                site.kb.findings[id].tick
                for id in r.because
                if id in site.kb.findings and site.kb.findings[id].is_yes_no
            ),
            talk=country.talk if r.flag.category in CRISIS else "",
            source=origin(site.kb, r.flag.citation),
        )
        for r in assessment.reasons
        if r.flag.urgency >= least
    )
    return (*_stop_views(site, assessment, least), *flags)


def because_views(site: Site, told: Iterable[Because]) -> tuple[Reason, ...]:
    """Return what a plan asks to be seen for, beside what the assessment says."""
    return tuple(
        Reason(
            id="",
            title=b.title,
            because=b.text,
            do="",
            answers=(),
            talk="",
            source=origin(site.kb, b.citation),
        )
        for b in told
    )


def _stop_views(site: Site, a: Assessment, least: Urgency) -> Iterator[Reason]:
    kb = site.kb
    for code in a.decisive_stops:
        if code.refer is not None and code.refer >= least:
            yield Reason(
                id="",
                title=kb.words["plan.because_answer"],
                because=code.tells,
                do="",
                answers=tuple(
                    kb.findings[id].tick
                    for id in dict.fromkeys(names(code.known_by))
                    if a.answers.given.get(id) is True
                ),
                talk="",
                source=origin(kb, code.citation),
            )


def band_view(site: Site, assessment: Assessment, today: date, prefix: str) -> Band:
    """Return the urgency with its dates."""
    words = assessment.words
    days = (site.catalogue.day(today + timedelta(days=n)) for n in words.review_days)
    frame = words.time_frame
    is_said = assessment.action.startswith(words.name)
    return Band(
        level=assessment.urgency.id,
        name=frame[0].upper() + frame[1:] if is_said else words.name,
        time_frame="" if is_said or frame in words.name else frame,
        action=assessment.action,
        shape=mark(assessment.urgency, words.name, site.drawing_words, prefix),
        reviews=tuple(days),
        safety_net=words.safety_net,
        meanwhile=words.meanwhile,
    )


def first_band(site: Site, referral: Referral | None) -> Band | None:
    """Return what stands first on a page of first aid for somebody who must be seen."""
    if referral is None:
        return None
    return band_view(site, as_planned(site.kb, referral), site.today, "first")


def cause_view(site: Site, t: Words, person: Person, cause: Cause, prefix: str) -> CauseView:
    """Return a cause with its range in words and its reasons."""
    said = t("range", range=between(site.kb, cause.low, cause.high))
    return CauseView(
        id=cause.id,
        name=cause.name,
        word=cause.word,
        range=said,
        about=cause.about,
        bar=bar(cause.p, cause.low, cause.high, prefix, cause.name, said),
        for_it=tuple(_line(site, person, w) for w in cause.for_it),
        against=tuple(_line(site, person, w) for w in cause.against),
        members=tuple(
            (f"/cause/{id}", site.kb.conditions[id].plain_name, in_words(site.kb, p))
            for id, p in cause.members
            if p >= LISTED
        ),
    )


def _line(site: Site, person: Person, weight: Weight) -> Line:
    words = told(site.kb, weight)
    t = site.catalogue.words("answers")
    if weight.finding == "age_years" and person.age_years is not None:
        words = f"{words}: {number(site.kb, person.age_years)}"
    if weight.finding == "sex" and person.sex is not None:
        words = f"{words}: {t(person.sex.value)}"
    return Line(words=words, address=f"/question/{weight.finding}")


def change_view(
    site: Site, t: Words, number: int, assessment: Assessment, change: Change
) -> ChangeView:
    """Return what another answer would change, in words."""
    effects = []
    if change.urgency is not assessment.urgency:
        effects.append(t("changes_urgency", name=site.kb.urgency_words[change.urgency].name))
    elif change.leader != assessment.leader:
        effects.append(t("changes_leader", name=name_of(site.kb, change.leader)))
    return ChangeView(
        number=number,
        answers=changed_answers(site.kb, t, change.answers),
        effect=" ".join(effects),
    )


def changed_answers(
    kb: KnowledgeBase, t: Words, answers: tuple[tuple[str, bool], ...]
) -> tuple[str, ...]:
    """Write answers that are only tried."""
    return tuple(
        t("change_yes" if answer else "change_no", line=kb.findings[id].tick)
        for id, answer in answers
    )


def in_answer_words(kb: KnowledgeBase, t: Words, finding: Finding, answer: Answer) -> str:
    """Write an answer as people say it: "3 weeks", "6 out of 10"."""
    if answer is None:
        return t("unsure")
    if isinstance(answer, bool):
        return t("yes" if answer else "no")
    if isinstance(answer, str):
        return answer
    if finding.type == "duration":
        if answer < 1:
            days = max(1, round(answer * 7))
            return t("day") if days == 1 else t("days", n=days)
        return t("week") if round(answer) == 1 else t("weeks", n=number(kb, round(answer, 1)))
    said = number(kb, float(answer))
    return t("of_ten", n=said) if finding.id == "pain_severity" else said


def is_told(kb: KnowledgeBase, key: str) -> bool:
    """Whether a text is told in the language of the page."""
    return kb.translation is None or key not in kb.translation.missing


def name_of(kb: KnowledgeBase, cause: str) -> str:
    """Return the plain name of a cause or of a group of causes."""
    return (kb.groups[cause] if cause in kb.groups else kb.conditions[cause]).plain_name


def is_ours(citation: Citation) -> bool:
    """Whether a figure is our own estimate."""
    return citation.basis is Basis.JUDGEMENT or citation.provenance is Provenance.ESTIMATE


NOTHING = Markup()
"""No picture."""
