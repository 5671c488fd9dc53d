import django.db.models.deletion
import emra.accounts.models
from django.conf import settings
from django.db import migrations, models


SCOPES = {'SECRETARIAT': ['progress:write'], 'CLUSTER': ['progress:review']}


def keep_what_keys_could_do(apps, schema_editor):
    """Keys issued before there were scopes could write all that the role of their person may."""
    keys = apps.get_model('accounts', 'ApiToken').objects
    for role, scopes in SCOPES.items():
        keys.filter(user__role=role).update(scopes=scopes)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_second_factor'),
    ]

    operations = [
        migrations.AddField(
            model_name='apitoken',
            name='expires_on',
            field=models.DateField(default=emra.accounts.models.in_a_year, verbose_name='sirve hasta'),
        ),
        migrations.AddField(
            model_name='apitoken',
            name='last_used_on',
            field=models.DateField(blank=True, null=True, verbose_name='último uso para escribir'),
        ),
        migrations.AddField(
            model_name='apitoken',
            name='scopes',
            field=models.JSONField(blank=True, default=list, verbose_name='permisos'),
        ),
        migrations.RunPython(keep_what_keys_could_do, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='apitoken',
            name='created_at',
            field=models.DateTimeField(auto_now_add=True, verbose_name='emitida'),
        ),
        migrations.CreateModel(
            name='ExternalIdentity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('issuer', models.CharField(max_length=200, verbose_name='proveedor')),
                ('digest', models.CharField(editable=False, max_length=64)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='registrada')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='identities', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'identidad externa',
                'verbose_name_plural': 'identidades externas',
                'constraints': [models.UniqueConstraint(fields=('issuer', 'digest'), name='identity_of_one_person', violation_error_message='Esa identidad ya está registrada.')],
            },
        ),
    ]
