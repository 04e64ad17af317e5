"""What is shown at once when something that a person typed, anywhere, is a danger sign."""

from fastapi import Request

from lumbago.knowledge import RedFlag, Urgency
from lumbago.reading import Alert
from lumbago.web.contexts import AlertPage, AlertReason
from lumbago.web.site import Site
from lumbago.web.views import CRISIS, origin


def alert_page(
    site: Site, request: Request, alert: Alert, *, typed: str, onward: str, field: str
) -> AlertPage:
    """Return the page for an alert.

    Args:
        site: the site.
        request: the request, for the country and the visit.
        alert: what `danger_in` found; it must hold.
        typed: the text, given back in the form alone, so that nothing is lost.
        onward: where the form of somebody who was misread leads.
        field: the name of the field that carries the text.
    """
    visit = site.visit(request)
    t = site.words("alert", visit)
    words = site.kb.urgency_words[alert.urgency]
    first = alert.flags[0]
    return AlertPage(
        frame=site.frame(request, visit, t("title")),
        t=t,
        emergency=site.words("emergency", visit),
        is_now=alert.urgency is Urgency.NOW,
        level=words.name,
        action=words.action.get(first.place) or next(iter(words.action.values())),
        tell=tuple(dict.fromkeys(f.tell for f in alert.flags if f.urgency is alert.urgency)),
        meanwhile=words.meanwhile,
        safety_net=words.safety_net,
        reasons=tuple(_reason(site, request, alert, flag, typed) for flag in alert.flags),
        countries=site.country_options(request),
        onward=onward,
        field=field,
        typed=typed,
    )


def _reason(site: Site, request: Request, alert: Alert, flag: RedFlag, typed: str) -> AlertReason:
    spans = ((m.start, m.end) for m in alert.mentions)
    return AlertReason(
        id=flag.id,
        title=flag.title,
        because=flag.because,
        do=flag.do,
        words=tuple(dict.fromkeys(typed[start:end] for start, end in sorted(spans))),
        talk=site.country(request).talk if flag.category in CRISIS else "",
        source=origin(site.kb, flag.citation),
    )
