from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import migrations, models
from django.db.models import F, Func, Q

# Every word once for itself and once for each agency that may find the dossier: 297/nguyen. No word holds a slash.
FUNCTION = """
CREATE FUNCTION dossiers_lexemes(words text, receiving bigint, resolving bigint, support bigint) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_to_tsvector(array_remove(string_to_array(words
        || coalesce(replace(' ' || words, ' ', ' ' || receiving::text || '/'), '')
        || coalesce(replace(' ' || words, ' ', ' ' || nullif(resolving, receiving)::text || '/'), '')
        || coalesce(replace(' ' || words, ' ', ' ' || nullif(nullif(support, receiving), resolving)::text || '/'), ''),
        ' '), ''))
$$;
"""
# The agencies were words of the text, and signs between words were left in it.
WORDS_ALONE = r"""
UPDATE dossiers_dossier SET search_text =
    trim(regexp_replace(regexp_replace(search_text, '\mzz[0-9]+\M', '', 'g'), '[^[:alnum:]]+', ' ', 'g'));
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):

    dependencies = [
        ("dossiers", "0008_verification_minutes"),
    ]

    operations = [
        migrations.RemoveIndex("dossier", "dossiers_search"),
        migrations.RemoveField("dossier", "search"),
        migrations.RunSQL(WORDS_ALONE, migrations.RunSQL.noop),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION dossiers_lexemes(text, bigint, bigint, bigint)"),
        migrations.AddField(
            "dossier",
            "search",
            models.GeneratedField(
                db_persist=True,
                expression=Func(
                    F("search_text"), F("receiving_agency"), F("resolving_agency"), F("support_agency"),
                    function="dossiers_lexemes",
                ),
                output_field=SearchVectorField(),
            ),
        ),
        migrations.AddIndex("dossier", GinIndex(fields=["search"], name="dossiers_search")),
        migrations.RemoveIndex("dossier", "dossiers_resolving"),
        migrations.AddIndex("dossier", models.Index(fields=["filed_at", "id"], name="dossiers_filed")),
        migrations.AddIndex(
            "dossier",
            models.Index(
                condition=~Q(resolving_agency=F("receiving_agency")), fields=["resolving_agency", "filed_at", "id"],
                name="dossiers_filed_elsewhere",
            ),
        ),
        migrations.AddIndex(
            "dossier",
            models.Index(
                condition=Q(
                    ~Q(support_agency=F("receiving_agency")), ~Q(support_agency=F("resolving_agency")),
                    support_agency__isnull=False,
                ),
                fields=["support_agency", "filed_at", "id"], name="dossiers_supported",
            ),
        ),
    ]  # fmt: skip
