"""How a field of a message stands in XML: its element's name and its shape; the order of fields is that of elements."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any


class Shape(Enum):
    """What an element holds."""

    TEXT = auto()
    NUMBER = auto()
    FLAG = auto()  # true, false
    DAY = auto()  # yyyy/MM/dd
    MOMENT = auto()  # yyyy/MM/dd HH:mm:ss, Vietnam time
    PART = auto()  # one element with elements of its own
    PARTS = auto()  # the same, repeated
    TEXTS = auto()  # a list of texts inside one element: Appendixes{Appendix*}
    LISTED = auto()  # a list of parts inside one element: ReceiverList{Receiver*}


@dataclass(frozen=True)
class Element:
    """name: of the element, spelled as the standard spells it. part: whose fields are inside; inner: name of each."""

    name: str
    shape: Shape
    part: type[Any] | None = None
    inner: str = ""


def text(name: str) -> Any:
    """A text; '' is left out."""
    return field(default="", metadata={"xml": Element(name, Shape.TEXT)})


def scalar(name: str, shape: Shape) -> Any:
    """A number, a flag, a day or a moment; None is left out."""
    return field(default=None, metadata={"xml": Element(name, shape)})


def part(name: str, cls: type[Any]) -> Any:
    """An element with elements of its own; left out when nothing in it is said."""
    return field(default_factory=cls, metadata={"xml": Element(name, Shape.PART, cls)})


def parts(name: str, cls: type[Any]) -> Any:
    """Such elements, any number."""
    return field(default=(), metadata={"xml": Element(name, Shape.PARTS, cls)})


def texts(name: str, inner: str) -> Any:
    """Texts inside one element."""
    return field(default=(), metadata={"xml": Element(name, Shape.TEXTS, None, inner)})


def listed(name: str, inner: str, cls: type[Any]) -> Any:
    """Elements with elements of their own, inside one element."""
    return field(default=(), metadata={"xml": Element(name, Shape.LISTED, cls, inner)})
