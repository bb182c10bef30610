"""Vietnamese first; English is a switch."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_foreign_browser_gets_vietnamese_until_its_reader_asks_otherwise():
    client = Client(headers={"Accept-Language": "en-GB,en"})

    first = client.get("/")
    client.post("/i18n/setlang/", {"language": "en", "next": "/"})
    second = client.get("/")

    assert (first.headers["Content-Language"], second.headers["Content-Language"]) == ("vi", "en")


def test_a_language_that_we_do_not_speak_becomes_vietnamese():
    client = Client()
    client.cookies["django_language"] = "xx'><script>"

    assert client.get("/").headers["Content-Language"] == "vi"
