"""What stands outside of every language."""

from django.urls import path

from recours.portal.views import root

urlpatterns = [
    path("", root.door, name="door"),
    path("brand.css", root.brand_css, name="brand_css"),
    path("logo", root.logo, name="logo"),
    path("healthz", root.healthz, name="healthz"),
]
