"""What every API address shares: pages, declared access, errors as one JSON shape."""

import math
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rest_framework import exceptions, status
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView, exception_handler

from emra.lib import files
from emra.lib.errors import DomainError


class Pages(PageNumberPagination):
    """`{count, next, previous, results}`, 50 rows unless `page_size` (up to 200) says otherwise."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200

    def get_page_size(self, request: Any) -> int:
        text = request.query_params.get(self.page_size_query_param)
        if text is None:
            return self.page_size
        if not (text.isascii() and text.isdigit()) or not 1 <= int(text) <= self.max_page_size:
            raise exceptions.ValidationError({"page_size": _("Escriba un número de 1 a 200.")})
        return int(text)


class ListView(APIView):
    """A paginated list of the read model: a subclass gives `rows()` and a nested `Output`."""

    Output: type[Serializer]
    pagination_class = Pages
    filter_backends: tuple[Any, ...] = ()

    def rows(self, request: Request, **kwargs: Any) -> Sequence[Any]:
        raise NotImplementedError

    def get(self, request: Request, **kwargs: Any) -> Response:
        pages = Pages()
        page = pages.paginate_queryset(self.rows(request, **kwargs), request, view=self)
        return pages.get_paginated_response(self.Output(page, many=True).data)


def one_of(request: Request, name: str, allowed: Sequence[str]) -> str:
    """A filter of the address, or ""; a value that cannot be is said, never an empty list."""
    value = request.query_params.get(name, "")
    if value and value not in allowed:
        raise DomainError(
            _("«%(value)s» no es un valor de «%(name)s»: use %(allowed)s.")
            % {"value": value[:40], "name": name, "allowed": ", ".join(allowed)},
            field=name,
        )
    return value


def answer_error(error: Exception, context: dict[str, Any]) -> Response | None:
    """`{"detail": ..., "field": ...}` with the status; several wrong fields stand in `errors`."""
    if files.is_full(error):
        error = files.NoRoom()
    if isinstance(error, DomainError):
        body = {"detail": str(error)}
        if error.field:
            body["field"] = error.field
        current = getattr(error, "current", None)
        if current is not None:
            body["current"] = str(current.code)
            body["version"] = current.lock_version
        return Response(body, status=error.status)
    if isinstance(error, Http404 | PermissionDenied) and str(error):
        code = status.HTTP_404_NOT_FOUND if isinstance(error, Http404) else 403
        return Response({"detail": str(error)}, status=code)
    if isinstance(error, exceptions.Throttled):
        return _too_many(math.ceil(getattr(error, "wait", None) or 1))
    if isinstance(error, exceptions.ValidationError) and isinstance(error.detail, dict):
        field, messages = next(iter(error.detail.items()))
        said = messages[0] if isinstance(messages, list) else messages
        return Response(
            {"detail": str(said), "field": field, "errors": error.detail},
            status=error.status_code,
        )
    return exception_handler(error, context)


def _too_many(seconds: int) -> Response:
    said = ngettext(
        "Demasiadas solicitudes: espere %(n)s segundo y repita la suya.",
        "Demasiadas solicitudes: espere %(n)s segundos y repita la suya.",
        seconds,
    ) % {"n": seconds}
    return Response({"detail": said}, status=429, headers={"Retry-After": str(seconds)})
