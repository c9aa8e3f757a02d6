"""The tables of explanations, one an emulator."""

from tables.ministack import ministack
from tables.moto import moto

TABLES = {"moto": moto, "ministack": ministack}
