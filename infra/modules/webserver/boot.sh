# Fetches and starts the release that this instance is tagged with. Runs as user data on EC2 (under
# systemd from then on) and unchanged as a process in the local cloud (where it becomes the
# application), told apart by AWS_EC2_METADATA_SERVICE_ENDPOINT.
#
#   ARTIFACT_BUCKET   bucket with releases/<release>.tar.gz
#   PORT              port the application listens on, 8080 unless set
#   PACKAGES          packages of the distribution that releases need, installed where they are missing
#   DATABASE_URL      used as it is; else made from DATABASE_HOST, _PORT, _NAME, _USER, with the password of _SECRET
set -euo pipefail

metadata="${AWS_EC2_METADATA_SERVICE_ENDPOINT:-http://169.254.169.254}"
metadata="${metadata%/}"
port="${PORT:-8080}"

say() { echo "bluegreen boot: $*" >&2; }

# Tries a command every two seconds, thirty times: roles, tags and objects reach a new instance late.
retry() {
  local attempt
  for attempt in {1..30}; do
    "$@" && return 0
    say "attempt ${attempt} of 30 failed: $1"
    sleep 2
  done
  return 1
}

read_token() {
  token=$(curl -fsS --max-time 2 -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 600' "$metadata/latest/api/token")
}

read_metadata() {
  curl -fsS --max-time 2 -H "X-aws-ec2-metadata-token: $token" "$metadata/latest/meta-data/$1"
}

read_release() {
  release=$(read_metadata tags/instance/bluegreen:release)
}

fetch_release() {
  aws s3 cp --only-show-errors "$artifact" "$home/$release.tar.gz"
}

install_packages() {
  # shellcheck disable=SC2086 # a list
  rpm --quiet -q $PACKAGES || dnf install -y -q $PACKAGES
}

if [[ -z "${AWS_EC2_METADATA_SERVICE_ENDPOINT:-}" ]]; then
  home=/opt/bluegreen
  # User data runs at the first boot only. What a warm pool stopped in the middle of that goes on at the next one.
  again=/var/lib/cloud/scripts/per-boot/bluegreen
  [[ "$0" -ef "$again" ]] || install -m 755 "$0" "$again"
  [[ -z "${PACKAGES:-}" ]] || retry install_packages
else
  home="${BLUEGREEN_HOME:-$PWD}"
fi
mkdir -p "$home"

retry read_token
retry read_release
colour=$(read_metadata tags/instance/bluegreen:colour)
# A release may name another place to be fetched from.
artifact=$(read_metadata tags/instance/bluegreen:artifact 2>/dev/null || true)
artifact="${artifact:-s3://$ARTIFACT_BUCKET/releases/$release.tar.gz}"
region="${AWS_REGION:-${AWS_DEFAULT_REGION:-$(read_metadata placement/region)}}"
export AWS_DEFAULT_REGION="$region"

# An AMI may carry its release; only what is missing is fetched.
directory="$home/releases/$release"
if [[ ! -x "$directory/app/start" && ! -x "$directory/start" ]]; then
  say "fetching release $release from $artifact"
  retry fetch_release
  rm -rf "$directory.part" && mkdir -p "$directory.part"
  tar -xzf "$home/$release.tar.gz" -C "$directory.part"
  rm -rf "$directory" "$home/$release.tar.gz"
  mv "$directory.part" "$directory"
fi
start="$directory/start"
[[ -x "$start" ]] || start="$directory/app/start"
[[ -x "$start" ]] || { say "release $release has no start program: expected start or app/start in its archive"; exit 1; }

# RDS changes the password every week. libpq reads it from this file at each new connection, so a fresh file is enough:
# nothing restarts, and no password is in a unit, a template or the environment of a process.
cat >"$home/password" <<'PASSWORD'
#!/usr/bin/env python3
"""password SECRET FILE: writes the secret as it is now to a libpq password file"""
import json, os, subprocess, sys

secret, file = sys.argv[1:]
command = ["aws", "secretsmanager", "get-secret-value", "--secret-id", secret, "--query", "SecretString", "--output", "text"]
found = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
fields = [found[key].replace("\\", "\\\\").replace(":", "\\:") for key in ("username", "password")]
with open(os.open(file + ".new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as new:
    new.write(":".join(["*", "*", "*", *fields]) + "\n")
os.replace(file + ".new", file)
PASSWORD
chmod 755 "$home/password"

# Secrets Manager may be away for a moment when the application restarts: then the last password will do.
launcher="$home/launch"
cat >"$launcher" <<LAUNCH
#!/usr/bin/env bash
set -euo pipefail
export PORT='$port' HOST="\${HOST:-0.0.0.0}" RELEASE='$release' COLOUR='$colour' AWS_DEFAULT_REGION='$region'
if [[ -z "\${DATABASE_URL:-}" && -n '${DATABASE_SECRET:-}' ]]; then
  export PGPASSFILE='$home/.pgpass'
  '$home/password' '${DATABASE_SECRET:-}' "\$PGPASSFILE" || [[ -s "\$PGPASSFILE" ]]
  export DATABASE_URL='postgresql://${DATABASE_USER:-}@${DATABASE_HOST:-}:${DATABASE_PORT:-5432}/${DATABASE_NAME:-}?sslmode=require'
fi
cd "\$(dirname '$start')"
exec '$start'
LAUNCH
chmod 755 "$launcher"

if [[ -n "${AWS_EC2_METADATA_SERVICE_ENDPOINT:-}" ]]; then
  say "starting release $release ($colour) on port $port"
  exec "$launcher"
fi

id bluegreen >/dev/null 2>&1 || useradd --system --home-dir "$home" --shell /usr/sbin/nologin bluegreen
cat >/etc/systemd/system/bluegreen.service <<UNIT
[Unit]
Description=Application, release $release, side $colour
After=network-online.target
Wants=network-online.target

[Service]
User=bluegreen
ExecStart=$launcher
Restart=always
RestartSec=1
# Requests in flight may finish: longer than the load balancer's deregistration delay.
TimeoutStopSec=60
NoNewPrivileges=true
ProtectSystem=strict
ProtectHome=true
PrivateTmp=true
ReadWritePaths=$home

[Install]
WantedBy=multi-user.target
UNIT
if [[ -n "${DATABASE_SECRET:-}" ]]; then
  cat >/etc/systemd/system/bluegreen-password.service <<UNIT
[Unit]
Description=Password of the database, as it is now

[Service]
Type=oneshot
User=bluegreen
Environment=AWS_DEFAULT_REGION=$region
ExecStart=$home/password $DATABASE_SECRET $home/.pgpass
UNIT
  cat >/etc/systemd/system/bluegreen-password.timer <<UNIT
[Timer]
OnActiveSec=60
OnUnitActiveSec=60

[Install]
WantedBy=timers.target
UNIT
fi
chown -R bluegreen "$home"
systemctl daemon-reload
[[ -z "${DATABASE_SECRET:-}" ]] || systemctl enable --now bluegreen-password.timer
systemctl enable --now bluegreen.service
say "release $release ($colour) is running under systemd on port $port"
