"""Parts of a programme → what the templates show."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from string import ascii_uppercase

from lumbago.drawings.figure import exercise_figure, mirrored
from lumbago.knowledge import KnowledgeBase, ProgressionRule
from lumbago.programme import Amount, Decision, Pick, Programme, Session, Variable
from lumbago.programme.records import alike, told
from lumbago.web.catalogue import Words
from lumbago.web.contexts import DayView, PickView, RuleView, SheetView
from lumbago.web.exercise_pictures import MOST_KEPT, Told
from lumbago.web.site import Site
from lumbago.web.views import origin


def rule_view(kb: KnowledgeBase, rule: ProgressionRule, about: str = "") -> RuleView:
    """Return a rule with who says so."""
    return RuleView(tells=rule.tells, about=about, source=origin(kb, rule.citation))


def decision_view(kb: KnowledgeBase, t: Words, d: Decision) -> RuleView:
    """Return a step up, hold or step down with what it is about."""
    name = kb.exercises[d.exercise].name if d.exercise else ""
    return rule_view(kb, d.rule, f"{name}{_change(t, d)}")


def _change(t: Words, d: Decision) -> str:
    if d.variable is Variable.EXERCISE:
        return ": " + t("new")
    if d.variable is None or d.before is None or d.after is None:
        return ""
    before, after = _value(d.before, d.variable), _value(d.after, d.variable)
    return ": " + t(f"group_change_{d.variable.value}", before=before, after=after)


def _value(a: Amount, variable: Variable) -> str:
    values = {Variable.REPS: a.reps, Variable.HOLD: a.hold_s, Variable.MINUTES: a.minutes}
    return f"{values[variable] or 0:g}"


def sheet_views(kb: KnowledgeBase, programme: Programme) -> Iterator[SheetView]:
    """Yield each content once."""
    for n, group in enumerate(alike(programme)):
        session = group[0]
        yield SheetView(
            name=ascii_uppercase[n % 26],
            minutes=minutes_of(session),
            picks=tuple(_pick(kb, pick) for pick in session.picks),
            because=tuple(rule_view(kb, rule) for rule in session.because),
        )


def of_every(sheets: Sequence[SheetView]) -> tuple[RuleView, ...]:
    """Return the rules that all sessions keep to: they are told once."""
    own = (set(sheet.because) for sheet in sheets)
    shared = set.intersection(*own) if sheets else set()
    return tuple(rule for rule in sheets[0].because if rule in shared) if sheets else ()


def _pick(kb: KnowledgeBase, pick: Pick) -> PickView:
    return PickView(
        name=kb.exercises[pick.exercise].name,
        address=f"/exercises/{pick.exercise}",
        dose=told(kb, pick),
        why=tuple(_why(kb, pick.why)),
    )


def _why(kb: KnowledgeBase, rules: Iterable[ProgressionRule]) -> Iterator[RuleView]:
    """Yield reasons; those that one source says in a row are told together."""
    views = (rule_view(kb, rule) for rule in rules)
    for source, said in groupby(views, key=attrgetter("source")):
        yield RuleView(tells=" ".join(view.tells for view in said), about="", source=source)


def day_views(site: Site, programme: Programme) -> tuple[DayView, ...]:
    """Return the days with sessions, in their order."""
    letters: dict[int, str] = {}
    for n, group in enumerate(alike(programme)):
        letters |= {id(s): ascii_uppercase[n % 26] for s in group}
    return tuple(
        DayView(
            date=site.catalogue.day(session.day),
            sheet=letters[id(session)],
            minutes=minutes_of(session),
            address=f"/session/{number}",
        )
        for number, session in enumerate(programme.sessions, start=1)
    )


def by_week(
    programme: Programme, days: Iterable[DayView]
) -> tuple[tuple[int, tuple[DayView, ...]], ...]:
    """Put days together by their week."""
    weeks: dict[int, list[DayView]] = {}
    for session, day in zip(programme.sessions, days, strict=True):
        weeks.setdefault(session.week, []).append(day)
    return tuple((week, tuple(found)) for week, found in weeks.items())


def minutes_of(session: Session) -> int:
    """Return about how many minutes a session takes, at least one."""
    return max(1, round(session.minutes))


@lru_cache(maxsize=MOST_KEPT)
def figure_file(kb: KnowledgeBase, id: str, words: Told, other_side: bool = False) -> str:
    """Draw the moving figure of an exercise as a file, to be put into a page by its script."""
    exercise = kb.exercises[id]
    movement = mirrored(exercise.movement) if other_side else exercise.movement
    prefix = f"{id}-other" if other_side else id
    return exercise_figure(movement, title=exercise.name, prefix=prefix, words=dict(words))
