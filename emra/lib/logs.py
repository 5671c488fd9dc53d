"""What logs leave out: an address that opens somebody's page is as good as a key."""

import logging
import re

_SECRET = re.compile(r"(/(?:seguimiento|calendario)/)[^/\s?]+")


class HideSecrets(logging.Filter):
    """Put a dot in the place of the secret in every address that has one."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _SECRET.sub(r"\1·", record.getMessage()), ()
        return True
