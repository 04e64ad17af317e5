"""The form of the diary: read as a record, and given back as it was where something is wrong."""

from datetime import date, datetime, timedelta
from typing import Any

from lumbago.body import Marks, all_places
from lumbago.plan.spasm import SpasmPlace
from lumbago.web.catalogue import Words
from lumbago.web.contexts import Typed
from lumbago.web.sessions import Visit
from lumbago.web.site import Posted, Site, text_of, texts_of
from lumbago.web.training import signs_to_ask

DAY_SCORES = ("pain_worst", "interference", "stress", "sleep_quality")
AMOUNTS = {"sleep_hours": 24, "sitting_hours": 24, "stiffness_minutes": 24 * 60}
"""What is told in hours or minutes, and the most there can be."""

LATEST = timedelta(days=365)
"""An entry can be written so long after its day."""

AHEAD = timedelta(minutes=10)
"""The clock of a device may be ahead by so much."""

NONE = "none"
"""What the line "none of these" among the danger signs sends."""


def record_of(site: Site, visit: Visit, form: Posted) -> dict[str, Any]:
    """Return what was told as a record; `read_record` says what cannot be."""
    at = written_at(site, text_of(form, "at"))
    record: dict[str, Any] = {
        "at": at.isoformat(timespec="seconds"),
        "zone": text_of(form, "zone")[:80],
        "day": text_of(form, "day") or at.date().isoformat(),
        "sites": _sites(form),
        "dangers": _dangers(site, visit, form),
        "spasms": _spasms(form),
        "exposures": _things(site, form),
        "medicines": _medicines(form),
        "note": text_of(form, "note"),
        "done": {"yes": True, "no": False}.get(text_of(form, "done")),
    }
    record |= {name: _number(form, name) for name in ("pain_now", *DAY_SCORES, *AMOUNTS)}
    day = date.fromisoformat(record["day"]) if _is_date(record["day"]) else None
    if day is not None and day < at.date() - LATEST:
        record["day"] = ""  # too long ago: told as no date
    return record


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def written_at(site: Site, typed: str) -> datetime:
    """Return when it was written, by the device's clock where that can be; else by ours."""
    now = site.clock()
    try:
        at = datetime.fromisoformat(typed)
    except ValueError:
        return now
    if at.utcoffset() is None or not now - LATEST <= at <= now + AHEAD:
        return now
    return at


def _number(form: Posted, name: str) -> float | str | None:
    typed = text_of(form, name).replace(",", ".")
    if not typed:
        return None
    try:
        return float(typed)
    except ValueError:
        return typed  # no number: told as one that cannot be


def _sites(form: Posted) -> dict[str, dict[str, Any]]:
    main, pain = text_of(form, "main"), _number(form, "pain_now")
    ticked = [id for id in texts_of(form, "place") if id in all_places()]
    only = ticked[0] if len(ticked) == 1 else main
    sites: dict[str, dict[str, Any]] = {
        id: {"now": pain} if id == only and pain is not None else {} for id in ticked
    }
    for id in all_places():
        now = _number(form, f"site_{id}")
        if now is not None:
            sites[id] = {"now": now}
    return sites


def _dangers(site: Site, visit: Visit, form: Posted) -> dict[str, bool]:
    """Return the signs: those ticked are there; all others are not only where that was said."""
    asked, told = signs_to_ask(site.kb, visit), texts_of(form, "sign")
    ticked = dict.fromkeys((id for id in asked if id in told), True)
    return ticked or (dict.fromkeys(asked, False) if NONE in told else {})


def _spasms(form: Posted) -> list[dict[str, Any]]:
    count = text_of(form, "spasm_count")
    if not count or count == "0":
        return []
    place = text_of(form, "spasm_place") or SpasmPlace.LOW_BACK.value
    return [
        {
            "place": place,
            "count": int(count) if count.isdecimal() else -1,
            "length": text_of(form, "spasm_length") or None,
            "strength": _number(form, "spasm_strength"),
        }
    ]


def _things(site: Site, form: Posted) -> dict[str, dict[str, Any]]:
    ticked, found = set(texts_of(form, "thing")), {}
    for id in site.kb.care.exposures:
        if id in ticked:
            minutes, load = _number(form, f"minutes_{id}"), text_of(form, f"load_{id}")
            found[id] = {"minutes": minutes, "load": load or None}
        elif text_of(form, "things_all") == "yes":
            found[id] = {"there": False}
    return found


def _medicines(form: Posted) -> list[str]:
    typed = (name.strip() for name in text_of(form, "medicine_other").split(","))
    return [*texts_of(form, "medicine"), *(name for name in typed if name)]


def typed_of(form: Posted | None) -> Typed:
    """Return what was filled in; nothing where the form is new."""
    names = dict.fromkeys(form or ())
    return Typed({name: texts_of(form, name) for name in names} if form is not None else {})


def marks_of(typed: Typed) -> Marks:
    """Return the places that were ticked, as marks on the body map."""
    places = {id for id in typed.fields.get("place", ()) if id in all_places()}
    main = typed.of("main") if typed.of("main") in places else ""
    return Marks(main, frozenset(places - {main}))


def field_of(place: str) -> str:
    """Return the field of the form that a problem of the record is about."""
    first, *rest = place.split(".")
    if first == "medicines":
        return "medicine_other"
    if first == "sites" and rest:
        return f"site_{rest[0]}"
    if first == "spasms" and len(rest) > 1:
        return f"spasm_{rest[1]}"
    if first == "exposures" and len(rest) > 1:
        return f"{rest[1]}_{rest[0]}"
    return first


def problem_words(site: Site, t: Words, names: Words, problem: tuple[str, ...]) -> str:
    """Return the words for what is wrong, with the fields by their names."""
    if not problem:
        return ""
    fields = "; ".join(_name_of(site, t, names, f) for f in problem[1:])
    return t(problem[0], fields=fields) if fields else t(problem[0])


def _name_of(site: Site, t: Words, names: Words, field: str) -> str:
    start, _, rest = field.partition("_")
    if field in {*DAY_SCORES, *AMOUNTS}:
        return t(f"group_{field}")
    if start == "site":
        return names(rest) if rest in all_places() else t("where")
    if start == "spasm":
        own = {"count": "log_count", "length": "log_length", "strength": "log_strength"}
        return site.words("spasm", Visit())(own.get(rest, "log_place"))
    if start in {"minutes", "load"} and rest in site.kb.care.exposures:
        return f"{site.kb.care.exposures[rest].name}: {t(start)}"
    own = {"pain_now": "pain_now", "day": "day", "note": "note", "medicine_other": "medicines"}
    return t(own.get(field, "things"))
