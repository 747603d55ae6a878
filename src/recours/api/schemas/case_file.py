"""A case file turned into what is told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recours.api.schemas.assessing import assessment_told
from recours.api.schemas.cases import (
    AcknowledgementTold,
    AssignmentTold,
    CaseTold,
    EventTold,
    FileTold,
    LetterSummary,
    MessageTold,
    OriginTold,
    category_told,
    clock_told,
    moves_told,
    person_told,
)
from recours.api.schemas.classifying import issue_told, kind_change_told
from recours.api.schemas.closing import closure_told
from recours.api.schemas.ending import referral_told, reply_told, review_told
from recours.api.schemas.hearing import respondent_told
from recours.api.schemas.investigating import investigating_told
from recours.api.schemas.relating import alike_told, relation_told
from recours.api.schemas.responding import response_told
from recours.api.schemas.tasks import alert_told, delay_told, task_told
from recours.api.schemas.waiting import wait_told
from recours.complaints.states import Channel, Kind, State
from recours.core.localised import said

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from recours.complaints.selectors import CaseFile
    from recours.core.actors import Actor
    from recours.letters.selectors import LetterView

MASK = "•••"


def case_told(
    found: CaseFile, *, actor: Actor, href: str, letters: str, language: str, now: datetime
) -> CaseTold:
    """The whole case as this actor may see it at this moment, in this language."""
    case = found.complaint
    return CaseTold(
        reference=case.reference,
        kind=Kind(case.kind),
        state=State(case.state),
        channel=Channel(case.channel),
        language=case.language,
        version=case.version,
        received_at=case.received_at,
        recorded_at=case.recorded_at,
        changed_at=case.changed_at,
        unit=case.unit_id,
        unit_name=said(case.unit.names, language).text,
        owner=case.owner_id,
        owner_name=case.owner.name if case.owner else "",
        complainant=person_told(case.complainant, shown=found.who, revealed=found.revealed),
        representative=person_told(case.representative, shown=MASK, revealed=found.revealed),
        authority=case.authority if found.revealed else "",
        anonymous=case.anonymous,
        consents=case.consents,
        product=category_told(case.product, language) if case.product else None,
        product_words=case.product_words,
        problems=[category_told(problem, language) for problem in found.problems],
        order_reference=case.order_reference if found.revealed else "",
        occurred_on=case.occurred_on,
        words=case.words,
        remedy_wanted=case.remedy_wanted,
        remedy_words=case.remedy_words,
        heard_of=case.heard_of,
        acknowledgement=acknowledgement_told(found.acknowledgement) if found.acknowledgement else None,
        closure=closure_told(found.closure) if found.closure else None,
        replies=[reply_told(each) for each in found.ending.replies],
        reviews=[review_told(each) for each in found.ending.escalations],
        referrals=[referral_told(each) for each in found.ending.referrals],
        assessments=[assessment_told(each) for each in found.assessing.assessments],
        origin=_origin(found.taken_over),
        clocks=[clock_told(clock, now) for clock in found.clocks],
        messages=[message_told(message) for message in found.messages],
        files=[file_told(each, href) for each in found.attachments],
        assignments=[assignment_told(each) for each in found.assignments],
        letters=[_letter(each, letters) for each in found.letters],
        events=[EventTold(kind=e.kind, sentence=e.sentence, who=e.who, at=e.at) for e in found.story],
        moves=moves_told(found, actor, href),
        href=href,
        **_stages(found, now),
    )


def _stages(found: CaseFile, now: datetime) -> dict[str, Any]:
    """What the stages of the case hold."""
    return {
        "responses": [response_told(each) for each in found.responding.responses],
        "issues": [issue_told(each) for each in found.classifying.issues],
        "kind_changes": [kind_change_told(each) for each in found.classifying.kind_changes],
        "investigation": investigating_told(found),
        "waits": [wait_told(each) for each in found.waits],
        "respondents": [respondent_told(each) for each in found.respondents],
        "alerts": [alert_told(each) for each in found.assessing.alerts],
        "tasks": [task_told(each, now) for each in found.tasks],
        "delays": [delay_told(each) for each in found.delays],
        "alike": [alike_told(each) for each in found.relating.alike],
        "relations": [relation_told(each) for each in found.relating.related],
    }


def acknowledgement_told(row: Any) -> AcknowledgementTold:
    """How and when the complainant was told."""
    return AcknowledgementTold(
        channel=row.channel, written_at=row.written_at, told_at=row.told_at, how=row.how
    )


def assignment_told(row: Any) -> AssignmentTold:
    """Who was given the case."""
    return AssignmentTold(
        owner=row.owner_id,
        owner_name=row.owner.name if row.owner else "",
        unit=row.unit_id,
        reason=row.reason,
        by=row.by,
        at=row.at,
        until=row.until,
    )


def message_told(row: Any) -> MessageTold:
    """One message or note."""
    return MessageTold(
        id=row.pk,
        audience=row.audience,
        by=row.by,
        author=row.author.name if row.author else "",
        channel=row.channel,
        language=row.language,
        words=row.words,
        letter=row.letter,
        at=row.at,
    )


def file_told(row: Any, href: str) -> FileTold:
    """One file; `href` is the case's address."""
    return FileTold(
        id=row.pk,
        name=row.name,
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
        internal=row.internal,
        message=row.message_id,
        at=row.at,
        href=f"{href}/files/{row.pk}",
    )


def _letter(letter: LetterView, address: str) -> LetterSummary:
    return LetterSummary(
        id=letter.id,
        kind=letter.kind,
        channel=letter.channel,
        standing=letter.standing,
        created_at=letter.created_at,
        left_at=letter.left_at,
        href=f"{address}/{letter.id}",
    )


def _origin(row: Any) -> OriginTold | None:
    if row is None:
        return None
    facts = {str(name): str(value) for name, value in row.facts.items()}
    return OriginTold(source=row.source, identity=row.identity, facts=facts)
