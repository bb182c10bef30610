"""What Registration takes and gives, in GovStack's names."""

from __future__ import annotations

from datetime import date
from typing import Any

from ninja import Schema
from pydantic import Field

from tinhso.front.govstack.queries import MOST, Page


class Service(Schema):
    """A procedure in force. isExecutable: it can be filled in online."""

    id: str
    name: str
    version: str
    type: str = "Public"
    isExecutable: bool
    isClosed: bool = False
    description: str


class EFormLine(Schema):
    """A published form."""

    eFormId: str
    name: str
    description: str
    version: str
    latest: bool = True


class EForm(EFormLine):
    """A published form with its JSON Schema 2020-12."""

    form_schema: dict[str, Any] = Field(serialization_alias="schema")


class FormData(Schema):
    """Answers by the names of the form's fields; eFormId: the form that was filled in."""

    data: dict[str, Any] = Field(default_factory=dict)
    eFormId: str = ""


class ApplicationIn(Schema):
    """applicantId: the 12 digits of the personal number; applicationName: the full name, as on the card.

    documentUrls: what POST /documents gave, each perhaps with #CODE of the part that it is; created is the
    caller's own note: a dossier is filed when it arrives.
    """

    applicationName: str = Field("", max_length=120)
    applicantId: str = Field(max_length=80)
    created: str = ""
    formData: FormData = Field(default_factory=FormData)
    documentUrls: list[str] = Field(default_factory=list, max_length=100)


class Listing(Schema):
    """Filters and page of the list of applications."""

    serviceId: str = ""
    applicantId: str = ""
    firstResult: int = 0
    maxResult: int = MOST
    sortBy: str = ""
    sortOrder: str = ""

    @property
    def page(self) -> Page:
        """The page of it."""
        return Page(self.firstResult, self.maxResult, self.sortBy, self.sortOrder)


class TaskListing(Listing):
    """Filters and page of the list of tasks."""

    fileId: str = ""
    mainTaskId: str = ""
    assigneeId: str = ""


class Completion(Schema):
    """data.action: receive, transfer or refuse (with reason and legal_basis); without it the move that leads on."""

    data: dict[str, Any] = Field(default_factory=dict)


class Asked(Schema):
    """Which applications are counted. operator, role: our counts do not know them and say so by leaving them out."""

    startDate: date | None = None
    endDate: date | None = None
    registrationName: str = ""
    timeframe: str = ""
