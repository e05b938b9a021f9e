"""Runs first in the executable: what it starts (a browser for Help, say) gets the machine's own library path back.

PyInstaller's start-up has put the executable's folder there; this process was loaded with it and needs it no more.
"""

import os

for _name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
    _before = os.environ.pop(f"{_name}_ORIG", None)
    if _before is not None:
        os.environ[_name] = _before
    else:
        os.environ.pop(_name, None)
