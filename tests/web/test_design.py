"""The design system: tokens, contrast in both themes, any direction of writing, and its weight."""

import re
from pathlib import Path

import pytest

from lumbago.web.rendering import HERE, read_static

STATIC = HERE / "static"
SHEETS = {file.name: file.read_text("utf-8") for file in sorted(STATIC.glob("*.css"))}
SCRIPTS = {file.name: file.read_text("utf-8") for file in sorted(STATIC.glob("*.js"))}
TOKENS = {
    name: {"light": light, "dark": dark}
    for name, light, dark in re.findall(
        r"--([\w-]+): light-dark\((#\w+), (#\w+)\)", "".join(SHEETS.values())
    )
}
PAPERS = ("paper", "card", "sunken")
URGENCIES = ("now", "today", "soon", "routine", "self")
READ = (
    *((text, paper) for text in ("ink", "soft", "teal") for paper in PAPERS),
    *(("ink", wash) for wash in ("teal-wash", "amber-wash", *(f"{u}-wash" for u in URGENCIES))),
    *((u, f"{u}-wash") for u in URGENCIES),
    *(("soft", wash) for wash in ("teal-wash", "amber-wash")),
    ("now", "paper"), ("now", "card"), ("teal", "teal-wash"), ("on-teal", "teal"),
    ("on-now", "now"),
)  # fmt: skip
"""Which text stands on what."""

SEEN = (
    *(("edge", paper) for paper in PAPERS),
    *(("teal", paper) for paper in (*PAPERS, "teal-wash")),
    *(("amber", paper) for paper in (*PAPERS, "amber-wash")),
    *((u, paper) for u in URGENCIES for paper in ("card", "paper", f"{u}-wash")),
)
"""Borders, signs and lines of drawings, and what they stand on."""

PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|scroll-margin|scroll-padding|inset)-(?:left|right)\b"
    r"|(?:left|right)\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
    r"|border-(?:top|bottom)-(?:left|right)-radius|to (?:left|right)\b)"
)


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2.2."""
    text = colour.lstrip("#")
    text = "".join(2 * c for c in text) if len(text) == 3 else text
    parts = [int(text[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_has_the_contrast_that_the_standard_gives():
    assert contrast("#000000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "paper"), READ)
def test_every_text_can_be_read_on_what_it_stands_on(text, paper, theme):
    assert contrast(TOKENS[text][theme], TOKENS[paper][theme]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("line", "paper"), SEEN)
def test_every_border_and_sign_can_be_seen_on_what_it_stands_on(line, paper, theme):
    assert contrast(TOKENS[line][theme], TOKENS[paper][theme]) >= 3


@pytest.mark.parametrize("sheet", SHEETS)
def test_no_rule_says_left_or_right(sheet):
    assert PHYSICAL.findall(SHEETS[sheet]) == []


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_colour_is_a_token_and_stands_in_one_place(sheet):
    rules = re.sub(r"@layer tokens \{.*?\n\}", "", SHEETS[sheet], flags=re.DOTALL)
    rules = re.sub(r"@layer print \{.*?\n\}", "", rules, flags=re.DOTALL)  # paper is white
    assert re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(|oklch\(", rules) == []


def test_every_token_that_is_used_is_there_and_every_one_that_is_there_is_used():
    styled = "".join(SHEETS.values()) + "".join(SCRIPTS.values())
    drawn = "".join(f.read_text("utf-8") for f in (HERE.parent / "drawings").rglob("*.py"))
    has = set(re.findall(r"(--[\w-]+)\s*:|setProperty\(\"(--[\w-]+)", styled))
    has = {name for pair in has for name in pair if name}
    uses = set(re.findall(r"var\((--[\w-]+)", styled))
    assert uses <= has
    assert set(re.findall(r"var\((--[\w-]+)", drawn)) <= has
    assert has <= uses | set(re.findall(r"var\((--[\w-]+)", drawn))


@pytest.mark.parametrize("sheet", SHEETS)
def test_nothing_moves_for_those_who_asked_for_less_movement(sheet):
    css = SHEETS[sheet]
    stilled = re.findall(r"prefers-reduced-motion: reduce\) \{(.*?\})\s*\}", css, re.DOTALL)
    still = {rule.partition("{")[0].strip() for text in stilled for rule in text.split("}")}
    for selector, value in re.findall(r"([^{}]*)\{[^{}]*?(?<![\w-])transition: ([^;}]+)", css):
        assert "var(--quick)" in value or value.strip() == "none" or selector.strip() in still
    moving = re.findall(r"(?<![\w-])animation(?:-name)?:", css)
    assert not moving or "prefers-reduced-motion" in css


def test_no_file_waits_for_another_one():
    for name, text in {**SHEETS, **SCRIPTS}.items():
        assert not re.findall(r"@import|^\s*import\s|import\(", text, re.MULTILINE), name
    for address in re.findall(r'url\("([^"#]+)"\)', "".join(SHEETS.values())):
        assert (STATIC / address).is_file(), address


def test_the_font_is_ours_to_give_away_and_is_there():
    licence = (STATIC / "fonts" / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Atkinson Hyperlegible Next" in licence
    fonts = [f for f in (STATIC / "fonts").iterdir() if f.suffix != ".txt"]
    assert fonts
    for font in fonts:
        assert font.read_bytes()[:4] == b"wOF2"
        assert f'url("fonts/{font.name}")' in SHEETS["lumbago.css"]


def test_all_that_every_page_loads_is_light():
    _, files = read_static()
    latin = "fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2"
    base = (HERE / "templates" / "base.html").read_text("utf-8")
    named = set(re.findall(r'\{\{ frame\.static \}\}/([\w./-]+\.(?:css|js))"', base))
    assert {"lumbago.css", "lumbago.js"} <= named
    assert sum(len(files[name].body) for name in {*named, latin}) < 100_000


def test_a_static_file_has_no_name_that_a_browser_would_guess_at():
    for file in STATIC.rglob("*"):
        if file.is_file():
            known = {".css", ".js", ".woff2", ".png", ".txt", ".svg"}
            assert Path(file).suffix in known, file.name
