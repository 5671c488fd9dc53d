"""What a page asks for, weighs and complains about while it is used."""

from typing import Any

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


def weighed(page: Page) -> list[float]:
    """The bytes on the wire of each answer, a list that fills while the page is used."""
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    weights: list[float] = []

    def weigh(event: dict[str, Any]) -> None:
        weights.append(event["encodedDataLength"])

    wire.on("Network.loadingFinished", weigh)
    return weights
