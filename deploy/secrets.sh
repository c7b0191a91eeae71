#!/bin/sh
# Makes .env for docker compose: from .env.example, with a random value for each secret that docker-compose.yml wants and .env does not have. What is there already stays.
set -eu
cd "$(dirname "$0")/.."
umask 077
[ -e .env ] || cp .env.example .env

random() { head -c "$1" /dev/urandom | base64 | tr -d '\n'; }

for name in $(grep -o '\${[A-Z_]*:?' docker-compose.yml | tr -d '${:?' | sort -u); do
  if grep -q "^$name=." .env; then continue; fi
  # In an address, such as REDIS_URL, a password may hold neither / nor +.
  case $name in DATA_KEY) value=$(random 32) ;; *) value=$(random 24 | tr '/+' '_-') ;; esac
  grep -v "^$name=" .env > .env.new || true
  printf '%s=%s\n' "$name" "$value" >> .env.new
  mv .env.new .env
  echo "$name"
done
chmod 600 .env
