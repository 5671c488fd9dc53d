"""What a page asks for and complains about while it is used."""

from playwright.sync_api import Page


def watched(page: Page) -> tuple[list[str], list[str]]:
    """Two lists that fill while the page is used: addresses asked for, complaints logged."""
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None,
    )
    return asked, complaints
