"""The database itself refuses to change the trail, and goes on refusing after a table was rebuilt."""

from datetime import datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models.signals import post_migrate

from recours.trail import guards
from recours.trail.checkpoints import seal_all
from recours.trail.models import EventRow
from tests.factories.trail import a_subject, pour

CHANGES = [
    change.format(table=table, key=key)
    for table, key in (
        ("trail_event", "sequence"),
        ("trail_leaf", "position"),
        ("trail_checkpoint", "number"),
    )
    for change in (
        "UPDATE {table} SET {key} = {key}",
        "UPDATE {table} SET hash = 'x' WHERE {key} >= 0",
        "DELETE FROM {table}",
        "DELETE FROM {table} WHERE {key} >= 0",
    )
]
if connection.vendor == "postgresql":
    CHANGES += [f"TRUNCATE {table} CASCADE" for table in guards.TABLES]
else:
    CHANGES += [f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}" for table in guards.TABLES]
    CHANGES += [f"REPLACE INTO {table} SELECT * FROM {table}" for table in guards.TABLES]


@pytest.fixture
def trail(now: datetime) -> None:
    pour(a_subject(), 2, now)
    seal_all(now)
    connection.check_constraints()


@pytest.mark.django_db
@pytest.mark.parametrize("change", CHANGES)
def test_no_change_of_the_trail_is_taken(trail: None, change: str) -> None:
    before = list(EventRow.objects.values_list().order_by("id"))
    with (
        pytest.raises(DatabaseError, match=r"only ever added to|pending trigger"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)
    assert list(EventRow.objects.values_list().order_by("id")) == before


@pytest.mark.django_db
def test_the_model_cannot_change_or_delete_either(trail: None) -> None:
    row = EventRow.objects.earliest("sequence")
    row.actor = "staff:other"
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save(update_fields=["actor"])
    with pytest.raises(DatabaseError), transaction.atomic():
        EventRow.objects.all().update(actor="staff:other")


@pytest.mark.django_db
def test_a_missing_guard_is_named() -> None:
    everything = guards.missing(connection)
    guards.remove(connection)
    names = guards.missing(connection)
    guards.install(connection)

    assert everything == guards.missing(connection) == []
    assert len(names) == (6 if connection.vendor == "postgresql" else 9)
    assert all(name.startswith(guards.TABLES) for name in names)


@pytest.mark.django_db
def test_a_guard_that_is_switched_off_counts_as_missing() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL can switch a trigger off")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE trail_event DISABLE TRIGGER trail_event_no_change")
    assert guards.missing(connection) == ["trail_event_no_change"]
    guards.install(connection)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE trail_event ENABLE TRIGGER trail_event_no_change")
    assert guards.missing(connection) == []


@pytest.mark.django_db(transaction=True)
def test_a_rebuilt_table_gets_its_guards_back(now: datetime) -> None:
    """SQLite rebuilds a table for many a migration, and forgets its triggers without a word."""
    pour(a_subject(), 2, now)
    old, new = EventRow._meta.get_field("actor"), EventRow._meta.get_field("actor").clone()
    new.set_attributes_from_name("actor")
    new.model, new.max_length = EventRow, 90
    with connection.schema_editor() as editor:
        editor.alter_field(EventRow, old, new)
    if connection.vendor == "sqlite":
        assert len(guards.missing(connection)) == 3

    post_migrate.send(sender=_config(), app_config=_config(), verbosity=0, interactive=False, using="default")

    assert guards.missing(connection) == []
    with pytest.raises(DatabaseError, match="only ever added to"):
        EventRow.objects.all().update(actor="staff:other")
    with connection.schema_editor() as editor:
        editor.alter_field(EventRow, new, old)
    post_migrate.send(sender=_config(), app_config=_config(), verbosity=0, interactive=False, using="default")


def _config() -> object:
    from django.apps import apps

    return apps.get_app_config("trail")


@pytest.mark.django_db
def test_nothing_is_guarded_before_the_tables_are_there() -> None:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE trail_leaf RENAME TO trail_leaf_elsewhere")
        guards.reinstall(using="default")
        transaction.set_rollback(True)
    assert guards.missing(connection) == []
