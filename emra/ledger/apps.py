from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "emra.ledger"
    label = "ledger"
    verbose_name = "Bitácora"
