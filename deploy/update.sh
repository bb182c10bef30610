#!/bin/sh
# One machine to another version, without anyone noticing: sudo deploy/update.sh web|work VERSION
# Machine after machine; before the first: ./manage.py migrate from the new version (docs/how-to/deploy.md).
set -eu
role=$1 version=$2
cd "$(dirname "$0")/.."
git fetch -q --tags origin
git checkout -q "$version"
make -s setup
systemctl restart "tinhso-$role"   # the proxy sees that it goes, and sends people to the others
[ "$role" = web ] || exit 0
systemctl restart tinhso-stream    # who listens comes back by himself
address=$(sed -n 's/.*--host \([^ ]*\).*/\1/p' /etc/systemd/system/tinhso-web.service)
host=$(sed -n 's/^TINHSO_HOSTS=\([^,]*\).*/\1/p' /etc/tinhso/tinhso.env)
for _ in $(seq 60); do
  curl -fsS -o /dev/null -H "Host: $host" -H 'X-Forwarded-Proto: https' "http://$address:8000/healthz" && exit 0
  sleep 1
done
echo "It does not become ready: look at journalctl -u tinhso-web, and go back with deploy/update.sh $role OLD-VERSION"
exit 1
