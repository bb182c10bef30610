"""Open data speaks of nobody: small counts are hidden, registers of people are not published, askers are not asked."""

from __future__ import annotations

from tinhso.insight.open_data.models import (
    CatalogueEntry,
    Dataset,
    DatasetFile,
    DatasetRequest,
    DatasetVersion,
    PortalCopy,
)

KEPT = ()
OF_DUTY = ()
IMPERSONAL = (CatalogueEntry, Dataset, DatasetVersion, DatasetFile, DatasetRequest, PortalCopy)
