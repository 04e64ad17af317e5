"""A medicine typed by its brand speaks against the same things as by its own name."""

from functools import cache

import pytest

from lumbago.answers import Answers, Person, Region
from lumbago.loading import shipped
from lumbago.plan import Wishes, check_medicines
from lumbago.plan.medicines import Light

KB = shipped()
SOMEBODY = Answers(Person(region=Region.LOW_BACK, age_years=40.0))
WORDS = [(m.words[0], word) for m in KB.care.medicines.values() for word in m.words[1:]]


@cache
def lights(*taking: str) -> dict[str, tuple[Light, tuple[str, ...]]]:
    report = check_medicines(KB, SOMEBODY, Wishes(taking=taking))
    return {c.medicine.id: (c.light, c.because) for c in report.checks}


@pytest.mark.hazard("HAZ-022")
@pytest.mark.parametrize(("name", "brand"), WORDS)
def test_every_name_of_a_medicine_gives_the_same_lights(name, brand):
    assert lights(brand) == lights(name)


@pytest.mark.hazard("HAZ-022")
@pytest.mark.parametrize(("name", "brand"), WORDS)
def test_every_name_of_a_medicine_warns_of_the_same_things_beside_it(name, brand):
    for other in ("warfarin", "fentanyl"):
        by_name, by_brand = (
            check_medicines(KB, SOMEBODY, Wishes(taking=(own, other))).warnings
            for own in (name, brand)
        )
        assert by_brand == by_name, other


@pytest.mark.hazard("HAZ-022")
def test_a_strong_opioid_by_its_brand_speaks_against_a_second_one():
    assert lights("OxyContin 10 mg")["tramadol"][0] is Light.NOT_FOR_YOU
    assert lights("Advil")["naproxen"][0] is Light.NOT_FOR_YOU
