from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "emra.strategy"
    label = "strategy"
    verbose_name = "Estrategia"
