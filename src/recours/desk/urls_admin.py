"""The routes of the administration, under /desk/organisation/."""

from django.urls import path

from recours.desk.views import (
    admin_bodies,
    admin_categories,
    admin_deadlines,
    admin_letters,
    admin_limits,
    admin_organisation,
    admin_overview,
    admin_texts,
    admin_tokens,
    admin_units,
    admin_users,
    guidance,
)

USER = "users/<uuid:user_id>/"
UNIT = "units/<uuid:unit_id>/"
CATEGORY = "categories/<uuid:category_id>/"
TEXT = "texts/<uuid:text_id>/"
BODY = "outside-bodies/<uuid:body_id>/"
WORDING = "wording/<str:kind>/<str:language>/"

urlpatterns = [
    path("", admin_overview.overview, name="organisation"),
    path("details/", admin_organisation.details, name="organisation_details"),
    path("details/logo/", admin_organisation.logo, name="logo"),
    path("details/logo/removal/", admin_organisation.logo_removal, name="logo_removal"),
    path("users/", admin_users.users, name="users"),
    path("users/new/", admin_users.user_new, name="user_new"),
    path(USER, admin_users.user, name="user"),
    path(USER + "roles/", admin_users.role_given, name="role_given"),
    path(USER + "roles/<uuid:role_id>/end/", admin_users.role_ended, name="role_ended"),
    path(USER + "invitation/", admin_users.invitation, name="invitation"),
    path(USER + "deactivation/", admin_users.deactivation, name="deactivation"),
    path(USER + "reactivation/", admin_users.reactivation, name="reactivation"),
    path(USER + "second-factor/", admin_users.second_factor, name="second_factor"),
    path("units/", admin_units.units, name="units"),
    path("units/new/", admin_units.unit_new, name="unit_new"),
    path(UNIT, admin_units.unit, name="unit"),
    path(UNIT + "default/", admin_units.default, name="unit_default"),
    path(UNIT + "retirement/", admin_units.retirement, name="unit_retirement"),
    path("categories/", admin_categories.categories, name="categories"),
    path("categories/new/", admin_categories.category_new, name="category_new"),
    path(CATEGORY, admin_categories.category, name="category"),
    path(CATEGORY + "retirement/", admin_categories.retirement, name="category_retirement"),
    path("wording/", admin_letters.wordings, name="wordings"),
    path(WORDING, admin_letters.wording, name="wording"),
    path(WORDING + "standard/", admin_letters.standard, name="wording_standard"),
    path("texts/", admin_texts.texts, name="texts"),
    path("texts/new/", admin_texts.text_new, name="text_new"),
    path(TEXT, admin_texts.text, name="text"),
    path(TEXT + "retirement/", admin_texts.retirement, name="text_retirement"),
    path("promises/", admin_deadlines.promises_page, name="promises"),
    path("calendar/", admin_deadlines.calendar, name="calendar"),
    path("outside-bodies/", admin_bodies.bodies, name="outside_bodies"),
    path("outside-bodies/new/", admin_bodies.body_new, name="body_new"),
    path(BODY, admin_bodies.body, name="body"),
    path(BODY + "retirement/", admin_bodies.retirement, name="body_retirement"),
    path("authority/", admin_limits.limits, name="limits"),
    path("authority/<str:role>/<str:currency>/lifting/", admin_limits.lifting, name="limit_lifting"),
    path("guidance/procedures/new/", guidance.procedure_new, name="procedure_new"),
    path("guidance/procedures/<str:code>/", guidance.procedure, name="procedure"),
    path("guidance/remedies/<str:code>/", guidance.advice, name="advice"),
    path("guidance/duties/<str:stage>/", guidance.duty, name="duty"),
    path("guidance/<str:kind>/<str:code>/standard/", guidance.standard, name="guide_standard"),
    path("mailboxes/", admin_bodies.mailboxes, name="mailboxes"),
    path("tokens/", admin_tokens.tokens, name="tokens"),
    path("tokens/new/", admin_tokens.token_new, name="token_new"),
    path("tokens/<uuid:token_id>/withdrawal/", admin_tokens.withdrawal, name="token_withdrawal"),
]
