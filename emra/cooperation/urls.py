"""Public addresses of cooperation."""

from emra.cooperation import bilateral_urls

urlpatterns = [*bilateral_urls.urlpatterns]
