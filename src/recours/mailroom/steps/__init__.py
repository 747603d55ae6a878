"""The steps of the mail room in their order; store_raw comes before them, take_in after them in one transaction with the fate."""

from recours.mailroom.steps.arrival import Arrival, Step, Verdict
from recours.mailroom.steps.placing import find_complaint, identify_sender, strip_quote
from recours.mailroom.steps.recognising import (
    recognise_autoreply,
    recognise_bounce,
    recognise_duplicate,
    reject_loop,
)
from recours.mailroom.steps.store_raw import store_raw
from recours.mailroom.steps.taking_in import keep_files, take_in

STEPS: tuple[Step, ...] = (
    reject_loop,
    recognise_duplicate,
    recognise_bounce,
    recognise_autoreply,
    find_complaint,
    identify_sender,
    strip_quote,
    keep_files,
)

__all__ = ["STEPS", "Arrival", "Verdict", "keep_files", "store_raw", "strip_quote", "take_in"]
