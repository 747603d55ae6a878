"""What cases are about: products and services, and problems, as versioned trees."""

from django.db import models

from recours.core.keys import new_key


class Category(models.Model):
    """A product or service, or a problem. Retired, never deleted; `taxonomy` tells whose list it belongs to."""

    class Tree(models.TextChoices):
        PRODUCT = "product"
        PROBLEM = "problem"

    id = models.UUIDField(primary_key=True, default=new_key)
    tree = models.CharField(max_length=20, choices=Tree.choices)
    taxonomy = models.CharField(max_length=40, default="own")
    code = models.CharField(max_length=200)
    parent = models.ForeignKey("complaints.Category", models.PROTECT, null=True, related_name="children")
    names = models.JSONField(default=dict)
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, related_name="+")
    position = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["taxonomy", "tree", "code"], name="category_code_once")
        ]


class Taxonomy(models.Model):
    """How often a list of products or problems was changed: what was classified names the version it was chosen from."""

    taxonomy = models.CharField(max_length=40)
    tree = models.CharField(max_length=20)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["taxonomy", "tree"], name="taxonomy_once")]
