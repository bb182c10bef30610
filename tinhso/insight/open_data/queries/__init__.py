"""Reading open data: the catalogue, datasets with their versions, requests."""

from tinhso.insight.open_data.queries.datasets import (
    Published,
    catalogue,
    dataset_for,
    datasets,
    file_of,
    records_of,
    version_of,
    versions_of,
)
from tinhso.insight.open_data.queries.requests import (
    Counted,
    answered,
    desk,
    is_overdue,
    locked,
    public_requests,
    request_by_key,
    request_for,
    roles_for,
    standing_of,
    verbs_for,
    visible_to,
)

__all__ = [
    "Counted",
    "Published",
    "answered",
    "catalogue",
    "dataset_for",
    "datasets",
    "desk",
    "file_of",
    "is_overdue",
    "locked",
    "public_requests",
    "records_of",
    "request_by_key",
    "request_for",
    "roles_for",
    "standing_of",
    "verbs_for",
    "version_of",
    "versions_of",
    "visible_to",
]
