"""Spreadsheets of the funds as the tests make them, and what stands in them."""

from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from emra.accounts.models import User
from emra.royalty import actions
from emra.royalty.models import Dataset
from emra.royalty.sheets import ALLOCATION_COLUMNS
from tests.imports.workbooks import xlsx

FET_COLUMNS = ("codigo", "nombre", "pobreza", "predios-exentos", "ingresos-propios")
# Two regions and two communes of 2025; the sum of Antofagasta is left to the reader.
AMOUNTS = [
    ("02", "Antofagasta", "", 7, 2_000_000_000, 9, 10_000_000_000, 9, ""),
    ("03", "Atacama", "", 8, 2_500_000_000, 8, 9_000_000_000, 9, 11_500_000_001),
    ("02201", "Calama", 40_000_000_000, "", 0, "", 4_000_000_000, "", ""),
    ("02202", "Ollagüe", "", "", "", "", 450_000_000, "", ""),
]
VALUES = [("02201", "Calama", 10, "2,5", 30), ("02202", "Ollagüe", 30, 7.5, 0)]
SOURCE = actions.Source("Resolución de prueba, 2025", "https://www.subdere.gov.cl/prueba")


def upload(rows: Sequence[Sequence[Any]], columns: Sequence[str]) -> SimpleUploadedFile:
    return SimpleUploadedFile("planilla.xlsx", xlsx(*rows, header=columns))


def amounts(rows: Sequence[Sequence[Any]] = AMOUNTS) -> SimpleUploadedFile:
    return upload(rows, ALLOCATION_COLUMNS)


def values(rows: Sequence[Sequence[Any]] = VALUES) -> SimpleUploadedFile:
    return upload(rows, FET_COLUMNS)


def imported(by: User, year: int = 2025) -> Dataset:
    return actions.import_allocations(year=year, source=SOURCE, upload=amounts(), by=by)


def imported_values(by: User) -> Dataset:
    return actions.import_indicators(fund="FET", year=2024, source=SOURCE, upload=values(), by=by)


def published(dataset: Dataset, author: User, reviewer: User) -> Dataset:
    actions.submit(dataset=dataset.pk, by=author)
    return actions.approve(dataset=dataset.pk, by=reviewer)
