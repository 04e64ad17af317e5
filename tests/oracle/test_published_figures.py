"""The 45 published figures, each inside its band.

Seven of them helped to choose a background rate. They are named as fits: they show that the
choice still stands, and are no evidence that the network is right.
"""

import pytest

from lumbago.checks import published_value
from tests.strategies import KB

FITS = {"N19", "N21", "N25", "N26", "N29", "N38", "N45"}

BANDS = {
    "N01": (0.008, 0.03), "N02": (0.025, 0.07), "N03": (0.03, 0.09), "N04": (0.06, 0.2),
    "N05": (0.1, 0.45), "N06": (0.25, 0.65), "N07": (0.6, 0.97), "N08": (0.03, 0.1),
    "N09": (0.07, 0.35), "N10": (0, 0.002), "N11": (0, 0.01), "N12": (0.05, 0.45),
    "N13": (0.002, 0.02), "N14": (0.15, 0.5), "N15": (0.6, 0.95), "N16": (0.03, 0.2),
    "N17": (0, 0.01), "N18": (0.25, 0.6), "N19": (0.7, 0.93), "N20": (0.3, 0.65),
    "N21": (0.75, 0.97), "N22": (0.01, 0.04), "N23": (0.02, 0.12), "N24": (0.02, 0.08),
    "N25": (0.08, 0.28), "N26": (0.25, 0.6), "N27": (0.15, 0.4), "N28": (0, 0.015),
    "N29": (0.6, 0.85), "N30": (0.02, 0.12), "N31": (0.15, 0.5), "N32": (0.01, 0.06),
    "N33": (0.4, 0.85), "N34": (0.01, 0.08), "N35": (0.001, 0.01), "N36": (0.2, 0.55),
    "N37": (0.8, 1), "N38": (0.8, 0.97), "N39": (0.08, 0.3), "N40": (0.15, 0.5),
    "N41": (0.05, 0.2), "N42": (0.03, 0.3), "N43": (0.005, 0.03), "N44": (0.85, 1),
    "N45": (0.25, 0.6),
}  # fmt: skip
"""The bands as they were set before the network was built (evidence notes, section 9)."""

INDEPENDENT = [f for f in KB.published_figures if not f.is_fit]
FITTED = [f for f in KB.published_figures if f.is_fit]


@pytest.mark.parametrize("figure", INDEPENDENT, ids=lambda f: f.id)
def test_a_published_figure_is_reproduced_within_its_band(figure):
    assert figure.low <= published_value(KB, figure.id) <= figure.high


@pytest.mark.parametrize("figure", FITTED, ids=lambda f: f.id)
def test_a_figure_that_helped_to_choose_a_rate_is_still_within_its_band(figure):
    assert figure.low <= published_value(KB, figure.id) <= figure.high


def test_all_forty_five_figures_are_there_and_the_seven_fits_say_so():
    assert [f.id for f in KB.published_figures] == [f"N{n:02}" for n in range(1, 46)]
    assert {f.id for f in FITTED} == FITS


def test_no_band_was_widened():
    assert {f.id: (f.low, f.high) for f in KB.published_figures} == BANDS
