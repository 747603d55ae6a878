"""What the worker does for the trail."""

from datetime import datetime

from recours.trail.checkpoints import seal_all


def seal(now: datetime) -> None:
    """Put everything that is not yet sealed under a checkpoint."""
    seal_all(now)
