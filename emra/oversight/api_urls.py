"""API addresses of the contraloría social."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
