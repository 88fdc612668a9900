"""Tocsin keeps watch for an alliance."""
