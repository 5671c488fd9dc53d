from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "emra.agreements"
    label = "agreements"
    verbose_name = "Acuerdos transversales"
