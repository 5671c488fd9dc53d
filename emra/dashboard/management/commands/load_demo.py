from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from emra.accounts.models import Role, User

PASSWORD = "cobre-y-litio-2023"  # noqa: S105  (printed for everyone to use)
PEOPLE = [
    ("secretaria", Role.SECRETARIAT, "Secretaría Técnica, GORE Antofagasta"),
    ("cluster", Role.CLUSTER, "Corporación Clúster Minero"),
    # Who writes a review may not sign it.
    ("cluster2", Role.CLUSTER, "Corporación Clúster Minero"),
    ("analista", Role.ANALYST, "IPP-UCN"),
    ("comision", Role.MEMBER, "Comisión"),
    ("admin", Role.ADMIN, "Administración"),
]


class Command(BaseCommand):
    help = "Create the demonstration users and print them. Refused outside DEBUG and DEMO."

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEBUG or settings.DEMO):
            raise CommandError("load_demo is refused outside DEBUG and DEMO.")
        for username, role, office in PEOPLE:
            with transaction.atomic():
                if not User.objects.filter(username=username).exists():
                    User.objects.create_user(
                        username,
                        password=PASSWORD,
                        role=role,
                        office=office,
                        is_staff=role == Role.ADMIN,
                        is_superuser=role == Role.ADMIN,
                    )
            self.stdout.write(f"  {username:<12} {PASSWORD}   {Role(role).label}")
