"""What can be wrong with a case or a submission, with the sentence that says it."""

from django.utils.translation import gettext_lazy as _

from recours.core.errors import Code

NOT_NOW = Code("not_now", _("The case is not at a point where this can be done."))
NOTHING_SAID = Code(
    "nothing_said", _("Tell us what happened, in your own words, or attach a file that does.")
)
NO_WORDS = Code("no_words", _("Write something first."))
TOO_LONG = Code(
    "too_long", _("This is longer than the %(limit)s characters we can take here. Put the rest into a file.")
)
LINE_TOO_LONG = Code("too_long", _("This is longer than the %(limit)s characters there is room for."))
UNKNOWN_CHOICE = Code("unknown_choice", _("This is not one of the choices."))
FUTURE = Code("future", _("This day has not come yet."))
TOO_LONG_AGO = Code("too_long_ago", _("This day lies too far back. Check the year."))
TOO_MANY_FILES = Code("too_many_files", _("Please send at most %(limit)s files at a time."))
NOT_ASSIGNABLE = Code("not_assignable", _("This colleague does not handle cases of this unit."))
NEEDS_PERSON = Code(
    "needs_person", _("Only a member of staff can own a case. Give it to one of them instead.")
)
CODE_TAKEN = Code("code_taken", _("This code is taken. Choose another."))
NAME_MISSING = Code("name_missing", _("Give a name in at least one language."))
CODE_UNREADABLE = Code(
    "code_unreadable", _("Give a code of letters, digits and hyphens; it is what imports and programs know.")
)
POSITION = Code("position", _("The place in the list is a whole number from 0 to 1,000,000."))
LOOP = Code("loop", _("A category cannot lie under itself."))
KEY_REUSED = Code("key_reused", _("This key was used before for something else."))
TRACKING_UNKNOWN = Code(
    "tracking_unknown",
    _("We found no case with this reference and secret. Check both; they are in the message we sent you."),
)
OVERRIDE_WITHOUT_REASON = Code(
    "override_without_reason", _("Say why the priority differs from what the rule gives.")
)
OUTCOME_MISSING = Code("outcome_missing", _("Say for each point of the complaint how it is decided."))
REASONS_MISSING = Code("reasons_missing", _("Give the reasons for the decision."))
RULE_MISSING = Code(
    "rule_missing", _("Name the rule that the decision relies on: a law, a contract, your own policy.")
)
CHECK_UNANSWERED = Code("check_unanswered", _("Answer this question first."))
DAY_MISSING = Code("day_missing", _("Name the day."))
DAY_PAST = Code("day_past", _("This day has passed. Choose one that lies ahead."))
AMOUNT_MISSING = Code("amount_missing", _("Say how much."))
AMOUNT_INEXACT = Code("amount_inexact", _("Give an amount above zero that can be paid in this currency."))
CURRENCY_UNKNOWN = Code("currency_unknown", _("Choose a currency."))
WORDS_MISSING = Code("words_missing", _("Say in words what it is."))
TOO_MANY_REMEDIES = Code("too_many_remedies", _("An answer promises at most %(limit)s things."))
NOT_APPROVED = Code(
    "not_approved", _("A second person must approve this answer first: it promises more than your own limit.")
)
OWN_ANSWER = Code("own_answer", _("Somebody else than who prepared the answer must decide on it."))
BEYOND_LIMIT = Code(
    "beyond_limit",
    _(
        "This answer promises %(amount)s, which is more than you may approve. Ask somebody with a higher limit."
    ),
)
REASON_MISSING = Code("reason_missing", _("Say why."))
LETTER_INCOMPLETE = Code("letter_incomplete", _("The letter still lacks: %(parts)s."))
PROOF_MISSING = Code("proof_missing", _("Say how it can be seen that it was done."))
NOT_DONE_YET = Code("not_done_yet", _("This remedy has not been carried out yet."))
OWN_REMEDY = Code("own_remedy", _("Somebody else than who carried it out must verify it."))
LIMIT_UNREADABLE = Code("limit_unreadable", _("Give an amount of zero or more, or none for no limit."))
OUT_OF_SCALE = Code("out_of_scale", _("Choose a value of the scale."))
GROUND_NOT_HERE = Code(
    "ground_not_here", _("A case of this kind, where it stands, cannot be closed on this ground.")
)
NOT_DECIDED = Code("not_decided", _("On this ground a case is closed only after a decision."))
NOT_ANSWERED = Code("not_answered", _("They have not had an answer yet. Write to them first."))
LESSON_MISSING = Code("lesson_missing", _("Say what the cause was, or that it is not known."))
CAUSE_UNIT_UNKNOWN = Code("cause_unit_unknown", _("Choose a unit that exists."))
HELPER_MISSING = Code("helper_missing", _("Say who can help instead; it is written to them."))
REASON_MISSING = Code("reason_missing", _("Say why."))
NOT_INDEPENDENT = Code(
    "not_independent", _("This colleague was involved before. A review needs somebody who was not.")
)
NOT_A_REVIEWER = Code("not_a_reviewer", _("This colleague does not review decisions of this unit."))
BODY_UNKNOWN = Code("body_unknown", _("Choose one of the outside bodies."))
TOO_EARLY = Code("too_early", _("The complainant still has time to reply. This can be done after %(day)s."))
REMIND_FIRST = Code(
    "remind_first", _("Remind the complainant first, and give them the time that the reminder names.")
)
COMPLAINANT_SPOKE = Code(
    "complainant_spoke", _("The complainant has written since. Read it and decide what it means.")
)
REMINDED_ALREADY = Code("reminded_already", _("The complainant was reminded of this answer already."))
MERGED_AWAY = Code("merged_away", _("This case was merged into another. Undo the merge instead."))
SAME_CASE = Code("same_case", _("This is the same case. Name another one."))
CASE_UNKNOWN = Code("case_unknown", _("We found no case with this reference."))
ALREADY_MERGED = Code("already_merged", _("This case was merged into %(reference)s already."))
CLOSED_ALREADY = Code("closed_already", _("This case is closed. Reopen it first, or link the two."))
OTHER_CLOSED = Code("other_closed", _("The other case is closed. Reopen it first, or link the two."))
OTHER_MERGED = Code("other_merged", _("The other case was itself merged into %(reference)s. Name that one."))
HOLDS_OTHERS = Code(
    "holds_others", _("Other cases were merged into this one. Merge the other one into this one instead.")
)
KINDS_DIFFER = Code(
    "kinds_differ",
    _("One of the two is a complaint and the other is not. Link them, or change the kind first."),
)
PERSONS_DIFFER = Code(
    "persons_differ",
    _(
        "Nothing shows that both come from the same person, and each would read the case of the other. Link them instead."
    ),
)
NOT_THEIR_WORDS = Code(
    "not_their_words",
    _("Take only words that stand in the case; what you would add yourself belongs into a note."),
)
NOT_MERGED = Code("not_merged", _("This case is not merged into another."))
LINKED_ALREADY = Code("linked_already", _("The two are linked in this way already."))
SOURCE_TAKEN = Code("source_taken", _("This name belongs to the organisation's own list. Choose another."))
BATCH_TOO_LARGE = Code("batch_too_large", _("At most %(limit)s cases can be taken over at a time."))
NOBODY_ASKED = Code("nobody_asked", _("Choose a unit or a colleague."))
DUE_PASSED = Code("due_passed", _("This day is over. Choose today or a later day."))
ANOTHER_DECIDES = Code("another_decides", _("Somebody else must decide on what you proposed."))
REVIEW_TOO_LATE = Code(
    "review_too_late", _("It is looked at again on a day that lies ahead and before it ends.")
)
TOO_FAR_OFF = Code("too_far_off", _("Choose a day within a year."))
WITHDRAWN_ALREADY = Code("withdrawn_already", _("The question was taken back; no answer is needed any more."))
ANSWERED_ALREADY = Code("answered_already", _("Somebody has answered this already."))
NOT_LATE = Code("not_late", _("This time limit has not passed."))
TWICE_CHOSEN = Code("twice_chosen", _("Choose each problem once."))
NO_MAIN_ISSUE = Code("no_main_issue", _("Choose the main problem first."))
TOO_MANY_ISSUES = Code(
    "too_many_issues", _("At most %(limit)s problems can be chosen. Split the case instead.")
)
NO_REASON = Code("no_reason", _("Say why."))
PLACE_UNKNOWN = Code("text_place_unknown", _("There is no %(place)s. What you can use: %(places)s."))
PLACE_LEFT = Code(
    "place_left", _("%(place)s still stands in your message. Write what belongs there, or take it out.")
)
TEXT_MISSING = Code("text_missing", _("Write what it says in at least one language."))
QUESTIONS_MISSING = Code(
    "questions_missing",
    _("This case is serious: write down at least one question that the investigation has to answer."),
)
TOO_MANY_QUESTIONS = Code("too_many_questions", _("At most %(limit)s questions can be asked at a time."))
EVIDENCE_MISSING = Code("evidence_missing", _("Add a file, or say in words what it is."))
FILE_UNKNOWN = Code("file_unknown", _("This file does not belong to the case."))
WHO_MISSING = Code("who_missing", _("Say who it is."))
NEEDS_PERSON_TO_WRITE = Code("needs_person_to_write", _("Only a member of staff keeps drafts."))
ABOUT_ONESELF = Code(
    "about_oneself",
    _(
        "You cannot record this about yourself. Tell a colleague or your manager, who then takes over the case."
    ),
)
COMPLAINED_ABOUT = Code(
    "complained_about",
    _("The case is about this colleague, who therefore cannot handle it. Choose somebody else."),
)
NEEDS_PERSON_TO_WATCH = Code("needs_person_to_watch", _("Only a member of staff can watch a case."))
NOBODY_CALLED = Code(
    "nobody_called",
    _("There is no colleague called %(name)s. Choose one from the list, or write the name without the @."),
)
SEVERAL_CALLED = Code(
    "several_called", _("Several colleagues are called %(name)s. Write the whole name after the @.")
)
CALLED_BLIND = Code(
    "called_blind",
    _(
        "%(name)s may not see this case and would learn of it by your note. Write the name without the @, or ask them "
        "by a task."
    ),
)
NOTHING_ASKED = Code("nothing_asked", _("The case waits for no answer that could be asked for again."))
