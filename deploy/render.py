"""Writes the files of one machine from the plan of all: python3 deploy/render.py web plan.env web1 (any Python 3.11).

render.py secrets PLAN           adds the passwords that the plan does not have yet; keep the plan as the secret it is
render.py ROLE PLAN NAME [ROOT]  writes what the role (db, web, work, proxy) needs on machine NAME, below ROOT (/)
"""

from __future__ import annotations

import re
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path
from string import Template

HERE = Path(__file__).resolve().parent / "templates"
SECRETS = ("DATABASE_PASSWORD", "APP_PASSWORD", "SUPERUSER_PASSWORD", "REPLICATION_PASSWORD", "PATRONI_PASSWORD")
UNITS = "/etc/systemd/system"
# role -> template -> where it goes; what holds a password is for its owner alone.
FILES: dict[str, dict[str, str]] = {
    "db": {
        "db/etcd.env": "/etc/default/etcd",
        "db/patroni.yml": "/etc/tinhso/patroni.yml",
        "db/first.sh": "/etc/tinhso/first.sh",
        "db/pgbouncer.ini": "/etc/tinhso/pgbouncer.ini",
        "db/userlist.txt": "/etc/tinhso/userlist.txt",
        "db/patroni.service": f"{UNITS}/patroni.service",
        "db/pgbouncer.service": f"{UNITS}/pgbouncer.service",
    },
    "web": {
        "app/haproxy.cfg": "/etc/haproxy/haproxy.cfg",
        "app/tinhso.env": "/etc/tinhso/tinhso.env",
        "app/tinhso-web.service": f"{UNITS}/tinhso-web.service",
        "app/tinhso-stream.service": f"{UNITS}/tinhso-stream.service",
    },
    "work": {
        "app/haproxy.cfg": "/etc/haproxy/haproxy.cfg",
        "app/tinhso.env": "/etc/tinhso/tinhso.env",
        "app/owner.env": "/etc/tinhso/owner.env",
        "app/tinhso-work.service": f"{UNITS}/tinhso-work.service",
    },
    "proxy": {"proxy/haproxy.cfg": "/etc/haproxy/haproxy.cfg", "proxy/503.http": "/etc/tinhso/503.http"},
}
DEFAULTS = {
    "CONFIG": "/etc/tinhso",
    "ETCD_DATA": "/var/lib/etcd/tinhso",
    "ETCD_STATE": "new",
    "WATCHDOG": "automatic",
    "BIND": "*",
}


def read_plan(path: Path) -> dict[str, str]:
    """KEY="value" lines."""
    return dict(re.findall(r'^([A-Z_]+)="?([^"\n]*)"?$', path.read_text(), re.MULTILINE))


def machines(words: str) -> dict[str, str]:
    """Addresses by name, of name=address words."""
    return dict(word.split("=", 1) for word in words.split())


def facts(plan: Mapping[str, str], role: str, name: str) -> dict[str, str]:
    """Everything that a template may name, for one machine."""
    db, web = machines(plan["DB"]), machines(plan["WEB"])
    address = {**machines(plan.get("WORK", "")), **web, **db}.get(name, "")
    if not address and role != "proxy":
        raise SystemExit(f"{name} is no machine of the plan")
    return {
        **DEFAULTS,
        **plan,
        "NAME": name,
        "ADDRESS": address,
        "ETCD_CLUSTER": ",".join(f"{one}=http://{at}:2380" for one, at in db.items()),
        "ETCD_HOSTS": ",".join(f"{at}:2379" for at in db.values()),
        "LEADER_SERVERS": _lines(f"{one} {at}:6432 check port 8008" for one, at in db.items()),
        "REPLICA_SERVERS": _lines(f"{one} {at}:6432 check port 8008" for one, at in db.items()),
        "DIRECT_SERVERS": _lines(f"{one} {at}:5432 check port 8008" for one, at in db.items()),
        "WEB_SERVERS": _lines(f"{one} {at}:8000 check" for one, at in web.items()),
        "STREAM_SERVERS": _lines(f"{one} {at}:8012 check" for one, at in web.items()),
        "LAST_SERVERS": _lines(f"{one}-unready {at}:8000 backup" for one, at in web.items()),
    }


def _lines(servers: object) -> str:
    return "\n".join(f"  server {server}" for server in servers)  # type: ignore[attr-defined]


def render(role: str, known: Mapping[str, str], root: Path) -> list[Path]:
    """Write the files of a role; the ones written."""
    written = []
    for template, place in FILES[role].items():
        target = root / place.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        text = Template((HERE / template).read_text()).substitute(known)
        if target.suffix == ".http":  # a raw HTTP answer
            head, _, body = text.partition("\n\n")
            text = head.replace("\n", "\r\n") + "\r\n\r\n" + body
        target.touch(mode=0o640)
        target.write_text(text, newline="")
        written.append(target)
    return written


def add_secrets(path: Path) -> None:
    """Give the plan the passwords that it does not have yet."""
    plan = read_plan(path)
    with path.open("a") as file:
        file.writelines(f'{name}="{secrets.token_urlsafe(24)}"\n' for name in SECRETS if name not in plan)
    path.chmod(0o600)


def main(words: list[str]) -> int:
    """Do what the words say."""
    match words:
        case ["secrets", plan]:
            add_secrets(Path(plan))
        case [role, plan, name, *root] if role in FILES:
            for path in render(role, facts(read_plan(Path(plan)), role, name), Path(*root or "/")):
                print(path)
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
