"""The heart: agreements, cortes, progress reports and what is published of them."""

from emra.agreements.models.batches import (
    BatchRow,
    EntryBatch,
)
from emra.agreements.models.goalposts import GoalpostChange
from emra.agreements.models.published import (
    ALL,
    DimensionAverage,
    Heartbeat,
    Publication,
    PublishedAverage,
    PublishedValue,
)
from emra.agreements.models.reference import (
    INITIAL_CORTE,
    INITIAL_PERIOD,
    PERIOD_CODE,
    QUARTER_CODE,
    Agreement,
    Dimension,
    Pairing,
    Period,
)
from emra.agreements.models.reports import (
    Absence,
    Evidence,
    Measurement,
    ProgressReport,
    Remark,
    ReportQuerySet,
)

__all__ = [
    "ALL",
    "INITIAL_CORTE",
    "INITIAL_PERIOD",
    "PERIOD_CODE",
    "QUARTER_CODE",
    "Absence",
    "Agreement",
    "BatchRow",
    "Dimension",
    "DimensionAverage",
    "EntryBatch",
    "Evidence",
    "GoalpostChange",
    "Heartbeat",
    "Measurement",
    "Pairing",
    "Period",
    "ProgressReport",
    "Publication",
    "PublishedAverage",
    "PublishedValue",
    "Remark",
    "ReportQuerySet",
]
