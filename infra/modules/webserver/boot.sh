# Fetches and starts the release that this instance is tagged with. Runs as user data on EC2 (under
# systemd from then on) and unchanged as a process in the local cloud (where it becomes the
# application), told apart by AWS_EC2_METADATA_SERVICE_ENDPOINT.
#
#   ARTIFACT_BUCKET   bucket with releases/<release>.tar.gz
#   PORT              port the application listens on, 8080 unless set
#   DATABASE_URL      used as it is; else made from DATABASE_HOST, _PORT, _NAME and _SECRET at start
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

if [[ -z "${AWS_EC2_METADATA_SERVICE_ENDPOINT:-}" ]]; then
  home=/opt/bluegreen
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
  mkdir -p "$directory"
  tar -xzf "$home/$release.tar.gz" -C "$directory"
  rm -f "$home/$release.tar.gz"
fi
start="$directory/start"
[[ -x "$start" ]] || start="$directory/app/start"
[[ -x "$start" ]] || { say "release $release has no start program: expected start or app/start in its archive"; exit 1; }

# The password stays in Secrets Manager until the application starts: it may have been rotated since.
launcher="$home/launch"
cat >"$launcher" <<LAUNCH
#!/usr/bin/env bash
set -euo pipefail
export PORT='$port' HOST="\${HOST:-0.0.0.0}" RELEASE='$release' COLOUR='$colour' AWS_DEFAULT_REGION='$region'
if [[ -z "\${DATABASE_URL:-}" && -n '${DATABASE_SECRET:-}' ]]; then
  DATABASE_URL=\$(aws secretsmanager get-secret-value --secret-id '${DATABASE_SECRET:-}' --query SecretString --output text |
    python3 -c 'import json, sys, urllib.parse
secret = json.load(sys.stdin)
user, password = (urllib.parse.quote(secret[key], safe="") for key in ("username", "password"))
print(f"postgresql://{user}:{password}@${DATABASE_HOST:-}:${DATABASE_PORT:-5432}/${DATABASE_NAME:-}?sslmode=require")')
  export DATABASE_URL
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
chown -R bluegreen "$home"
systemctl daemon-reload
systemctl enable --now bluegreen.service
say "release $release ($colour) is running under systemd on port $port"
