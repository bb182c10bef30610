#!/bin/sh
# What a container of the image is: the web, the stream of the walls, the worker, or any other command of manage.py.
set -eu
python=.venv/bin/python
if [ "$1" = web ]; then
  exec $python -m granian --interface wsgi --host 0.0.0.0 --port 8000 --workers "${TINHSO_WEB_WORKERS:-4}" \
    --blocking-threads "${TINHSO_WEB_THREADS:-4}" --respawn-failed-workers --no-access-log --log-level warning \
    tinhso.config.wsgi:application
fi
if [ "$1" = stream ]; then
  exec $python -m granian --interface asgi --host 0.0.0.0 --port 8012 --workers 1 --backlog 2048 --backpressure 2048 \
    --respawn-failed-workers --no-access-log --no-ws --log-level warning tinhso.config.streams:application
fi
exec $python manage.py "$@"
