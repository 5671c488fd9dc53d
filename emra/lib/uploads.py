"""How an upload too large for memory comes in: on disk, and with a sentence where that is full."""

import logging
from contextlib import suppress
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from emra.lib.files import NoRoom, is_full

logger = logging.getLogger(__name__)


class OnDisk(TemporaryFileUploadHandler):
    """Django's handler; on a full disk it hears the upload out, keeps nothing and raises NoRoom.

    The rest of the request is read all the same: who is still sending would not hear the answer.
    """

    full = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self.full = False
        try:
            super().new_file(*args, **kwargs)
        except OSError as error:
            self._mark(error)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.full:
            return
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError as error:
            self._drop(error)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        if not self.full:
            try:
                self.file.flush()
            except OSError as error:
                self._drop(error)
        if self.full:
            raise NoRoom
        return super().file_complete(file_size)

    def _drop(self, error: OSError) -> None:
        self._mark(error)
        with suppress(OSError):  # closing tries once more to write what did not fit
            self.upload_interrupted()

    def _mark(self, error: OSError) -> None:
        if not is_full(error):
            raise error
        logger.error("disk: %s", error)
        self.full = True
