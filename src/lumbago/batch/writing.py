"""Scores → lines of JSON: a part of what `lumbago.records` writes, put together by hand.

Building dictionaries and walking through them takes longer than all the inference. So the
pieces that never change, between the numbers, are made once.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lumbago.assessment import MOST_CAUSES, MOST_DANGERS, RANKED
from lumbago.batch.columns import Bools, Indices, Numbers
from lumbago.batch.scoring import Plan, RegionPlan, RegionScores, Scores, Urgencies
from lumbago.knowledge import KnowledgeBase, Place, Urgency
from lumbago.records import DIGITS


@dataclass(frozen=True, slots=True)
class _Pieces:
    """The unchanging parts of one region, each ending where a number begins."""

    causes: tuple[str, ...]
    dangers: tuple[str, ...]
    ranking: tuple[str, ...]


class Writer:
    """Writes the lines of one knowledge base."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        kb = plan.kb
        self.heads = {
            (urgency, place): _head(kb, urgency, place)
            for urgency, words in kb.urgency_words.items()
            for place in words.action
        }
        self.reasons = tuple(
            to_json({"rule": flag.id, "urgency": flag.urgency.id}) for flag in plan.flags
        )
        self.told = sum(flag.urgency > Urgency.SELF_CARE for flag in plan.flags)
        self.words = tuple(_tail({"word": name}) for _, name in kb.settings.word_bands)
        self.asks = tuple(
            _tail({"asks_for": u.id if u > Urgency.SELF_CARE else None}) for u in Urgency
        )
        self.pieces = {id: _pieces(kb, region) for id, region in plan.regions.items()}

    def write(self, ids: Sequence[str], scores: Scores) -> list[str]:
        """Return one line a person, in the order of the ids."""
        bodies = [""] * len(ids)
        for region in scores.regions:
            for n, body in zip(region.who.tolist(), self._bodies(region), strict=True):
                bodies[n] = body
        reasons: list[list[str]] = [[] for _ in ids]
        who, flags = np.nonzero(scores.up[: self.told].T)
        for n, f in zip(who.tolist(), flags.tolist(), strict=True):
            reasons[n].append(self.reasons[f])
        places = scores.places(self.plan.flags)
        return [
            f'{{"id":{id},{self.heads[urgency, place]},"reasons":[{",".join(why)}],{body}}}\n'
            for id, urgency, place, why, body in zip(
                ids, scores.urgency.tolist(), places, reasons, bodies, strict=True
            )
        ]

    def _bodies(self, scores: RegionScores) -> list[str]:
        """Return the part with the probabilities for each person of a region."""
        plan = scores.plan
        pieces = self.pieces[plan.factors.network.region]
        causes = self._causes(scores, pieces)
        dangers = self._dangers(scores, pieces)
        order = _greatest_first(scores.conditions)[:, :RANKED]
        p = _rounded(np.take_along_axis(scores.conditions, order, axis=1))
        ranking = [
            ",".join([f"{pieces.ranking[c]}{x!r}}}" for c, x in zip(some, ps, strict=True)])
            for some, ps in zip(order.tolist(), p.tolist(), strict=True)
        ]
        return [
            f'"causes":[{c}],"dangers":[{d}],"ranking":[{r}]'
            for c, d, r in zip(causes, dangers, ranking, strict=True)
        ]

    def _causes(self, scores: RegionScores, pieces: _Pieces) -> list[str]:
        bands = [least for least, _ in self.plan.kb.settings.word_bands]
        p = scores.causes
        band = np.full(p.shape, len(bands) - 1)
        for b, least in reversed(list(enumerate(bands))):
            band[p >= least] = b
        written: list[list[str]] = [[] for _ in p]
        who, which = _chosen(p, scores.told_causes(), MOST_CAUSES)
        values = _rounded(p[who, which]).tolist()
        for n, k, b, x in zip(
            who.tolist(), which.tolist(), band[who, which].tolist(), values, strict=True
        ):
            written[n].append(f"{pieces.causes[k]}{x!r}{self.words[b]}")
        return [",".join(parts) for parts in written]

    def _dangers(self, scores: RegionScores, pieces: _Pieces) -> list[str]:
        p = scores.conditions[:, scores.plan.danger_at]
        written: list[list[str]] = [[] for _ in p]
        told = _kept(scores.asks_for, p, scores.told_dangers(), MOST_DANGERS)
        who, which = _chosen(p, told, MOST_DANGERS)
        values = _rounded(p[who, which]).tolist()
        alarms = _rounded(scores.alarms[who, which]).tolist()
        asks = scores.asks_for[who, which].tolist()
        for n, d, x, alarm, ask in zip(
            who.tolist(), which.tolist(), values, alarms, asks, strict=True
        ):
            written[n].append(f'{pieces.dangers[d]}{x!r},"alarm":{alarm!r}{self.asks[ask]}')
        return [",".join(parts) for parts in written]


def to_json(value: object) -> str:
    """Write JSON as short as can be."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _head(kb: KnowledgeBase, urgency: Urgency, place: Place) -> str:
    whole = {
        "knowledge": f"{kb.version}-{kb.digest}",
        "urgency": urgency.id,
        "action": kb.urgency_words[urgency].action[place],
        "place": place.value,
    }
    return to_json(whole)[1:-1]


def _tail(fields: dict[str, str | None]) -> str:
    return "," + to_json(fields)[1:]


def _pieces(kb: KnowledgeBase, plan: RegionPlan) -> _Pieces:
    def before_p(**fields: str) -> str:
        return to_json(fields)[:-1] + ',"p":'

    known = set(plan.conditions)
    causes = []
    for id in plan.causes:
        group = kb.groups.get(id)
        name = group.plain_name if group else kb.conditions[id].plain_name
        is_group = group is not None and not known.isdisjoint(group.members)
        causes.append(before_p(**{"group" if is_group else "condition": id, "name": name}))
    return _Pieces(
        causes=tuple(causes),
        dangers=tuple(
            before_p(
                condition=plan.conditions[c], name=kb.conditions[plan.conditions[c]].plain_name
            )
            for c in plan.danger_at
        ),
        ranking=tuple(before_p(condition=id) for id in plan.conditions),
    )


def _greatest_first(p: Numbers) -> Indices:
    """Order each row by probability, then by id: columns are in the order of the ids."""
    return np.argsort(-p, axis=1, kind="stable")


def _chosen(p: Numbers, told: Bools, most: int) -> tuple[Indices, Indices]:
    """Return (person, column) of what is told, each person's greatest first, at most `most`."""
    order = _greatest_first(np.where(told, p, -1.0))[:, :most]
    is_told = np.take_along_axis(told, order, axis=1)
    who, place = np.nonzero(is_told)
    return who, order[who, place]


def _kept(asks: Urgencies, p: Numbers, told: Bools, most: int) -> Bools:
    """Return which dangers are told where there are more than `most`: what asks for most first."""
    order = _greatest_first(np.where(told, asks + p, -1.0))[:, :most]  # no p is above 1
    kept = np.zeros_like(told)
    np.put_along_axis(kept, order, np.take_along_axis(told, order, axis=1), axis=1)
    return kept


def _rounded(p: Numbers) -> Numbers:
    return np.asarray(np.round(p, DIGITS))
