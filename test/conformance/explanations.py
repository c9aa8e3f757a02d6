"""Why an emulator answers otherwise than the embedded AWS: one row a probe and emulator, with the very difference.

A row that no longer matches what is seen fails the lane, as does a difference without a row.
"""

from dataclasses import dataclass

from probe import PROBES

import probes  # noqa: F401 - they fill PROBES

# What a row can say of the emulator; the page has a sentence for each.
WRONG, LACKS, OPEN, RIGHT = "wrong", "not held", "open", "right"


@dataclass(frozen=True)
class Row:
    emulator: str
    probe: str
    verdict: str
    because: str
    document: str
    lines: tuple


class Table:
    """The rows of one emulator."""

    def __init__(self, emulator):
        self.emulator, self.rows = emulator, {}

    def _add(self, verdict, probe, because, lines, document):
        if probe in self.rows:
            raise ValueError(f"two rows of {self.emulator} explain {probe}")
        by = document or (PROBES[probe].by if probe in PROBES else "")
        self.rows[probe] = Row(self.emulator, probe, verdict, because, by, lines)

    def wrong(self, probe, because, *lines, document=None):
        """AWS answers as the embedded AWS does, by the document of the probe or the one given."""
        self._add(WRONG, probe, because, lines, document)

    def lacks(self, probe, because, *lines, document=None):
        """The emulator does not have the operation, or what the probe needs before it."""
        self._add(LACKS, probe, because, lines, document)

    def open(self, probe, because, *lines, document):
        """AWS's documents leave it open: either may be right."""
        self._add(OPEN, probe, because, lines, document)

    def right(self, probe, because, *lines, document=None):
        """The emulator answers as AWS does; the embedded AWS is simpler, knowingly."""
        self._add(RIGHT, probe, because, lines, document)
