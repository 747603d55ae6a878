"""The few icons of the house: one family, 20 units square, drawn with a round pen of 1.6."""

from __future__ import annotations

from collections.abc import Mapping

DIRECTED = frozenset({"arrow", "back", "chevron", "reply", "send", "forward", "sign-out", "undo"})
"""Icons that point along the line of reading and therefore turn around with it."""

ICONS: Mapping[str, str] = {
    "arrow": "M4 10h12M11 5l5 5-5 5",
    "back": "M16 10H4M9 5l-5 5 5 5",
    "chevron": "M8 5l5 5-5 5",
    "caret": "M5 8l5 5 5-5",
    "check": "M4 10.5l4 4 8-9",
    "cross": "M5 5l10 10M15 5L5 15",
    "plus": "M10 4v12M4 10h12",
    "clock": "M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM10 6v4.2l2.8 1.8",
    "alert": "M10 3l7.5 13.5h-15zM10 8.2v3.6M10 14.2v.1",
    "info": "M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM10 9.2v4M10 6.4v.1",
    "question": "M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM8 8.2a2.1 2.1 0 1 1 2.9 2c-.6.3-.9.7-.9 1.3v.2M10 14v.1",
    "lock": "M5 9h10v7.5H5zM7 9V6.5a3 3 0 0 1 6 0V9",
    "shield": "M10 2.8l6 2.2v4.6c0 3.6-2.4 6.2-6 7.6-3.6-1.4-6-4-6-7.6V5zM7.3 9.8l2 2 3.5-3.8",
    "person": "M10 3.5a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM3.8 16.5c.6-3 3-4.6 6.2-4.6s5.6 1.6 6.2 4.6",
    "people": "M7.5 4a2.7 2.7 0 1 1 0 5.4 2.7 2.7 0 0 1 0-5.4zM2 16c.5-2.7 2.6-4.2 5.5-4.2S12.5 13.3 13 16M13 4.3a2.6 2.6 0 0 1 0 4.9M15 12.2c1.7.5 2.7 1.9 3 3.8",
    "speech": "M3.5 4.5h13v9H9l-3.5 3v-3h-2z",
    "letter": "M3 5h14v10.5H3zM3.5 5.5L10 11l6.5-5.5",
    "phone": "M5 3.5h2.6l1.2 3.6-1.7 1.2a9 9 0 0 0 4.6 4.6l1.2-1.7 3.6 1.2V15c0 .9-.7 1.6-1.6 1.5C9 16 4 11 3.5 5.1 3.4 4.2 4.1 3.5 5 3.5z",
    "note": "M4 3.5h12v9l-4 4H4zM12 16.5v-4h4M7 7.5h6M7 10.5h3",
    "file": "M5 2.8h6.5L15 6.3v10.9H5zM11.5 2.8v3.5H15",
    "clip": "M14.5 9l-5 5a3 3 0 0 1-4.3-4.3l6-6a2 2 0 0 1 2.9 2.9l-6 6a1 1 0 0 1-1.5-1.4l5.3-5.3",
    "upload": "M10 13V4M6.5 7.3L10 3.8l3.5 3.5M4 12.5v3.8h12v-3.8",
    "download": "M10 3.5v9M6.5 9.2l3.5 3.5 3.5-3.5M4 12.5v3.8h12v-3.8",
    "copy": "M7.5 7.5h9v9h-9zM12.5 7.5v-4h-9v9h4",
    "print": "M6 7.5v-4h8v4M6 14H3.5V7.5h13V14H14M6 11.5h8v5H6z",
    "search": "M9 3.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM13 13l4 4",
    "filter": "M3.5 5h13M6 10h8M8.5 15h3",
    "inbox": "M3.5 11l2-7h9l2 7v5h-13zM3.5 11h4c.3 1.4 1.2 2 2.5 2s2.2-.6 2.5-2h4",
    "tray": "M3.5 4.5h13v11h-13zM3.5 8.5h13M8 12h4",
    "star": "M10 3.2l2.1 4.3 4.7.7-3.4 3.3.8 4.7-4.2-2.2-4.2 2.2.8-4.7-3.4-3.3 4.7-.7z",
    "chart": "M4 16V10.5M8 16V5M12 16V8.5M16 16V3.5M3 16.5h14",
    "gear": "M10 7.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6zM10 2.8v2M10 15.2v2M2.8 10h2M15.2 10h2M4.9 4.9l1.4 1.4M13.7 13.7l1.4 1.4M4.9 15.1l1.4-1.4M13.7 6.3l1.4-1.4",
    "flag": "M5 17V3.5M5 4.5h9.5l-2 3 2 3H5",
    "link": "M8.3 11.7l3.4-3.4M9 6.2l1.5-1.5a3.1 3.1 0 0 1 4.6 4.4L13.5 10.6M11 13.8l-1.5 1.5a3.1 3.1 0 0 1-4.6-4.4L6.5 9.4",
    "eye": "M2.5 10c1.8-3.2 4.3-4.8 7.5-4.8s5.7 1.6 7.5 4.8c-1.8 3.2-4.3 4.8-7.5 4.8S4.3 13.2 2.5 10zM10 7.8a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4z",
    "pencil": "M4 16l.8-3.4 8.5-8.5 2.6 2.6-8.5 8.5zM11.5 6l2.6 2.6",
    "reply": "M8 5L3.5 9.5 8 14M3.5 9.5H11c3.3 0 5.3 2 5.5 6",
    "forward": "M12 5l4.5 4.5L12 14M16.5 9.5H9c-3.3 0-5.3 2-5.5 6",
    "send": "M3.5 16.5L17 10 3.5 3.5l1.8 6.5zM5.3 10H11",
    "undo": "M7 4.5L3.5 8 7 11.5M3.5 8h7.8a4.2 4.2 0 0 1 0 8.4H8",
    "sign-out": "M8 3.5H4v13h4M8.5 10H17M13.5 6.5L17 10l-3.5 3.5",
    "sun": "M10 6.8a3.2 3.2 0 1 1 0 6.4 3.2 3.2 0 0 1 0-6.4zM10 2.5v1.6M10 15.9v1.6M2.5 10h1.6M15.9 10h1.6M4.7 4.7l1.1 1.1M14.2 14.2l1.1 1.1M4.7 15.3l1.1-1.1M14.2 5.8l1.1-1.1",
    "moon": "M15.8 12.2A6.5 6.5 0 0 1 7.8 4.2a6.5 6.5 0 1 0 8 8z",
    "calendar": "M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3v3M13 3v3",
    "globe": "M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM3 10h14M10 3c2 2 3 4.3 3 7s-1 5-3 7c-2-2-3-4.3-3-7s1-5 3-7z",
    "keyboard": "M2.5 5.5h15v9h-15zM5.5 8.5h.1M8.5 8.5h.1M11.5 8.5h.1M14.5 8.5h.1M6.5 11.5h7",
    "home": "M3.5 9.5L10 4l6.5 5.5v7h-4.8v-4.3H8.3v4.3H3.5z",
    "scales": "M10 3.5v13M6.5 16.5h7M4.5 5.5h11M4.5 5.5L2.5 11a2.3 2.3 0 0 0 4 0zM15.5 5.5l-2 5.5a2.3 2.3 0 0 0 4 0z",
}

SHAPES: Mapping[str, str] = {
    "ring": '<circle cx="8" cy="8" r="6"/>',
    "half": '<circle cx="8" cy="8" r="6"/><path class="full" d="M8 2a6 6 0 0 1 0 12z"/>',
    "dot": '<circle class="full" cx="8" cy="8" r="6"/>',
    "tick": '<path d="M2.5 8.5l3.7 3.7 7.3-8.2"/>',
    "pause": '<path d="M5 3v10M11 3v10"/>',
    "square": '<path class="full" d="M3 3h10v10H3z"/>',
    "cross": '<path d="M3.5 3.5l9 9M12.5 3.5l-9 9"/>',
    "flag": '<path class="full" d="M4 2.5h9l-2.5 3.2L13 9H4z"/><path d="M4 15V2.5"/>',
    "bar": '<path d="M3 8h10"/>',
    "diamond": '<path class="full" d="M8 1.5L14.5 8 8 14.5 1.5 8z"/>',
    "triangle": '<path class="full" d="M8 2l7 12H1z"/>',
    "octagon": '<path class="full" d="M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3z"/>',
}
"""Shapes that carry a state or a severity beside its word."""

SEVERITIES = ("ring", "diamond", "triangle", "octagon")
"""The shape of each severity, mildest first."""
