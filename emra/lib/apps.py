from django.apps import AppConfig
from django.utils import translation

from emra.lib import speech


class LibConfig(AppConfig):
    name = "emra.lib"
    label = "lib"

    def ready(self) -> None:
        speech.told_by(translate=translation.gettext, language=translation.get_language)
