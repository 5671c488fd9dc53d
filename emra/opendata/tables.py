"""The rooms' tables as datasets read them: whole, public, and without anybody's name.

Each function gives the table, or None while there is nothing to publish. Those that take an
edition read sealed rows of it and of what was published before.
"""

from urllib.parse import urljoin

from django.conf import settings
from django.utils import timezone

from districts import queries as district_queries
from districts import tables as district_tables
from districts.readmodel import RunView
from emra.agreements import goalpost_queries, sealed
from emra.agreements import queries as agreement_queries
from emra.agreements import tables as agreement_tables
from emra.agreements.readmodel import Board, Edition
from emra.communications import months, plan_queries
from emra.communications import queries as communication_queries
from emra.communications import tables as communication_tables
from emra.cooperation import (
    bilateral_queries,
    bilateral_tables,
    instrument_queries,
)
from emra.cooperation import queries as cooperation_queries
from emra.cooperation import tables as cooperation_tables
from emra.dashboard import commune_map
from emra.dashboard import reconciliations as printed
from emra.dashboard import tables as dashboard_tables
from emra.dashboard import territory as territories
from emra.governance import commitment_queries, review_queries
from emra.governance import queries as governance_queries
from emra.governance import tables as governance_tables
from emra.lib.errors import Unknown
from emra.lib.tables import Table
from emra.oversight import columns as oversight_columns
from emra.oversight import queries as oversight_queries
from emra.oversight import tables as oversight_tables
from emra.projects import portfolio
from emra.projects import queries as project_queries
from emra.projects import tables as project_tables
from emra.projects.portfolio import Chosen
from emra.projects.readmodel import ProjectView
from emra.royalty import queries as royalty_queries
from emra.royalty import tables as royalty_tables
from emra.royalty.readmodel import YearView
from emra.sources import tables as source_tables
from emra.strategy import queries as strategy_queries
from emra.strategy import tables as strategy_tables

# -- agreements ------------------------------------------------------------------------------


def agreements(edition: Edition | None) -> Table | None:
    board = _board(edition)
    return agreement_tables.agreements(board, board.agreements) if board else None


def dimensions(edition: Edition | None) -> Table | None:
    board = _board(edition)
    return agreement_tables.dimensions(board) if board else None


def history(edition: Edition | None) -> Table:
    return agreement_tables.values(sealed.readings(_until(edition)))


def editions(edition: Edition | None) -> Table:
    return agreement_tables.editions(_until(edition))


def ledger(edition: Edition | None) -> Table:
    return dashboard_tables.ledger(edition.ledger_seq if edition else None)


def goalposts() -> Table:
    return agreement_tables.goalposts(goalpost_queries.confirmed())


# -- strategy and governance -----------------------------------------------------------------


def objectives() -> Table:
    return strategy_tables.objectives(strategy_queries.objectives())


def lines() -> Table:
    source = strategy_queries.strategy().citation
    return strategy_tables.lines(strategy_queries.objectives(), source, _absolute)


def bodies() -> Table:
    return governance_tables.bodies(governance_queries.bodies(timezone.localdate()))


def sessions() -> Table:
    return governance_tables.sessions(governance_queries.sessions())


def commitments() -> Table:
    rows = commitment_queries.commitments(today=timezone.localdate())
    return governance_tables.commitments(rows)


def reviews() -> Table:
    sheets = [review_queries.sheet(row.body, row.corte) for row in review_queries.signed()]
    return governance_tables.reviews(sheets)


# -- projects, cooperation -------------------------------------------------------------------


def projects() -> Table:
    return project_tables.projects(_projects())


def funding() -> Table:
    return project_tables.funding(_projects())


def totals() -> Table:
    rows = _projects()
    return project_tables.totals(
        [
            portfolio.totals(rows, by=by, level=level)
            for level in portfolio.levels(rows)
            for by in (portfolio.SOURCE, portfolio.COMMUNE)
        ]
    )


def stages() -> Table:
    return project_tables.stages(_projects())


def changes() -> Table:
    return project_tables.changes(project_queries.every_change(_projects()))


def covenants() -> Table:
    return cooperation_tables.covenants(cooperation_queries.covenants(timezone.localdate()))


def localities() -> Table:
    return cooperation_tables.localities(cooperation_queries.covenants(timezone.localdate()))


def organisations() -> Table:
    return cooperation_tables.organisations(cooperation_queries.covenants(timezone.localdate()))


def evaluations() -> Table:
    return cooperation_tables.evaluations(cooperation_queries.covenants(timezone.localdate()))


def assessments() -> Table:
    return cooperation_tables.assessments(cooperation_queries.assessments())


def instruments() -> Table:
    return cooperation_tables.instruments(instrument_queries.instruments())


def bilaterals() -> Table:
    return bilateral_tables.projects(bilateral_queries.projects())


def fichas() -> Table:
    return bilateral_tables.fichas(bilateral_queries.projects())


def results() -> Table:
    return bilateral_tables.results(bilateral_queries.projects())


# -- communications, funds -------------------------------------------------------------------


def items() -> Table:
    return communication_tables.items(communication_queries.published())


def fulfilment() -> Table:
    today = timezone.localdate()
    wanted = months.of_plan(months.plan_of(today))
    rows = plan_queries.fulfilments(wanted, today=today, public=True)
    return communication_tables.fulfilment(rows)


def campaigns() -> Table:
    return communication_tables.campaigns(plan_queries.campaigns())


def coverage() -> Table:
    today = timezone.localdate()
    year = months.plan_of(today)
    rows = plan_queries.coverage(year, today=today, public=True)
    return communication_tables.coverage(year, rows)


def fund_regions() -> Table | None:
    year = _year()
    return royalty_tables.regions(year) if year else None


def fund_communes() -> Table | None:
    year = _year()
    return royalty_tables.communes(year, year.communes) if year else None


def fund_indicators() -> Table:
    return royalty_tables.indicators(royalty_queries.funds())


# -- districts -------------------------------------------------------------------------------


def districts() -> Table | None:
    run = _run()
    return district_tables.districts(run) if run else None


def sites() -> Table | None:
    run = _run()
    return district_tables.sites(run) if run else None


def cells() -> Table | None:
    run = _run()
    return district_tables.cells(run) if run else None


def matches() -> Table | None:
    run = _run()
    return district_tables.matches(run) if run else None


def runs() -> Table:
    return district_tables.runs(district_queries.runs())


def layer(code: str) -> Table | None:
    try:
        found = district_queries.layer(code)
    except Unknown:
        return None
    return district_tables.layer(found, district_queries.features(found.current.pk))


def territory() -> Table:
    return territories.table(territories.territory())


# -- the rest --------------------------------------------------------------------------------


def communes() -> Table:
    return commune_map.communes_table(commune_map.commune_map())


def all_localities() -> Table:
    return commune_map.localities_table(commune_map.commune_map())


def observations() -> Table:
    """Without the name that somebody signed with: it can be taken back, a copy cannot."""
    found = oversight_queries.published(oversight_queries.Selection(), timezone.localdate())
    return oversight_tables.observations(found).without(oversight_columns.NAME)


def oversight_indicators() -> Table:
    return oversight_tables.indicators(oversight_queries.indicators(timezone.localdate()))


def documents() -> Table:
    return source_tables.documents()


def citations() -> Table:
    return source_tables.citations()


def figures() -> Table:
    return source_tables.figures()


def reconciliations() -> Table:
    return printed.table()


# -- pieces ----------------------------------------------------------------------------------


def _board(edition: Edition | None) -> Board | None:
    if edition is None:
        return agreement_queries.published_or_none()
    return agreement_queries.board(f"{edition.corte}/{edition.number}")


def _until(edition: Edition | None) -> tuple[Edition, ...]:
    """The editions published up to this one; all of them without one."""
    if edition is not None:
        return sealed.published_until(edition.ledger_seq)
    every = agreement_queries.editions()
    return tuple(sorted(every, key=lambda row: row.ledger_seq))


def _projects() -> tuple[ProjectView, ...]:
    every = project_queries.projects(timezone.localdate())
    return tuple(sorted(portfolio.matching(every, Chosen()), key=lambda row: row.code))


def _year() -> YearView | None:
    try:
        return royalty_queries.year()
    except Unknown:
        return None


def _run() -> RunView | None:
    return district_queries.published_run()


def _absolute(path: str) -> str:
    return urljoin(f"{settings.SITE_URL}/", path)
