"""How logs are written, and what they leave out.

An address that opens somebody's page is as good as a key.
"""

import json
import logging
import re
from datetime import UTC, datetime

_SECRET = re.compile(r"(/(?:seguimiento|calendario)/)[^/\s?]+")


class HideSecrets(logging.Filter):
    """Put a dot in the place of the secret in every address that has one."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _SECRET.sub(r"\1·", record.getMessage()), ()
        return True


class JsonLine(logging.Formatter):
    """One JSON object per line: when (UTC), level, logger, what was said, of which request."""

    def format(self, record: logging.LogRecord) -> str:
        from emra.lib.middleware import current_request_id

        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "said": record.getMessage(),
        }
        if request_id := current_request_id.get():
            line["request"] = request_id
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
