"""The tables stand since the first migration of plans; from here on they are this room's."""

from django.db import migrations, models
import django.db.models.deletion


class Migration(migrations.Migration):
    initial = True

    dependencies = [("people", "0006_failed_sign_ins"), ("plans", "0003_number_day_and_issuer")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='Committee',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('STEERING', 'Ban chỉ đạo'), ('HELP', 'Tổ giúp việc')], max_length=8)),
                        ('name', models.CharField(max_length=200)),
                        ('decision', models.CharField(max_length=80)),
                        ('founded_on', models.DateField()),
                        ('ended_on', models.DateField(null=True)),
                        ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency')),
                        ('helps', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='help_groups', to='committees.committee')),
                    ],
                    options={
                        'db_table': 'plans_committee',
                        'constraints': [models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('founded_on')), _connector='OR'), name='plans_committee_time')],
                    },
                ),
                migrations.CreateModel(
                    name='CommitteeMember',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120)),
                        ('office', models.CharField(max_length=200)),
                        ('seat', models.CharField(choices=[('HEAD', 'Trưởng ban, tổ trưởng'), ('STANDING', 'Phó trưởng ban thường trực'), ('DEPUTY', 'Phó trưởng ban, tổ phó'), ('SECRETARY', 'Thư ký'), ('MEMBER', 'Thành viên')], max_length=9)),
                        ('decision', models.CharField(max_length=80)),
                        ('valid_from', models.DateField()),
                        ('valid_to', models.DateField(null=True)),
                        ('left_by', models.CharField(blank=True, max_length=80)),
                        ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='committees.committee')),
                    ],
                    options={
                        'db_table': 'plans_committeemember',
                        'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='plans_member_time'), models.UniqueConstraint(condition=models.Q(('valid_to__isnull', True)), fields=('committee', 'name', 'office'), name='plans_member_once')],
                    },
                ),
            ]
        )
    ]
