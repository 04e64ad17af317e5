"""Parts of a plan → what the templates show."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from markupsafe import Markup

from lumbago.drawings.figure import exercise_picture
from lumbago.drawings.icon_array import icon_array
from lumbago.drawings.things import THINGS, thing
from lumbago.knowledge import CareCard, Contraindication, KnowledgeBase, OutOf100, Treatment
from lumbago.plan import Recommendation, Said
from lumbago.plan.counts import counts_beside, to_ask
from lumbago.sources import Citation
from lumbago.web.contexts import AskView, CountView, Origin, StepView, TextView
from lumbago.web.site import Site
from lumbago.web.views import NOTHING, origin, origin_of

ANSWERS: Mapping[str, bool | None] = {"yes": True, "no": False, "unsure": None}
"""What a form says, and what it means."""

Concerns: TypeAlias = Mapping[str, bool | None]


def origins(kb: KnowledgeBase, citation: Citation, also: Iterable[str] = ()) -> tuple[Origin, ...]:
    """Return who says so, the first source first."""
    return (origin(kb, citation), *(origin_of(kb, id) for id in also))


def figure(kb: KnowledgeBase, id: str, prefix: str) -> Markup:
    """Return the drawing of an exercise or position; nothing where there is none."""
    exercise = kb.exercises.get(id)
    if exercise is None:
        return NOTHING
    drawn = exercise_picture(exercise.movement, title=exercise.name, prefix=prefix)
    return Markup(drawn)  # noqa: S704  our own drawing, every text in it escaped


def card_picture(kb: KnowledgeBase, card: CareCard) -> Markup:
    """Return the drawing of a card: of an exercise, of an activity or of a thing."""
    prefix, activity = f"card-{card.id}", kb.care.activities.get(card.figure)
    if activity is not None and activity.movement is not None:
        drawn = exercise_picture(activity.movement, title=activity.title, prefix=prefix)
        return Markup(drawn)  # noqa: S704  our own drawing, every text in it escaped
    if card.figure in THINGS:
        words = {card.figure: card.title, f"{card.figure}_desc": card.lines[0]}
        return Markup(thing(card.figure, prefix=prefix, words=words))  # noqa: S704  likewise
    return figure(kb, card.figure, prefix)


FIGURES: Mapping[str, str] = {
    "positions_supine_pillow_under_knees": "supine_pillow_rest",
    "positions_90_90_legs_on_chair": "rest_90_90_chair",
    "position_side_lying_pillow": "side_lying_rest",
    "breathing_relaxation": "paced_breathing_5_1_exhale",
    "aerobic_walking": "walking",
    "neck_mobility_exercise": "neck_rotation_active",
}
"""Treatments that a drawing tells faster than words."""


def step_view(site: Site, step: Recommendation, concerns: Concerns, *, drawn: bool) -> StepView:
    """Return a treatment with its reasons, its harms, and what is still to be asked."""
    kb, treatment = site.kb, step.treatment
    fit = step.verdict.fit.value
    codes = kb.care.contraindications
    return StepView(
        id=treatment.id,
        name=treatment.name,
        tells=treatment.tells,
        dose=treatment.dose,
        why=step.why,
        studies=treatment.studies,
        certainty=kb.words[f"plan.certainty_{treatment.certainty.value.replace(' ', '_')}"],
        guidelines=tuple(guideline_lines(kb, treatment)),
        disputed=kb.words["plan.disputed"] if treatment.is_disputed else "",
        harms=treatment.harms,
        stop=treatment.stop,
        fit=fit,
        fit_words=kb.words.get(f"plan.fit_{fit}", ""),
        because=tuple(codes[id].tells for id in step.verdict.because),
        asks=tuple(ask_view(codes[id], concerns) for id in step.verdict.open),
        picture=figure(kb, FIGURES.get(treatment.id, ""), f"fig-{treatment.id}")
        if drawn
        else NOTHING,
        counts=count_views(site, treatment, treatment.id),
        no_count="" if counts_beside(kb, treatment) else kb.words["plan.counts_none"],
        to_ask=to_ask(kb, treatment),
        sources=origins(kb, treatment.citation, treatment.also),
    )


def count_views(site: Site, treatment: Treatment, prefix: str) -> tuple[CountView, ...]:
    """Return the counts that are told beside a treatment; `prefix` begins their ids."""
    return tuple(count_view(site, c, f"{prefix}-{c.id}") for c in counts_beside(site.kb, treatment))


def count_view(site: Site, c: OutOf100, prefix: str) -> CountView:
    """Return a count drawn as people of a hundred, in words as well."""
    t = site.catalogue.words("counts")
    said = t("of_100", n=c.count, people=c.people, words=c.words)
    other = t("of_100_others", n=c.other, words=c.other_words) if c.other is not None else ""

    def drawn(count: int, words: str, name: str) -> Markup:
        told = {"title": c.title, "desc": words}
        picture = icon_array(count, is_harm=c.is_harm, prefix=f"{prefix}-{name}", words=told)
        return Markup(picture)  # noqa: S704  our own drawing, every text in it escaped

    return CountView(
        title=c.title,
        said=said,
        picture=drawn(c.count, said, "with"),
        other_said=other,
        other_picture=NOTHING if c.other is None else drawn(c.other, other, "other"),
        source=origin(site.kb, c.citation),
    )


def guideline_lines(kb: KnowledgeBase, treatment: Treatment) -> Iterable[str]:
    """Yield what each guideline says; where they differ, each stands for itself."""
    for name, stance in treatment.guidelines.items():
        who = kb.words[f"plan.guideline_{name}"]
        yield kb.words[f"plan.stance_{stance.value}"].format(who=who)


def ask_view(code: Contraindication, concerns: Concerns) -> AskView:
    """Return a question with the answer that was given, if one was."""
    said = {True: "yes", False: "no", None: "unsure"}
    chosen = said[concerns[code.id]] if code.id in concerns else ""
    return AskView(
        id=code.id, question=code.question, names=", ".join(code.examples), chosen=chosen
    )


def text_view(
    kb: KnowledgeBase,
    title: str,
    lines: Iterable[str],
    citation: Citation,
    also: Iterable[str] = (),
    picture: Markup = NOTHING,
) -> TextView:
    """Return a text under its title, with who says so."""
    return TextView(
        title=title,
        lines=tuple(line for line in lines if line),
        picture=picture,
        sources=origins(kb, citation, also),
    )


def is_open(said: Said) -> bool:
    """Whether nobody knows yet."""
    return said in {Said.UNASKED, Said.UNSURE}
