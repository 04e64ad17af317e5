"""Exact inference for one person at a time, compiled by numba: the extra `[fast]`.

The same elimination as `network.elimination`, which explains it, as plain loops. What differs
is only what is wanted: the posteriors of the conditions, and for each set of conditions the
chance that none of them is there.

States live in `v[state, lane]`. Lane 0 is the person as they are, each other lane has one set
of conditions switched off; they share everything but the weights of the conditions. A bit at
position a of the number of a state tells whether its finding or mechanism is explained.

All functions that call one another stand in this file: numba's cache of compiled code looks
at the date of the calling file alone.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np
import numpy.typing as npt
from numba import njit

from lumbago.network.elimination import MOST_STATES, SET_ASIDE

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
_F = TypeVar("_F", bound=Callable[..., Any])

LANES = 4
"""Lanes that run together: as many doubles as a processor multiplies at once."""

TOO_LARGE = -1.0
"""Instead of a bound: the question needs `network.elimination`."""

_MOST_BITS = 62
_SMALL = 1e-100
_BOUNDS = np.array(SET_ASIDE)


class Tables(NamedTuple):
    """The network of a region, as the kernel reads it: J conditions, F findings, M mechanisms.

    Rows F.. of `direct`, `rest` and `member` are for a general finding that is there without
    its specific one, one row for each of the W nested pairs.

    Attributes:
        direct: (F + W, J) strength of condition → finding.
        rest: (F + W,) chance of the finding with nothing to explain it.
        member: (F + W, M) strength of mechanism → finding.
        cause: (M, J) strength of condition → mechanism.
        leak: (M,) chance of the mechanism with no condition to cause it.
        general: (W,) the general finding of each nested pair.
        masks: (S, J) the sets of conditions that are switched off, 1 for a member.
    """

    direct: Floats
    rest: Floats
    member: Floats
    cause: Floats
    leak: Floats
    general: Ints
    masks: Floats


def compiled(function: _F) -> _F:
    """Compile a function at its first call, and keep the machine code on the disk if one may."""
    try:
        return cast(_F, njit(cache=True, nogil=True)(function))
    except RuntimeError:  # there is no folder to write to
        return cast(_F, njit(nogil=True)(function))


@compiled
def solve_all(
    said: npt.NDArray[np.int8],
    weaker: npt.NDArray[np.bool_],
    odds: Floats,
    tables: Tables,
    conditions: Floats,
    none: Floats,
) -> Floats:
    """Fold each person's answers into the network and solve it.

    Args:
        said: (N, F) 1 for what enters as yes, -1 for what enters as no.
        weaker: (N, W) which general findings are there without their specific one.
        odds: (N, J) prior odds, risk factors included.
        tables: the network of the region.
        conditions: (N, J) is filled with P(condition).
        none: (N, S) is filled with P(no condition of the set).

    Returns:
        (N,) the bound below which conditions were set aside, or `TOO_LARGE`.
    """
    count, findings = said.shape
    mechanisms, diseases = tables.cause.shape
    bounds = np.zeros(count)
    rows = np.empty(findings, dtype=np.int64)
    active = np.empty(mechanisms, dtype=np.int64)
    spared = np.empty(diseases)
    on, off = np.empty(diseases), np.empty(diseases)
    quiet_of = np.empty(mechanisms)
    for n in range(count):
        positives = 0
        spared[:] = 1.0
        quiet_of[:] = 1.0
        is_active = np.zeros(mechanisms, dtype=np.bool_)
        for f in range(findings):
            answer = said[n, f]
            if answer == 0:
                continue
            for m in range(mechanisms):
                if tables.member[f, m] > 0.0:
                    is_active[m] = True
            if answer > 0:
                rows[positives] = f
                for w in range(len(tables.general)):
                    if weaker[n, w] and tables.general[w] == f:
                        rows[positives] = findings + w
                positives += 1
            else:
                for j in range(diseases):
                    spared[j] *= 1.0 - tables.direct[f, j]
                for m in range(mechanisms):
                    quiet_of[m] *= 1.0 - tables.member[f, m]
        for j in range(diseases):
            prior = odds[n, j] / (1.0 + odds[n, j])
            on[j] = prior * spared[j]
            off[j] = 1.0 - prior
        kinds = 0
        for m in range(mechanisms):
            if is_active[m]:
                active[kinds] = m
                kinds += 1
        direct, rest = np.empty((positives, diseases)), np.empty(positives)
        cause, leak, quiet = np.empty((kinds, diseases)), np.empty(kinds), np.empty(kinds)
        member = np.empty((kinds, positives))
        for i in range(positives):
            direct[i] = tables.direct[rows[i]]
            rest[i] = tables.rest[rows[i]]
        for k in range(kinds):
            m = active[k]
            cause[k] = tables.cause[m]
            leak[k] = tables.leak[m]
            quiet[k] = quiet_of[m]
            for i in range(positives):
                member[k, i] = tables.member[rows[i], m]
        bounds[n] = solve(
            on, off, direct, rest, cause, leak, member, quiet, tables.masks, conditions[n], none[n]
        )
    return bounds


@compiled
def solve(
    on: Floats,
    off: Floats,
    direct: Floats,
    rest: Floats,
    cause: Floats,
    leak: Floats,
    member: Floats,
    quiet: Floats,
    masks: Floats,
    conditions: Floats,
    none: Floats,
) -> float:
    """Solve one lane of `network.elimination.Lanes`, with each set of `masks` off in turn.

    Args:
        on: (J,) as all that follow as in `Lanes`.
        off: (J,)
        direct: (P, J)
        rest: (P,)
        cause: (M, J)
        leak: (M,)
        member: (M, P)
        quiet: (M,)
        masks: (S, J) the sets to switch off.
        conditions: (J,) is filled with P(condition).
        none: (S,) is filled with P(no condition of the set).

    Returns:
        0 for an exact answer, the bound below which conditions were set aside, or `TOO_LARGE`.
    """
    positives, diseases = direct.shape
    mechanisms = len(leak)
    bits = positives + mechanisms
    if bits > _MOST_BITS:
        return TOO_LARGE
    p = on / (on + off)
    touched = np.zeros(diseases + mechanisms, dtype=np.int64)
    for j in range(diseases):
        for i in range(positives):
            if direct[i, j] > 0.0:
                touched[j] |= 1 << i
        for m in range(mechanisms):
            if cause[m, j] > 0.0:
                touched[j] |= 1 << (positives + m)
    members = np.zeros(mechanisms, dtype=np.int64)
    for m in range(mechanisms):
        for i in range(positives):
            if member[m, i] > 0.0:
                members[m] |= 1 << i
    home = np.empty(bits, dtype=np.int64)
    steps = np.empty((diseases + mechanisms, 3), dtype=np.int64)
    length, widest, states = _plan(positives, touched, members, home, steps)
    bound = 0.0
    for step in range(len(_BOUNDS)):
        if states <= MOST_STATES:
            break
        bound = _BOUNDS[step]
        _set_aside(bound, on, off, direct, rest, cause, leak, p, touched)
        length, widest, states = _plan(positives, touched, members, home, steps)
    if states > MOST_STATES:
        return TOO_LARGE

    v = np.empty((1 << widest, LANES))
    u = np.empty((1 << widest, LANES))
    trail = np.empty(2 * states)
    lane_p = np.empty((diseases, LANES))
    blank = np.empty((bits, LANES))
    absent = np.empty((mechanisms, LANES))
    present = np.empty((mechanisms, LANES))
    weight = np.empty(LANES)
    first = 0.0
    for start in range(0, len(masks) + 1, LANES):
        is_base = start == 0
        _prepare(
            start, on, off, p, direct, rest, cause, leak, member, quiet, masks, touched, home,
            lane_p, blank, absent, present, weight,
        )  # fmt: skip
        _forward(
            steps[:length], positives, direct, cause, member, lane_p, blank, absent, present,
            v, u, trail, weight, is_base,
        )  # fmt: skip
        if is_base:
            first = weight[0]
            low, high = np.zeros(bits), np.zeros(bits)
            by_mechanism = np.zeros(mechanisms)
            conditions[:] = p
            _backward(
                steps[:length], positives, direct, cause, member, p, blank, absent, present,
                trail, widest, conditions, by_mechanism, low, high,
            )  # fmt: skip
            _lone_conditions(
                positives, p, direct, cause, member, touched, home, blank, by_mechanism,
                low, high, conditions,
            )  # fmt: skip
        for lane in range(LANES):
            if 0 < start + lane <= len(masks):
                none[start + lane - 1] = np.exp(weight[lane] - first)
    return bound


@compiled
def _set_aside(
    bound: float,
    on: Floats,
    off: Floats,
    direct: Floats,
    rest: Floats,
    cause: Floats,
    leak: Floats,
    p: Floats,
    touched: Ints,
) -> None:
    """Take as absent what could not reach `bound` even if it alone explained everything."""
    highest = np.log(bound / (1.0 - bound))
    for j in range(len(on)):
        if p[j] == 0.0:
            continue
        most = np.log(on[j] / off[j])
        for i in range(len(rest)):
            r = max(rest[i], 1e-12)
            most += np.log1p(direct[i, j] * (1.0 - r) / r)
        for m in range(len(leak)):
            base = max(leak[m], 1e-12)
            most += np.log((base + cause[m, j] * (1.0 - base)) / base)
        if most < highest:
            p[j] = 0.0
            touched[j] = 0


@compiled
def _plan(
    positives: int, touched: Ints, members: Ints, home: Ints, steps: Ints
) -> tuple[int, int, int]:
    """Order the units as `elimination._plan` does.

    Fills `home` (the mechanism, or -1, into which a finding is folded; else -2) and `steps`
    (unit, bits it opens, bits it closes); completes `touched` for the mechanisms. Returns how
    many steps there are, the most bits open at a time, and the number of states.
    """
    mechanisms = len(members)
    conditions = len(touched) - mechanisms
    held = 0
    for j in range(conditions):
        if _ones(touched[j]) > 1:
            held |= touched[j]
    gone = 0
    home[:] = -2
    for i in range(positives):
        if held >> i & 1:
            continue
        parents, parent = 0, -1
        for m in range(mechanisms):
            if members[m] >> i & 1:
                parents += 1
                parent = m
        if parents <= 1:
            home[i] = parent
            gone |= 1 << i
    waiting = np.zeros(len(home), dtype=np.int64)
    units = np.empty(len(touched), dtype=np.int64)
    left = 0
    for unit in range(len(touched)):
        if unit >= conditions:
            m = unit - conditions
            touched[unit] = (members[m] & ~gone) | 1 << (positives + m)
        elif _ones(touched[unit]) <= 1:
            continue
        units[left] = unit
        left += 1
        mask = touched[unit]
        while mask:
            waiting[_lowest(mask)] += 1
            mask &= mask - 1
    last = 0  # the bits that wait for one unit alone
    for bit in range(len(home)):
        if waiting[bit] == 1:
            last |= 1 << bit
    open_bits, widest, states, length = 0, 0, 0, 0
    while left:
        best, best_cost, best_kind, best_unit = -1, 0, 0, 0
        for place in range(left):
            unit = units[place]
            kind = 1
            if unit >= conditions:
                kind = 0
                if waiting[positives + unit - conditions] != 1:
                    continue
            t = touched[unit]
            cost = _ones(t & ~open_bits) - _ones(t & last)
            if best >= 0:
                if cost > best_cost:
                    continue
                if cost == best_cost and (
                    kind > best_kind or (kind == best_kind and unit > best_unit)
                ):
                    continue
            best, best_cost, best_kind, best_unit = place, cost, kind, unit
        unit = best_unit
        left -= 1
        units[best] = units[left]
        t = touched[unit]
        steps[length, 0] = unit
        steps[length, 1] = t & ~open_bits
        open_bits |= t
        width = _ones(open_bits)
        widest = max(widest, width)
        states += 1 << min(width, 40)
        closes = 0
        mask = t
        while mask:
            bit = _lowest(mask)
            mask &= mask - 1
            waiting[bit] -= 1
            if waiting[bit] == 1:
                last |= 1 << bit
            elif waiting[bit] == 0:
                open_bits &= ~(1 << bit)
                if bit < positives:
                    closes |= 1 << bit
        steps[length, 2] = closes
        length += 1
    return length, widest, max(states, 1)


@compiled
def _prepare(
    start: int,
    on: Floats,
    off: Floats,
    p: Floats,
    direct: Floats,
    rest: Floats,
    cause: Floats,
    leak: Floats,
    member: Floats,
    quiet: Floats,
    masks: Floats,
    touched: Ints,
    home: Ints,
    lane_p: Floats,
    blank: Floats,
    absent: Floats,
    present: Floats,
    weight: Floats,
) -> None:
    """Fill the lanes: weights of conditions, and what is folded into a single bit."""
    positives = len(rest)
    for lane in range(LANES):
        mask = start + lane - 1
        is_masked = 0 <= mask < len(masks)
        factor = 1.0
        for j in range(len(p)):
            lane_p[j, lane] = p[j]
            if is_masked and masks[mask, j] > 0.0:
                lane_p[j, lane] = 0.0
                if p[j] > 0.0:
                    factor *= off[j] / (on[j] + off[j])
        weight[lane] = np.log(factor)
        for i in range(positives):
            blank[i, lane] = 1.0 - rest[i]
        for m in range(len(leak)):
            blank[positives + m, lane] = 1.0 - leak[m]
            absent[m, lane] = 1.0
            present[m, lane] = quiet[m]
    for j in range(len(p)):
        if _ones(touched[j]) == 1:
            bit = _lowest(touched[j])
            w = direct[bit, j] if bit < positives else cause[bit - positives, j]
            for lane in range(LANES):
                blank[bit, lane] *= 1.0 - lane_p[j, lane] * w
    for i in range(positives):
        m = home[i]
        if m == -2:
            continue
        for lane in range(LANES):
            if m < 0:
                weight[lane] += np.log1p(-blank[i, lane])
            else:
                absent[m, lane] *= 1.0 - blank[i, lane]
                present[m, lane] *= 1.0 - blank[i, lane] * (1.0 - member[m, i])


@compiled
def _forward(
    steps: Ints,
    positives: int,
    direct: Floats,
    cause: Floats,
    member: Floats,
    lane_p: Floats,
    blank: Floats,
    absent: Floats,
    present: Floats,
    v: Floats,
    u: Floats,
    trail: Floats,
    weight: Floats,
    is_base: bool,
) -> None:
    """Sum unit after unit out of the states; add the log of what is left to `weight`.

    For the base, `trail` keeps lane 0 as it is before each opening and before each sum.
    """
    conditions = len(lane_p)
    place = np.zeros(len(blank), dtype=np.int64)  # the position of each open bit
    open_bits = 0
    width = 0
    kept = 0
    for lane in range(LANES):
        v[0, lane] = 1.0
    for step in range(len(steps)):
        unit = steps[step, 0]
        size = 1 << width
        mask = steps[step, 1]
        touching = mask
        while mask:
            bit = _lowest(mask)
            mask &= mask - 1
            if is_base:
                for s in range(size):
                    trail[kept + s] = v[s, 0]
                kept += size
            for s in range(size):
                for lane in range(LANES):
                    x = v[s, lane]
                    v[s + size, lane] = x * (1.0 - blank[bit, lane])
                    v[s, lane] = x * blank[bit, lane]
            place[bit] = width
            open_bits |= 1 << bit
            width += 1
            size *= 2
        if is_base:
            for s in range(size):
                trail[kept + s] = v[s, 0]
            kept += size
        if unit < conditions:
            for s in range(size):
                for lane in range(LANES):
                    u[s, lane] = v[s, lane]
            for bit in range(len(blank)):
                if not open_bits >> bit & 1:
                    continue
                w = direct[bit, unit] if bit < positives else cause[bit - positives, unit]
                if w > 0.0:
                    _spread(u, size, place[bit], w)
            for s in range(size):
                for lane in range(LANES):
                    q = lane_p[unit, lane]
                    v[s, lane] = (1.0 - q) * v[s, lane] + q * u[s, lane]
        else:
            m = unit - conditions
            own = positives + m
            half = 1 << place[own]
            to = 0
            for base in range(0, size, 2 * half):
                for s in range(base, base + half):
                    for lane in range(LANES):
                        u[to, lane] = v[s + half, lane]
                        v[to, lane] = v[s, lane]
                    to += 1
            open_bits &= ~(1 << own)
            _shift(place, open_bits, place[own])
            width -= 1
            size //= 2
            for bit in range(positives):
                if open_bits >> bit & 1 and member[m, bit] > 0.0:
                    _spread(u, size, place[bit], member[m, bit])
            for s in range(size):
                for lane in range(LANES):
                    v[s, lane] = absent[m, lane] * v[s, lane] + present[m, lane] * u[s, lane]
        mask = steps[step, 2]
        touching |= mask
        while mask:
            bit = _lowest(mask)
            mask &= mask - 1
            half = 1 << place[bit]
            to = 0
            for base in range(0, size, 2 * half):
                for s in range(base + half, base + 2 * half):
                    for lane in range(LANES):
                        v[to, lane] = v[s, lane]
                    to += 1
            open_bits &= ~(1 << bit)
            _shift(place, open_bits, place[bit])
            width -= 1
            size //= 2
        if touching:
            _rescale(v, size, weight)
    for lane in range(LANES):
        weight[lane] += np.log(v[0, lane])


@compiled
def _rescale(v: Floats, size: int, weight: Floats) -> None:
    """Lift a lane whose states have become very small: denormal numbers lose digits."""
    for lane in range(LANES):
        greatest = 0.0
        for s in range(size):
            greatest = max(greatest, v[s, lane])
        if 0.0 < greatest < _SMALL:
            for s in range(size):
                v[s, lane] /= greatest
            weight[lane] += np.log(greatest)


@compiled
def _spread(u: Floats, size: int, place: int, w: float) -> None:
    """Let a present unit explain the bit at `place`."""
    half = 1 << place
    stay = 1.0 - w
    for base in range(0, size, 2 * half):
        for s in range(base, base + half):
            for lane in range(LANES):
                x = u[s, lane]
                u[s + half, lane] += w * x
                u[s, lane] = stay * x


@compiled
def _gather(b: Floats, size: int, place: int, w: float) -> None:
    """The transpose of `_spread`, for one lane."""
    half = 1 << place
    stay = 1.0 - w
    for base in range(0, size, 2 * half):
        for s in range(base, base + half):
            b[s] = stay * b[s] + w * b[s + half]


@compiled
def _shift(place: Ints, open_bits: int, removed: int) -> None:
    """Close the gap that a removed position leaves."""
    mask = open_bits
    while mask:
        bit = _lowest(mask)
        mask &= mask - 1
        if place[bit] > removed:
            place[bit] -= 1


@compiled
def _backward(
    steps: Ints,
    positives: int,
    direct: Floats,
    cause: Floats,
    member: Floats,
    p: Floats,
    blank: Floats,
    absent: Floats,
    present: Floats,
    trail: Floats,
    widest: int,
    conditions: Floats,
    by_mechanism: Floats,
    low: Floats,
    high: Floats,
) -> None:
    """Carry the weight of what is to come back through the steps, in lane 0."""
    diseases = len(p)
    bits = len(blank)
    b, g = np.empty(1 << widest), np.empty(1 << widest)
    places = np.empty((len(steps), bits), dtype=np.int64)  # after opening, by step
    opened = np.empty(len(steps), dtype=np.int64)  # the open bits then
    removed = np.empty(2 * bits, dtype=np.int64)  # positions of removed bits, in order
    ends = np.empty(len(steps), dtype=np.int64)  # where the trail of each step ends
    count = _retrace(steps, positives, diseases, places, opened, removed, ends)
    width = 0
    b[0] = 1.0
    for step in range(len(steps) - 1, -1, -1):
        unit = steps[step, 0]
        for _ in range(_ones(steps[step, 2])):
            count -= 1
            _reinsert(b, g, 1 << width, removed[count])
            width += 1
        size = 1 << width
        if unit < diseases:
            v = trail[ends[step] - size : ends[step]]
            g[:size] = b[:size]
            for bit in range(bits):
                if not opened[step] >> bit & 1:
                    continue
                w = direct[bit, unit] if bit < positives else cause[bit - positives, unit]
                if w > 0.0:
                    _gather(g, size, places[step, bit], w)
            with_it, without = 0.0, 0.0
            q = p[unit]
            for s in range(size):
                with_it += v[s] * g[s]
                without += v[s] * b[s]
                b[s] = (1.0 - q) * b[s] + q * g[s]
            with_it *= q
            without *= 1.0 - q
            conditions[unit] = with_it / (with_it + without)
        else:
            m = unit - diseases
            count -= 1
            place = removed[count]
            g[:size] = b[:size]
            for bit in range(positives):
                if opened[step] >> bit & 1 and member[m, bit] > 0.0:
                    at = places[step, bit]
                    _gather(g, size, at - 1 if at > place else at, member[m, bit])
            half = 1 << place
            whole = trail[ends[step] - 2 * size : ends[step]]
            off_sum, on_sum = 0.0, 0.0
            joined = np.empty(2 * size)
            s = 0
            for base in range(0, 2 * size, 2 * half):
                for to in range(base, base + half):
                    joined[to] = absent[m, 0] * b[s]
                    joined[to + half] = present[m, 0] * g[s]
                    off_sum += whole[to] * joined[to]
                    on_sum += whole[to + half] * joined[to + half]
                    s += 1
            width += 1
            size *= 2
            b[:size] = joined
            by_mechanism[m] = on_sum / (on_sum + off_sum)
        end = ends[step] - size
        for bit in range(bits - 1, -1, -1):
            if not steps[step, 1] >> bit & 1:
                continue
            width -= 1
            size //= 2
            before = trail[end - size : end]
            end -= size
            low_sum, high_sum, greatest = 0.0, 0.0, 0.0
            for s in range(size):
                low_sum += before[s] * b[s]
                high_sum += before[s] * b[s + size]
                b[s] = blank[bit, 0] * b[s] + (1.0 - blank[bit, 0]) * b[s + size]
                greatest = max(greatest, b[s])
            low[bit], high[bit] = low_sum, high_sum
            if 0.0 < greatest < _SMALL:
                for s in range(size):
                    b[s] /= greatest


@compiled
def _retrace(
    steps: Ints,
    positives: int,
    diseases: int,
    places: Ints,
    opened: Ints,
    removed: Ints,
    ends: Ints,
) -> int:
    """Work out the positions of the open bits at every step, as `_forward` had them.

    Returns how many bits were removed on the way.
    """
    place = np.zeros(places.shape[1], dtype=np.int64)
    open_bits, width, count, kept = 0, 0, 0, 0
    for step in range(len(steps)):
        mask = steps[step, 1]
        while mask:
            bit = _lowest(mask)
            mask &= mask - 1
            kept += 1 << width
            place[bit] = width
            open_bits |= 1 << bit
            width += 1
        kept += 1 << width
        ends[step] = kept
        places[step] = place
        opened[step] = open_bits
        goes = steps[step, 2]
        if steps[step, 0] >= diseases:
            own = positives + steps[step, 0] - diseases
            removed[count] = place[own]
            count += 1
            open_bits &= ~(1 << own)
            _shift(place, open_bits, place[own])
            width -= 1
        while goes:
            bit = _lowest(goes)
            goes &= goes - 1
            removed[count] = place[bit]
            count += 1
            open_bits &= ~(1 << bit)
            _shift(place, open_bits, place[bit])
            width -= 1
    return count


@compiled
def _reinsert(b: Floats, g: Floats, size: int, place: int) -> None:
    """Undo the closing of a bit: only the half where it is explained went on."""
    half = 1 << place
    g[:size] = b[:size]
    s = 0
    for base in range(0, 2 * size, 2 * half):
        for to in range(base, base + half):
            b[to] = 0.0
            b[to + half] = g[s]
            s += 1


@compiled
def _lone_conditions(
    positives: int,
    p: Floats,
    direct: Floats,
    cause: Floats,
    member: Floats,
    touched: Ints,
    home: Ints,
    blank: Floats,
    by_mechanism: Floats,
    low: Floats,
    high: Floats,
    conditions: Floats,
) -> None:
    """Posteriors of the conditions that were folded into a single bit."""
    for j in range(len(p)):
        if _ones(touched[j]) != 1:
            continue
        bit = _lowest(touched[j])
        w = direct[bit, j] if bit < positives else cause[bit - positives, j]
        empty = blank[bit, 0]
        empty_on = empty * (1.0 - w) / (1.0 - p[j] * w)
        m = home[bit]
        if m == -2:
            on = empty_on * low[bit] + (1.0 - empty_on) * high[bit]
            of = empty * low[bit] + (1.0 - empty) * high[bit]
        elif m == -1:
            on, of = 1.0 - empty_on, 1.0 - empty
        else:
            s, x = member[m, bit], by_mechanism[m]
            ratio_off = (1.0 - empty_on) / (1.0 - empty)
            ratio_on = (1.0 - empty_on * (1.0 - s)) / (1.0 - empty * (1.0 - s))
            on, of = (1.0 - x) * ratio_off + x * ratio_on, 1.0
        conditions[j] = p[j] * on / of


@compiled
def _ones(mask: int) -> int:
    """Count the bits that are set (the parallel sum; compilers know it)."""
    mask = mask - (mask >> 1 & 0x5555555555555555)
    mask = (mask & 0x3333333333333333) + (mask >> 2 & 0x3333333333333333)
    mask = mask + (mask >> 4) & 0x0F0F0F0F0F0F0F0F
    mask += mask >> 8
    mask += mask >> 16
    mask += mask >> 32
    return mask & 0x7F


@compiled
def _lowest(mask: int) -> int:
    """Return the position of the lowest bit that is set."""
    return _ones((mask & -mask) - 1)
