"""The tone and the shape that stand beside a word."""

from collections.abc import Mapping

from recours.complaints.states import Kind, State

STATE_MARKS: Mapping[State, tuple[str, str]] = {
    State.RECEIVED: ("brand", "ring"),
    State.ACKNOWLEDGED: ("calm", "half"),
    State.ASSESSED: ("calm", "half"),
    State.INVESTIGATING: ("calm", "half"),
    State.AWAITING_INFORMATION: ("plain", "pause"),
    State.RESPONSE_PREPARED: ("brand", "dot"),
    State.DECISION_COMMUNICATED: ("brand", "dot"),
    State.REJECTED: ("warn", "cross"),
    State.ESCALATED: ("warn", "flag"),
    State.EXTERNAL: ("warn", "flag"),
    State.EXTERNAL_DECIDED: ("brand", "flag"),
    State.IMPLEMENTING: ("calm", "half"),
    State.REMEDY_VERIFIED: ("good", "tick"),
    State.CLOSED: ("plain", "square"),
}

KIND_MARKS: Mapping[Kind, tuple[str, str]] = {
    Kind.COMPLAINT: ("warn", "diamond"),
    Kind.COMPLIMENT: ("good", "tick"),
    Kind.SUGGESTION: ("calm", "dot"),
    Kind.ENQUIRY: ("calm", "ring"),
    Kind.SERVICE_REQUEST: ("calm", "flag"),
}
