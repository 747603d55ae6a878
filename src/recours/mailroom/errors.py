"""What can be wrong with a mail or with what is to be done with it."""

from django.utils.translation import gettext_lazy as _

from recours.core.errors import Code

MAIL_EMPTY = Code("mail_empty", _("This file is empty, so there is no mail in it."))
MAIL_TOO_LARGE = Code("mail_too_large", _("This mail is larger than %(limit)s MB. It stays where it is."))
MAILBOX_MISSING = Code("mailbox_missing", _("Say in which mailbox this mail arrived."))
MAIL_SETTLED = Code("mail_settled", _("This mail has already found its place. Look again, then decide."))
MAIL_SAYS_NOTHING = Code(
    "mail_says_nothing", _("There is nothing in this mail that a case could be made of.")
)
