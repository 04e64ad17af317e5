"""In your own words: a text, and what was understood of it, for the person to correct.

Nothing in an understanding is final. A danger sign that the text denies is asked all the same;
one that it tells of stops the questions at once, even where the text is too long or is skipped.
The text is dropped when it was checked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from lumbago.answers import Answer
from lumbago.assessment import urgency_of
from lumbago.knowledge import Finding, KnowledgeBase, Urgency
from lumbago.reading import Understanding, understand
from lumbago.web.contexts import Piece, StoryCheckPage, StoryPage, Understood
from lumbago.web.flow import Stop, current, danger_signs, reads_text, remember
from lumbago.web.sessions import Story, Visit
from lumbago.web.site import Posted, Site, text_of
from lumbago.web.views import in_answer_words

LONGEST = 4000
"""So many characters can be written: about two pages."""

SAID: Mapping[str, Answer] = {"yes": True, "no": False, "unsure": None}


@dataclass(frozen=True, slots=True)
class Reading:
    """What of a story is put before the person: findings by how they are asked."""

    dangers: Mapping[str, Answer]
    items: Mapping[str, Answer]
    numbers: Mapping[str, float]
    denied: tuple[str, ...]

    @property
    def shown(self) -> frozenset[str]:
        """Everything that can be corrected."""
        return frozenset({*self.dangers, *self.items, *self.numbers})


def routes(site: Site) -> APIRouter:
    """Return the addresses of these pages; where no story is understood they lead onward."""
    router = APIRouter()
    if not reads_text(site.kb):

        @router.get("/in-your-words")
        @router.get("/in-your-words/check")
        def onward(request: Request) -> Response:
            return site.go(request, "/questions")

        return router

    @router.get("/in-your-words")
    def show(request: Request) -> Response:
        visit = site.visit(request)
        if not visit.has_places:
            return site.go(request, "/where")
        text = visit.story.text if visit.story else ""
        return site.page(request, _context(site, request, visit, text))

    @router.post("/in-your-words")
    def take(request: Request, form: Posted) -> Response:
        visit = site.visit(request)
        text = text_of(form, "text").replace("\r\n", "\n")
        if not visit.has_places:
            return site.go(request, "/where")
        story = Story(text, understand(site.kb, text, site.today)) if text else None
        if story is not None:
            alarmed = assume(site, visit, story)
            if current(site.kb, alarmed) is Stop.EMERGENCY:
                site.keep(request, alarmed)
                return site.go(request, "/emergency")
        if story is None or text_of(form, "done") == "skip":
            site.keep(request, replace(visit, has_told=True, story=None))
            return site.go(request, "/questions")
        if problem := _problem(site, visit, story):
            return site.page(request, _context(site, request, visit, text, problem), 422)
        site.keep(request, replace(visit, story=story))
        return site.go(request, "/in-your-words/check")

    @router.get("/in-your-words/check")
    def show_check(request: Request) -> Response:
        visit = site.visit(request)
        if visit.story is None:
            return site.go(request, "/questions")
        return site.page(request, _check_context(site, request, visit, visit.story))

    @router.post("/in-your-words/check")
    def check(request: Request, form: Posted) -> Response:
        visit = site.visit(request)
        if visit.story is not None:
            site.keep(request, _checked(site, visit, visit.story, form))
        return site.go(request, "/questions")

    return router


def read(kb: KnowledgeBase, visit: Visit, understood: Understanding) -> Reading:
    """Sort what was understood; what was answered before and not contradicted is left out."""
    signs = set(danger_signs(kb))
    dangers: dict[str, Answer] = {}
    items: dict[str, Answer] = {}
    numbers: dict[str, float] = {}
    denied: list[str] = []
    for id, answer in understood.answers.items():
        finding = kb.findings[id]
        if not _is_news(kb, visit, finding, answer):
            continue
        if isinstance(answer, float) and not finding.is_yes_no:
            numbers[id] = answer
        elif not finding.is_yes_no:
            continue
        elif id not in signs:
            items[id] = answer
        elif answer is True:
            dangers[id] = True
        else:
            denied.append(id)
    if visit.age_years is None and understood.age_years is not None:
        numbers["age_years"] = understood.age_years
    return Reading(dangers, items, numbers, tuple(denied))


def _is_news(kb: KnowledgeBase, visit: Visit, finding: Finding, answer: Answer) -> bool:
    is_own = visit.region is not None and finding.id == kb.settings.strata.get(visit.region)
    if finding.asked_of == "clinician_exam" or is_own:
        return False
    if finding.id not in visit.given or (visit.story and finding.id in visit.story.assumed):
        return True
    return visit.given[finding.id] is not True and visit.given[finding.id] != answer


def _problem(site: Site, visit: Visit, story: Story) -> str:
    """Name what keeps a text from being checked, if anything."""
    if len(story.text) > LONGEST:
        return "problem_long"
    reading = read(site.kb, visit, story.understood)
    return "" if reading.shown or reading.denied else "problem_nothing"


def assume(site: Site, visit: Visit, story: Story) -> Visit:
    """Take all bad news of a story as told, before the person has checked it."""
    answers = visit.answers
    if answers is None:
        return visit
    reading = read(site.kb, visit, story.understood)
    told = {**reading.dangers, **reading.items}
    given: dict[str, Answer] = {id: True for id, answer in told.items() if answer is True}
    given |= {id: n for id, n in reading.numbers.items() if id in site.kb.findings}
    visit = remember(site.kb, visit)
    after = visit.answered(answers.with_answers(given), site.clock(), given)
    return replace(after, story=replace(story, assumed=frozenset(given)))


def _checked(site: Site, visit: Visit, story: Story, form: FormData) -> Visit:
    """Take in what the person kept, changed or left out, and drop the text."""
    answers = visit.answers
    reading = read(site.kb, visit, story.understood)
    done = replace(visit, story=None, has_told=True)
    if answers is None:
        return done
    given: dict[str, Answer] = {}
    for id in (*reading.dangers, *reading.items):
        said = text_of(form, f"said_{id}")
        if said in SAID:
            given[id] = SAID[said]
    kept = {id: n for id, n in reading.numbers.items() if text_of(form, f"said_{id}") == "keep"}
    age = kept.pop("age_years", visit.age_years)
    given |= kept
    for id in story.assumed - set(given):
        answers = answers.without(id)
    done = remember(site.kb, done)
    after = done.answered(answers.with_answers(given), site.clock(), given)
    return replace(after, age_years=age, told=(visit.told - story.assumed) | set(given))


def _context(
    site: Site, request: Request, visit: Visit, text: str = "", problem: str = ""
) -> StoryPage:
    t = site.words("story", visit)
    return StoryPage(
        frame=site.frame(request, visit, t("title")),
        t=t,
        text=text,
        most=LONGEST,
        problem=t(problem, most=LONGEST) if problem else "",
        was_told=visit.has_told,
    )


def _check_context(site: Site, request: Request, visit: Visit, story: Story) -> StoryCheckPage:
    t = site.words("story", visit)
    reading = read(site.kb, visit, story.understood)
    answers = visit.answers
    return StoryCheckPage(
        frame=site.frame(request, visit, t("check")),
        t=t,
        pieces=tuple(pieces(story, reading)),
        dangers=tuple(_understood(site, story, id, a) for id, a in reading.dangers.items()),
        items=tuple(_understood(site, story, id, a) for id, a in reading.items.items()),
        numbers=tuple(_number(site, visit, story, id, n) for id, n in reading.numbers.items()),
        denied=tuple(site.kb.findings[id].tick for id in reading.denied),
        is_emergency=answers is not None and urgency_of(site.kb, answers) is Urgency.NOW,
    )


def _understood(site: Site, story: Story, id: str, answer: Answer) -> Understood:
    chosen = next(word for word, value in SAID.items() if value is answer)
    return Understood(
        id=id,
        words=site.kb.findings[id].tick,
        quotes=tuple(dict.fromkeys(m.words for m in story.understood.mentions if m.finding == id)),
        chosen=chosen,
    )


def _number(site: Site, visit: Visit, story: Story, id: str, number: float) -> Understood:
    t = site.words("answers", visit)
    finding = site.kb.findings.get(id)
    words = t("age") if finding is None else finding.tick
    said = f"{number:g}" if finding is None else in_answer_words(site.kb, t, finding, number)
    return Understood(
        id=id,
        words=f"{words}: {said}",
        quotes=tuple(dict.fromkeys(f.words for f in story.understood.facts if f.name == id)),
        chosen="keep",
    )


def pieces(story: Story, reading: Reading) -> Iterator[Piece]:
    """Cut the text where something was understood; put together it is the text again."""
    named = reading.shown | set(reading.denied)
    spans = [(m.start, m.end, m.finding) for m in story.understood.mentions]
    spans += [(f.start, f.end, f.name) for f in story.understood.facts]
    spans = [span for span in spans if span[2] in named and span[0] < span[1]]
    cuts = sorted({0, len(story.text), *(p for s, e, _ in spans for p in (s, e))})
    last: Piece | None = None
    for start, end in pairwise(cuts):
        item = next((id for s, e, id in spans if s <= start and end <= e), "")
        item = "denied" if item in reading.denied else item
        text = story.text[start:end]
        if last is not None and last.item == item:
            last = Piece(text=last.text + text, item=item)
            continue
        if last is not None:
            yield last
        last = Piece(text=text, item=item)
    if last is not None:
        yield last
