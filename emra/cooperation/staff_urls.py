"""Addresses of the desk of cooperation."""

from emra.cooperation import bilateral_staff_urls

urlpatterns = [*bilateral_staff_urls.urlpatterns]
