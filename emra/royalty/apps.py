from django.apps import AppConfig


class RoyaltyConfig(AppConfig):
    name = "emra.royalty"
    label = "royalty"
    verbose_name = "Fondos del royalty"

    def ready(self) -> None:
        from emra.royalty import figures

        figures.register()
