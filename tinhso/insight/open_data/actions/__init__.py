"""What is written of open data: new versions, requests and their answers."""

from tinhso.insight.open_data.actions.copying import copy_all
from tinhso.insight.open_data.actions.publishing import publish, publish_all
from tinhso.insight.open_data.actions.requesting import answer, ask, forward

__all__ = ["answer", "ask", "copy_all", "forward", "publish", "publish_all"]
