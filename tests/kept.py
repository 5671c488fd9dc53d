"""The world as the first test that wanted it built it, written again for each of the others."""

import pickle
import shutil
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from tests.rows import Rows, rows_of_the_rooms, write_rows
from tests.world import World, build


@dataclass(frozen=True)
class Kept:
    """Rows, files and the objects that stand for them."""

    rows: Rows
    files: Path
    objects: bytes

    def again(self) -> World:
        write_rows(self.rows)
        shutil.copytree(self.files, settings.MEDIA_ROOT, dirs_exist_ok=True)
        found: World = pickle.loads(self.objects)
        return found


def keep(strategy: Rows, files: Path) -> Kept:
    """Build the world over the strategy and take it back; its files go to that folder."""
    with transaction.atomic():
        write_rows(strategy)
        objects = pickle.dumps(build())
        rows = rows_of_the_rooms()
        transaction.set_rollback(True)
    shutil.copytree(settings.MEDIA_ROOT, files, dirs_exist_ok=True)
    return Kept(rows, files, objects)
