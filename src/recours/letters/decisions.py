"""The standard wording of the decision letter: what was found, decided and why, what follows, and where one can turn."""

from django.utils.translation import gettext_lazy as _

DECISION_SUBJECT = _("Our answer to your complaint {reference}")

DECISION_BODY = (
    _(
        "Your complaint reached us on {received_on}, and we have looked into it. You wrote to us about: {matter}"
    ),
    "{words}",
    "{decision}",
    "{apology}",
    _("What we found out:\n{findings}"),
    _("Why we decided so:\n{reasons}"),
    _("What we rely on:\n{rule}"),
    _("What we will do:\n{remedies}"),
    _(
        "Please tell us by {reply_by} whether you accept this answer. You can answer this letter, or do so on "
        "your tracking page with your reference {reference} and your secret code:\n{tracking_link}"
    ),
    "{review}",
    _("You may also turn to somebody outside our organisation:\n{other_options}"),
    "{rights}",
)

DECISION_NEEDED = frozenset(
    {
        "decision", "apology", "findings", "reasons", "rule", "remedies", "reply_by", "review", "other_options", "rights",
    }
)  # fmt: skip
"""What no wording of an answer may leave out (ISO 10002:2018, 7.8)."""

DECISION_PLACES = DECISION_NEEDED | {"words"}
