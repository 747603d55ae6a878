"""Every route."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("desk/accounts/", include("recours.desk.urls_accounts")),
    path("desk/", include("recours.desk.urls")),
    path("api/v1/", include("recours.api.urls")),
    path("", include("recours.ui.urls")),
    path("", include("recours.portal.urls_root")),
    *i18n_patterns(path("", include("recours.portal.urls"))),
]

handler429 = "recours.desk.accounts.too_many_tries"
