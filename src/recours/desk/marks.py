"""The tone and the shape that stand beside a word."""

from collections.abc import Mapping

from recours.complaints.states import Kind, State

STATE_MARKS: Mapping[State, tuple[str, str]] = {
    State.RECEIVED: ("brand", "ring"),
    State.ACKNOWLEDGED: ("calm", "half"),
    State.CLOSED: ("plain", "square"),
}

KIND_MARKS: Mapping[Kind, tuple[str, str]] = {
    Kind.COMPLAINT: ("warn", "diamond"),
    Kind.COMPLIMENT: ("good", "tick"),
    Kind.SUGGESTION: ("calm", "dot"),
    Kind.ENQUIRY: ("calm", "ring"),
    Kind.SERVICE_REQUEST: ("calm", "flag"),
}
