"""Runs first in the executable, too: an empty module stands in for that of Qt's OpenGL, which has 9 MB.

pyqtgraph names that module when it is imported, and uses it only for plots that OpenGL draws. The program has none.
"""

import sys
import types

sys.modules["PySide6.QtOpenGL"] = types.ModuleType("PySide6.QtOpenGL")
