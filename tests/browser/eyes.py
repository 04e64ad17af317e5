"""What is looked for on any page: nobody shut out, nothing cut off or slow, readable on paper."""

from pathlib import Path

import axe_core_python

from tests.browser.hands import Screen

AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
PAPER = 718
"""Pixels across a printed page: A4 without its margins."""

HEAVIEST = 150_000
"""Bytes that a page weighs at most, without its drawings and before anything is packed."""

TALLEST = 8_000
"""Pixels of a page that its picture shows at most."""

SHIFT = """new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
        if (!entry.hadRecentInput) window.shifted = (window.shifted ?? 0) + entry.value;
}).observe({ type: "layout-shift", buffered: true });"""
"""Adds up what moves under a reader's eyes; 0.1 is called good, and we want next to none."""

LOADED = """() => {
    const [page] = performance.getEntriesByType("navigation");
    const files = performance.getEntriesByType("resource").filter((f) => !/\\.svg$/.test(f.name));
    const drawings = [...document.querySelectorAll("svg:not(svg svg)")];
    const drawn = drawings.reduce((sum, svg) => sum + svg.outerHTML.length, 0);
    const html = document.documentElement.outerHTML;
    return {
        bytes: files.reduce((sum, f) => sum + f.decodedBodySize, page.decodedBodySize - drawn),
        requests: 1 + files.length,
        later: files.map((f) => new URL(f.name).pathname).filter((path) => !html.includes(path)),
    };
}"""
"""What a page weighs without its drawings, and which files the page itself does not name."""

SMALL = """() => [...document.querySelectorAll(
        'button, select, summary, textarea, .number, .tick, .segment, nav a, .button')]
    .filter((e) => e.checkVisibility())
    .map((e) => [e.getBoundingClientRect(), e.outerHTML.slice(0, 90)])
    .filter(([r]) => r.width < 24 || r.height < 43.9).map(([, html]) => html)"""

PRINTED = """() => {
    const shown = (selector) => [...document.querySelectorAll(selector)]
        .filter((e) => e.checkVisibility()).map((e) => e.outerHTML.slice(0, 90));
    const ink = getComputedStyle(document.body).color.match(/[\\d.]+/g).slice(0, 3);
    const isDark = ink.reduce((sum, part) => sum + Number(part), 0) < 300;
    return [
        ...(isDark ? [] : [`is printed in ${ink}`]),
        ...(document.documentElement.scrollWidth > innerWidth ? ["is wider than the paper"] : []),
        ...(document.querySelector("h1")?.checkVisibility() ? [] : ["is printed without a title"]),
        ...shown(".strip, header nav, .foot form").map((html) => `is printed with ${html}`),
    ];
}"""


def violations(screen: Screen) -> list[str]:
    """Return what axe finds wrong on the page in view."""
    screen.page.evaluate(AXE)
    found = screen.page.evaluate("() => axe.run({ resultTypes: ['violations'] })")
    return [f"{v['id']}: {node['html'][:160]}" for v in found["violations"] for node in v["nodes"]]


def scrolls_sideways(screen: Screen) -> bool:
    """Whether anything of the page in view is cut off."""
    return bool(screen.page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def is_cut_off_at(screen: Screen, width: int) -> bool:
    """Whether anything of the page would be cut off in a window of this many pixels."""
    size = screen.page.viewport_size
    screen.page.set_viewport_size({"width": width, "height": 640})
    wide = scrolls_sideways(screen)
    if size:
        screen.page.set_viewport_size(size)
    return wide


def printed_wrong(screen: Screen) -> list[str]:
    """Return what a printed page would have that nobody can use on paper."""
    size = screen.page.viewport_size
    screen.page.set_viewport_size({"width": PAPER, "height": 1000})
    screen.page.emulate_media(media="print")
    found: list[str] = screen.page.evaluate(PRINTED)
    screen.page.emulate_media(media="screen")
    if size:
        screen.page.set_viewport_size(size)
    return found


def budgets(screen: Screen, most: int = HEAVIEST) -> list[str]:
    """Return which budget the page in view breaks; `most` bytes without its drawings."""
    loaded = screen.page.evaluate(LOADED)
    shifted = screen.page.evaluate("window.shifted ?? 0")
    return [
        *([f"weighs {loaded['bytes']} bytes"] if loaded["bytes"] > most else []),
        *([f"{loaded['requests']} requests"] if loaded["requests"] > 10 else []),
        *(f"{path} comes only after another file" for path in loaded["later"]),
        *([f"moves by {shifted:.3f}"] if shifted > 0.02 else []),
    ]


def looked_at(screen: Screen, picture: Path) -> list[str]:
    """Return what is wrong with the page in view, on a screen and on paper, and keep a picture."""
    page, size = screen.page, screen.page.viewport_size or {"width": 0, "height": 0}
    page.evaluate("scrollTo(0, 0)")
    tall = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
    clip = {"x": 0, "y": 0, "width": size["width"], "height": tall}
    page.screenshot(path=picture, full_page=True, clip=clip)  # type: ignore[arg-type]
    shown = page.locator("[hidden]:visible").count()
    narrow = size["width"] <= 360
    return [
        *violations(screen),
        *([f"shows {shown} hidden things"] if shown else []),
        *(["scrolls sideways"] if scrolls_sideways(screen) else []),
        *(page.evaluate(SMALL) if narrow else []),
        *(["scrolls sideways at 320"] if narrow and is_cut_off_at(screen, 320) else []),
        *([] if narrow else printed_wrong(screen)),
    ]
