"""Addresses of the desk of cooperation."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
