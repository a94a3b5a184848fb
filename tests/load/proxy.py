"""nginx before several server processes: a person stays with one of them by the hash of the session's cookie."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlparse

import httpx2 as httpx

from tests.serving import free_port

PATIENCE = 20.0
CONFIG = """worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  upstream jiping {{
    hash $cookie_jiping consistent;
{servers}
  }}
  map $http_upgrade $connection_upgrade {{ default upgrade; '' close; }}
  server {{
    listen 127.0.0.1:{port};
    client_max_body_size 25m;
    location / {{
      proxy_pass http://jiping;
      proxy_http_version 1.1;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;
      proxy_set_header Host $http_host;
      proxy_read_timeout 1h;
    }}
  }}
}}
"""


@contextmanager
def behind_nginx(addresses: Sequence[str], folder: Path) -> Iterator[str]:
    """The address of an nginx of its own, on 127.0.0.1 only, with everything that it writes in a folder.

    Raises FileNotFoundError where nginx is not installed, TimeoutError where it does not answer.
    """
    port, nginx = free_port(), shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    if nginx is None:
        raise FileNotFoundError("nginx is not installed (Debian: apt install nginx-light)")
    servers = "\n".join(f"    server {urlparse(address).netloc};" for address in addresses)
    config = folder / "nginx.conf"
    config.write_text(CONFIG.format(folder=folder, servers=servers, port=port), encoding="utf-8")
    with subprocess.Popen([nginx, "-c", str(config), "-p", str(folder), "-g", "daemon off;"]) as process:
        try:
            _wait(f"http://127.0.0.1:{port}/health")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _wait(address: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            if httpx.get(address, timeout=2).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise TimeoutError("nginx did not answer")
