#!/bin/sh
# Once in the life of a cluster, on its first leader; Patroni gives the address. The database of the house; its owner,
# no superuser, who migrates; and the role of web and worker, who makes no tables.
set -eu
printf '%s\n' "CREATE ROLE tinhso LOGIN PASSWORD '$DATABASE_PASSWORD';" "CREATE DATABASE tinhso OWNER tinhso;" \
  "CREATE ROLE tinhso_app LOGIN PASSWORD '$APP_PASSWORD';" "GRANT pg_read_all_stats TO tinhso_app;" |
  $PG_BIN/psql -v ON_ERROR_STOP=1 -q "$$1"
