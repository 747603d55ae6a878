"""What a program can get wrong in how it asks, with the sentence that says it."""

from django.utils.translation import gettext_lazy as _

from recours.core.errors import Code

TOKEN_MISSING = Code(
    "token_missing", _("Send an API token with the request, in the header “Authorization: Bearer rc_…”.")
)
TOKEN_UNKNOWN = Code("token_unknown", _("This API token is unknown, has ended or was withdrawn."))
SCOPE_MISSING = Code("scope_missing", _("This API token may not do this. It would need: %(scopes)s."))
TOO_MANY_REQUESTS = Code(
    "too_many_requests",
    _("This API token has made %(limit)s requests within a minute. Wait %(seconds)s seconds, then go on."),
)
NO_SUCH_ROUTE = Code("no_such_route", _("There is nothing at this address. The reference lists every route."))
METHOD_NOT_ALLOWED = Code("method_not_allowed", _("This address can be asked with: %(methods)s."))
MEDIA_TYPE = Code("media_type", _("Send the body as %(wanted)s, and say so in the header “Content-Type”."))
BODY_UNREADABLE = Code(
    "body_unreadable", _("The body cannot be read as JSON (line %(line)s, column %(column)s).")
)
BODY_NOT_UTF8 = Code("body_not_utf8", _("The body is not written in UTF-8."))
BODY_TOO_DEEP = Code("body_too_deep", _("The body is nested too deeply."))
BODY_NAME_TWICE = Code("body_name_twice", _("The name “%(name)s” stands twice in the same object."))
BODY_TOO_LARGE = Code("body_too_large", _("The body is larger than the %(limit)s MB that can be taken here."))
BODY_BROKEN = Code("body_broken", _("The body did not arrive whole. Please send it again."))
BODY_LATE = Code(
    "body_late", _("The body came too slowly and was given up. Nothing was changed; please send it again.")
)
BODY_LENGTH = Code("body_length", _("Say how long the body is, in the header “Content-Length”."))
HOST_UNKNOWN = Code("host_unknown", _("Nothing is served here under the name in this address."))
FORM_UNREADABLE = Code("form_unreadable", _("The body cannot be read as a form with files."))
FILE_MISSING = Code("file_missing", _("Send the file in a part with the name “file”."))
KEY_UNREADABLE = Code(
    "key_unreadable",
    _("An Idempotency-Key has 1 to %(limit)s printable ASCII characters; a UUID serves well."),
)
BUSY = Code("busy", _("The database is busy. Nothing was changed; please try again in a moment."))
CONFLICT = Code("conflict", _("This contradicts what was written just now. Nothing was changed; look again."))
FAILED = Code(
    "failed",
    _("Something failed on our side. Nothing was changed. The number under “instance” finds it again."),
)
REQUEST_REFUSED = Code("request_refused", _("The server cannot take this request as it is written."))

MISSING = Code("missing", _("This field is needed."))
UNKNOWN_FIELD = Code("unknown_field", _("There is no field of this name here."))
UNKNOWN_PARAMETER = Code(
    "unknown_parameter", _("There is no parameter of this name here. There are: %(choices)s.")
)
NO_PARAMETERS = Code("no_parameters", _("No parameters are taken at this address."))
NOT_A_CHOICE = Code("not_a_choice", _("Choose one of: %(choices)s."))
NOT_A_KEY = Code("not_a_key", _("This is not a key, which is a UUID."))
NOT_A_DAY = Code("not_a_day", _("Give a day of the calendar as YYYY-MM-DD."))
NOT_A_MOMENT = Code(
    "not_a_moment", _("Give a moment as ISO 8601 with its offset, for example 2026-12-03T14:05:00+01:00.")
)
NOT_A_TEXT = Code("not_a_text", _("This must be a text."))
TEXT_BROKEN = Code("text_broken", _("This text has half a character in it (a lone surrogate)."))
NOT_YES_OR_NO = Code("not_yes_or_no", _("This must be true or false."))
NOT_A_NUMBER = Code("not_a_number", _("This must be a whole number."))
NUMBER_RANGE = Code("number_range", _("This number is too small or too large."))
NOT_A_LIST = Code("not_a_list", _("This must be a list."))
NOT_AN_OBJECT = Code("not_an_object", _("This must be an object with named fields."))
TOO_MANY = Code("too_many", _("At most %(limit)s can be taken here."))
TOO_FEW = Code("too_few", _("At least %(limit)s must be given here."))
TOO_LONG = Code("too_long", _("This is longer than the %(limit)s characters there is room for."))
TOO_SHORT = Code("too_short", _("This has fewer than the %(limit)s characters that are needed."))
FORM_WRONG = Code("form_wrong", _("This does not have the form that is needed: %(pattern)s."))
NOT_UNDERSTOOD = Code("not_understood", _("This cannot be understood here."))
PAST_ONLY = Code("past_only", _("This moment must lie between the year 1900 and now."))
TRAIL_LONG = Code(
    "trail_long",
    _(
        "The trail is too long to be read whole while a program waits. On the server, “recours trail verify” checks it "
        "and “recours trail export” copies it."
    ),
)
