#!/bin/sh
# Run once by the database's container on an empty volume: the role that web, worker and beat use.
# What it may do is given by `manage.py grant_web_role emra_web`, after each migration.
set -eu
psql --no-psqlrc --set ON_ERROR_STOP=1 --set password="$WEB_PASSWORD" \
    --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE emra_web LOGIN PASSWORD :'password';
SQL
