"""The communications as tables to download."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from emra.communications import months, plan_queries
from emra.communications.columns import CAMPAIGNS, COVERAGE, FULFILMENT, ITEMS
from emra.communications.plan_queries import CampaignView, Coverage, Fulfilment, VersionView
from emra.communications.queries import ItemView
from emra.communications.quotas import Meter
from emra.lib.tables import Table
from emra.sources.queries import CitationView


def items(rows: Sequence[ItemView], *, name: str = "comunicaciones") -> Table:
    return Table(
        name,
        ITEMS,
        [
            (
                row.code,
                row.on,
                row.title,
                row.channel_name,
                row.format_name,
                row.kind_name,
                row.campaign,
                row.objective,
                row.state_name,
                row.link,
                row.reach,
                row.interactions,
                row.measured_on,
                "; ".join(f"{quote.figure} {quote.corte}/{quote.edition}" for quote in row.quotes),
                "; ".join(quote.sentence for quote in row.corrections),
            )
            for row in rows
        ],
        _about(),
    )


def fulfilment(rows: Sequence[Fulfilment], *, name: str = "cumplimiento") -> Table:
    """A row per month and quota; a month without quota says so and has no figures."""
    lines: list[tuple[object, ...]] = []
    for row in rows:
        if row.version is None:
            lines.append((row.code, *[None] * 6, "", None, _("sin cuota definida")))
        elif not row.recorded:
            note = _("sin registro de piezas")
            lines.append((row.code, *[None] * 6, "", row.version.number, note))
        lines += [_meter(row, meter) for meter in row.meters]
    return Table(name, FULFILMENT, lines, _about())


def campaigns(rows: Sequence[CampaignView]) -> Table:
    return Table(
        "campanas",
        CAMPAIGNS,
        [
            (
                row.name,
                row.starts_on,
                row.ends_on,
                row.objective,
                row.theme_name,
                _("programada") if row.scheduled else _("por programar"),
                row.citation.document_title,
                f"{row.citation.line_from} a {row.citation.line_to}",
            )
            for row in rows
        ],
        _about(),
    )


def coverage(plan: int, rows: Sequence[Coverage]) -> Table:
    return Table(
        f"cobertura-{plan}",
        COVERAGE,
        [
            (
                row.code,
                months.code(cell.month),
                cell.done if cell.recorded else None,
                cell.planned if cell.recorded else None,
            )
            for row in rows
            for cell in row.cells
        ],
        _about(),
    )


def _meter(row: Fulfilment, meter: Meter) -> tuple[object, ...]:
    assert row.version is not None
    return (
        row.code,
        meter.line.label,
        meter.line.minimum,
        meter.line.maximum,
        meter.done,
        meter.planned,
        meter.missing,
        meter.state,
        row.version.number,
        meter.sentence,
    )


def _about() -> list[tuple[str, object]]:
    rules: tuple[VersionView, ...] = plan_queries.versions()
    cited = [
        (
            line.line.label,
            _cited(line.citation),
        )
        for version in rules
        for line in version.lines
        if line.citation
    ]
    return [(_("Qué es"), _("Plan comunicacional de la EMRA")), *cited]


def _cited(citation: CitationView) -> str:
    return f"{citation.document_title}, líneas {citation.line_from}-{citation.line_to}"
