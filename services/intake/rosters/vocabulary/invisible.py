"""The characters that nobody sees and that must not hide in a cell."""

from __future__ import annotations

import re
from typing import Final

# Not U+200C and U+200D: Persian names and composed emoji need them.
INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
