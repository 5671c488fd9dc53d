from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from emra.accounts.models import KEY_DAYS, SCOPES, Scope, User
from emra.keys.actions import issue_key
from emra.lib.errors import DomainError


class Command(BaseCommand):
    help = "Issue an API key for a user; it is printed once and cannot be read again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", default="API")
        parser.add_argument("--scope", action="append", choices=[str(scope) for scope in Scope])
        parser.add_argument("--read-only", action="store_true")
        parser.add_argument("--days", type=int, default=KEY_DAYS)

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"No existe el usuario «{options['username']}».")
        scopes = options["scope"] or list(SCOPES.get(user.role, ()))
        try:
            key = issue_key(
                user=user,
                name=options["name"],
                scopes=[] if options["read_only"] else [str(scope) for scope in scopes],
                expires_on=timezone.localdate() + timedelta(days=options["days"]),
                by=None,
            )
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(key)
