"""One open story, from its arrival to where it stands today: each step is an action, done by who does such things."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from recours.complaints import actions
from recours.complaints.selectors import complaint_for, references_of
from recours.complaints.states import Channel, Told
from recours.complaints.submission import Consent, Submission
from recours.core.actors import Actor, complainant, system
from recours.core.subjects import Subject
from recours.demo.conduct import CONDUCT
from recours.demo.deeds import DEEDS, MANAGER
from recours.demo.house import House
from recours.demo.inquiries import INQUIRIES
from recours.demo.library import Step, Story
from recours.demo.papers import drawn, paper
from recours.demo.post import MAILBOX, answer, mail
from recours.demo.relating import RELATING
from recours.demo.rhythm import ZONE, arrival, awake, needs_office, office_after, office_before
from recours.demo.timeline import Timeline
from recours.letters.actions import mark_told
from recours.letters.recipients import Channel as LetterChannel
from recours.letters.selectors import letters_about
from recours.letters.states import Standing
from recours.mailroom.actions import take_mail
from recours.mailroom.states import FateKind
from recours.people.actions import record_sign_in, see_notices
from recours.people.complainants import Party

CLERK = "ruth"
_POST_OFFICE = system("mailroom")
_MINUTE = timedelta(minutes=1)
_READING = timedelta(seconds=4)
_BY_CUSTOMER = frozenset({"hear", "mail", "accept", "reject", "review", "withdraw"})


class Attendance:
    """Who of the staff has signed in today, so that the first thing a person does on a day is to sign in."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._seen: set[tuple[str, int]] = set()

    def come(self, key: str, now: datetime) -> Actor:
        """The colleague, signed in."""
        actor, day = self._house.staff[key], now.astimezone(ZONE).date()
        if (key, day.toordinal()) not in self._seen:
            self._seen.add((key, day.toordinal()))
            record_sign_in(actor=actor, now=now)
            if day.weekday() == 0:
                see_notices(actor=actor, now=now)
        return actor


class Scene:
    """A story on the timeline. What it is told by chance is decided in the beginning, so that it never depends on others."""

    def __init__(
        self,
        story: Story,
        number: int,
        *,
        house: House,
        staff: Attendance,
        line: Timeline,
        today: datetime,
        begun: Callable[[], None],
        cases: dict[str, UUID],
    ) -> None:
        self.story = story
        self.house, self.staff, self.line, self.cases = house, staff, line, cases
        self._number, self._today = number, today
        self._chance = random.Random(f"{story.language}{number}")  # noqa: S311 - a play, not a secret
        self.owner, self._begun = story.owner, begun
        self.issues: list[str] = [story.problem] if story.problem and not story.subject else []
        self.task: UUID | None = None
        self.questions: list[UUID] = []
        self.relation: UUID | None = None
        self.respondent: UUID | None = None
        self.concern = UUID(int=0)
        self.remedies: list[UUID] = []
        self._case: UUID | None = None
        self._called = ""

    def plan(self) -> None:
        """Put the arrival where it belongs."""
        near = self._today - timedelta(days=self.story.age)
        if self.story.age >= 1:
            moment = arrival(near, self.story.channel, self._chance)
        else:
            moment = office_before(near) if needs_office(self.story.channel) else near
        self.line.at(moment, self._arrive)

    def _arrive(self, now: datetime) -> None:
        if self.story.subject:
            self._case = self._by_mail(now)
        else:
            self._case = self._taken_in(now)
            self._tell(now + _READING)
        self.cases.setdefault(self.story.email or self.story.phone, self._case)
        self._begun()
        self._go_on(0, now)

    def _go_on(self, place: int, last: datetime) -> None:
        """Plan the next step: the office's in office hours, the customer's when people are awake."""
        if place == len(self.story.steps):
            return
        step = self.story.steps[place]
        own = step.do in _BY_CUSTOMER and not step.by
        at_desk = not own or (step.do != "mail" and step.channel is not Channel.WEB_FORM)
        moment = last + step.after + timedelta(seconds=self._chance.randrange(400))
        moment = office_after(moment) if at_desk else awake(moment)

        def act(now: datetime) -> None:
            _STEPS[step.do](self, step, now, f"demo:{self._number}:{place}")
            self._go_on(place + 1, now)

        self.line.at(moment, act)

    def _taken_in(self, now: datetime) -> UUID:
        story = self.story
        if story.channel in {Channel.PHONE, Channel.IN_PERSON, Channel.POST}:
            actor = self.staff.come(CLERK, now)
        else:
            actor = _POST_OFFICE if story.channel is Channel.EMAIL else complainant(language=story.language)
        given = actions.intake(
            actor=actor, submission=self._submission(now), key=f"demo:{self._number}", now=now
        )
        return given.complaint_id

    def _submission(self, now: datetime) -> Submission:
        story, chance = self.story, self._chance
        happened = (now - timedelta(days=story.happened)).date() if story.happened is not None else None
        behalf = story.behalf
        return Submission(
            kind=story.kind,
            channel=story.channel,
            language=story.language,
            words=story.words,
            complainant=None if story.anonymous else self._party(),
            representative=Party(
                name=behalf.who,
                email=_address(behalf.email),
                phone=behalf.phone,
                language=story.language,
            )
            if behalf
            else None,
            authority=behalf.authority if behalf else "",
            anonymous=story.anonymous,
            product=self.house.products[story.product] if story.product else None,
            product_words=story.about,
            problem=self.house.problems[story.problem] if story.problem else None,
            order_reference=story.order,
            occurred_on=happened,
            remedy_wanted=bool(story.remedy) or story.wanted,
            remedy_words=story.remedy.strip(),
            heard_of=story.heard,
            consents={Consent.SURVEY: chance.random() < 0.6, Consent.DISCLOSURE: chance.random() < 0.4},
            files=tuple(paper(name) for name in story.files),
            received_at=now - timedelta(hours=2) if story.channel is Channel.POST else None,
        )

    def _party(self) -> Party:
        story, chance = self.story, self._chance
        letters = "ABDEFGHJLNPQRSTUWXYZ"
        postcode = (
            f"QX{chance.randint(1, 8)} {chance.randint(1, 9)}{chance.choice(letters)}{chance.choice(letters)}"
        )
        return Party(
            name=story.who,
            organisation=story.organisation,
            email=_address(story.email),
            phone=story.phone,
            address=story.street,
            postcode=postcode if story.street else "",
            town="Merrowby" if story.street else "",
            language=story.language,
            contact_channel=story.contact,
            contact_time=story.contact_time,
            accessibility=story.needs,
        )

    def _tell(self, now: datetime) -> None:
        """The page after sending tells at once, and so does the clerk who has the customer before her or on the line."""
        story, case = self.story, self.case
        if story.channel is Channel.WEB_FORM:
            actor = complainant(case, story.language)
            actions.acknowledge(actor=actor, complaint_id=case, how=Told.PAGE, now=now)
        elif story.told and story.channel in {Channel.PHONE, Channel.IN_PERSON}:
            clerk = self.staff.come(CLERK, now)
            by_phone = story.channel is Channel.PHONE
            for letter in letters_about(about=Subject("complaint", case)) if by_phone else ():
                if letter.standing is Standing.TO_TELL and letter.channel is LetterChannel.PHONE:
                    mark_told(actor=clerk, letter_id=letter.id, now=now)
            how = Told.PHONE if by_phone else Told.IN_PERSON
            actions.acknowledge(actor=clerk, complaint_id=case, how=how, now=now)

    def _by_mail(self, now: datetime) -> UUID:
        story = self.story
        raw = mail(
            sender=(story.who, _address(story.email)),
            subject=story.subject,
            words=story.words,
            at=now - _MINUTE,
            name=f"story-{self._number}",
            files=[drawn(name) for name in story.files],
        )
        taken = take_mail(actor=_POST_OFFICE, raw=raw, mailbox=MAILBOX, now=now, source="imap")
        if taken.case is None:
            raise AssertionError(f"The mail of {story.who} became {taken.fate}.")
        return taken.case

    def _take(self, step: Step, now: datetime, key: str) -> None:
        self.owner = step.by or self.owner
        actor = self.staff.come(self.owner, now)
        actions.see_identity(actor=actor, complaint_id=self.case, now=now)
        actions.take(actor=actor, complaint_id=self.case, now=now + timedelta(seconds=2))
        see_notices(actor=actor, about=Subject("complaint", self.case), now=now + timedelta(seconds=3))

    def _give(self, step: Step, now: datetime, key: str) -> None:
        actor, to = self.staff.come(step.by or MANAGER, now), self.house.staff[step.to]
        if to.id is None:
            raise AssertionError("staff have keys")
        case = complaint_for(actor=actor, reference=self.reference())
        actions.assign(
            actor=actor,
            complaint_id=case.pk,
            owner=to.id,
            unit=self.house.units[step.unit] if step.unit else None,
            reason=step.words,
            seen=case.version,
            now=now,
        )
        self.owner = step.to

    def _write(self, step: Step, now: datetime, key: str) -> None:
        actor = self.staff.come(step.by or self.owner, now)
        files = tuple(paper(name) for name in step.files)
        actions.write(actor=actor, complaint_id=self.case, words=step.words, files=files, key=key, now=now)

    def _note(self, step: Step, now: datetime, key: str) -> None:
        actor = self.staff.come(step.by or self.owner, now)
        actions.note(actor=actor, complaint_id=self.case, words=step.words, key=key, now=now)

    def _watch(self, step: Step, now: datetime, key: str) -> None:
        actor = self.staff.come(step.by or self.owner, now)
        actions.watch(actor=actor, complaint_id=self.case, now=now)

    def _look_away(self, step: Step, now: datetime, key: str) -> None:
        """Watch the case no longer."""
        actor = self.staff.come(step.by or self.owner, now)
        actions.stop_watching(actor=actor, complaint_id=self.case, now=now)

    def _attach(self, step: Step, now: datetime, key: str) -> None:
        actor = self.staff.come(step.by or self.owner, now)
        files = tuple(paper(name) for name in step.files)
        actions.attach(actor=actor, complaint_id=self.case, files=files, now=now)

    def _hear(self, step: Step, now: datetime, key: str) -> None:
        at_desk = needs_office(step.channel)
        actor = (
            self.staff.come(step.by or self.owner or CLERK, now)
            if at_desk
            else complainant(self.case, self.story.language)
        )
        actions.receive_message(
            actor=actor,
            complaint_id=self.case,
            words=step.words,
            files=tuple(paper(name) for name in step.files),
            channel=step.channel,
            key=key,
            now=now,
        )

    def _mail(self, step: Step, now: datetime, key: str) -> None:
        """An answer by e-mail above the letter that it answers; from somebody else than the customer, it is for a person to judge."""
        case = self.case
        letter = letters_about(about=Subject("complaint", case))[-1]
        raw = mail(
            sender=(step.who or self.story.who, _address(step.email or self.story.email)),
            subject=f"Re: {letter.subject} [{self.reference()}]",
            words=answer(step.words, quoted=letter.body, at=letter.created_at),
            at=now - _MINUTE,
            name=key.replace(":", "-"),
            files=[drawn(name) for name in step.files],
        )
        taken = take_mail(actor=_POST_OFFICE, raw=raw, mailbox=MAILBOX, now=now, source="imap")
        if taken.fate is not (FateKind.QUARANTINE if step.who else FateKind.REPLY):
            raise AssertionError(f"The answer of {self.story.who} became {taken.fate} ({taken.reason}).")

    def actor(self, step: Step, now: datetime) -> Actor:
        """Whose step it is: who is named, else the owner, else the clerk."""
        return self.staff.come(step.by or self.owner or CLERK, now)

    @property
    def case(self) -> UUID:
        """The key of the case."""
        if self._case is None:
            raise AssertionError("the story has begun")
        return self._case

    def reference(self) -> str:
        """Its reference."""
        self._called = self._called or references_of([self.case])[self.case]
        return self._called

    def seen(self, actor: Actor) -> int:
        """The version of the case that the actor looks at."""
        return complaint_for(actor=actor, reference=self.reference()).version


_STEPS: Mapping[str, Callable[[Scene, Step, datetime, str], None]] = {
    **DEEDS,
    **INQUIRIES,
    **RELATING,
    **CONDUCT,
    "take": Scene._take,
    "give": Scene._give,
    "write": Scene._write,
    "note": Scene._note,
    "watch": Scene._watch,
    "look_away": Scene._look_away,
    "attach": Scene._attach,
    "hear": Scene._hear,
    "mail": Scene._mail,
}


def _address(name: str) -> str:
    return f"{name}@example.org" if name and "@" not in name else name
