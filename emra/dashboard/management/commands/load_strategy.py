from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from districts import seed_actions as districts
from emra.agreements import seed_actions as agreements
from emra.communications import seed_actions as communications
from emra.cooperation import bilateral_seed_actions as bilateral
from emra.cooperation import seed_actions as cooperation
from emra.governance import seed_actions as governance
from emra.ledger import actions as ledger
from emra.ledger.models import Event
from emra.lib import seed
from emra.projects import seed_actions as projects
from emra.royalty import seed_actions as royalty
from emra.sources import actions as sources
from emra.strategy import actions as strategy


class Command(BaseCommand):
    help = "Load the strategy, its sources and the initial corte. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        digest = seed.digest()
        with transaction.atomic():
            loaded = Event.objects.filter(verb="strategy.loaded").order_by("-seq").first()
            if loaded and digest in loaded.payload:
                self.stdout.write("La estrategia ya estaba cargada.")
                return
            sources.load()
            strategy.load()
            ledger.append(verb="strategy.loaded", object_code="EMRA", by=None, new={"seed": digest})
            agreements.load()
            districts.load()
            communications.load()
            bilateral.load()
            royalty.load()
            governance.load()
            projects.load()
            cooperation.load()
        self.stdout.write("Estrategia cargada: 19 acuerdos, 38 líneas, corte 2025-inicial.")
