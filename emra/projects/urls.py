"""Public addresses of the projects."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
