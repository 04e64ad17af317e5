"""The network of the shipped knowledge agrees with a plain sum and with a second library."""

from dataclasses import replace

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from lumbago.answers import Answers, Person, Region
from lumbago.facts import know
from lumbago.knowledge import ArrowKind
from lumbago.network import look_ahead, posterior
from lumbago.network.beliefs import any_of
from lumbago.network.model import enter, stratum
from tests.oracle import second_library
from tests.oracle.definitions import WrittenOut, part_of
from tests.oracle.enumeration import Small, posteriors
from tests.strategies import KB, adult_ages, answers, people, sexes, times

NEAR = 1e-9

SHUT_OUT = {id for pair in KB.settings.exclusive for id in pair}
ABOUT = {c: sorted({a.finding for a in KB.arrows if a.condition == c}) for c in KB.conditions}
MEMBERS = {
    m: sorted(k.child for k in KB.links if k.parent == m) for m in KB.mechanisms
}  # fmt: skip
CAUSES = {m: sorted(k.parent for k in KB.links if k.child == m) for m in KB.mechanisms}
LOWERING = {a.finding for a in KB.arrows if a.kind is ArrowKind.LOWERS}


@st.composite
def parts(draw: st.DrawFn, most: int = 5) -> tuple[tuple[str, ...], Answers]:
    """A few conditions of a region that share findings, and answers about them."""
    person = draw(people(adult_ages))
    here = {c for c in KB.conditions if person.region in KB.conditions[c].priors}
    mechanism = draw(st.sampled_from(sorted(MEMBERS)))
    near = sorted(here & set(CAUSES[mechanism]))
    chosen = draw(st.lists(st.sampled_from(near), max_size=3, unique=True)) if near else []
    chosen += draw(st.lists(st.sampled_from(sorted(here - set(chosen))), min_size=2,
                            max_size=most - len(chosen), unique=True))  # fmt: skip
    asked = {id for c in chosen for id in ABOUT[c]} | set(MEMBERS[mechanism])
    asked -= SHUT_OUT | set(KB.settings.strata.values())
    told = draw(st.dictionaries(st.sampled_from(sorted(asked)), st.booleans(), max_size=8))
    return tuple(chosen), Answers(person, told)


def written_out(chosen: tuple[str, ...], told: Answers) -> tuple[WrittenOut, Small]:
    """The part of the network, from the tables; skip what would take long to sum."""
    evidence = know(KB, told).evidence
    net = WrittenOut(part_of(KB, chosen), told.person, evidence)
    assume(len(net.conditions) + len(net.mechanisms) <= 9)
    return net, net.small()


@times(4)
@given(parts())
def test_a_part_of_the_shipped_network_agrees_with_the_sum_over_all_combinations(part):
    chosen, told = part
    net, small = written_out(chosen, told)
    exact = posteriors(small)
    found = posterior(part_of(KB, chosen), told)
    for id, p in zip(net.conditions, exact.conditions, strict=True):
        assert abs(found[id] - p) < NEAR, id


@given(parts())
def test_the_chance_of_at_least_one_of_several_agrees_with_the_sum(part):
    chosen, told = part
    net, small = written_out(chosen, told)
    some = net.conditions[:2]
    exact = posteriors(small)
    none = posteriors(replace(small, prior=[0.0, 0.0, *small.prior[2:]]))
    absent = np.prod([1 - p for p in small.prior[:2]])
    expected = 1 - absent * np.exp(none.weight - exact.weight)
    assert abs(any_of(part_of(KB, chosen), told, some) - expected) < NEAR


@given(parts(most=8))
def test_a_part_of_the_shipped_network_agrees_with_the_exact_inference_of_pyagrum(part):
    chosen, told = part
    net = WrittenOut(part_of(KB, chosen), told.person, know(KB, told).evidence)
    both = [pair for pair in net.pairs if set(pair) <= net.known]
    assume(not both)  # two findings inside each other are one graded variable, no noisy-OR
    small = net.small()
    found = posterior(part_of(KB, chosen), told)
    for id, p in zip(net.conditions, second_library.posteriors(small), strict=True):
        assert abs(found[id] - p) < NEAR, id


NESTED = sorted(pair for pair in KB.settings.nested)


@given(st.sampled_from(NESTED), st.data())
def test_findings_inside_each_other_are_one_variable_of_three_levels(pair, data):
    general, specific = pair
    causes = sorted({a.condition for a in KB.arrows if a.finding in pair
                     and a.kind is ArrowKind.EFFECT})  # fmt: skip
    chosen = data.draw(st.lists(st.sampled_from(causes), min_size=1, max_size=4, unique=True))
    region = data.draw(st.sampled_from(sorted(KB.conditions[chosen[0]].priors)))
    other = data.draw(st.sampled_from(ABOUT[chosen[0]]))
    told = {
        general: data.draw(st.sampled_from([True, None])),
        specific: data.draw(st.sampled_from([True, False, None])),
        other: data.draw(st.booleans()),
    }
    if told[specific] is not True:
        told[general] = data.draw(st.sampled_from([True, False, None]))
    assume(other not in SHUT_OUT and other not in pair)
    somebody = Answers(Person(region=region), told)
    net, small = written_out(tuple(chosen), somebody)
    exact = posteriors(small)
    found = posterior(part_of(KB, chosen), somebody)
    for id, p in zip(net.conditions, exact.conditions, strict=True):
        assert abs(found[id] - p) < NEAR, (id, told)


@given(answers(), st.sampled_from(sorted(MEMBERS)))
def test_a_mechanism_with_no_answered_member_changes_no_condition(told, mechanism):
    members = set(MEMBERS[mechanism])
    implied = {g for g, s in KB.settings.nested if s in members}
    implied |= {s for g, s in KB.settings.nested if g in members}
    gates = {f.id for f in KB.findings.values() if set(f.opens) & (members | implied)}
    numbers = {"pain_severity", "morning_stiffness_minutes", "duration_weeks"}
    quiet = Answers(
        told.person,
        {id: a for id, a in told.given.items() if id not in members | implied | gates | numbers},
    )
    assume(not set(know(KB, quiet).evidence) & members)
    without = replace(
        KB,
        digest=f"{KB.digest} without {mechanism}",
        mechanisms={id: m for id, m in KB.mechanisms.items() if id != mechanism},
        links=tuple(k for k in KB.links if mechanism not in (k.parent, k.child)),
    )
    a, b = posterior(KB, quiet), posterior(without, quiet)
    for id, p in a.items():
        assert abs(p - b[id]) < NEAR, id


def is_no_part_of_a_sum(id: str) -> bool:
    """Whether a "yes" does more than to be there: it lowers causes, or takes another "no" back."""
    return bool({id, *(g for g, s in KB.settings.nested if s == id)} & LOWERING) or id in SHUT_OUT


@times(0.25)
@given(answers(people(adult_ages), with_numbers=False), st.data())
def test_looking_ahead_gives_what_really_giving_the_answer_gives(told, data):
    if data.draw(st.booleans()):
        told = told.with_answer(data.draw(st.sampled_from(sorted(SHUT_OUT))), False)
    network = stratum(KB, told.person.region)
    known = know(KB, told)
    open_ = sorted(
        f.id
        for f in KB.findings.values()
        if f.is_yes_no and f.role not in {"gate", "stratum"} and f.id not in known.facts
    )
    tried = data.draw(st.lists(st.sampled_from(open_), min_size=12, max_size=12, unique=True))
    candidates = list(dict.fromkeys([*filter(is_no_part_of_a_sum, open_), *tried]))
    ahead = look_ahead(KB, network, enter(network, known, told.person), candidates)
    for k, id in enumerate(candidates):
        for said, column in ((True, ahead.on_yes[:, k]), (False, ahead.on_no[:, k])):
            really = posterior(KB, told.with_answer(id, said))
            # A "yes" is what is left after the "no": its error grows as the yes gets rare.
            near = NEAR if said is False else max(NEAR, 1e-13 / max(ahead.p_yes[k], 1e-9))
            for j, condition in enumerate(network.conditions):
                assert abs(column[j] - really[condition]) < near, (id, said, condition)


@times(0.25)
@given(answers(people(adult_ages)))
def test_looking_ahead_the_two_branches_average_to_what_is_believed_now(told):
    network = stratum(KB, told.person.region)
    known = know(KB, told)
    candidates = [f for f in network.findings if f not in known.facts]
    ahead = look_ahead(KB, network, enter(network, known, told.person), candidates)
    assert ((ahead.p_yes > 0) & (ahead.p_yes < 1)).all()
    mixed = ahead.p_yes * ahead.on_yes + (1 - ahead.p_yes) * ahead.on_no
    in_sum = [k for k, id in enumerate(candidates) if not is_no_part_of_a_sum(id)]
    np.testing.assert_allclose(mixed[:, in_sum], np.repeat(ahead.now[:, None], len(in_sum), axis=1),
                               atol=1e-6)  # fmt: skip


@given(st.sampled_from(Region), adult_ages, sexes)
def test_without_answers_every_condition_stands_at_its_prior(region, age, sex):
    person = Person(region=region, age_years=age, sex=sex)
    found = posterior(KB, Answers(person))
    net = WrittenOut(KB, person, {})
    for id in net.conditions:
        odds = net.odds(id)
        assert abs(found[id] - odds / (1 + odds)) < NEAR
