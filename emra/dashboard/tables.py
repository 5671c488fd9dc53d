"""The ledger as a table to download."""

from django.utils.translation import gettext as _

from emra.dashboard.columns import LEDGER
from emra.ledger import queries
from emra.lib.tables import Table


def ledger(until: int | None = None) -> Table:
    """The headers of the events, or of those up to one: no payload."""
    seq, head = queries.head()
    last = seq if until is None else until
    events = queries.events(published=frozenset(), before=last + 1, limit=last)
    rows = [
        (row.seq, row.at, row.office, row.actor_code, row.verb_text, row.object_code, row.hash)
        for row in reversed(events)
    ]
    about = [(_("Eventos"), len(rows)), (_("Cabeza"), rows[-1][-1] if rows else head)]
    return Table("bitacora", LEDGER, rows, about)
