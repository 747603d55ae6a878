"""The tables of a backup brought into an empty database, all in one transaction."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.apps import apps as installed
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import BinaryField, Field, JSONField, Model

from recours.cli.archive import Unusable
from recours.cli.dump import columns, kept_models
from recours.core.rows import insert_rows

if TYPE_CHECKING:
    from django.apps.registry import Apps

_AT_ONCE = 1_000
_LONGEST_LINE = 256 * 1024 * 1024


def filled_tables() -> list[str]:
    """The tables of this database that hold anything."""
    there = set(connection.introspection.table_names())
    return [
        model._meta.label_lower
        for model in kept_models()
        if model._meta.db_table in there and model._default_manager.exists()
    ]


def load_tables(
    folder: Path,
    *,
    migrations: Mapping[str, Sequence[str]],
    rows: Mapping[str, int],
    progress: Callable[[int], None],
) -> None:
    """Prepare the database as it was when the backup was made, and load every row.

    Either all rows are there in the end or none. Unusable when the tables are not those of a version known here.
    """
    apps = _as_it_was(migrations)
    with transaction.atomic():
        models = []
        done = 0
        for label in sorted(rows):
            model = _model(apps, label)
            models.append(model)
            found = 0
            for batch in _batches(folder / "tables" / label, model):
                insert_rows(batch)
                found += len(batch)
                progress(done + found)
            done += found
            if found != rows[label] or model._default_manager.count() != rows[label]:
                raise Unusable(f"{label} should have {rows[label]} rows, not {found}.")
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), models):
                cursor.execute(statement)


def are_loaded(rows: Mapping[str, int]) -> bool:
    """Whether this database has every row of a backup already, by their numbers: rows go in all at once or not at all."""
    there = set(connection.introspection.table_names())
    try:
        models = {label: installed.get_model(label) for label in rows}
    except LookupError:
        return False
    return all(
        model._meta.db_table in there and model._default_manager.count() == rows[label]
        for label, model in models.items()
    )


def finish() -> None:
    """Bring the loaded rows to this version."""
    call_command("migrate", interactive=False, verbosity=0)


def _as_it_was(migrations: Mapping[str, Sequence[str]]) -> Apps:
    """The models of the backup's version, after giving the database its tables."""
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    wanted = {(app, name) for app, names in migrations.items() for name in names}
    if unknown := sorted(wanted - set(graph.nodes)):
        names = ", ".join(f"{app}.{name}" for app, name in unknown[:3])
        raise Unusable(f"A newer version of Recours made this backup; this one does not know {names}.")
    targets = sorted(
        key
        for key in wanted
        if not any(child.key in wanted and child.key[0] == key[0] for child in graph.node_map[key].children)
    )
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


def _model(apps: Apps, label: str) -> type[Model]:
    try:
        return apps.get_model(label)
    except LookupError:
        raise Unusable(f"The backup holds {label}, which this version does not know.") from None


def _batches(folder: Path, model: type[Model]) -> Iterator[list[Model]]:
    fields = {field.attname: field for field in columns(model)}
    label = model._meta.label_lower
    for path in sorted(folder.glob("*.jsonl")):
        with path.open("rb") as lines:
            head = _read(lines.readline(_LONGEST_LINE))
            names = head.get("fields") if isinstance(head, dict) else None
            if not isinstance(names, list) or sorted(map(str, names)) != sorted(fields):
                raise Unusable(f"{label} has other columns than in this version.")
            readers = [_reader_of(fields[name]) for name in names]
            batch: list[Model] = []
            while line := lines.readline(_LONGEST_LINE):
                values = _read(line)
                if not isinstance(values, list) or len(values) != len(names):
                    raise Unusable(f"{path.name} of {label} cannot be read.")
                batch.append(_row(model, names, readers, values))
                if len(batch) == _AT_ONCE:
                    yield batch
                    batch = []
            if batch:
                yield batch


def _row(
    model: type[Model], names: list[str], readers: list[Callable[[Any], Any]], values: list[Any]
) -> Model:
    try:
        read = {
            name: None if value is None else reader(value)
            for name, reader, value in zip(names, readers, values, strict=True)
        }
    except (ValidationError, ValueError, TypeError):
        raise Unusable(f"A row of {model._meta.label_lower} cannot be read.") from None
    return model(**read)


def _read(line: bytes) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        raise Unusable("A line of the backup cannot be read.") from None


def _reader_of(field: Field[Any, Any]) -> Callable[[Any], Any]:
    if isinstance(field, JSONField):
        return lambda value: value
    if isinstance(field, BinaryField):
        return lambda value: base64.b64decode(value)
    return field.to_python
