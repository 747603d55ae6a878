"""How a bound form field becomes markup: which control, which ids, which hints for assistive readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

if TYPE_CHECKING:
    from django.forms import BoundField

WORDS = (forms.TextInput, forms.Textarea)
NOT_WORDS = (forms.EmailInput, forms.URLInput, forms.NumberInput, forms.PasswordInput, forms.TelInput)
AUTOCOMPLETE: dict[type[forms.Widget], str] = {forms.EmailInput: "email", forms.TelInput: "tel"}


def shown(
    bound: BoundField, *, size: str, optional: bool, autocomplete: str, inline: bool, hint: bool
) -> dict[str, Any]:
    """What ui/field.html needs to draw this field."""
    if not hint:
        bound.help_text = ""
    widget = bound.field.widget
    kind = _kind(widget)
    identity = bound.auto_id or bound.html_name
    attributes = _attributes(bound, size=size, autocomplete=autocomplete, kind=kind)
    return {
        "bound": bound,
        "kind": kind,
        "size": size,
        "inline": inline,
        "identity": identity,
        "help_id": f"{identity}_helptext",
        "error_id": f"{identity}_error",
        "described_by": _described_by(bound, identity),
        "say_optional": optional and not bound.field.required,
        "errors": [str(error) for error in bound.errors],
        "control": "" if kind == "choices" else bound.as_widget(attrs=attributes),
        "choices": _choices(bound) if kind == "choices" else [],
    }


def _kind(widget: forms.Widget) -> str:
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.FileInput):
        return "file"
    return "input"


def _attributes(bound: BoundField, *, size: str, autocomplete: str, kind: str) -> dict[str, Any]:
    widget = bound.field.widget
    attributes: dict[str, Any] = {}
    if kind == "input":
        classes = [
            widget.attrs.get("class", ""),
            "input",
            f"input-{size}" if size in {"short", "wide", "code"} else "",
        ]
        attributes["class"] = " ".join(name for name in classes if name)
    if (
        isinstance(widget, WORDS)
        and not isinstance(widget, NOT_WORDS)
        and "dir" not in widget.attrs
        and size != "code"
    ):
        attributes["dir"] = "auto"
        # An empty field of direction "auto" reads from left to right; the style sheet turns it while a placeholder shows.
        attributes["placeholder"] = widget.attrs.get("placeholder", " ")
    elif isinstance(widget, NOT_WORDS) and "placeholder" in widget.attrs:
        attributes["placeholder"] = ""
    wanted = autocomplete or AUTOCOMPLETE.get(type(widget), "")
    if wanted and "autocomplete" not in widget.attrs:
        attributes["autocomplete"] = wanted
    if kind in {"checkbox", "file"} and (described := _described_by(bound, bound.auto_id)):
        attributes["aria-describedby"] = described
    return attributes


def _described_by(bound: BoundField, identity: str) -> str:
    ids = [f"{identity}_helptext"] if bound.help_text else []
    if bound.errors:
        ids.append(f"{identity}_error")
    return " ".join(ids)


def _choices(bound: BoundField) -> list[dict[str, Any]]:
    """Each choice with its control; a widget may carry `choice_help`, a mapping from value to a sentence."""
    helps = getattr(bound.field.widget, "choice_help", {})
    return [
        {
            "tag": part.tag(),
            "label": part.choice_label,
            "id": part.id_for_label,
            "help": helps.get(part.data["value"], ""),
        }
        for part in bound.subwidgets
    ]
