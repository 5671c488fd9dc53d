from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from emra.accounts.models import User
from emra.agreements import period_actions
from emra.lib.errors import DomainError


class Command(BaseCommand):
    help = "Publish a closed corte in a secretariat user's name; --reason makes it an erratum."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("corte")
        parser.add_argument("--user", required=True)
        parser.add_argument("--reason", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            by = User.objects.get(username=options["user"])
            publication = period_actions.publish(
                period=options["corte"], by=by, reason=options["reason"]
            )
        except User.DoesNotExist as error:
            raise CommandError(f"No existe el usuario «{options['user']}».") from error
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Publicado {options['corte']}, edición {publication.edition}.")
