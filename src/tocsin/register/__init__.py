"""Concerns, answers and requests: what the record amounts to at the end of a day."""

from tocsin.register.context import counted_once, in_time, sentence_span, spans_of
from tocsin.register.naming import Naming, naming_of
from tocsin.register.parties import Parties
from tocsin.register.register import register
from tocsin.register.speakers import Speaker, speakers
from tocsin.register.types import Answer, CommonTo, Concern, Raising, Register, Request, Silence

__all__ = [
    "Answer",
    "CommonTo",
    "Concern",
    "Naming",
    "Parties",
    "Raising",
    "Register",
    "Request",
    "Silence",
    "Speaker",
    "counted_once",
    "in_time",
    "naming_of",
    "register",
    "sentence_span",
    "spans_of",
    "speakers",
]
