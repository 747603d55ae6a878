"""What can be wrong with the organisation's own data, with the sentence that says it."""

from django.utils.translation import gettext_lazy as _

from recours.core.errors import Code

NOT_FOUNDED = Code(
    "not_founded", _("This installation has no organisation yet. Run the command “recours init” to found it.")
)
FOUNDED_ALREADY = Code("founded_already", _("The organisation exists already; nothing was changed."))

NAME_MISSING = Code("name_missing", _("Give a name in at least one language."))
PERSON_NAME_MISSING = Code("person_name_missing", _("Give the person's name."))
LANGUAGE_UNKNOWN = Code("language_unknown", _("Choose one of the languages that Recours speaks."))
LANGUAGES_MISSING = Code("languages_missing", _("Choose at least one language."))
LANGUAGE_NOT_OFFERED = Code(
    "language_not_offered", _("The main language must be one of those that are offered.")
)
COUNTRY_UNKNOWN = Code("country_unknown", _("Give the country by its two letters, for example GB or TN."))
ZONE_UNKNOWN = Code(
    "zone_unknown", _("Give the time zone by its name, for example Europe/London or Africa/Tunis.")
)
HUE_OUT_OF_RANGE = Code("hue_out_of_range", _("The hue is a whole number from 0 to 359."))
DAYS_OUT_OF_RANGE = Code("days_out_of_range", _("The number of days is a whole number from 1 to 366."))
EMAIL_UNREADABLE = Code(
    "email_unreadable", _("This is not a complete e-mail address. Check it for a missing part.")
)
WEBSITE_UNREADABLE = Code(
    "website_unreadable", _("Give the whole web address, beginning with https:// or http://.")
)
TOO_LONG = Code("too_long", _("This is longer than the %(limit)s characters there is room for."))
CODE_UNREADABLE = Code(
    "code_unreadable", _("A code has only the letters a to z, digits and hyphens, at most 40.")
)
CODE_TAKEN = Code("code_taken", _("This code is taken. Choose another."))

UNIT_UNKNOWN = Code("unit_unknown", _("Choose one of the units in use."))
UNIT_IS_DEFAULT = Code(
    "unit_is_default",
    _(
        "New cases go to this unit when nothing else is known. Name another unit for that first, then retire this one."
    ),
)
UNIT_HAS_STAFF = Code(
    "unit_has_staff",
    _("Colleagues still belong to this unit or hold a role in it. Move them first, then retire it."),
)
RETIRED_ALREADY = Code("retired_already", _("This is retired already."))

EMAIL_TAKEN = Code("email_taken", _("A colleague signs in with this address already."))
USER_INACTIVE = Code("user_inactive", _("This account is deactivated. Reactivate it first."))
USER_ACTIVE = Code("user_active", _("This account is active already."))
LAST_ADMINISTRATOR = Code(
    "last_administrator",
    _(
        "This is the last administrator. Make another colleague an administrator first, so that nobody is locked out."
    ),
)
ROLE_UNKNOWN = Code("role_unknown", _("Choose one of the roles."))
ROLE_HELD = Code("role_held", _("The colleague holds this role already."))
ROLE_ENDED = Code("role_ended", _("This role has ended already."))
ADMINISTRATOR_EVERYWHERE = Code(
    "administrator_everywhere", _("An administrator is one for the whole organisation, not for one unit.")
)
PASSWORD_WEAK = Code("password_weak", _("This password is too easy to guess: %(reasons)s"))

NO_SECOND_FACTOR = Code("no_second_factor", _("This account has no second key."))
OWN_SECOND_FACTOR = Code(
    "own_second_factor",
    _("Change your own second key under “Sign-in security”, where you prove that it is you."),
)

SCOPES_MISSING = Code("scopes_missing", _("Choose at least one thing that the token may do."))
SCOPE_UNKNOWN = Code("scope_unknown", _("The token asks for a permission that does not exist."))
SCOPE_NOT_FOR_TOKENS = Code(
    "scope_not_for_tokens", _("A token cannot administer the organisation and cannot give other tokens.")
)
EXPIRY_PAST = Code("expiry_past", _("The day on which the token ends must lie ahead."))
TOKEN_WITHDRAWN = Code("token_withdrawn", _("This token is withdrawn already."))
LOGO_BROKEN = Code("logo_broken", _("This picture cannot be drawn. It may be damaged; please save it again."))
TOKEN_GIVEN = Code(
    "token_given", _("This token is given already. Its secret was shown once, and nobody keeps it.")
)
NOTICE_UNKNOWN = Code("notice_unknown", _("There is no notice of this kind."))
