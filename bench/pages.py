"""Time to content in headless Chromium, on a slow line and a slow processor."""

import shutil
import time
from dataclasses import dataclass
from statistics import median

from playwright.sync_api import Browser, Page, Playwright, sync_playwright

# Lighthouse's "slow 4G": 150 ms there and back, 1.6 Mbit/s down, 750 kbit/s up.
LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6 * 1024 * 1024 / 8,
    "uploadThroughput": 750 * 1024 / 8,
}
# And a processor so many times slower.
SLOWER = 4
GIVE_UP_AFTER = 90
ARGUMENTS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
WATCH = """
(needle) => {
  const look = () => {
    if (document.body && document.body.innerText.includes(needle)) {
      window.contentAt = performance.now();
    } else {
      requestAnimationFrame(look);
    }
  };
  look();
}
"""


@dataclass(frozen=True)
class Shown:
    """Seconds until what was asked for could be read, KiB on the wire and requests until then."""

    seconds: float
    kibibytes: float
    requests: int


def time_to_content(pages: dict[str, tuple[str, str]], times: int) -> dict[str, Shown]:
    """The median of `times` first visits of each (address, text to wait for), in turns."""
    seen: dict[str, list[Shown]] = {name: [] for name in pages}
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        for _turn in range(times):
            for name, (address, needle) in pages.items():
                seen[name].append(_visit(browser, address, needle))
        browser.close()
    return {
        name: Shown(
            median(one.seconds for one in visits),
            median(one.kibibytes for one in visits),
            round(median(one.requests for one in visits)),
        )
        for name, visits in seen.items()
    }


def chromium(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)


def on_a_slow_line(page: Page) -> list[float]:
    """Slow the line and the processor down; the bytes of each answer, as they come."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    sizes: list[float] = []
    line.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    return sizes


def _visit(browser: Browser, address: str, needle: str) -> Shown:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(f"({WATCH})({needle!r})")
    sizes = on_a_slow_line(page)
    page.goto(address, wait_until="commit")
    # Asked again and again: a page whose policy forbids eval cannot be waited for otherwise.
    limit = time.monotonic() + GIVE_UP_AFTER
    while not (milliseconds := page.evaluate("window.contentAt")):
        if time.monotonic() > limit:
            raise TimeoutError(f"{address} never shows {needle}")
        page.wait_for_timeout(50)
    shown = Shown(milliseconds / 1000, sum(sizes) / 1024, len(sizes))
    context.close()
    return shown
