"""The deployment's settings, in a home of its own that is thrown away, with cheap passwords and no disk syncs."""

import atexit
import os
import shutil
import tempfile

_home = tempfile.mkdtemp(prefix="recours-test-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["RECOURS_HOME"] = _home

from recours.config.settings import *  # noqa: E402, F403 - the home must be known before the settings are read
from recours.config.settings import DATABASES, RECOURS_HOME  # noqa: E402 - the same

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
_database = DATABASES["default"]
if "sqlite" in str(_database["ENGINE"]):
    # A file, so that threads contend for it as they do in production; unsynced, because no test pulls this plug.
    _database["TEST"] = {"NAME": str(RECOURS_HOME / "test.sqlite3")}
    _database["OPTIONS"]["init_command"] = _database["OPTIONS"]["init_command"].replace(
        "synchronous=FULL", "synchronous=OFF"
    )  # type: ignore[index]
