"""What a diary shows so far, for the pages: computed once for each state of the diary."""

from datetime import date
from typing import Any

from lumbago.assessment import Assessment, assess
from lumbago.diary import Suspended, suspension
from lumbago.errors import AnswersError
from lumbago.forecast import Forecast, episode_start, foretell
from lumbago.insights import Experiment, Insights, find_insights
from lumbago.intake import read_answers
from lumbago.progress import Progress, Score, follow, read_score
from lumbago.web.contexts import Option, TrialToday
from lumbago.web.keeping import OF_ANSWERS
from lumbago.web.sessions import Visit
from lumbago.web.site import Site


def assessment_of(site: Site, visit: Visit) -> Assessment | None:
    """Return the assessment of the newest answers; None where it is not known where it hurts."""
    answers = visit.answers
    return assess(site.kb, answers) if answers is not None and visit.has_places else None


def insights_of(site: Site, visit: Visit) -> Insights | Suspended:
    """Return what goes with better and worse days, or who must look first."""

    def make() -> Insights | Suspended:
        return find_insights(site.kb, assessment_of(site, visit), visit.diary, site.today)

    return _once(site, visit, "insights", make)


def forecast_of(site: Site, visit: Visit) -> Forecast | Suspended | None:
    """Return what may come; None where there are no answers to begin from."""
    newest = assessment_of(site, visit)
    if newest is None:
        return None
    begun, start = _begun(site, visit) or (newest, _first_day(site, visit))

    def make() -> Forecast | Suspended:
        return foretell(site.kb, begun, visit.diary, start, site.today, newest)

    return _once(site, visit, "forecast", make)


def progress_of(site: Site, visit: Visit) -> Progress:
    """Return how things go."""

    def make() -> Progress:
        begun, known = _begun(site, visit), assessment_of(site, visit)
        start = begun[1] if begun else None
        return follow(site.kb, visit.diary, site.today, known, scores_of(site, visit), start)

    return _once(site, visit, "progress", make)


def due_now(visit: Visit, told: Progress) -> tuple[Option, ...]:
    """Return the questionnaires of these weeks; a guest gets none, nor who must be seen first."""
    is_open = bool(visit.person) and told.danger is None
    return tuple(Option(id=s.id, words=s.name) for s, _ in told.due) if is_open else ()


def scores_of(site: Site, visit: Visit) -> tuple[Score, ...]:
    """Return the questionnaires that this person has filled in."""
    if site.keeper is None or not visit.person:
        return visit.scores
    found = []
    for payload in site.keeper.payloads(visit.person, "measure"):
        try:
            found.append(read_score(site.kb, dict(payload)))
        except AnswersError:  # a questionnaire that there is no more
            continue
    return tuple(found)


def experiment_of(site: Site, visit: Visit) -> Experiment | None:
    """Return the last experiment that was drawn; None where there is none, or it was ended."""
    if site.keeper is None or not visit.person:
        return None
    told = site.keeper.last(visit.person, "experiment")
    if told is None or told.payload.get("exposure") not in site.kb.care.exposures:
        return None
    if told.payload.get("stopped"):
        return None
    return Experiment(
        exposure=str(told.payload["exposure"]),
        start=date.fromisoformat(told.payload["start"]),
        on=tuple(bool(is_on) for is_on in told.payload["on"]),
    )


def trial_today(site: Site, visit: Visit) -> TrialToday | None:
    """Return what an experiment asks for today; None where none runs or somebody must look."""
    trial, today = experiment_of(site, visit), site.today
    is_on = trial.is_on(today) if trial else None
    if trial is None or is_on is None:
        return None
    if suspension(site.kb, assessment_of(site, visit), visit.diary.entries, today) is not None:
        return None
    t = site.words("insights", visit)
    return TrialToday(
        title=t("trial", name=site.kb.care.exposures[trial.exposure].name),
        says=t("day_on" if is_on else "day_off"),
        did=t("did"),
        did_not=t("did_not"),
        is_told=any(e.day == today and trial.exposure in e.exposures for e in visit.diary.entries),
    )


def experiment_record(experiment: Experiment) -> dict[str, Any]:
    """Return an experiment as it is kept."""
    return {
        "exposure": experiment.exposure,
        "start": experiment.start.isoformat(),
        "on": list(experiment.on),
    }


def _begun(site: Site, visit: Visit) -> tuple[Assessment, date] | None:
    """Return the first assessment of this pain of somebody who is kept, and its day."""

    def make() -> tuple[Assessment, date] | None:
        told = site.keeper.standing(visit.person, "answers") if site.keeper and visit.person else ()
        start = episode_start((e.at.date() for e in told), visit.diary)
        if start is None:
            return None
        first = next(e for e in told if e.at.date() == start)
        record: dict[str, Any] = {name: first.payload.get(name) for name in OF_ANSWERS}
        known = {id: a for id, a in (record["answers"] or {}).items() if id in site.kb.findings}
        try:
            answers = read_answers(site.kb, {**record, "answers": known})
        except AnswersError:
            return None
        return assess(site.kb, answers), first.at.date()

    return _once(site, visit, "begun", make)


def _first_day(site: Site, visit: Visit) -> date:
    return min((at.date() for at in visit.answered_at.values()), default=site.today)


def _once(site: Site, visit: Visit, name: str, make: Any) -> Any:
    """Compute something once for each state of what is kept; each time for a guest."""
    if site.keeper is None or not visit.person:
        return make()
    state = (site.today, site.kb.digest, site.kb.language, hash(frozenset(visit.given.items())))
    return site.keeper.once(visit.person, name, state, make)
