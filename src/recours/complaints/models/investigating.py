"""What an investigation asked, gathered, heard and found (ISO 10002:2018, 7.6)."""

from django.db import models

from recours.core.keys import new_key


class Investigation(models.Model):
    """That an investigation began, and its plan; begun again after a case came back, each kept. `standard` is a code of `inquiring`."""

    id = models.UUIDField(primary_key=True, default=new_key)
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="investigations")
    number = models.PositiveSmallIntegerField()
    plan = models.TextField(blank=True, default="")
    standard = models.CharField(max_length=20)
    salt = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint", "number"], name="investigation_number_once")
        ]


class Question(models.Model):
    """Something that an investigation is to find out."""

    id = models.UUIDField(primary_key=True, default=new_key)
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="questions")
    words = models.TextField()
    salt = models.CharField(max_length=64)
    key = models.CharField(max_length=120)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "key"], name="question_once")]


class Evidence(models.Model):
    """A piece of evidence: its files, or a physical thing in words, whence, and on which day we got it.

    `source` is a code of `inquiring`; `files` are keys of files of the case, `digests` their SHA-256 when it was taken up.
    """

    id = models.UUIDField(primary_key=True, default=new_key)
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="evidence")
    words = models.TextField(blank=True, default="")
    source = models.CharField(max_length=20)
    source_words = models.CharField(max_length=200, blank=True, default="")
    obtained_on = models.DateField(null=True)
    files = models.JSONField(default=list)
    digests = models.JSONField(default=list)
    salt = models.CharField(max_length=64)
    key = models.CharField(max_length=120)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "key"], name="evidence_once")]


class Interview(models.Model):
    """Whom we spoke to, on which day, and what they said; `part` is a code of `inquiring.Spoken`."""

    id = models.UUIDField(primary_key=True, default=new_key)
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="interviews")
    who = models.CharField(max_length=200)
    part = models.CharField(max_length=20)
    held_on = models.DateField()
    notes = models.TextField()
    salt = models.CharField(max_length=64)
    key = models.CharField(max_length=120)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "key"], name="interview_once")]


class Finding(models.Model):
    """What was found about a question, a problem, or the whole (both None); each kept, of those about the same the highest `number` holds."""

    id = models.UUIDField(primary_key=True, default=new_key)
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="findings")
    number = models.PositiveSmallIntegerField()
    question = models.ForeignKey("complaints.Question", models.CASCADE, null=True, related_name="+")
    problem = models.ForeignKey("complaints.Category", models.PROTECT, null=True, related_name="+")
    fact = models.CharField(max_length=20)
    words = models.TextField()
    salt = models.CharField(max_length=64)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "number"], name="finding_number_once")]
