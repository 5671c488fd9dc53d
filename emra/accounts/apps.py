from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "emra.accounts"
    label = "accounts"
    verbose_name = "Cuentas"

    def ready(self) -> None:
        from emra.accounts import checks  # noqa: F401  (registers the system check)
