import django.db.models.deletion
import django.db.models.functions.datetime
import tinhso.engines.eforms.models
import tinhso.ground.base.identifiers
from django.db import migrations, models


FROZEN = """
CREATE FUNCTION eforms_version_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a published form version is never deleted';
    END IF;
    IF (NEW.form_id, NEW.number, NEW.schema, NEW.fingerprint, NEW.source, NEW.valid_from, NEW.published_at)
       IS DISTINCT FROM
       (OLD.form_id, OLD.number, OLD.schema, OLD.fingerprint, OLD.source, OLD.valid_from, OLD.published_at)
       OR (NEW.state <> OLD.state AND NOT (OLD.state = 'PUBLISHED' AND NEW.state = 'RETIRED')) THEN
        RAISE EXCEPTION 'a published form version never changes; it may only be retired';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER eforms_version_frozen BEFORE UPDATE OR DELETE ON eforms_formversion
    FOR EACH ROW WHEN (OLD.state <> 'DRAFT') EXECUTE FUNCTION eforms_version_frozen();
"""
THAWED = """
DROP TRIGGER eforms_version_frozen ON eforms_formversion;
DROP FUNCTION eforms_version_frozen();
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Form',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=60, unique=True)),
                ('name', models.CharField(max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name='FormVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('schema', models.JSONField()),
                ('fingerprint', models.CharField(max_length=64)),
                ('source', models.TextField(blank=True)),
                ('state', models.CharField(choices=[('DRAFT', 'Đang soạn'), ('PUBLISHED', 'Đang dùng'), ('RETIRED', 'Ngừng dùng')], default=tinhso.engines.eforms.models.FormState['DRAFT'], max_length=10)),
                ('valid_from', models.DateField()),
                ('published_at', models.DateTimeField(null=True)),
                ('retired_at', models.DateTimeField(null=True)),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='eforms.form')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['form', 'state', 'valid_from'], name='eforms_version_in_use'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('form', 'number'), name='eforms_version_number'),
                    models.CheckConstraint(condition=models.Q(('state', 'DRAFT'), ('published_at__isnull', False), _connector='OR'), name='eforms_version_published_at'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=tinhso.ground.base.identifiers.uuid7, editable=False, unique=True)),
                ('owner_ref', models.CharField(max_length=80)),
                ('about', models.CharField(blank=True, max_length=120)),
                ('answers', models.JSONField(default=tinhso.engines.eforms.models.no_answers)),
                ('file_keys', models.JSONField(default=tinhso.engines.eforms.models.no_answers)),
                ('step', models.CharField(blank=True, max_length=60)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('updated_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField(db_index=True)),
                ('form_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='eforms.formversion')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['owner_ref', '-updated_at'], name='eforms_draft_of_owner'),
                ],
            },
        ),
        migrations.RunSQL(FROZEN, THAWED),
    ]
