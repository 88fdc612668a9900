"""Concerns, answers and requests: what the record amounts to at the end of a day."""

from tocsin.register.context import in_time, sentence_span, spans_of
from tocsin.register.parties import Parties
from tocsin.register.register import register
from tocsin.register.types import Answer, CommonTo, Concern, Raising, Register, Request, Silence

__all__ = [
    "Answer",
    "CommonTo",
    "Concern",
    "Parties",
    "Raising",
    "Register",
    "Request",
    "Silence",
    "in_time",
    "register",
    "sentence_span",
    "spans_of",
]
