"""Sidecars: what the editor says of one cable, in ``ID.yaml`` beside its source.

Each key of a sidecar has a module of its own that reads it; :mod:`.loading` knows them all.
"""

from __future__ import annotations

from cable_edition.core.editing.sidecar.loading import Sidecar, load_sidecars, read_sidecar

__all__ = ["Sidecar", "load_sidecars", "read_sidecar"]
