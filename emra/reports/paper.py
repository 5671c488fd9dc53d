"""The printed report: the pages of the deck as sections of a sheet on Carta."""

from django.utils.translation import gettext as _

from emra.lib import formats, pdf
from emra.lib.pdf import Document, Section
from emra.lib.pdf_blocks import Bars, Block, Table, Text
from emra.reports.pages import Page, Report


def render(report: Report) -> bytes:
    """The report as the bytes of a PDF; equal for an equal report."""
    about = (
        f"{report.edition}. {'. '.join(report.about)}.",
        _("Sello de la bitácora: %(seal)s") % {"seal": report.seal}
        if not report.draft
        else report.draft,
        report.state,
    )
    document = Document(
        title=report.title,
        subtitle=f"{report.subtitle}. {report.edition}.",
        sections=tuple(_section(page, report) for page in report.pages),
        about=about,
    )
    return pdf.render(document, pdf.LETTER)


def _section(page: Page, report: Report) -> Section:
    return Section(
        title=page.title, above=page.section, note=page.lead, blocks=tuple(_blocks(page, report))
    )


def _blocks(page: Page, report: Report) -> list[Block]:
    found: list[Block] = []
    if page.tiles:
        found.append(
            Table(
                ((_("Cifra"), 3.0, False), (_("Valor"), 1.6, True), (_("Cómo leerla"), 4.0, False)),
                [(tile.label, tile.value, tile.note) for tile in page.tiles],
            )
        )
    if page.bars:
        found.append(
            Bars(
                [
                    (
                        bar.label,
                        None if bar.value is None else float(bar.value),
                        bar.absent if bar.value is None else formats.percent(bar.value),
                    )
                    for bar in page.bars.bars
                ]
            )
        )
    if page.grid:
        columns = [(column.name, column.share, column.figures) for column in page.grid.columns]
        found.append(Table(columns, page.grid.rows))
    found += [Text(said) for said in (page.empty,) if said]
    # Seal and state stand in the foot of every sheet already.
    sources = [said for said in page.sources if said not in (report.stamp, report.state)]
    found += [Text(said, "source") for said in (page.note, *sources) if said]
    return found
