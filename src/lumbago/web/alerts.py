"""What is shown at once when something that a person typed, anywhere, is a danger sign."""

from collections.abc import Iterable

from fastapi import Request
from starlette.responses import Response

from lumbago.knowledge import RedFlag, Urgency
from lumbago.reading import Alert, danger_in
from lumbago.web.contexts import AlertPage, AlertReason
from lumbago.web.site import Posted, Site, text_of, texts_of
from lumbago.web.views import CRISIS, origin


def danger_first(
    site: Site,
    request: Request,
    form: Posted,
    *,
    fields: Iterable[str],
    onward: str,
    of_scans: bool = True,
) -> Response | None:
    """Return the page for a danger in a field of a form; None without one.

    Nothing that was filled in is lost: who was misread goes on with all of it, and is not
    stopped a second time. Without `of_scans`, what a scan showed is no danger by itself: the
    form is there to explain it.
    """
    if text_of(form, "seen") == "yes":
        return None
    for field in fields:
        typed = text_of(form, field)
        alert = danger_in(site.kb, typed, site.today)
        if alert and (of_scans or _is_felt(site, alert)):
            kept = [(n, v) for n in form if n not in {field, "token"} for v in texts_of(form, n)]
            page = alert_page(
                site, request, alert, typed=typed, onward=onward, field=field, kept=kept
            )
            return site.page(request, page)
    return None


def _is_felt(site: Site, alert: Alert) -> bool:
    """Whether something else than a scan or a blood test stands behind an alert."""
    groups = {site.kb.findings[m.finding].group for m in alert.mentions}
    return bool(groups - {"lab_imaging"})


def alert_page(
    site: Site,
    request: Request,
    alert: Alert,
    *,
    typed: str,
    onward: str,
    field: str,
    kept: Iterable[tuple[str, str]] = (),
) -> AlertPage:
    """Return the page for an alert.

    Args:
        site: the site.
        request: the request, for the country and the visit.
        alert: what `danger_in` found; it must hold.
        typed: the text, given back in the form alone, so that nothing is lost.
        onward: where the form of somebody who was misread leads.
        field: the name of the field that carries the text.
        kept: the other fields of that form, with what was filled in.
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
        kept=tuple(kept),
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
