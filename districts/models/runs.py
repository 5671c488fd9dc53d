"""A run of the method: what it was told and everything it gave. Its rows never change."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from districts.models.layers import Edition
from emra.lib.source_text import (
    SourceCharField,
    SourceTextField,
    VocabularyCharField,
    VocabularyTextField,
)


class RunQuerySet(models.QuerySet["Run"]):
    def public(self) -> "RunQuerySet":
        """Those that are or were published."""
        return self.exclude(state=Run.State.DRAFT)

    def published(self) -> "RunQuerySet":
        return self.filter(state=Run.State.PUBLISHED)


class Run(models.Model):
    """The method applied once: its choices, its inputs by editions, how near it comes to the
    study. One is published at a time."""

    class State(models.TextChoices):
        DRAFT = "DRAFT", _("Sin publicar")
        PUBLISHED = "PUBLISHED", _("Publicada")
        REPLACED = "REPLACED", _("Reemplazada")

    class Origin(models.TextChoices):
        SOURCE = "SOURCE", _("Carga inicial")
        ENTRY = "ENTRY", _("Ingreso")

    code = models.CharField(_("código"), max_length=12, unique=True)
    state = models.CharField(_("estado"), max_length=9, choices=State.choices)
    origin = models.CharField(_("origen"), max_length=6, choices=Origin.choices)
    note = SourceCharField(_("para qué"), max_length=300, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(_("hecha"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(_("publicada"), null=True, blank=True)
    editions = models.ManyToManyField(Edition, related_name="runs", verbose_name=_("ediciones"))
    parameters = models.TextField(_("parámetros"), help_text=_("Texto canónico."))
    clustering = models.CharField(_("agrupación"), max_length=20)
    normalisation = models.CharField(_("normalización"), max_length=20)
    weights_method = models.CharField(_("pesos"), max_length=20)
    weight_production = models.FloatField(_("peso de producción"))
    weight_employment = models.FloatField(_("peso de empleo"))
    weight_infrastructure = models.FloatField(_("peso de infraestructura"))
    weight_small_mining = models.FloatField(_("peso de pequeña minería"))
    weight_investment = models.FloatField(_("peso de inversión"))
    seed = models.PositiveBigIntegerField(_("semilla"))
    input_hash = models.CharField(_("huella de los datos"), max_length=64)
    run_hash = models.CharField(_("huella de la corrida"), max_length=64)
    method_version = models.CharField(_("versión del método"), max_length=12)
    approximate_share = models.FloatField(_("parte aproximada"))
    districts = models.PositiveSmallIntegerField(_("distritos"))
    dropped = models.PositiveSmallIntegerField(_("concentraciones descartadas"))
    ari_named = models.FloatField(null=True, blank=True)
    ari_all = models.FloatField(null=True, blank=True)
    exclusive = models.PositiveSmallIntegerField(_("coincidencias exclusivas"))
    false_districts = models.PositiveSmallIntegerField(_("sin faena nombrada"))
    spearman = models.FloatField(null=True, blank=True)
    spearman_membership = models.FloatField(null=True, blank=True)
    naive_ari_named = models.FloatField(null=True, blank=True)
    naive_ari_all = models.FloatField(null=True, blank=True)
    naive_exclusive = models.PositiveSmallIntegerField(_("exclusivas por distancia"))
    naive_groups = models.PositiveSmallIntegerField(_("grupos por distancia"))
    naive_false = models.PositiveSmallIntegerField(_("grupos sin faena nombrada"))

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = _("corrida")
        verbose_name_plural = _("corridas")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["run_hash"],
                name="run_hash_once",
                violation_error_message=_(
                    "Ya hay una corrida con los mismos datos, parámetros y método."
                ),
            ),
            models.UniqueConstraint(
                fields=["state"],
                condition=Q(state="PUBLISHED"),
                name="run_one_published",
                violation_error_message=_("Ya hay una corrida publicada."),
            ),
            models.CheckConstraint(
                condition=Q(origin="ENTRY", made_by__isnull=False)
                | Q(origin="SOURCE", made_by__isnull=True),
                name="run_made_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True) | ~Q(published_by=F("made_by")),
                name="run_four_eyes",
                violation_error_message=_("Quien hizo la corrida no puede publicarla."),
            ),
            models.CheckConstraint(
                condition=Q(state="DRAFT", published_at__isnull=True, published_by__isnull=True)
                | (
                    ~Q(state="DRAFT")
                    & Q(published_at__isnull=False)
                    & (Q(origin="SOURCE") | Q(published_by__isnull=False))
                ),
                name="run_published_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class RunPart(models.Model):
    """What a row of a run has in common."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE)

    class Meta:
        abstract = True


class RunLibrary(RunPart):
    """A library that the run was computed with."""

    name = models.CharField(_("biblioteca"), max_length=40)
    version = models.CharField(_("versión"), max_length=40)

    class Meta:
        ordering = ["run", "id"]
        constraints = [models.UniqueConstraint(fields=["run", "name"], name="run_library_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class RunDecision(RunPart):
    """Something the run decided or assumed, in the order of the method."""

    code = models.CharField(_("código"), max_length=40)
    detail = SourceTextField(_("detalle"))

    class Meta:
        ordering = ["run", "id"]

    def __str__(self) -> str:
        return self.code


class RunDistrict(RunPart):
    """A district of a run: score, rank and its five variables."""

    number = models.PositiveSmallIntegerField(_("número"))
    rank = models.PositiveSmallIntegerField(_("lugar"))
    score = models.FloatField(_("puntaje"))
    size_class = models.CharField(_("tamaño"), max_length=20, blank=True)
    area_km2 = models.FloatField(_("superficie km²"))
    lon = models.FloatField(_("longitud"))
    lat = models.FloatField(_("latitud"))
    profile_production = models.FloatField()
    profile_employment = models.FloatField()
    profile_infrastructure = models.FloatField()
    profile_small_mining = models.FloatField()
    profile_investment = models.FloatField()
    total_production = models.FloatField()
    total_employment = models.FloatField()
    total_infrastructure = models.FloatField()
    total_small_mining = models.FloatField()
    total_investment = models.FloatField()

    class Meta:
        ordering = ["run", "number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="run_district_once"),
            models.CheckConstraint(
                condition=Q(score__gte=1, score__lte=100), name="run_district_score_1_100"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}:{self.number}"


class RunDistrictProduct(models.Model):
    """A product of a district: its share there, and that share over the one in all the sites."""

    district = models.ForeignKey(RunDistrict, on_delete=models.CASCADE, related_name="products")
    product = models.CharField(_("producto"), max_length=60)
    share = models.FloatField(_("parte, en %"))
    location_quotient = models.FloatField(_("cociente de localización"))

    class Meta:
        ordering = ["district", "id"]
        constraints = [
            models.UniqueConstraint(fields=["district", "product"], name="run_product_once")
        ]

    def __str__(self) -> str:
        return f"{self.district_id}:{self.product}"


class RunDistrictPlace(models.Model):
    """A commune, province or region that a district is in, or whose soil its hexagons touch."""

    class Kind(models.TextChoices):
        COMMUNE = "COMMUNE", _("Comuna")
        PROVINCE = "PROVINCE", _("Provincia")
        REGION = "REGION", _("Región")
        CROSSED_COMMUNE = "CROSSED_COMMUNE", _("Comuna cruzada")
        CROSSED_PROVINCE = "CROSSED_PROVINCE", _("Provincia cruzada")
        CROSSED_REGION = "CROSSED_REGION", _("Región cruzada")

    district = models.ForeignKey(RunDistrict, on_delete=models.CASCADE, related_name="places")
    kind = models.CharField(_("tipo"), max_length=16, choices=Kind.choices)
    name = models.CharField(_("nombre"), max_length=60)

    class Meta:
        ordering = ["district", "id"]
        constraints = [
            models.UniqueConstraint(fields=["district", "kind", "name"], name="run_place_once")
        ]

    def __str__(self) -> str:
        return f"{self.district_id}:{self.name}"


class RunDropped(RunPart):
    """A concentration that is no district, and why."""

    reason = models.CharField(_("motivo"), max_length=20)
    max_heat = models.FloatField(_("mayor calor"))
    lon = models.FloatField(_("longitud"))
    lat = models.FloatField(_("latitud"))

    class Meta:
        ordering = ["run", "id"]

    def __str__(self) -> str:
        return f"{self.run_id}:{self.reason}"


class RunDroppedCell(models.Model):
    """A hexagon of a dropped concentration."""

    dropped = models.ForeignKey(RunDropped, on_delete=models.CASCADE, related_name="cells")
    q = models.IntegerField()
    r = models.IntegerField()

    class Meta:
        ordering = ["dropped", "q", "r"]
        constraints = [
            models.UniqueConstraint(fields=["dropped", "q", "r"], name="run_dropped_cell_once")
        ]

    def __str__(self) -> str:
        return f"{self.dropped_id}:{self.q},{self.r}"


class RunCell(RunPart):
    """A hexagon with its five amounts, as they are and from 0 to 1, its heat and its district."""

    q = models.IntegerField()
    r = models.IntegerField()
    lon = models.FloatField(_("longitud"))
    lat = models.FloatField(_("latitud"))
    production = models.FloatField()
    employment = models.FloatField()
    infrastructure = models.FloatField()
    small_mining = models.FloatField()
    investment = models.FloatField()
    norm_production = models.FloatField()
    norm_employment = models.FloatField()
    norm_infrastructure = models.FloatField()
    norm_small_mining = models.FloatField()
    norm_investment = models.FloatField()
    heat = models.FloatField(_("calor"))
    smoothed = models.FloatField(_("calor suavizado"))
    gi_star = models.FloatField(_("Gi*"), null=True, blank=True)
    hotspot = models.BooleanField(_("foco significativo"))
    district = models.PositiveSmallIntegerField(_("distrito"), null=True, blank=True)

    class Meta:
        ordering = ["run", "q", "r"]
        constraints = [models.UniqueConstraint(fields=["run", "q", "r"], name="run_cell_once")]

    def __str__(self) -> str:
        return f"{self.run_id}:{self.q},{self.r}"


class RunSite(RunPart):
    """Where the study, the run and bare distance put a site; empty is in none."""

    name = SourceCharField(_("faena"), max_length=200)
    study = models.PositiveSmallIntegerField(_("distrito del estudio"), null=True, blank=True)
    district = models.PositiveSmallIntegerField(_("distrito"), null=True, blank=True)
    naive = models.PositiveSmallIntegerField(_("grupo por distancia"), null=True, blank=True)
    approximate = models.BooleanField(_("aproximada"))
    dropped = models.ForeignKey(
        RunDropped, on_delete=models.CASCADE, null=True, blank=True, related_name="sites"
    )

    class Meta:
        ordering = ["run", "id"]
        constraints = [
            models.UniqueConstraint(fields=["run", "name"], name="run_site_once"),
            models.CheckConstraint(
                condition=Q(district__isnull=True) | Q(dropped__isnull=True),
                name="run_site_in_one_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}:{self.name}"


class RunMatch(RunPart):
    """A district of the study and the one of the run that holds most of its sites."""

    study = models.PositiveSmallIntegerField(_("distrito del estudio"))
    district = models.PositiveSmallIntegerField(_("distrito"), null=True, blank=True)
    score = models.FloatField(_("puntaje"), null=True, blank=True)
    together = models.PositiveSmallIntegerField(_("faenas juntas"))
    named = models.PositiveSmallIntegerField(_("faenas nombradas"))
    exclusive = models.BooleanField(_("exclusiva"))

    class Meta:
        ordering = ["run", "study"]
        constraints = [models.UniqueConstraint(fields=["run", "study"], name="run_match_once")]

    def __str__(self) -> str:
        return f"{self.run_id}:{self.study}"


class RunFinding(RunPart):
    """One of the six findings of the study, held against the run."""

    code = models.PositiveSmallIntegerField(_("hallazgo"))
    verdict = models.CharField(_("veredicto"), max_length=13)
    reason = VocabularyTextField(_("qué se probó"))

    class Meta:
        ordering = ["run", "code"]
        constraints = [models.UniqueConstraint(fields=["run", "code"], name="run_finding_once")]

    def __str__(self) -> str:
        return f"{self.run_id}:{self.code}"


class RunFindingFigure(models.Model):
    """A figure that the verdict on a finding rests on."""

    finding = models.ForeignKey(RunFinding, on_delete=models.CASCADE, related_name="figures")
    what = VocabularyCharField(_("qué es"), max_length=300)
    value = models.FloatField(_("valor"))

    class Meta:
        ordering = ["finding", "id"]

    def __str__(self) -> str:
        return f"{self.finding_id}:{self.what}"
