"""Exact inference: sum a noisy-OR network with mechanisms, without subtraction.

Positive findings and active mechanisms are *bits*: a bit says "already explained by a parent
that has been dealt with". Conditions are dealt with one by one; the array of states has one
axis for each bit that is open at the moment, not one for each finding. Every term is
positive, so nothing cancels: the result is exact to about 1e-14.

Every array has *lanes* as its last axis: variants of one question that share its structure
(an answer left out, a further "no", other strengths, a set of conditions switched off). They
run in one pass.

The model, with condition C, mechanism X and finding F each present or not:

    P(X off | C)    = (1 - leak_m)  Π (1 - cause_mj)   over the present conditions j
    P(F off | C, X) = (1 - rest_i)  Π (1 - direct_ij)  Π (1 - member_mi)   over present j, m
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

_SMALL = 1e-100
"""Below this the states are rescaled: denormal numbers are slow and lose digits."""

MOST_STATES = 2**19
"""States a lane may take, all steps together, before hopeless conditions are set aside."""

MOST_AT_ONCE = 2**23
"""States of all lanes that are kept at a time; more lanes than that run in turns."""

SET_ASIDE = (1e-6, 1e-5, 1e-4, 1e-3, 1e-2)
"""Conditions that can reach no more than this, whatever the rest is, are set aside, one bound
after the other, until the question is small enough. Only very long questionnaires need it; where
even the last bound is not enough, the findings that tell least go unread."""


@dataclass(frozen=True, slots=True)
class Lanes:
    """One question in several variants, with all negative findings folded in.

    J conditions, P positive findings, M active mechanisms, L lanes; a last axis of length 1
    stands for "the same in every lane".

    Attributes:
        on: (J, L) weight of each condition being present, negatives included.
        off: (J, L) weight of its being absent; `on + off` need not be 1.
        direct: (P, J, L) strength of condition → finding.
        rest: (P, L) chance that a positive finding is there with nothing to explain it. A
            lane in which it is 1 is one that does not know of the finding.
        cause: (M, J, L) strength of condition → mechanism.
        leak: (M, L) chance that a mechanism is present with no condition to cause it.
        member: (M, P, L) strength of mechanism → positive finding.
        quiet: (M, L) chance that a present mechanism leaves its negative findings negative.
    """

    on: Array
    off: Array
    direct: Array
    rest: Array
    cause: Array
    leak: Array
    member: Array
    quiet: Array

    @property
    def count(self) -> int:
        """How many lanes there are."""
        return max(getattr(self, name).shape[-1] for name in self.__slots__)


@dataclass(frozen=True, slots=True)
class Posterior:
    """Log weight of the evidence (L,), and P(present | evidence) of each unit (·, L).

    `set_aside` is 0 for an exact answer; else conditions that could not reach this
    probability were taken as absent. `unread` counts the positive findings that were left
    out as if nobody had asked, those that tell least first; 0 but for absurdly long answers.
    """

    log_weight: Array
    conditions: Array
    mechanisms: Array
    set_aside: float = 0.0
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """Who is dealt with when. It follows alone from who touches which bit.

    Bits 0..P-1 are positive findings, P.. are mechanisms. Units 0..J-1 are conditions, J..
    are mechanisms.

    Attributes:
        alone: (condition, bit) pairs: the condition touches no other bit.
        folded: (finding, mechanism) pairs: only that mechanism can still explain the finding;
            -1 where nothing can but what was folded into it.
        steps: unit, the bits it opens, all bits it touches, the bits that close after it.
        widest: the most bits that are open at a time.
        states: the number of states over all steps: what the pass costs.
    """

    alone: tuple[tuple[int, int], ...]
    folded: tuple[tuple[int, int], ...]
    steps: tuple[tuple[int, tuple[int, ...], tuple[int, ...], tuple[int, ...]], ...]
    widest: int
    states: int


def eliminate(lanes: Lanes) -> Posterior:
    """Compute the weight of the evidence and every posterior, exactly, in all lanes."""
    bound = 0.0
    chosen = plan(lanes)
    for bound in SET_ASIDE if chosen.states > MOST_STATES else ():
        lanes = _without_hopeless(lanes, bound)
        chosen = plan(lanes)
        if chosen.states <= MOST_STATES:
            break
    unread = 0
    if chosen.states > MOST_STATES:
        lanes, unread = _with_the_most_telling(lanes)
        chosen = plan(lanes)
    width = max(1, MOST_AT_ONCE // chosen.states)
    parts = [_Sweep(part, chosen).run() for part in _in_turns(lanes, width)]
    return Posterior(
        log_weight=np.concatenate([part.log_weight for part in parts]),
        conditions=np.concatenate([part.conditions for part in parts], axis=1),
        mechanisms=np.concatenate([part.mechanisms for part in parts], axis=1),
        set_aside=bound,
        unread=unread,
    )


def _in_turns(lanes: Lanes, width: int) -> Iterator[Lanes]:
    """Split into pieces of at most `width` lanes."""
    if lanes.count <= width:
        yield lanes
        return
    for start in range(0, lanes.count, width):
        yield Lanes(
            **{
                name: a if a.shape[-1] == 1 else a[..., start : start + width]
                for name in lanes.__slots__
                for a in (getattr(lanes, name),)
            }
        )


def _without_hopeless(lanes: Lanes, bound: float) -> Lanes:
    """Take as absent what could not reach `bound` even if it alone explained everything.

    For any state of the rest, one finding multiplies the odds of a condition by at most
    1 + w (1 - r) / r, and one mechanism by at most (l + u (1 - l)) / l.
    """
    rest, leak = np.maximum(lanes.rest, 1e-12)[:, None], np.maximum(lanes.leak, 1e-12)[:, None]
    gain = np.log1p(lanes.direct * (1.0 - rest) / rest).sum(axis=0)
    gain = gain + np.log((leak + lanes.cause * (1.0 - leak)) / leak).sum(axis=0)
    with np.errstate(divide="ignore"):
        most = np.log(lanes.on / lanes.off) + gain
    hopeless = most.max(axis=-1) < np.log(bound / (1.0 - bound))
    keep = np.where(hopeless, 0.0, 1.0)[:, None]
    return replace(lanes, on=lanes.on * keep, direct=lanes.direct * keep, cause=lanes.cause * keep)


def _with_the_most_telling(lanes: Lanes) -> tuple[Lanes, int]:
    """Read as many findings as the bound allows; return also how many went unread.

    A finding tells as much as the greatest ratio by which one condition or mechanism can
    explain it better than nothing at all.
    """
    rest = np.maximum(lanes.rest, 1e-12)
    strongest = np.maximum(lanes.direct.max(axis=1), lanes.member.max(axis=0, initial=0.0))
    telling = (strongest * (1.0 - rest) / rest).max(axis=-1)
    order = np.argsort(-telling, kind="stable")
    fits, too_many = 0, len(order)
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        if plan(_reading(lanes, order[:middle])).states <= MOST_STATES:
            fits = middle
        else:
            too_many = middle
    return _reading(lanes, order[:fits]), len(order) - fits


def _reading(lanes: Lanes, findings: npt.NDArray[np.int64]) -> Lanes:
    """Forget the other positive findings, and the mechanisms that then say nothing."""
    read = np.zeros((len(lanes.rest), 1))
    read[findings] = 1.0
    member = lanes.member * read
    says = (member.max(axis=(1, 2), initial=0.0) > 0) | (lanes.quiet.min(axis=-1) < 1.0)
    return replace(
        lanes,
        direct=lanes.direct * read[:, None],
        rest=np.where(read > 0, lanes.rest, 1.0),
        cause=lanes.cause * says[:, None, None],
        member=member,
    )


def plan(lanes: Lanes) -> Plan:
    """Work out the order of elimination for a question; it is kept for the next of its kind."""
    touched = [sum(1 << int(i) for i in np.flatnonzero(column)) for column in _touches(lanes).T]
    members = [
        sum(1 << int(i) for i in np.flatnonzero(row)) for row in lanes.member.max(axis=-1) > 0
    ]
    return _plan(len(lanes.rest), tuple(touched), tuple(members))


def _touches(lanes: Lanes) -> npt.NDArray[np.bool_]:
    """(bits, J): which condition can explain which bit, in any lane."""
    return np.concatenate([lanes.direct.max(axis=-1) > 0, lanes.cause.max(axis=-1) > 0])


@lru_cache(maxsize=1024)
def _plan(positives: int, touched: tuple[int, ...], members: tuple[int, ...]) -> Plan:
    """Order the units greedily: the fewest newly opened bits, the most that close after."""
    conditions, mechanisms = len(touched), len(members)
    alone = [(j, t.bit_length() - 1) for j, t in enumerate(touched) if t.bit_count() == 1]
    shared = {j: t for j, t in enumerate(touched) if t.bit_count() > 1}
    held = 0
    for t in shared.values():
        held |= t
    folded: list[tuple[int, int]] = []
    for i in range(positives):
        if held >> i & 1:
            continue
        parents = [m for m in range(mechanisms) if members[m] >> i & 1]
        if len(parents) <= 1:
            folded.append((i, parents[0] if parents else -1))
    gone = sum(1 << i for i, _ in folded)
    units = dict(shared)
    for m in range(mechanisms):
        units[conditions + m] = (members[m] & ~gone) | 1 << (positives + m)
    waiting = [0] * (positives + mechanisms)  # how many units each bit still waits for
    for t in units.values():
        for bit in _bits(t):
            waiting[bit] += 1
    steps = []
    open_bits = widest = states = 0
    while units:
        ready = [
            (unit, t)
            for unit, t in units.items()
            if unit < conditions or waiting[positives + unit - conditions] == 1
        ]
        unit, t = min(ready, key=lambda item: _cost(item, open_bits, waiting, conditions))
        del units[unit]
        opens = tuple(_bits(t & ~open_bits))
        open_bits |= t
        widest = max(widest, open_bits.bit_count())
        states += 1 << open_bits.bit_count()
        closes = []
        for bit in _bits(t):
            waiting[bit] -= 1
            if waiting[bit] == 0:
                open_bits &= ~(1 << bit)
                if bit < positives:  # a mechanism's own bit is summed out by its step
                    closes.append(bit)
        steps.append((unit, opens, tuple(_bits(t)), tuple(closes)))
    return Plan(tuple(alone), tuple(folded), tuple(steps), widest, max(states, 1))


def _cost(
    item: tuple[int, int], open_bits: int, waiting: list[int], conditions: int
) -> tuple[int, int, int]:
    unit, t = item
    opened = (t & ~open_bits).bit_count()
    closed = sum(waiting[bit] == 1 for bit in _bits(t))
    return (opened - closed, 0 if unit >= conditions else 1, unit)


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


class _Sweep:
    """One pass forward for the weight, one pass back for the posteriors."""

    def __init__(self, lanes: Lanes, plan: Plan) -> None:
        self.lanes = lanes
        self.plan = plan
        self.count = lanes.count
        self.positives, self.conditions = lanes.direct.shape[:2]
        total = lanes.on + lanes.off
        self.p = np.broadcast_to(lanes.on / total, (self.conditions, self.count))
        self.log_weight = np.broadcast_to(np.log(total), (self.conditions, self.count)).sum(axis=0)
        # The chance that a bit is still unexplained after its leak and its lone conditions.
        blank = np.concatenate(
            [np.broadcast_to(1.0 - a, (len(a), self.count)) for a in (lanes.rest, lanes.leak)]
        )
        self.blank = np.ascontiguousarray(blank)
        for j, bit in self.plan.alone:
            self.blank[bit] *= 1.0 - self.p[j] * self.link(bit, j)
        # What a mechanism's own findings say when it is absent, and when it is present.
        self.absent = np.ones((len(lanes.leak), self.count))
        self.present = np.array(np.broadcast_to(lanes.quiet, (len(lanes.leak), self.count)))
        for i, m in self.plan.folded:
            if m < 0:
                self.log_weight = self.log_weight + np.log1p(-self.blank[i])
            else:
                self.absent[m] *= 1.0 - self.blank[i]
                self.present[m] *= 1.0 - self.blank[i] * (1.0 - lanes.member[m, i])
        self.opened: dict[int, tuple[Array, Array]] = {}
        self.out_c = np.array(self.p)
        self.out_m = np.zeros((len(lanes.leak), self.count))

    def link(self, bit: int, unit: int) -> Array:
        """Strength of a unit on a bit it touches, in each lane."""
        if unit >= self.conditions:
            return self.lanes.member[unit - self.conditions, bit]
        if bit < self.positives:
            return self.lanes.direct[bit, unit]
        return self.lanes.cause[bit - self.positives, unit]

    def run(self) -> Posterior:
        trail = list(self.forward())
        self.backward(trail)
        self.lone_conditions()
        return Posterior(self.log_weight, self.out_c, self.out_m)

    def forward(self) -> Iterator[tuple[Array, tuple[int, ...], tuple[tuple[int, Array], ...]]]:
        """Yield for each step: the states before it, its open bits, the bits it opened."""
        v = np.ones((1, self.count))
        frontier: tuple[int, ...] = ()
        for unit, opens, touched, closes in self.plan.steps:
            opened = []
            for bit in opens:
                opened.append((bit, v))
                v = np.concatenate([v * self.blank[bit], v * (1.0 - self.blank[bit])])
                frontier = (bit, *frontier)
            yield v, frontier, tuple(opened)
            v, frontier = self.step(v, frontier, unit, touched)
            for bit in closes:
                a = frontier.index(bit)
                v = v.reshape(2**a, 2, -1, self.count)[:, 1].reshape(-1, self.count)
                frontier = frontier[:a] + frontier[a + 1 :]
            if v.max(axis=0).min() < _SMALL:
                scale = v.max(axis=0)
                v = v / scale
                self.log_weight = self.log_weight + np.log(scale)
        self.log_weight = self.log_weight + np.log(v[0])

    def step(
        self, v: Array, frontier: tuple[int, ...], unit: int, touched: tuple[int, ...]
    ) -> tuple[Array, tuple[int, ...]]:
        """Sum one unit out of the states."""
        if unit < self.conditions:
            p = self.p[unit]
            return (1.0 - p) * v + p * self.spread(v, frontier, unit, touched), frontier
        m, a = self.split(unit, frontier)
        halves = v.reshape(2**a, 2, -1, self.count)
        off, on = (np.ascontiguousarray(halves[:, h]).reshape(-1, self.count) for h in (0, 1))
        rest = frontier[:a] + frontier[a + 1 :]
        others = tuple(bit for bit in touched if bit != self.positives + m)
        return self.absent[m] * off + self.present[m] * self.spread(on, rest, unit, others), rest

    def split(self, unit: int, frontier: tuple[int, ...]) -> tuple[int, int]:
        m = unit - self.conditions
        return m, frontier.index(self.positives + m)

    def spread(
        self, v: Array, frontier: tuple[int, ...], unit: int, touched: tuple[int, ...]
    ) -> Array:
        """Let a present unit explain what it touches."""
        v = v.copy()
        for bit in touched:
            w = self.link(bit, unit)
            halves = v.reshape(2 ** frontier.index(bit), 2, -1, self.count)
            low = halves[:, 0]
            halves[:, 1] += w * low
            low *= 1.0 - w
        return v

    def gather(
        self, b: Array, frontier: tuple[int, ...], unit: int, touched: tuple[int, ...]
    ) -> Array:
        """The transpose of `spread`."""
        b = b.copy()
        for bit in touched:
            w = self.link(bit, unit)
            halves = b.reshape(2 ** frontier.index(bit), 2, -1, self.count)
            low = halves[:, 0]
            low *= 1.0 - w
            low += w * halves[:, 1]
        return b

    def backward(
        self, trail: list[tuple[Array, tuple[int, ...], tuple[tuple[int, Array], ...]]]
    ) -> None:
        """Carry the weight of what is to come back through the steps."""
        b = np.ones((1, self.count))
        for (v, frontier, opened), (unit, _, touched, closes) in zip(
            reversed(trail), reversed(self.plan.steps), strict=True
        ):
            after = frontier
            if unit >= self.conditions:
                after = tuple(
                    bit for bit in frontier if bit != self.positives + unit - self.conditions
                )
            b = self.reopen(b, after, closes)
            if unit < self.conditions:
                gathered = self.gather(b, frontier, unit, touched)
                with_it = self.p[unit] * (v * gathered).sum(axis=0)
                without = (1.0 - self.p[unit]) * (v * b).sum(axis=0)
                self.out_c[unit] = with_it / (with_it + without)
                b = (1.0 - self.p[unit]) * b + self.p[unit] * gathered
            else:
                m, a = self.split(unit, frontier)
                others = tuple(bit for bit in touched if bit != self.positives + m)
                halves = np.empty((2**a, 2, len(b) // 2**a, self.count))
                on = self.present[m] * self.gather(b, after, unit, others)
                halves[:, 0] = (self.absent[m] * b).reshape(2**a, -1, self.count)
                halves[:, 1] = on.reshape(2**a, -1, self.count)
                b = halves.reshape(-1, self.count)
                both = (v * b).reshape(2**a, 2, -1, self.count).sum(axis=(0, 2))
                self.out_m[m] = both[1] / both.sum(axis=0)
            for bit, before in reversed(opened):
                low, high = b.reshape(2, -1, self.count)
                self.opened[bit] = ((before * low).sum(axis=0), (before * high).sum(axis=0))
                b = self.blank[bit] * low + (1.0 - self.blank[bit]) * high
            if b.max(axis=0).min() < _SMALL:
                b = b / b.max(axis=0)

    def reopen(self, b: Array, frontier: tuple[int, ...], closed: tuple[int, ...]) -> Array:
        """Undo the closing of bits: only the explained half went on."""
        present = [bit for bit in frontier if bit not in closed]
        for bit in reversed(closed):
            place = sum(1 for other in present if frontier.index(other) < frontier.index(bit))
            wider = np.zeros((2**place, 2, len(b) // 2**place, self.count))
            wider[:, 1] = b.reshape(2**place, -1, self.count)
            b = wider.reshape(-1, self.count)
            present.insert(place, bit)
        return b

    def lone_conditions(self) -> None:
        """Posteriors of the conditions that were folded into a single bit."""
        homes = dict(self.plan.folded)
        for j, bit in self.plan.alone:
            w, p, blank = self.link(bit, j), self.p[j], self.blank[bit]
            blank_on = blank * (1.0 - w) / (1.0 - p * w)
            if bit in self.opened:
                low, high = self.opened[bit]
                on = blank_on * low + (1.0 - blank_on) * high
                of = blank * low + (1.0 - blank) * high
            elif homes[bit] < 0:
                on, of = 1.0 - blank_on, 1.0 - blank
            else:
                m = homes[bit]
                s, x = self.lanes.member[m, bit], self.out_m[m]
                ratio_off = (1.0 - blank_on) / (1.0 - blank)
                ratio_on = (1.0 - blank_on * (1.0 - s)) / (1.0 - blank * (1.0 - s))
                on, of = (1.0 - x) * ratio_off + x * ratio_on, 1.0
            self.out_c[j] = p * on / of
