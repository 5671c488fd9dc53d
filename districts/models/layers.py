"""What the districts are computed from: six layers, loaded by editions."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from emra.lib.source_text import (
    SourceCharField,
    SourceTextField,
    VocabularyCharField,
    VocabularyTextField,
)

DATED = r"(19|20)\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"


class LayerCode(models.TextChoices):
    """The layers in the order in which a run reads them."""

    SITES = "SITES", _("Faenas")
    PRODUCTION = "PRODUCTION", _("Producción")
    EMPLOYMENT = "EMPLOYMENT", _("Empleo")
    INFRASTRUCTURE = "INFRASTRUCTURE", _("Infraestructura")
    SMALL_MINING = "SMALL_MINING", _("Pequeña minería")
    INVESTMENTS = "INVESTMENTS", _("Inversiones")


class Layer(models.Model):
    """One of the six layers of the method."""

    code = models.CharField(_("código"), max_length=14, primary_key=True, choices=LayerCode.choices)
    position = models.PositiveSmallIntegerField(_("orden"))
    title = VocabularyCharField(_("título"), max_length=60)
    what = VocabularyTextField(_("qué contiene"))
    unit = VocabularyCharField(_("unidad"), max_length=60)
    caveat = VocabularyTextField(_("reparo"), blank=True)

    class Meta:
        verbose_name = _("capa")
        verbose_name_plural = _("capas")
        ordering = ["position"]

    def __str__(self) -> str:
        return self.code


class EditionQuerySet(models.QuerySet["Edition"]):
    def loaded(self) -> "EditionQuerySet":
        return self.filter(state=Edition.State.LOADED)

    def current(self) -> "EditionQuerySet":
        return self.filter(is_current=True)


class Edition(models.Model):
    """A load of one layer, whole: what was read, from where, and by whom."""

    class State(models.TextChoices):
        PREVIEW = "PREVIEW", _("Por confirmar")
        LOADED = "LOADED", _("Cargada")
        DISCARDED = "DISCARDED", _("Descartada")

    class Origin(models.TextChoices):
        SOURCE = "SOURCE", _("Carga inicial")
        ENTRY = "ENTRY", _("Importación")

    layer = models.ForeignKey(Layer, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(_("edición"))
    state = models.CharField(_("estado"), max_length=9, choices=State.choices)
    origin = models.CharField(_("origen"), max_length=6, choices=Origin.choices)
    is_current = models.BooleanField(_("vigente"), default=False)
    source = SourceCharField(_("fuente"), max_length=300)
    licence = SourceCharField(_("licencia"), max_length=200)
    dated = SourceCharField(
        _("fecha del dato"),
        max_length=10,
        blank=True,
        validators=[RegexValidator(f"^{DATED}$", _("Escriba 2024, 2024-06 o 2024-06-30."))],
    )
    undated_reason = SourceCharField(_("por qué no tiene fecha"), max_length=200, blank=True)
    filename = models.CharField(_("archivo"), max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField(_("registros"), default=0)
    approximate = models.PositiveIntegerField(_("aproximados"), default=0)
    personal = SourceTextField(_("columnas quitadas por datos personales"), blank=True)
    ignored = SourceTextField(_("columnas que no se usan"), blank=True)
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    loaded_at = models.DateTimeField(_("cargada"))

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edición de una capa")
        verbose_name_plural = _("ediciones de las capas")
        ordering = ["layer", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["layer", "number"], name="edition_number_once"),
            models.UniqueConstraint(
                fields=["layer"],
                condition=Q(is_current=True),
                name="edition_one_current",
                violation_error_message=_("La capa ya tiene una edición vigente."),
            ),
            models.CheckConstraint(
                condition=Q(is_current=False) | Q(state="LOADED"),
                name="edition_current_is_loaded",
                violation_error_message=_("Solo una edición cargada puede estar vigente."),
            ),
            models.CheckConstraint(
                condition=~Q(dated="") | ~Q(undated_reason=""),
                name="edition_dated_or_why_not",
                violation_error_message=_("Escriba la fecha del dato."),
            ),
            models.CheckConstraint(
                condition=Q(origin="SOURCE", loaded_by__isnull=True)
                | Q(origin="ENTRY", loaded_by__isnull=False),
                name="edition_loaded_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.layer_id}-{self.number}"


class Feature(models.Model):
    """One record of an edition: a site, its production or employment, a work, a project…"""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="features")
    position = models.PositiveIntegerField(_("orden"))
    name = SourceCharField(_("nombre"), max_length=200, blank=True)
    kind = models.CharField(_("tipo"), max_length=40, blank=True)
    company = SourceCharField(_("empresa"), max_length=200, blank=True)
    category = models.CharField(_("categoría"), max_length=40, blank=True)
    product = models.CharField(_("producto"), max_length=60, blank=True)
    value = models.FloatField(_("valor"), null=True, blank=True)
    unit = models.CharField(_("unidad"), max_length=60, blank=True)
    copper_equivalent = models.FloatField(_("kt de cobre equivalente"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("año"), null=True, blank=True)
    wkt = models.TextField(_("geometría WGS84"), blank=True)
    lon = models.FloatField(_("longitud"), null=True, blank=True)
    lat = models.FloatField(_("latitud"), null=True, blank=True)
    published_district = models.PositiveSmallIntegerField(
        _("distrito del estudio"), null=True, blank=True
    )
    source = SourceCharField(_("fuente"), max_length=300, blank=True)
    approximate = models.BooleanField(_("aproximado"))

    class Meta:
        verbose_name = _("registro")
        verbose_name_plural = _("registros")
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "position"], name="feature_once"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0),
                name="feature_value_not_negative",
                violation_error_message=_("El valor no puede ser negativo."),
            ),
            models.CheckConstraint(
                condition=Q(lon__isnull=True, lat__isnull=True)
                | Q(
                    lon__isnull=False,
                    lat__isnull=False,
                    lon__gte=-180,
                    lon__lte=180,
                    lat__gte=-90,
                    lat__lte=90,
                ),
                name="feature_place_in_degrees",
                violation_error_message=_("Las coordenadas van en grados WGS84."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}:{self.position}"


class ImportProblem(models.Model):
    """Why a row of an edition in preview cannot be loaded."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="problems")
    row = models.PositiveIntegerField(_("fila"), null=True, blank=True)
    column = models.CharField(_("columna"), max_length=60, blank=True)
    problem = models.CharField(_("problema"), max_length=500)

    class Meta:
        verbose_name = _("problema de una importación")
        verbose_name_plural = _("problemas de una importación")
        ordering = ["edition", "row", "id"]

    def __str__(self) -> str:
        return f"{self.edition_id}:{self.row}"
