#!/bin/sh
# Makes a bare Debian 12 machine one of the province: sudo deploy/install.sh db|web|work|proxy PLAN NAME
# Safe to repeat: after a change of the plan, or to bring a machine that holds several roles each of them.
set -eu
role=$1 plan=$(realpath "$2") name=$3
here=$(cd "$(dirname "$0")/.." && pwd)
value() { sed -n "s/^$1=\"\{0,1\}\([^\"]*\)\"\{0,1\}\$/\1/p" "$plan"; }
export DEBIAN_FRONTEND=noninteractive

apt-get update -qq
case $role in
db)
  # Debian would make a cluster of its own beside ours.
  mkdir -p /etc/postgresql-common
  printf 'create_main_cluster = false\n' > /etc/postgresql-common/createcluster.conf
  apt-get install -y -qq --no-install-recommends postgresql-15 etcd-server pgbouncer python3-venv
  systemctl disable -q --now pgbouncer 2>/dev/null || true
  python3 -m venv /opt/patroni
  /opt/patroni/bin/pip install -q --require-hashes -r "$here/deploy/requirements-ha.lock"
  python3 "$here/deploy/render.py" db "$plan" "$name"
  install -d -o postgres -g postgres -m 700 "$(value PG_DATA)"
  install -d -o etcd -g etcd -m 700 /var/lib/etcd/tinhso
  chown -R postgres:postgres /etc/tinhso && chmod 750 /etc/tinhso
  chown root:etcd /etc/default/etcd
  # A leader that hangs is reset by its own kernel before another takes over.
  printf 'softdog\n' > /etc/modules-load.d/tinhso.conf
  printf 'KERNEL=="watchdog", OWNER="postgres"\n' > /etc/udev/rules.d/90-tinhso.rules
  modprobe softdog 2>/dev/null || true
  systemctl daemon-reload
  systemctl enable -q etcd patroni pgbouncer
  systemctl restart --no-block etcd
  systemctl start --no-block patroni
  systemctl restart pgbouncer
  ;;
web | work)
  apt-get install -y -qq --no-install-recommends haproxy python3 python3-pip make git nfs-common
  id -u "$(value ACCOUNT)" > /dev/null 2>&1 || useradd --system --home-dir "$(value HOME)" "$(value ACCOUNT)"
  python3 "$here/deploy/render.py" "$role" "$plan" "$name"
  chown root:"$(value ACCOUNT)" /etc/tinhso/tinhso.env
  mountpoint -q "$(value STATE)" || echo "ATTENTION: $(value STATE) is not mounted; all machines must share it."
  make -s -C "$here" setup
  systemctl daemon-reload
  systemctl enable -q haproxy "tinhso-$role"
  systemctl reload-or-restart haproxy
  systemctl restart "tinhso-$role"
  if [ "$role" = web ]; then
    systemctl enable -q tinhso-stream
    systemctl restart tinhso-stream
  fi
  ;;
proxy)
  apt-get install -y -qq --no-install-recommends haproxy
  python3 "$here/deploy/render.py" proxy "$plan" "$name"
  test -r "$(value CERTIFICATE)" || { echo "Put certificate and key into $(value CERTIFICATE) first."; exit 1; }
  haproxy -c -q -f /etc/haproxy/haproxy.cfg
  systemctl enable -q haproxy
  systemctl reload-or-restart haproxy
  ;;
*) echo "db, web, work or proxy?" && exit 2 ;;
esac
echo "$name is ready as $role."
