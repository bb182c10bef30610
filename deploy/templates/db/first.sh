#!/bin/sh
# Once in the life of a cluster, on its first leader; Patroni gives the address. Role and database of the house: its
# owner, no superuser.
set -eu
printf '%s\n' "CREATE ROLE tinhso LOGIN PASSWORD '$DATABASE_PASSWORD';" "CREATE DATABASE tinhso OWNER tinhso;" |
  $PG_BIN/psql -v ON_ERROR_STOP=1 -q "$$1"
