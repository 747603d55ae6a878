"""The rule of priority: the strongest reason decides, and a graver judgement never waits longer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recours.complaints import scales
from recours.complaints.scales import (
    Complexity,
    Impact,
    Judgement,
    Priority,
    Recurrence,
    Safety,
    Severity,
    Vulnerability,
    is_significant,
    priority_of,
)

PLAIN = Judgement(severity=Severity.INCONVENIENCE)
JUDGEMENTS = st.builds(
    Judgement,
    severity=st.sampled_from(Severity),
    safety=st.sampled_from(Safety),
    complexity=st.sampled_from(Complexity),
    impact=st.dictionaries(st.sampled_from(Impact), st.integers(1, 5)),
    immediate_needed=st.booleans(),
    immediate_possible=st.booleans(),
    recurrence=st.sampled_from(Recurrence),
    vulnerability=st.frozensets(st.sampled_from(Vulnerability)),
    at_risk=st.booleans(),
)


@pytest.mark.parametrize(
    ("changed", "priority"),
    [
        ({}, Priority.NORMAL),
        ({"severity": Severity.MINOR_LOSS}, Priority.NORMAL),
        ({"severity": Severity.MATERIAL_LOSS}, Priority.SOON),
        ({"severity": Severity.SERIOUS}, Priority.URGENT),
        ({"severity": Severity.GRAVE}, Priority.AT_ONCE),
        ({"safety": Safety.POSSIBLE}, Priority.NORMAL),
        ({"safety": Safety.ACTUAL}, Priority.AT_ONCE),
        ({"immediate_needed": True}, Priority.URGENT),
        ({"vulnerability": frozenset({Vulnerability.HEALTH})}, Priority.NORMAL),
        ({"vulnerability": frozenset({Vulnerability.HEALTH}), "at_risk": True}, Priority.URGENT),
        ({"at_risk": True}, Priority.NORMAL),
    ],
)
def test_the_strongest_reason_decides(changed: dict[str, object], priority: Priority) -> None:
    assert priority_of(replace(PLAIN, **changed)) is priority  # type: ignore[arg-type]


@given(JUDGEMENTS)
def test_a_graver_judgement_never_waits_longer(judgement: Judgement) -> None:
    for severity in Severity:
        if severity > judgement.severity:
            assert priority_of(replace(judgement, severity=severity)) <= priority_of(judgement)
    assert priority_of(replace(judgement, safety=Safety.ACTUAL)) is Priority.AT_ONCE


@pytest.mark.parametrize(
    ("changed", "significant"),
    [
        ({}, False),
        ({"safety": Safety.POSSIBLE}, True),
        ({"severity": Severity.GRAVE}, True),
        ({"severity": Severity.SERIOUS}, False),
        ({"impact": {Impact.LEGAL: 5}}, True),
        ({"impact": {Impact.LEGAL: 4}}, False),
        ({"immediate_needed": True, "immediate_possible": True}, False),
        ({"immediate_needed": True}, True),
    ],
)
def test_management_hears_of_what_is_significant(changed: dict[str, object], significant: bool) -> None:
    assert is_significant(replace(PLAIN, **changed)) is significant  # type: ignore[arg-type]


def test_every_value_of_every_scale_has_a_name() -> None:
    for scale, names in (
        (Severity, scales.SEVERITY_NAMES), (Safety, scales.SAFETY_NAMES), (Complexity, scales.COMPLEXITY_NAMES),
        (Recurrence, scales.RECURRENCE_NAMES), (Impact, scales.IMPACT_NAMES), (Vulnerability, scales.VULNERABILITY_NAMES),
        (Priority, scales.PRIORITY_NAMES),
    ):  # fmt: skip
        assert set(names) == set(scale)
