"""python -m tinhso.ground.gateway.doubles.data_portal http://127.0.0.1:9200: a portal of open data that speaks CKAN.

It knows one token (`ma-thu`) of one organisation (`tinh-ninh-binh`) and keeps datasets as CKAN does: made once a name,
with ids of its own. POST /__packages puts one there as somebody else's. Faults: answer_lost (done, but answered 504),
refused (409 with a reason), forbidden (403), slow, error_500, garbage.
"""

from __future__ import annotations

import asyncio
import re
import sys
from typing import Any
from uuid import uuid4

from aiohttp import web

from tinhso.ground.gateway.doubles.kit import Faults, serve

TOKEN, ORGANISATION = "ma-thu", "tinh-ninh-binh"
NAME = re.compile(r"[a-z0-9_-]{2,100}")
TAG = re.compile(r"[\w\-. ]{2,100}")
Package = dict[str, Any]


class DataPortal:
    """Datasets by name, and which actions were called."""

    def __init__(self) -> None:
        self.packages: dict[str, Package] = {}
        self.calls: list[str] = []
        self.faults = Faults("answer_lost", "refused", "forbidden")

    def application(self) -> web.Application:
        """The portal as a web application."""
        application = web.Application(middlewares=[self.faults.middleware("/api")])
        application.add_routes(self.faults.routes())
        application.add_routes([
            web.post("/api/3/action/{action}", self.act),
            web.get("/__packages", self.as_json),
            web.post("/__packages", self.put),
            web.delete("/__packages", self.forget),
        ])  # fmt: skip
        return application

    async def act(self, request: web.Request) -> web.Response:
        """One action, in the envelope of CKAN."""
        action, says = request.match_info["action"], await request.json()
        self.calls.append(action)
        if action == "package_show":
            found = self._found(str(says.get("id", "")))
            return _told(found) if found else _refused(404, "Not Found Error", message="Not found")
        if action not in {"package_create", "package_update"}:
            return _refused(400, "Bad request", message=f"Action name not known: {action}")
        return self._write(request, action, says)

    def _write(self, request: web.Request, action: str, says: Package) -> web.Response:
        """Make a dataset or replace it."""
        if request.headers.get("Authorization") != TOKEN or self.faults.strikes("forbidden"):
            return _refused(403, "Authorization Error", message="Access denied")
        if self.faults.strikes("refused"):
            return _refused(409, "Validation Error", license_id=["Licence is not open"])
        if wrong := self._wrong(action, says):
            return _refused(409, "Validation Error", **wrong)
        kept = self._kept(says)
        if self.faults.strikes("answer_lost"):
            return web.Response(status=504)
        return _told(kept)

    def _wrong(self, action: str, says: Package) -> dict[str, list[str]]:
        """Fields with their sentences, as the validators of CKAN word them."""
        name, wrong = str(says.get("name", "")), {}
        if not NAME.fullmatch(name):
            wrong["name"] = ["Must be purely lowercase alphanumeric (ascii) characters and these symbols: -_"]
        elif action == "package_create" and name in self.packages:
            wrong["name"] = ["That URL is already in use."]
        if says.get("owner_org") != ORGANISATION:
            wrong["owner_org"] = ["Organization does not exist"]
        if any(not TAG.fullmatch(tag.get("name", "")) for tag in says.get("tags", ())):
            wrong["tags"] = ["Tag can only contain alphanumeric characters, spaces and symbols: - _ ."]
        if action == "package_update" and not self._found(str(says.get("id", ""))):
            wrong["id"] = ["Not found: Dataset"]
        return wrong

    def _kept(self, says: Package) -> Package:
        """The dataset as it stands from now on: what it was is replaced, ids stay."""
        before = self.packages.get(str(says["name"]), {})
        package = {**says, "id": before.get("id", str(uuid4())), "organization": {"name": says["owner_org"]}}
        package["resources"] = [{"id": str(uuid4()), **one} for one in says.get("resources", ())]
        self.packages[str(says["name"])] = package
        return package

    def _found(self, wanted: str) -> Package | None:
        return next((one for one in self.packages.values() if wanted in {one["name"], one["id"]}), None)

    async def as_json(self, request: web.Request) -> web.Response:
        """What it keeps, and which actions were called."""
        return web.json_response({"packages": list(self.packages.values()), "calls": self.calls})

    async def put(self, request: web.Request) -> web.Response:
        """A dataset that is somebody else's."""
        package = {"id": str(uuid4()), "resources": [], "organization": {"name": "khac"}, **await request.json()}
        self.packages[package["name"]] = package
        return web.json_response(package)

    async def forget(self, request: web.Request) -> web.Response:
        """Begin anew."""
        self.packages.clear()
        self.calls.clear()
        return web.json_response({})


def _told(result: Package) -> web.Response:
    return web.json_response({"success": True, "result": result})


def _refused(status: int, kind: str, **error: Any) -> web.Response:
    return web.json_response({"success": False, "error": {"__type": kind, **error}}, status=status)


if __name__ == "__main__":
    asyncio.run(serve(DataPortal().application(), sys.argv[1]))
