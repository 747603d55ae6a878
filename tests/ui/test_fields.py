"""A field, its label, its help, its error and its control belong together for everybody."""

from __future__ import annotations

import re

import pytest
from django import forms
from django.template import Context, Template
from hypothesis import given, settings
from hypothesis import strategies as st


class Form(forms.Form):
    story = forms.CharField(label="What happened?", widget=forms.Textarea, help_text="In your own words.")
    email = forms.EmailField(label="E-mail", required=False)
    wish = forms.ChoiceField(
        label="Wish",
        widget=forms.RadioSelect,
        choices=[("a", "Money"), ("b", "Repair")],
        help_text="Choose one.",
    )
    agree = forms.BooleanField(label="Agreed", help_text="Think first.")
    files = forms.FileField(label="Files", required=False, help_text="Up to 10 MB.")
    when = forms.DateField(
        label="When", widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "own"})
    )


def drawn(form: forms.Form, name: str, options: str = "") -> str:
    return Template("{% field bound " + options + " %}").render(Context({"bound": form[name]}))


def test_label_help_and_error_are_tied_to_the_control() -> None:
    page = drawn(Form({}), "story")
    assert '<label class="field-label" for="id_story">' in page
    control = re.search(r"<textarea[^>]*>", page)
    assert control
    assert 'aria-describedby="id_story_helptext id_story_error"' in control[0]
    assert 'aria-invalid="true"' in control[0]
    assert 'dir="auto"' in control[0]
    assert 'id="id_story_helptext"' in page
    assert 'id="id_story_error"' in page


def test_optional_is_said_and_required_is_not() -> None:
    assert "(optional)" in drawn(Form(), "email")
    assert "(optional)" not in drawn(Form(), "email", "optional=False")
    assert "(optional)" not in drawn(Form(), "story")


def test_hint_can_be_left_out_with_its_reference() -> None:
    page = drawn(Form(), "story", "hint=False")
    assert "In your own words" not in page
    assert "helptext" not in page


def test_choices_are_a_fieldset_with_their_legend() -> None:
    page = drawn(Form({}), "wish")
    assert "<legend" in page
    assert (
        '<fieldset class="field field-bad" id="id_wish" aria-describedby="id_wish_helptext id_wish_error">'
        in page
    )
    assert page.count('type="radio"') == 2
    assert '<label class="choice" for="id_wish_0">' in page


def test_a_tick_carries_its_help() -> None:
    assert re.search(
        r'type="checkbox"[^>]*aria-describedby="id_agree_helptext id_agree_error"', drawn(Form({}), "agree")
    )


def test_files_can_be_dropped_and_are_a_plain_input_without_script() -> None:
    page = drawn(Form(), "files")
    assert "data-drop" in page
    assert re.search(r'<input type="file"[^>]*aria-describedby="id_files_helptext"', page)


def test_a_widgets_own_class_and_hints_stay() -> None:
    page = drawn(Form(), "when", 'size="short" autocomplete="bday"')
    assert 'class="own input input-short"' in page
    assert 'inputmode="numeric"' in page
    assert 'autocomplete="bday"' in page


def test_an_address_says_what_it_is() -> None:
    page = drawn(Form(), "email")
    assert 'autocomplete="email"' in page
    assert "dir=" not in page


def test_the_summary_links_to_each_field_once() -> None:
    page = Template("{% error_summary form %}").render(Context({"form": Form({"email": "x"})}))
    assert re.findall(r'href="#([^"]+)"', page) == [
        "id_story",
        "id_email",
        "id_wish_0",
        "id_agree",
        "id_when",
    ]
    assert "A few things need another look" in page


def test_no_summary_where_nothing_is_missing() -> None:
    assert Template("{% error_summary form %}").render(Context({"form": Form()})).strip() == ""


@pytest.mark.parametrize("name", list(Form.base_fields))
@settings(deadline=None)
@given(words=st.text(max_size=200))
def test_whatever_was_typed_comes_back_harmless(name: str, words: str) -> None:
    page = drawn(Form({name: words + '"><script>x'}), name)
    assert "<script" not in page
