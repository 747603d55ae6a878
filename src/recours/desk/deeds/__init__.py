"""What staff do with a case beyond talking: one deed for each move, gathered from the modules of the stages."""

from recours.complaints.states import Move
from recours.desk.deeds import (
    assessing,
    classifying,
    closing,
    conduct,
    ending,
    hearing,
    investigating,
    overseeing,
    relating,
    remedying,
    responding,
    tasking,
    waiting,
)
from recours.desk.deeds.deed import CaseForm, Deed

DEEDS = {
    deed.name: deed
    for stage in (
        assessing,
        classifying,
        investigating,
        hearing,
        waiting,
        responding,
        remedying,
        ending,
        closing,
        overseeing,
        tasking,
        relating,
        conduct,
    )
    for deed in stage.DEEDS
}
"""Every deed by its name; the routes, the menu and the forms of the case page are made of this."""

DEEDS_OF: dict[Move, tuple[Deed, ...]] = {
    move: tuple(deed for deed in DEEDS.values() if deed.move is move) for move in Move
}
"""The deeds of each move."""

__all__ = ["DEEDS", "DEEDS_OF", "CaseForm", "Deed"]
