from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from emra.ledger import web_role
from emra.lib.errors import DomainError


class Command(BaseCommand):
    help = "Let a PostgreSQL role serve the site without power over ledger and publications."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with transaction.atomic():
                statements = web_role.grant(options["role"])
        except DomainError as error:
            raise CommandError(str(error)) from error
        for statement in statements:
            self.stdout.write(f"{statement};")
