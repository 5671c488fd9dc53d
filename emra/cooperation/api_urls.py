"""API addresses of cooperation."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
