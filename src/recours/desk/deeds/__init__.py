"""What staff do with a case beyond talking: one deed for each move, gathered from the modules of the stages."""

from recours.desk.deeds import assessing, classifying, closing, ending, overseeing, responding, tasking
from recours.desk.deeds.deed import CaseForm, Deed

DEEDS = {
    deed.move: deed
    for stage in (assessing, classifying, responding, ending, closing, overseeing, tasking)
    for deed in stage.DEEDS
}
"""Every deed by its move; the routes, the menu and the forms of the case page are made of this."""

__all__ = ["DEEDS", "CaseForm", "Deed"]
