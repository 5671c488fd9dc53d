"""Sectors that the secretariat adds to those the source names."""

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from emra.accounts.access import require_role_of
from emra.accounts.models import User
from emra.ledger import actions as ledger
from emra.lib.errors import DomainError
from emra.lib.records import save
from emra.projects.actions import AUTHORS
from emra.projects.models import Sector

LONGEST = 40


def add_sector(*, name: str, by: User) -> Sector:
    """Add a sector that a project can be for."""
    require_role_of(by, *AUTHORS)
    name = " ".join(name.split())
    with transaction.atomic():
        ledger.serialise()
        code = slugify(name)[:LONGEST].strip("-")
        if not code:
            raise DomainError(_("Escriba el nombre del sector."), field="name")
        taken = Sector.objects.filter(name__iexact=name) | Sector.objects.filter(pk=code)
        if taken.exists():
            raise DomainError(_("Ya hay un sector con ese nombre."), field="name")
        row = Sector(code=code, name=name)
        save(row, force_insert=True)
        ledger.append(verb="sector.added", object_code=code, by=by, new={"name": name})
    return row
