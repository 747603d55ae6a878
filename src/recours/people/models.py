"""The organisation, its units and staff; the people who complain; the bodies outside."""

from typing import Any, ClassVar, Final
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from recours.core.keys import new_key

ORGANISATION: Final = UUID("00000000-0000-7000-8000-000000000001")
"""The key of the one organisation: known without asking, so that it can be locked and named on the trail."""


class Organisation(models.Model):
    """The one organisation of this installation. Words are per language: {"en": ..., "fr": ...}."""

    id = models.UUIDField(primary_key=True, default=ORGANISATION)
    names = models.JSONField(default=dict)
    about = models.JSONField(default=dict)
    address = models.TextField(blank=True, default="")
    country = models.CharField(max_length=2, default="GB")
    zone = models.CharField(max_length=64, default="Europe/London")
    email = models.EmailField(blank=True, default="")
    phone = models.CharField(max_length=60, blank=True, default="")
    website = models.URLField(blank=True, default="")
    opening_hours = models.JSONField(default=dict)
    brand_hue = models.PositiveSmallIntegerField(default=196)
    logo = models.CharField(max_length=100, blank=True, default="")
    languages = models.JSONField(default=list)
    language = models.CharField(max_length=8, default="en")
    notice_days = models.PositiveSmallIntegerField(default=14)
    small = models.BooleanField(default=False)
    default_unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, related_name="+")
    bodies_mark = models.UUIDField(default=new_key)
    founded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=ORGANISATION), name="only_one_organisation")]


class Unit(models.Model):
    """A department, branch or team. Retired, never deleted."""

    id = models.UUIDField(primary_key=True, default=new_key)
    code = models.SlugField(max_length=40, unique=True)
    names = models.JSONField(default=dict)
    email = models.EmailField(blank=True, default="")
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)


class UserManager(BaseUserManager["User"]):
    """Makes members of staff, and finds them by their address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a member of staff who can sign in, or cannot while the password is None."""
        user = self.model(email=email.strip(), **fields)
        user.set_password(password)
        user.save(using=self._db, force_insert=True)
        return user


class User(AbstractBaseUser):
    """A member of staff. Deactivated, never deleted: the trail names them for ever."""

    id = models.UUIDField(primary_key=True, default=new_key)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=8, default="en")
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, related_name="+")
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField()
    deactivated_at = models.DateTimeField(null=True)
    barred = models.JSONField(default=list)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_user_an_address")]

    def get_full_name(self) -> str:
        """How colleagues and complainants call them."""
        return self.name


class RoleAssignment(models.Model):
    """That a member of staff holds a role, in one unit or everywhere, from when until when."""

    id = models.UUIDField(primary_key=True, default=new_key)
    user = models.ForeignKey("people.User", models.PROTECT, related_name="roles")
    role = models.CharField(max_length=40)
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "unit"], condition=Q(ended_at=None), name="role_once_a_unit"
            ),
            models.UniqueConstraint(
                fields=["user", "role"], condition=Q(ended_at=None, unit=None), name="role_once_everywhere"
            ),
        ]


class Person(models.Model):
    """Somebody who complains, praises or suggests, or who acts for such a person. Has no account."""

    id = models.UUIDField(primary_key=True, default=new_key)
    name = models.CharField(max_length=200, blank=True, default="")
    name_key = models.CharField(max_length=200, blank=True, default="")
    organisation = models.CharField(max_length=200, blank=True, default="")
    email = models.CharField(max_length=254, blank=True, default="")
    email_key = models.CharField(max_length=254, blank=True, default="")
    phone = models.CharField(max_length=60, blank=True, default="")
    address = models.TextField(blank=True, default="")
    postcode = models.CharField(max_length=20, blank=True, default="")
    town = models.CharField(max_length=120, blank=True, default="")
    region = models.CharField(max_length=60, blank=True, default="")
    country = models.CharField(max_length=60, blank=True, default="")
    language = models.CharField(max_length=8, default="en")
    contact_channel = models.CharField(max_length=20, blank=True, default="")
    contact_time = models.CharField(max_length=200, blank=True, default="")
    accessibility = models.TextField(blank=True, default="")
    created_at = models.DateTimeField()
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["email_key"], name="person_email"),
            models.Index(fields=["name_key"], name="person_name"),
        ]


class DisputeBody(models.Model):
    """Where a complainant can turn outside: an ombudsman, a mediator, an authority. Names, reach and terms per language."""

    id = models.UUIDField(primary_key=True, default=new_key)
    code = models.SlugField(max_length=40, unique=True)
    names = models.JSONField(default=dict)
    terms = models.JSONField(default=dict)
    website = models.URLField(blank=True, default="")
    phone = models.CharField(max_length=60, blank=True, default="")
    address = models.TextField(blank=True, default="")
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)


class Notice(models.Model):
    """Something that waits for a member of staff, shown on the desk until seen."""

    id = models.UUIDField(primary_key=True, default=new_key)
    user = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    code = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    reference = models.CharField(max_length=40, blank=True, default="")
    cause = models.UUIDField(null=True)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["user", "-at", "-id"], name="notice_latest"),
            models.Index(fields=["user"], condition=Q(seen_at=None), name="notice_unseen"),
        ]
        constraints = [models.UniqueConstraint(fields=["user", "code", "cause"], name="one_notice_a_cause")]


class ApiToken(models.Model):
    """A key to the machine's door. Only a digest of the secret is kept."""

    id = models.UUIDField(primary_key=True, default=new_key)
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=12)
    scopes: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, related_name="+")
    given_by = models.UUIDField(null=True)
    given_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    last_used_on = models.DateField(null=True)
