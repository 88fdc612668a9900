"""Concerns, answers and requests: what the record amounts to at the end of a day."""

from tocsin.register.context import sentence_span
from tocsin.register.register import register
from tocsin.register.types import Answer, CommonTo, Concern, Raising, Register, Request, Silence

__all__ = [
    "Answer",
    "CommonTo",
    "Concern",
    "Raising",
    "Register",
    "Request",
    "Silence",
    "register",
    "sentence_span",
]
