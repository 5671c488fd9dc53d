"""Where one-time messages wait for the next page."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class NamedCookieStorage(CookieStorage):
    """In a signed cookie, named as the site's other cookies are."""

    cookie_name = f"{settings.COOKIE_PREFIX}messages"


class Storage(FallbackStorage):
    """In that cookie, or in the session where they do not fit."""

    storage_classes = (NamedCookieStorage, SessionStorage)
