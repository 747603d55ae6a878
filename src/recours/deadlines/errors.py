"""What can go wrong with calendars and limits, and how it is said."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from recours.core.errors import Code

NO_PACK: Final = Code(
    "no_pack",
    _(
        "There is no set of rules called “%(pack)s” here. The command “recours init” makes those that are delivered."
    ),
)
AMOUNT: Final = Code("amount", _("Give a whole number between 1 and 3650."))
UNIT: Final = Code("unit", _("Choose hours, working hours, days, working days, weeks or months."))
ZONE: Final = Code("zone", _("This is not the name of a time zone, such as “Europe/London”."))
COUNTRY: Final = Code("country", _("We know no public holidays for this country or region."))
WEEKEND: Final = Code("weekend", _("At least one day of the week must be a working day."))
HOURS: Final = Code(
    "hours",
    _("Opening hours must lie within one day, each span must end after it begins, and spans must not touch."),
)
NO_HOURS: Final = Code("no_hours", _("At least one working day needs opening hours."))
CUT_OFF: Final = Code("cut_off", _("The cut-off must be a time of day."))
TOO_MANY_DAYS: Final = Code("too_many_days", _("At most 1,000 days of each kind can be listed."))
DAY_BOTH: Final = Code("day_both", _("The same day is listed as closed and as open."))
DAY_NAME: Final = Code("day_name", _("The name of a day may have 120 characters at most."))
