"""Addresses of the desk of governance."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
