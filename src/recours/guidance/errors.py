"""What can be wrong with guidance."""

from django.utils.translation import gettext_lazy as _

from recours.core.errors import Code

TITLE_MISSING = Code("guide_title_missing", _("Give it a title in at least one language."))
WORDS_MISSING = Code("guide_words_missing", _("Write what is to be done in at least one language."))
CODE_UNREADABLE = Code(
    "guide_code_unreadable", _("A code has small letters from a to z, digits and hyphens.")
)
CODE_TAKEN = Code("guide_code_taken", _("There is a procedure under this code already."))
NOBODY_RESPONSIBLE = Code("guide_nobody_responsible", _("Say who does it."))
TOO_LONG = Code("guide_too_long", _("At most %(limit)s characters, please."))
IS_STANDARD = Code("guide_is_standard", _("It is the standard already."))
