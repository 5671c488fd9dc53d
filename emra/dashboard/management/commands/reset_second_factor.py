from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from emra.accounts.models import User
from emra.ledger import second_factor_actions
from emra.lib.errors import DomainError


class Command(BaseCommand):
    help = "Take the second factor off a person who lost the phone; their sessions end."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.filter(username=options["username"]).first()
        if person is None:
            raise CommandError(f"No existe el usuario «{options['username']}».")
        try:
            second_factor_actions.reset(person=person, by=None)
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{person.get_username()}: segundo factor restablecido.")
