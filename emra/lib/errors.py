"""Failures a user can mend, each with the HTTP status and the Spanish sentence to show."""

from http import HTTPStatus


class DomainError(Exception):
    """An expected failure: `str()` is for the user, `field` names the input it belongs to."""

    status = HTTPStatus.BAD_REQUEST

    def __init__(self, message: object, *, field: str = "") -> None:
        super().__init__(str(message))
        self.field = field


class Unknown(DomainError):
    """What was named does not exist, or is not public."""

    status = HTTPStatus.NOT_FOUND


class Forbidden(DomainError):
    """This person may not do this."""

    status = HTTPStatus.FORBIDDEN


class Conflict(DomainError):
    """The state of things does not allow it, or changed meanwhile."""

    status = HTTPStatus.CONFLICT


class TooLarge(DomainError):
    """The upload is over its limit."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
