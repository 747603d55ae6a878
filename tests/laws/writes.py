"""Who may write: states, saves, locks, signals, the clock."""

from __future__ import annotations

import ast
from pathlib import PurePosixPath

from tests.laws.law import DOORS, Law, Sample, calls, name_of, package_of, parsed, within

PYTHON = ("src/recours/**/*.py",)


def state_has_one_writer(source: str, path: PurePosixPath) -> list[str]:
    if "src/recours/complaints/actions" in str(path):
        return []
    module, found = parsed(source), []
    for node in ast.walk(module):
        targets = (
            node.targets
            if isinstance(node, ast.Assign)
            else [node.target]
            if isinstance(node, ast.AugAssign)
            else []
        )
        if isinstance(node, ast.AnnAssign) and node.value is not None:
            targets = [node.target]
        for target in targets:
            flat = target.elts if isinstance(target, ast.Tuple) else [target]
            if any(isinstance(t, ast.Attribute) and t.attr == "state" for t in flat) and not within(
                node, module, "enter"
            ):
                found.append(f"{node.lineno} assigns a state")
    found += [
        f"{call.lineno} writes a state by {name_of(call.func)}"
        for call in calls(module)
        if (
            isinstance(call.func, ast.Attribute)
            and call.func.attr in {"update", "aupdate"}
            and _names(call, "state")
        )
        or (name_of(call.func) == "setattr" and len(call.args) > 1 and _is_text(call.args[1], "state"))
    ]
    return found


def _names(call: ast.Call, name: str) -> bool:
    return any(keyword.arg == name for keyword in call.keywords)


def _is_text(node: ast.expr, text: str) -> bool:
    return isinstance(node, ast.Constant) and node.value == text


def save_names_its_fields(source: str, path: PurePosixPath) -> list[str]:
    module, found = parsed(source), []
    for call in calls(module):
        if not isinstance(call.func, ast.Attribute) or call.func.attr != "save" or call.args:
            continue  # a storage's save(name, content) has arguments; a row's has none
        if not (_names(call, "update_fields") or _names(call, "force_insert")):
            found.append(f"{call.lineno} saves every field")
    found += [
        f"{node.lineno} overrides {node.name}()"
        for parent in ast.walk(module)
        if isinstance(parent, ast.ClassDef) and any(name_of(base).endswith("Model") for base in parent.bases)
        for node in parent.body
        if isinstance(node, ast.FunctionDef) and node.name in {"save", "delete", "full_clean"}
    ]
    return found


def locks_have_one_home(source: str, path: PurePosixPath) -> list[str]:
    return [
        f"{call.lineno} locks rows by itself"
        for call in calls(parsed(source))
        if isinstance(call.func, ast.Attribute) and call.func.attr == "select_for_update"
    ]


REAL_CLOCKS = {
    "timezone.now", "timezone.localtime", "timezone.localdate", "datetime.now", "datetime.utcnow", "datetime.today",
    "datetime.datetime.now", "datetime.date.today", "date.today", "time.time", "time.time_ns", "time.localtime",
}  # fmt: skip


def time_is_an_argument(source: str, path: PurePosixPath) -> list[str]:
    if package_of(path) in DOORS:
        return []
    module = parsed(source)
    found = [
        f"{node.lineno} reads the real clock by {name_of(node)}"
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and name_of(node) in REAL_CLOCKS
    ]
    return found + [
        f"{word.value.lineno} stamps by itself with {word.arg}"
        for call in calls(module)
        for word in call.keywords
        if word.arg in {"auto_now", "auto_now_add"}
    ]


def nothing_acts_at_a_distance(source: str, path: PurePosixPath) -> list[str]:
    module, found = parsed(source), []
    for node in ast.walk(module):
        if (
            isinstance(node, ast.ImportFrom)
            and node.module
            and node.module.split(".")[-1] in {"dispatch", "signals"}
        ):
            found.append(f"{node.lineno} imports signals from {node.module}")
        if isinstance(node, ast.FunctionDef) and any(
            name_of(d.func if isinstance(d, ast.Call) else d).endswith("receiver")
            for d in node.decorator_list
        ):
            found.append(f"{node.lineno} receives a signal")
    return found


def nothing_is_printed(source: str, path: PurePosixPath) -> list[str]:
    return [
        f"{call.lineno} prints" for call in calls(parsed(source)) if name_of(call.func) in {"print", "pprint"}
    ]


LAWS = [
    Law(
        "state_has_one_writer",
        "A state is assigned in complaints/actions and in a model's enter(), and nowhere else.",
        PYTHON,
        state_has_one_writer,
        good=Sample(
            "src/recours/complaints/models/case.py",
            "class C:\n    def enter(self, to):\n        self.state = to\n",
        ),
        bad=Sample("src/recours/desk/views.py", "def close(case):\n    case.state = 'closed'\n"),
    ),
    Law(
        "save_names_its_fields",
        "A row is saved with update_fields, and no model's save() or delete() does more than Django's.",
        PYTHON,
        save_names_its_fields,
        good=Sample(
            "src/recours/people/actions.py",
            "unit.save(update_fields=['email'])\nstorage.save(name, content)\n",
        ),
        bad=Sample("src/recours/people/actions.py", "unit.save()\n"),
    ),
    Law(
        "locks_have_one_home",
        "Rows are locked by core.locking and claimed by core.due.",
        PYTHON,
        locks_have_one_home,
        good=Sample("src/recours/complaints/actions/locks.py", "case = lock_row(Case.objects.all(), key)\n"),
        bad=Sample(
            "src/recours/complaints/actions/locks.py", "case = Case.objects.select_for_update().get(pk=key)\n"
        ),
        exceptions={
            "src/recours/core/locking.py": "this is the home of locks",
            "src/recours/core/due.py": "claiming skips what others have locked",
        },
    ),
    Law(
        "time_is_an_argument",
        "Below the doors nobody asks what time it is.",
        PYTHON,
        time_is_an_argument,
        good=Sample("src/recours/complaints/actions/intake.py", "def intake(*, now):\n    return now\n"),
        bad=Sample("src/recours/complaints/actions/intake.py", "def intake():\n    return timezone.now()\n"),
        exceptions={
            "src/recours/core/keys.py": "a key carries the real time, and decides nothing",
            "src/recours/trail/record.py": "recorded_at is the real clock, read by the only writer of the trail",
            "src/recours/jobs/worker.py": "the worker's loop is where time enters",
            "src/recours/letters/backend.py": "Django hands a mail over without a moment",
        },
    ),
    Law(
        "nothing_acts_at_a_distance",
        "No signals: what follows an event stands in config/wiring.py.",
        PYTHON,
        nothing_acts_at_a_distance,
        good=Sample(
            "src/recours/config/wiring.py",
            "FOLLOWERS = {'letter.sent': ('recours.complaints.jobs.letter_sent',)}\n",
        ),
        bad=Sample("src/recours/people/apps.py", "from django.dispatch import receiver\n"),
        exceptions={
            "src/recours/trail/apps.py": "post_migrate puts the triggers back that SQLite drops with a rebuilt table"
        },
    ),
    Law(
        "nothing_is_printed",
        "Only the command line speaks to a terminal.",
        PYTHON,
        lambda source, path: [] if package_of(path) == "cli" else nothing_is_printed(source, path),
        good=Sample("src/recours/jobs/worker.py", "logger.info('working')\n"),
        bad=Sample("src/recours/jobs/worker.py", "print('working')\n"),
    ),
]
