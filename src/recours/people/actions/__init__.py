"""Everything that can be done to the organisation, its units, its staff and its tokens."""

from recours.people.actions.dispute_bodies import (
    add_dispute_body,
    change_dispute_body,
    retire_dispute_body,
)
from recours.people.actions.logo import remove_logo, set_logo
from recours.people.actions.notices import see_notices
from recours.people.actions.organisation import Founded as Founded
from recours.people.actions.organisation import Founder as Founder
from recours.people.actions.organisation import (
    change_organisation,
    found_organisation,
    set_default_unit,
)
from recours.people.actions.roles import end_role, give_role
from recours.people.actions.signing import SecondFactorChange as SecondFactorChange
from recours.people.actions.signing import (
    record_failed_sign_in,
    record_second_factor,
    record_sign_in,
    record_sign_out,
    reset_second_factor,
)
from recours.people.actions.tokens import give_token, withdraw_token
from recours.people.actions.units import add_unit, change_unit, retire_unit
from recours.people.actions.users import (
    add_user,
    change_own_details,
    change_user,
    deactivate_user,
    invite_user,
    reactivate_user,
    set_password,
)
from recours.people.details import DisputeBodyDetails as DisputeBodyDetails
from recours.people.details import OrganisationDetails as OrganisationDetails

__all__ = [
    "add_dispute_body",
    "add_unit",
    "add_user",
    "change_dispute_body",
    "change_organisation",
    "change_own_details",
    "change_unit",
    "change_user",
    "deactivate_user",
    "end_role",
    "found_organisation",
    "give_role",
    "give_token",
    "invite_user",
    "reactivate_user",
    "record_failed_sign_in",
    "record_second_factor",
    "record_sign_in",
    "record_sign_out",
    "remove_logo",
    "reset_second_factor",
    "retire_dispute_body",
    "retire_unit",
    "see_notices",
    "set_default_unit",
    "set_logo",
    "set_password",
    "withdraw_token",
]
