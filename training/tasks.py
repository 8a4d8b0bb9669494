"""The two recognisers: what they read, and how large they are."""

import mrz_lines
import print_lines
from net import LineNet

TASKS = {
    "mrz": {"lines": mrz_lines, "net": lambda: LineNet(mrz_lines.CLASSES, context=(1,), wide=112), "width": 512},
    "print": {"lines": print_lines, "net": lambda: LineNet(print_lines.CLASSES, context=(1, 2, 4), wide=160), "width": 640},
}
