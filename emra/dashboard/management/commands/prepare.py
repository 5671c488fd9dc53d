from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Make a database ready to serve: migrate, load the strategy, sweep; demo users in DEMO."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        call_command("load_strategy", stdout=self.stdout)
        if settings.DEMO:
            self.stdout.write("Usuarios de demostración (usuario, clave, rol):")
            call_command("load_demo", stdout=self.stdout)
        call_command("sweep", stdout=self.stdout)
        call_command("list_datasets", stdout=self.stdout)
        if settings.EMBEDDED:  # a deployment has beat for it
            call_command("make_reports", stdout=self.stdout)
