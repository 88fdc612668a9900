"""Who a mention is: names, coreference, roles learnt from text, resolution."""

from __future__ import annotations

from tocsin.actors.chronicle import Chronicle
from tocsin.actors.memory import Memory, general_knowledge
from tocsin.actors.resolve import resolve
from tocsin.actors.tenures import changes, conflicts, learnt, merged
from tocsin.actors.types import Actor, Cast, Mention, NamedSpan, Role, Sourced, Tenure

__all__ = [
    "Actor",
    "Cast",
    "Chronicle",
    "Memory",
    "Mention",
    "NamedSpan",
    "Role",
    "Sourced",
    "Tenure",
    "changes",
    "conflicts",
    "general_knowledge",
    "learnt",
    "merged",
    "resolve",
]
