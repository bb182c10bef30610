"""Words are found by one quarter of a year after the other, and kept in the index alone: a row of 2 kB loses 0.4."""

from importlib import import_module

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.contrib.postgres.search import SearchVectorField
from django.db import migrations
from django.db.models import F, Func

# Every word once for its quarter (2026q4/nguyen) and once more for each agency that may find the dossier
# (297/2026q4/nguyen). No word holds a slash. In PL/pgSQL: as SQL it would be copied into the plan of every question.
FUNCTION = """
CREATE FUNCTION dossiers_words_by_quarter(
    words text, filed_at timestamptz, receiving bigint, resolving bigint, support bigint
) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    quarter text := to_char(filed_at AT TIME ZONE 'UTC', 'YYYY"q"Q/');
    place text;
    found text := '';
BEGIN
    FOREACH place IN ARRAY ARRAY[
        '', receiving || '/', nullif(resolving, receiving) || '/',
        nullif(nullif(support, receiving), resolving) || '/'
    ] LOOP
        CONTINUE WHEN place IS NULL;
        found := found || replace(' ' || words, ' ', ' ' || place || quarter);
    END LOOP;
    RETURN array_to_tsvector(string_to_array(ltrim(found), ' '));
END $$
"""
# On the way back the column is made again, and needs it.
FORMER = import_module("tinhso.government.dossiers.migrations.0009_words_of_agencies").FUNCTION


class Migration(migrations.Migration):
    """The new index is built beside the work; only then the old one and its column go."""

    atomic = False
    dependencies = [("dossiers", "0015_words_met")]
    operations = [
        migrations.RunSQL(
            FUNCTION, "DROP FUNCTION dossiers_words_by_quarter(text, timestamptz, bigint, bigint, bigint)"
        ),
        AddIndexConcurrently(
            "dossier",
            GinIndex(
                Func(
                    F("search_text"), F("filed_at"), F("receiving_agency"), F("resolving_agency"), F("support_agency"),
                    function="dossiers_words_by_quarter", output_field=SearchVectorField(),
                ),
                fastupdate=False, name="dossiers_found_by_words",
            ),
        ),
        RemoveIndexConcurrently("dossier", "dossiers_search"),
        migrations.RemoveField("dossier", "search"),
        migrations.RunSQL("DROP FUNCTION dossiers_lexemes(text, bigint, bigint, bigint)", FORMER),
    ]  # fmt: skip
