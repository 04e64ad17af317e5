"""A visit's programme: how it is made of the plan and the diary, and where an entry is kept."""

from dataclasses import replace

from fastapi import Request

from lumbago.answers import Answer, Answers
from lumbago.assessment import assess
from lumbago.diary import Diary, DiaryEntry, worse
from lumbago.interview import safety_cards
from lumbago.knowledge import KnowledgeBase
from lumbago.plan import Referral, plan_care
from lumbago.programme import Programme, adapt, make_programme
from lumbago.web.flow import danger_signs, is_unfinished
from lumbago.web.keeping import entry_id
from lumbago.web.sessions import Visit
from lumbago.web.site import Site

MOST_ENTRIES = 500
"""So many entries of one visit are kept."""


def programme_of(site: Site, visit: Visit) -> Programme | Referral | None:
    """Return the programme as it stands today, or who must look first.

    None where it is not known where it hurts, or where danger signs must be asked anew. A
    programme that was not begun has today as its first day.
    """
    if site.keeper is None or not visit.person:
        return _programme(site, visit)
    state = (
        site.today,
        site.kb.digest,
        site.kb.language,
        visit.was_stale,
        visit.training,
        repr((sorted(visit.given.items(), key=str), visit.wishes, visit.region, visit.marks)),
    )
    return site.keeper.once(
        visit.person, "programme", state, lambda: _programme(site, visit), visit.diary
    )


def _programme(site: Site, visit: Visit) -> Programme | Referral | None:
    answers = visit.answers
    if answers is None or not visit.has_places or visit.was_stale:
        return None
    kb, today = site.kb, site.today
    assessment = assess(kb, answers)
    unfinished = is_unfinished(kb, visit)
    outcome = plan_care(kb, assessment, visit.wishes, today, is_unfinished=unfinished)
    if isinstance(outcome, Referral):
        return outcome
    training = visit.training
    if training is None:
        return make_programme(kb, outcome, today)
    first = plan_care(kb, assessment, visit.wishes, training.begun, is_unfinished=unfinished)
    if isinstance(first, Referral):
        return first
    made = make_programme(kb, first, training.start)
    since = tuple(e for e in visit.diary.entries if e.day >= training.begun)
    return adapt(kb, made, Diary(since), today)


def keep_entry(
    site: Site, request: Request, visit: Visit, entry: DiaryEntry, id: str = ""
) -> Visit:
    """Keep an entry of the diary: the one place where it is kept.

    An entry that came twice, as from a device that was offline, is kept once: it has the same
    `id`, or says the same. Danger signs in it become answers as well, the more worrying one where
    there are two.
    """
    if site.keeper is not None and visit.person:
        saved = site.keeper.add_entry(visit.person, entry, site.kb, id)
        visit = replace(visit, saved=saved, diary=site.keeper.diary(visit.person))
    elif entry not in visit.diary.entries:
        entries = (*visit.diary.entries, entry)[-MOST_ENTRIES:]
        visit = replace(visit, saved=entry_id(entry), diary=Diary(entries))
    visit = with_dangers(site, visit, dict(entry.dangers))
    site.keep(request, visit)
    return visit


def with_dangers(site: Site, visit: Visit, dangers: dict[str, Answer]) -> Visit:
    """Take danger signs in as answers; one that was there is never taken back."""
    answers = visit.answers
    if not dangers or answers is None:
        return visit
    told = {id: worse(answers.given[id], a) if id in answers.given else a
            for id, a in dangers.items()}  # fmt: skip
    return visit.answered(answers.with_answers(told), site.clock(), told)


def ask_anew(kb: KnowledgeBase, visit: Visit) -> Visit:
    """Take back every answer to a danger sign but yes, so that all of them are asked again.

    Until then there is no plan, no programme and no session.
    """
    answers = visit.answers
    if answers is None:
        return visit
    for id in danger_signs(kb):
        if id in answers.given and answers.given[id] is not True:
            answers = answers.without(id)
    return replace(visit, given=answers.given, was_stale=True, what_if=(), before=None)


def signs_to_ask(kb: KnowledgeBase, visit: Visit) -> tuple[str, ...]:
    """Return the danger signs that a diary asks for: those of the nerves, then a few more."""
    answers = visit.answers
    cards = safety_cards(kb, Answers(answers.person)) if answers is not None else ()
    first = cards[0].findings if cards else ()
    return tuple(dict.fromkeys((*first, *kb.care.spasm_signs)))
