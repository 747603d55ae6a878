from __future__ import annotations

import pytest

from recours.mailroom.autoreply import Automatic, recognise_autoreply
from recours.mailroom.parse import parse
from tests.mailroom.mails import mail


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"Auto_Submitted": "auto-replied (vacation)"}, Automatic.REPLY),
        ({"Auto_Submitted": "auto-replied"}, Automatic.REPLY),
        ({"Auto_Submitted": "auto-replied; owner=mona"}, Automatic.REPLY),
        ({"Auto_Submitted": "auto-generated"}, Automatic.SENT),
        ({"Auto_Submitted": "no"}, None),
        ({"X_Autoreply": "yes"}, Automatic.REPLY),
        ({"Precedence": "auto_reply"}, Automatic.REPLY),
        ({"Precedence": "bulk"}, Automatic.LIST),
        ({"List_Unsubscribe": "<mailto:x@y.example>"}, Automatic.LIST),
        ({"List_Unsubscribe": "<mailto:x@y.example>", "List_Post": "<mailto:group@y.example>"}, None),
        ({"X_Auto_Response_Suppress": "All"}, None),
        ({}, None),
    ],
)
def test_by_fields(fields: dict[str, str], kind: Automatic | None) -> None:
    assert recognise_autoreply(parse(mail(**fields))) is kind


@pytest.mark.parametrize(
    "subject",
    [
        "Automatic reply: Your complaint",
        "Out of office: Re: water",
        "Réponse automatique : Votre réclamation",
        "رد تلقائي: شكوى",
        "پاسخ خودکار: شکایت",
        "Otomatik yanıt: Şikâyet",
        "Automatische Antwort: Wasser",
        "Respuesta automática: agua",
        "AutoReply: water",
    ],
)
def test_by_subject(subject: str) -> None:
    assert recognise_autoreply(parse(mail(subject=subject))) is Automatic.REPLY


@pytest.mark.parametrize(
    "subject",
    [
        "Automatic reply to my complaint is an insult",
        "Your automatic response system",
        "Out of office staff were rude",
        "Auto insurance: wrong bill",
        "Absence du bureau de poste",
    ],
)
def test_people_may_complain_about_programs(subject: str) -> None:
    assert recognise_autoreply(parse(mail(subject=subject))) is None
