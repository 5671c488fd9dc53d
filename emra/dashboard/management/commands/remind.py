from typing import Any

from django.core.management.base import BaseCommand

from emra.agreements import reminders
from emra.governance import reminders as commitments
from emra.oversight import upkeep


class Command(BaseCommand):
    help = "Notice deadlines, returns and what waits for review; send the mails that are due."

    def handle(self, *args: Any, **options: Any) -> None:
        # First what the rooms have to say, then the mails that carry it.
        commitments.remind()
        upkeep.tend()
        self.stdout.write(f"Correos enviados: {reminders.remind()}")
