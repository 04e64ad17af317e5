"""Take the pictures of the README anew, and make the icons of the app from our own drawing.

    python docs/pictures.py            needs Chromium

The person on the picture is invented. What comes out depends on the browser's version, so no
test compares the bytes.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from lumbago.drawings import logo
from lumbago.loading import shipped
from lumbago.web.app import make_app

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
ICONS = ROOT / "src" / "lumbago" / "web" / "static" / "icons"
SIZE = (1240, 1280)

YES = ("leg_pain_one_strip", "worse_cough_sneeze", "leg_numb_tingle", "worse_sitting")


def icon(side: int, share: float, paper: str) -> str:
    """Return a page with our sign in the middle, `share` of its height, on paper or on nothing."""
    return (
        f"<style>*{{margin:0}}body{{width:{side}px;height:{side}px;display:grid;"
        f"place-items:center;background:{paper}}}svg{{height:{side * share}px;width:auto}}</style>"
        f"{logo()}"
    )


def make_icons(browser: Browser) -> None:
    """Write the icons: clear ones, and full ones of which a phone may cut the corners off."""
    ICONS.mkdir(exist_ok=True)
    for name, side, share, paper in (
        ("icon-192", 192, 0.94, "transparent"),
        ("icon-512", 512, 0.94, "transparent"),
        ("maskable-512", 512, 0.56, "#fbf8f2"),
        ("touch-180", 180, 0.7, "#fbf8f2"),
    ):
        page = browser.new_page(viewport={"width": side, "height": side})
        page.set_content(icon(side, share, paper))
        page.screenshot(path=ICONS / f"{name}.png", omit_background=True)
        page.close()


def take_result(browser: Browser) -> None:
    """Write the picture of a result, light and dark."""
    from tests.browser.conftest import served
    from tests.browser.hands import begin, finish, new_screen

    with served(make_app(shipped())) as base:
        for theme, name in (("light", "result.png"), ("dark", "result-dark.png")):
            screen = new_screen(browser, base, size=SIZE, theme=theme)
            begin(screen, age="46", places=("calf_left", "thigh_back_left", "buttock_left"))
            finish(screen, YES)
            screen.page.screenshot(path=PICTURES / name)
            screen.page.context.close()


def main() -> None:
    """Make all of them."""
    sys.path.insert(0, str(ROOT))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        make_icons(browser)
        take_result(browser)
        browser.close()


if __name__ == "__main__":
    main()
