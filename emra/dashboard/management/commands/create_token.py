from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from emra.accounts.models import User
from emra.accounts.tokens import issue_token


class Command(BaseCommand):
    help = "Issue an API key for a user; it is printed once and cannot be read again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", default="API")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"No existe el usuario «{options['username']}».")
        self.stdout.write(issue_token(user=user, name=options["name"]))
