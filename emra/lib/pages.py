"""Error answers: a page for people, JSON for the API."""

import logging

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from emra.lib import files
from emra.lib.errors import DomainError

logger = logging.getLogger(__name__)


def _answer(request: HttpRequest, status: int, said: str, otherwise: str) -> HttpResponse:
    """`said` is a sentence for the user, or empty; the page then has words of its own."""
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": said or otherwise}, status=status)
    return render(request, f"{status}.html", {"exception": said}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, DomainError):  # one that came up before any view
        return _answer(request, exception.status.value, str(exception), "")
    return _answer(request, 400, "", _("La solicitud no se pudo leer."))


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, 403, str(exception), _("Esta dirección no corresponde a su rol."))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    said = exception.args[0] if exception.args and isinstance(exception.args[0], str) else ""
    return _answer(request, 404, said, _("Esa dirección no existe en este sitio."))


def not_allowed(request: HttpRequest, refusal: HttpResponse) -> HttpResponse:
    """The page for a method that an address does not take, with the `Allow` of the refusal."""
    response = _answer(request, 405, "", _("Esta dirección no admite ese método."))
    response["Allow"] = refusal["Allow"]
    return response


def too_large(request: HttpRequest) -> HttpResponse:
    """The page for a body that is not even read; the connection ends with it."""
    said = _(
        "El envío supera el máximo de este sitio y no se leyó. Vuelva atrás: lo que escribió sigue "
        "en el formulario. Elija un archivo de hasta 10 MB y envíe otra vez."
    )
    response = _answer(request, 413, said, said)
    response["Connection"] = "close"
    return response


def away(request: HttpRequest) -> HttpResponse:
    """The page for what the database would have to answer while it is away."""
    said = _(
        "La base de datos no responde: nada se guardó. Vuelva atrás en unos minutos y envíe otra "
        "vez: lo que escribió sigue en el formulario."
    )
    response = _answer(request, 503, said, said)
    response["Retry-After"] = "30"
    return response


def failed(request: HttpRequest) -> HttpResponse:
    return _answer(request, 500, "", _("Algo falló de nuestro lado."))


def domain_error(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """The page of a failure no form took care of, a full disk among them; None for any other."""
    if files.is_full(error):
        logger.error("disk: %s", error)
        error = files.NoRoom()
    if isinstance(error, DomainError):
        return _answer(request, error.status.value, str(error), "")
    return None
