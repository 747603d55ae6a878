"""What can be wrong with a case or a submission, with the sentence that says it."""

from django.utils.translation import gettext_lazy as _

from recours.core.errors import Code

NOT_NOW = Code("not_now", _("The case is not at a point where this can be done."))
NOTHING_SAID = Code(
    "nothing_said", _("Tell us what happened, in your own words, or attach a file that does.")
)
NO_WORDS = Code("no_words", _("Write something first."))
TOO_LONG = Code(
    "too_long", _("This is longer than the %(limit)s characters we can take here. Put the rest into a file.")
)
UNKNOWN_CHOICE = Code("unknown_choice", _("This is not one of the choices."))
FUTURE = Code("future", _("This day has not come yet."))
TOO_LONG_AGO = Code("too_long_ago", _("This day lies too far back. Check the year."))
TOO_MANY_FILES = Code("too_many_files", _("Please send at most %(limit)s files at a time."))
NOT_ASSIGNABLE = Code("not_assignable", _("This colleague does not handle cases of this unit."))
NEEDS_PERSON = Code(
    "needs_person", _("Only a member of staff can own a case. Give it to one of them instead.")
)
CODE_TAKEN = Code("code_taken", _("This code is taken. Choose another."))
NAME_MISSING = Code("name_missing", _("Give a name in at least one language."))
CODE_UNREADABLE = Code(
    "code_unreadable", _("Give a code of letters, digits and hyphens; it is what imports and programs know.")
)
POSITION = Code("position", _("The place in the list is a whole number from 0 to 1,000,000."))
LOOP = Code("loop", _("A category cannot lie under itself."))
KEY_REUSED = Code("key_reused", _("This key was used before for something else."))
TRACKING_UNKNOWN = Code(
    "tracking_unknown",
    _("We found no case with this reference and secret. Check both; they are in the message we sent you."),
)
OVERRIDE_WITHOUT_REASON = Code(
    "override_without_reason", _("Say why the priority differs from what the rule gives.")
)
OUT_OF_SCALE = Code("out_of_scale", _("Choose a value of the scale."))
BATCH_TOO_LARGE = Code("batch_too_large", _("At most %(limit)s cases can be taken over at a time."))
