"""Fixtures for all rooms."""

from __future__ import annotations

import pytest

from tocsin.world import World, load


@pytest.fixture(scope="session")
def world() -> World:
    """The world files that ship with the package."""
    return load()
