"""How the tests run: the same examples every time, unless someone goes exploring."""

import os

from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None, print_blob=True)
settings.load_profile("explore" if os.environ.get("PANELWRIGHT_EXPLORE") else "same")
