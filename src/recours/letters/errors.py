"""What can be refused about letters and their wording."""

from django.utils.translation import gettext_lazy as _

from recours.core.errors import Code

SUBJECT_MISSING = Code("wording_subject_missing", _("Give the letter a subject."))
BODY_MISSING = Code("wording_body_missing", _("Write what the letter says."))
SUBJECT_LONG = Code(
    "wording_subject_long", _("The subject is longer than the %(limit)s characters there is room for.")
)
BODY_LONG = Code(
    "wording_body_long", _("The letter is longer than the %(limit)s characters there is room for.")
)
PLACE_UNKNOWN = Code(
    "wording_place_unknown",
    _("There is no place “%(place)s” in this letter. The places are: %(places)s."),
)
PLACE_NEEDED = Code(
    "wording_place_needed",
    _("The place “%(place)s” must stand in this letter, or the person will lack what they need."),
)
SECRET_IN_SUBJECT = Code(
    "wording_secret_in_subject",
    _("The secret code must not stand in the subject, where others can read it. Put it into the letter."),
)
KIND_UNKNOWN = Code(
    "wording_kind_unknown", _("There is no letter of this kind whose wording can be changed.")
)
LANGUAGE_UNKNOWN = Code("wording_language_unknown", _("Choose one of the languages that Recours speaks."))
WORDING_IS_STANDARD = Code("wording_is_standard", _("This letter has its standard wording already."))

NOT_FOR_POST = Code("letter_not_for_post", _("This letter does not go by post."))
NOT_PRINTED = Code(
    "letter_not_printed", _("This letter has not been printed yet. Wait a moment, print it, then post it.")
)
POSTED_ALREADY = Code("letter_posted_already", _("This letter is marked as posted already."))
NOT_BY_PHONE = Code("letter_not_by_phone", _("This letter is not one to be told on the telephone."))
TOLD_ALREADY = Code("letter_told_already", _("It is recorded already that the person was told."))
NOT_FAILED = Code(
    "letter_not_failed",
    _("Only a letter that could not be delivered, or that came back, can be tried again."),
)
NOT_LEFT = Code("letter_not_left", _("Only a letter that was sent or posted can come back."))
RETURNED_ALREADY = Code("letter_returned_already", _("It is recorded already that this letter came back."))
