"""What the secretariat and the reviewer do over HTTP, and what the averages say after it."""

from dataclasses import dataclass
from decimal import Decimal

from tests.programs import until
from tests.servers import Site
from tests.visitor import Answer, Visitor

CORTE = "2026-T2"


@dataclass(frozen=True)
class Average:
    """An average as stored, with the sequences of its mark."""

    mean_zero: Decimal | None
    dirty: int
    computed: int


class Office:
    """Two people at work in the corte 2026-T2 of a site."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.secretary = Visitor(site, "secretaria")
        self.reviewer = Visitor(site, "cluster")

    def open_corte(self) -> None:
        fields = {"code": CORTE, "cutoff_on": "2026-06-30"}
        assert self.secretary.send("/gestion/cortes/abrir/", fields, form="/gestion/cortes/").ok

    def submit(self, agreement: str, percent: str) -> str:
        """Enter and submit the next version of a figure; the report's code."""
        [(last,)] = self.site.rows(
            "SELECT coalesce(max(version), 0) FROM agreements_progressreport"
            f" WHERE agreement_id = '{agreement}' AND period_id = 20262"
        )
        entry = {
            "kind": "PERCENT",
            "percent": percent,
            "version": "0",
            "setback_reason": "Se revisó la medición.",
            "correction_reason": "Se revisó la medición.",
            "submit": "1",
        }
        answer = self.secretary.send(f"/gestion/avances/{CORTE}/{agreement}/", entry)
        assert answer.ok, answer
        return f"{agreement}-{CORTE}-v{last + 1}"

    def approve(self, report: str) -> Answer:
        page = f"/gestion/revision/{report}/"
        return self.reviewer.send(f"{page}aprobar/", {"version": "2"}, form=page)

    def average(self, scope: str = "social") -> Average:
        [row] = self.site.rows(
            "SELECT mean_zero, dirty_seq, computed_seq FROM agreements_dimensionaverage"
            f" WHERE scope = '{scope}' AND period_id = 20262"
        )
        mean = None if row[0] is None else Decimal(str(row[0]))
        return Average(mean, row[1], row[2])

    def wait_for(self, mean: str, patience: float = 10.0, scope: str = "social") -> float:
        """The seconds until the stored average says `mean` and covers every change."""

        def right() -> bool:
            found = self.average(scope)
            return found.mean_zero == Decimal(mean) and found.dirty == found.computed

        return until(right, f"the {scope} average to be {mean}", patience)
