"""The law of a state change: one shape, one order, every time (architecture, 4)."""

from __future__ import annotations

import ast
from pathlib import PurePosixPath

from tests.laws.law import ROOT, SOURCE, Law, Sample, calls, name_of, package_of, parsed

ACTIONS = ("src/recours/*/actions.py", "src/recours/*/actions/*.py")

TIMELESS: dict[str, str] = {}
"""Actions that need no moment, each with its reason."""
NOT_RECORDED: dict[str, str] = {
    "keep_draft": "a draft is not said yet: it becomes a message, which is recorded, or nothing",
    "drop_draft": "what was never said needs no record that it was not",
}
"""Actions that leave no event, each with its reason."""
ON_ONESELF: dict[str, str] = {
    "see_notices": "everybody reads their own notices",
    "record_sign_in": "allauth has judged the password",
    "record_sign_out": "everybody may leave",
    "record_second_factor": "allauth has judged who it is",
    "record_failed_sign_in": "a stranger acts, and is refused by allauth",
    "change_own_details": "everybody keeps their own details",
    "set_password": "everybody sets their own password",
}
"""Actions that ask no permission, because the actor can only mean themselves; each with its reason."""


def public_functions(module: ast.Module) -> list[ast.FunctionDef]:
    """The functions a module of actions offers: those in __all__ where there is one, else those without underscore."""
    offered = all_of(module)
    return [
        node
        for node in module.body
        if isinstance(node, ast.FunctionDef)
        and (node.name in offered if offered else not node.name.startswith(("_", "lock_", "require_")))
    ]


def all_of(module: ast.Module) -> set[str]:
    """What __all__ names."""
    return {
        element.value
        for node in module.body
        if isinstance(node, ast.Assign) and any(name_of(target) == "__all__" for target in node.targets)
        for element in getattr(node.value, "elts", [])
        if isinstance(element, ast.Constant)
    }


def offered_actions() -> dict[str, set[str]]:
    """Every package's actions by name, read from the source: __all__, else the public functions."""
    found: dict[str, set[str]] = {}
    for package in sorted((ROOT / SOURCE).iterdir()):
        entrance = next(
            (p for p in (package / "actions.py", package / "actions" / "__init__.py") if p.exists()), None
        )
        if entrance:
            module = parsed(entrance.read_text(encoding="utf-8"))
            found[package.name] = all_of(module) or {function.name for function in public_functions(module)}
    return found


def actions_have_one_shape(source: str, path: PurePosixPath) -> list[str]:
    module, found = parsed(source), []
    offered = offered_actions().get(package_of(path), set()) | all_of(module)
    for function in public_functions(module):
        if offered and function.name not in offered:
            continue
        names = {argument.arg for argument in function.args.kwonlyargs}
        if function.args.args or function.args.posonlyargs or function.args.vararg or function.args.kwarg:
            found.append(f"{function.lineno} {function.name} takes arguments that are not named one by one")
        if "actor" not in names:
            found.append(f"{function.lineno} {function.name} has no actor")
        if "now" not in names and function.name not in TIMELESS:
            found.append(f"{function.lineno} {function.name} has no now")
        for argument in function.args.kwonlyargs:
            kind = ast.unparse(argument.annotation) if argument.annotation else ""
            if argument.arg in {"request", "form", "data"} or kind.split("[")[0] in {
                "bool",
                "dict",
                "Any",
                "HttpRequest",
                "object",
            }:
                found.append(f"{function.lineno} {function.name} takes {argument.arg}: {kind or 'anything'}")
            if argument.arg == "actor" and "None" in kind:
                found.append(f"{function.lineno} {function.name} may act for nobody")
    return found


LOCK, CHECK, WRITE, LETTER, RECORD = "lock", "check", "write", "queue a letter", "record"
_WRITES = {
    "create",
    "save",
    "bulk_create",
    "bulk_update",
    "enter",
    "get_or_create",
    "update_or_create",
    "update",
    "delete",
}


def _kind(call: ast.Call) -> str:
    """Which step of the law a call is, by its name."""
    last = name_of(call.func).split(".")[-1]
    if last.startswith("lock_"):
        return LOCK
    if last.startswith(("check_", "require_")) or last == "may":
        return CHECK
    if last.startswith("record") and not isinstance(call.func, ast.Attribute):
        return RECORD
    if last == "insert_rows":
        return WRITE
    if last.startswith("queue"):
        return LETTER
    if (
        isinstance(call.func, ast.Attribute)
        and last in _WRITES
        and (call.keywords or last in {"enter", "delete"})
    ):
        return WRITE
    return ""


def steps_of(
    function: ast.FunctionDef, module: ast.Module, seen: frozenset[str] = frozenset()
) -> list[tuple[str, int]]:
    """The steps a function takes, in the order of its lines, its module's private functions read in place."""
    private = {
        node.name: node
        for node in module.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("_")
    }
    found: list[tuple[str, int]] = []
    for call in sorted(calls(function), key=lambda call: (call.end_lineno or 0, call.end_col_offset or 0)):
        name = name_of(call.func)
        if kind := _kind(call):
            found.append((kind, call.lineno))
        elif name in private and name not in seen:
            found += [(kind, call.lineno) for kind, _ in steps_of(private[name], module, seen | {name})]
    return found


def actions_keep_the_order(source: str, path: PurePosixPath) -> list[str]:
    module, found = parsed(source), []
    offered = offered_actions().get(package_of(path), set()) | all_of(module)
    for function in public_functions(module):
        if offered and function.name not in offered:
            continue
        steps = steps_of(function, module)
        kinds = [kind for kind, _ in steps]
        where = f"{function.lineno} {function.name}"
        if RECORD not in kinds:
            if function.name not in NOT_RECORDED:
                found.append(f"{where} leaves no event")
            continue
        if CHECK not in kinds and function.name not in ON_ONESELF:
            found.append(f"{where} checks nothing")
        last = len(kinds) - 1 - kinds[::-1].index(RECORD)
        found += [f"{where} goes on to {kind} after its event" for kind in dict.fromkeys(kinds[last + 1 :])]
        first_record = kinds.index(RECORD)
        if LETTER in kinds and kinds.index(LETTER) > first_record:
            found.append(f"{where} queues its letter after its event")
        if WRITE in kinds:
            first = kinds.index(WRITE)
            if LOCK in kinds and kinds.index(LOCK) > first:
                found.append(f"{where} writes before it locks")
            if CHECK in kinds and kinds.index(CHECK) > first:
                found.append(f"{where} writes before it checks")
    return found


def actions_call_no_action(source: str, path: PurePosixPath) -> list[str]:
    if path.name == "__init__.py":
        return []
    module, found = parsed(source), []
    everything = offered_actions()
    own = everything.get(package_of(path), set()) | all_of(module)
    imported: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module and ".actions" in node.module:
            package = node.module.split(".")[1]
            imported |= {
                alias.asname or alias.name
                for alias in node.names
                if alias.name in everything.get(package, {alias.name})
            }
    own_functions = {
        function.name for function in public_functions(module) if not own or function.name in own
    }
    for call in calls(module):
        name = name_of(call.func)
        if name in own_functions | imported or (name.startswith("actions.") and name.count(".") == 1):
            found.append(f"{call.lineno} calls the action {name}")
    return found


_PATH = "src/recours/sample/actions.py"
_GOOD = """
def acknowledge(*, actor: Actor, complaint_id: UUID, text: str, now: datetime) -> Acknowledgement:
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        step = check_move(actor, complaint, Move.ACKNOWLEDGE)
        told = Acknowledgement.objects.create(complaint=complaint, at=now)
        complaint.enter(step.to, now)
        complaint.save(update_fields=["state"])
        _tell(complaint, now)
        record(Acknowledged(), about=about, actor=actor, now=now)
    return told

def _tell(complaint, now):
    queue(kind=ACKNOWLEDGEMENT, now=now)
"""

LAWS = [
    Law(
        "actions_have_one_shape",
        "An action takes named arguments, an actor and a moment; no request, form, dict or flag.",
        ACTIONS,
        actions_have_one_shape,
        good=Sample(_PATH, _GOOD),
        bad=Sample(_PATH, "def acknowledge(actor, complaint_id, quietly: bool = False):\n    pass\n"),
    ),
    Law(
        "actions_keep_the_order",
        "Lock, check, write, letters, and the event last; nothing follows the event.",
        ACTIONS,
        actions_keep_the_order,
        good=Sample(_PATH, _GOOD),
        bad=Sample(
            _PATH,
            "def close(*, actor, complaint_id, now):\n    c = lock_complaint(complaint_id)\n"
            "    c.save(update_fields=['state'])\n    check_move(actor, c)\n    record(Closed(), actor=actor, now=now)\n",
        ),
        more_bad=(
            Sample(
                _PATH,
                "def note(*, actor, complaint_id, now):\n    insert_rows([Note()])\n    check_move(actor, c)\n"
                "    record(Noted(), actor=actor, now=now)\n",
            ),
            Sample(
                _PATH,
                "def close(*, actor, complaint_id, now):\n    c = lock_complaint(complaint_id)\n    check_move(actor, c)\n"
                "    record(Closed(), actor=actor, now=now)\n    queue(kind=CLOSED, now=now)\n",
            ),
            Sample(
                _PATH,
                "def close(*, actor, complaint_id, now):\n    c = lock_complaint(complaint_id)\n    check_move(actor, c)\n"
                "    c.save(update_fields=['state'])\n",
            ),
        ),
    ),
    Law(
        "actions_call_no_action",
        "An action never calls another action; what they share is a private function that takes a locked row.",
        ACTIONS,
        actions_call_no_action,
        good=Sample(_PATH, _GOOD),
        bad=Sample(
            _PATH,
            "def reopen(*, actor, now):\n    close(actor=actor, now=now)\ndef close(*, actor, now):\n    pass\n",
        ),
    ),
]
