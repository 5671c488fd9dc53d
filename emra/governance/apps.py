from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "emra.governance"
    label = "governance"
    verbose_name = "Gobernanza"
