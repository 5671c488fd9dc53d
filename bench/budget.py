"""What each public page costs its first visitor: KiB on the wire, requests, time to its content.

One page of each kind that the site map names, on a slow line and a slow processor. The largest
contentful paint must come within a second; pages whose purpose is a map or an interactive view are
measured too, and held to nothing.
"""

import os
import re
import subprocess
import sys
import urllib.request
from urllib.parse import urlsplit

import django
from playwright.sync_api import Browser, sync_playwright

from bench.common import Row, free_port
from bench.load import serving
from bench.pages import chromium, on_a_slow_line
from bench.web import ours

LIMIT = 1.0
TIMES = 3
# The largest thing painted so far, in milliseconds since the visit began.
LARGEST = """
() => new Promise((resolve) => {
  new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime))
    .observe({type: "largest-contentful-paint", buffered: true});
})
"""
_PLACE = re.compile(r"<loc>([^<]+)</loc>")


def measure() -> list[Row]:
    subprocess.run([sys.executable, "manage.py", "prepare"], check=True, stdout=subprocess.DEVNULL)
    port = free_port()
    with serving(ours(port, 1, 8), port, os.environ, "/healthz"), sync_playwright() as playwright:
        browser = chromium(playwright)
        rows = [_row(browser, f"http://127.0.0.1:{port}", path) for path in _one_of_each(port)]
        browser.close()
    return rows


def _one_of_each(port: int) -> list[str]:
    """The first address of each kind of page, as the site map has them."""
    from django.urls import resolve

    django.setup()
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/sitemap.xml", timeout=60) as answer:
        paths = [urlsplit(place).path for place in _PLACE.findall(answer.read().decode())]
    kinds: dict[str, str] = {}
    for path in paths:
        kinds.setdefault(str(resolve(path).view_name), path)
    return list(kinds.values())


def _row(browser: Browser, site: str, path: str) -> Row:
    visits = sorted(_visit(browser, site + path) for _turn in range(TIMES))
    seconds, kibibytes, requests = visits[TIMES // 2]
    said = f"{kibibytes:.0f} KiB  {requests} requests  {seconds:.2f} s"
    return Row(path, said, seconds / LIMIT, "the limit of a second")


def _visit(browser: Browser, address: str) -> tuple[float, float, int]:
    """Seconds to the largest contentful paint, KiB and requests of a first visit."""
    context = browser.new_context()
    page = context.new_page()
    sizes = on_a_slow_line(page)
    page.goto(address, wait_until="networkidle")
    milliseconds = page.evaluate(LARGEST)
    context.close()
    return milliseconds / 1000, sum(sizes) / 1024, len(sizes)
