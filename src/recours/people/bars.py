"""Who may not know of something, whatever their role: a colleague whom a case is about.

The bar is kept with the user, so that knowing it costs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from recours.core.locking import lock_row
from recours.people.models import User


def bar(user_id: UUID, subject_id: UUID) -> None:
    """Keep the subject from this colleague, or NotFound; inside the caller's transaction."""
    user = lock_row(User.objects.all(), user_id)
    if str(subject_id) not in user.barred:
        user.barred = [*user.barred, str(subject_id)]
        user.save(update_fields=["barred"])


def unbar(user_id: UUID, subject_id: UUID) -> None:
    """Let this colleague know of the subject again."""
    user = lock_row(User.objects.all(), user_id)
    user.barred = [key for key in user.barred if key != str(subject_id)]
    user.save(update_fields=["barred"])


def is_barred(user_id: UUID, subject_id: UUID) -> bool:
    """Whether the subject is kept from this colleague at this moment; one statement."""
    held = User.objects.filter(pk=user_id).values_list("barred", flat=True).first()
    return str(subject_id) in (held or [])


def unbarred(user_ids: Sequence[UUID], subject_id: UUID) -> list[UUID]:
    """Those of these colleagues from whom the subject is not kept, in the same order; one statement."""
    held = dict(User.objects.filter(pk__in=user_ids).values_list("pk", "barred"))
    return [key for key in user_ids if str(subject_id) not in held.get(key, [])]
