"""What is done inside an installation of its own: `python -m tests.upgrades.inside populate|go_on`."""

from __future__ import annotations

import json
import sys

import django


def main() -> None:
    """Do it and write what is there then."""
    django.setup()
    from django.utils import timezone

    from tests.factories.cases import receive
    from tests.upgrades.scene import picture, populate

    if sys.argv[1] == "populate":
        from recours.cli.founding import migrate

        migrate()
        populate()
        answer = picture()
    else:
        from recours.jobs.worker import tick

        before = picture()
        receive(timezone.now(), key="after the upgrade")
        while tick(timezone.now()):
            pass
        answer = {"found": before, "later": picture()}
    json.dump(answer, sys.stdout, ensure_ascii=False, indent=1, sort_keys=True)
    print()  # noqa: T201 - the answer ends with a line break


if __name__ == "__main__":
    main()
