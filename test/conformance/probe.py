"""What a probe is: a question to an AWS, from one page of AWS's documents, with an answer that can be compared."""

from dataclasses import dataclass
from typing import Callable

PROBES = {}


@dataclass(frozen=True)
class Probe:
    """`operations`: those it judges, the first before all. `by`: the AWS document that says what is right."""

    name: str
    operations: tuple
    by: str
    ask: Callable

    @property
    def operation(self):
        return self.operations[0]


def probe(operations, what, by):
    """Declares a probe of "service Operation[, service Operation …]"; its function takes a Trial, gives the answer."""
    named = tuple(operations.split(", "))

    def add(ask):
        name = f"{named[0]}: {what}"
        if name in PROBES:
            raise ValueError(f"two probes are called {name}")
        PROBES[name] = Probe(name, named, by, ask)
        return ask

    return add
