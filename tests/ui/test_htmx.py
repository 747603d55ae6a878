"""One function decides whether the whole page or its part goes out."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import RequestFactory, override_settings

from recours.ui.htmx import page

PAGE = {
    "TEMPLATES": [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [
                    (
                        "template_partials.loader.Loader",
                        [
                            (
                                "django.template.loaders.locmem.Loader",
                                {
                                    "queue.html": "{% load partials %}whole {% partialdef rows inline %}rows {{ n }}{% endpartialdef %}"
                                },
                            )
                        ],
                    )
                ]
            },
        }
    ]
}


@override_settings(**PAGE)
@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({}, "whole rows 3"),
        ({"HX-Request": "true"}, "rows 3"),
        ({"HX-Request": "true", "HX-Boosted": "true"}, "whole rows 3"),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, "whole rows 3"),
        ({"HX-Request": "nonsense"}, "whole rows 3"),
    ],
)
def test_a_part_for_htmx_and_the_page_for_everybody_else(headers: dict[str, Any], body: str) -> None:
    response = page(RequestFactory().get("/", headers=headers), "queue.html", "rows", {"n": 3}, status=422)
    assert response.content.decode().strip() == body
    assert response.status_code == 422
    assert "HX-Request" in response.headers["Vary"]


@override_settings(**PAGE)
def test_a_page_without_a_part_is_always_whole() -> None:
    response = page(RequestFactory().get("/", headers={"HX-Request": "true"}), "queue.html")
    assert response.content.decode().strip().startswith("whole")
