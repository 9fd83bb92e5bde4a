"""The local cloud's load balancer beside nginx and HAProxy."""

import itertools
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench import loadlog
from bench.arithmetic import is_share_fair, median, percentile, spread
from bench.clouds import ROOT, WORK, Loads, java, wait_for
from bench.figure import Figure, Promise, Ratio, Scale, Table
from bench.registry import find

FOLDER = WORK / "balancer"
BLUE, GREEN, NGINX, HAPROXY, OURS = 18801, 18802, 18811, 18812, 18813
WEIGHTS = (90, 10)
CONNECTIONS = 32
OPEN_RATE = 500

TITLES = {"bluegreen": "**local load balancer** (this project)", "nginx": "nginx", "haproxy": "HAProxy"}
AIMS = {"1k": 0.95, "100k": 0.90}
AIM_CPU = 1.2


@dataclass
class Proxy:
    name: str
    port: int
    process: subprocess.Popen[bytes]
    measured: dict[str, list[dict[str, float]]] = field(default_factory=dict)

    def cpu(self) -> float:
        """Seconds of CPU so far, of the process and of those it started."""
        return sum(cpu_of(pid) for pid in [self.process.pid, *children(self.process.pid)])

    def end(self) -> None:
        if self.process.stdin:
            self.process.stdin.close()
        else:
            self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()


def measure(scale: Scale) -> Figure:
    if not find("wrk") or not find("nginx"):
        return Figure("Local load balancer", "", not_run=["The load balancer: wrk and nginx are missing: apt-get install nginx-light wrk"])
    rounds, seconds = scale.pick((8, 2), (2, 2))
    kinds = {"1k": "", "100k": ""}
    if not scale.quick:
        kinds |= {"1k new": "Connection: close", "100k new": "Connection: close"}
    with proxies(with_haproxy=bool(find("haproxy")) and not scale.quick) as running:
        warming = {proxy.name: warm_up(proxy, kinds, scale) for proxy in running}
        for _ in range(rounds):
            for kind, header in kinds.items():
                for proxy in running:
                    proxy.measured.setdefault(kind, []).append(wrk(proxy, kind.split()[0], header, seconds))
        late = open_loop(running, scale.pick(8, 3))
        shares = {proxy.name: share(proxy, scale.pick(4, 2)) for proxy in running}
    nginx = next(proxy for proxy in running if proxy.name == "nginx")
    ours = next(proxy for proxy in running if proxy.name == "bluegreen")
    figure = Figure(
        "Local load balancer",
        f"Two nginx servers behind each, weights {WEIGHTS[0]}/{WEIGHTS[1]}, wrk with {CONNECTIONS} connections, medians of {rounds} rounds"
        f" of {seconds} s in turn after warming up; nginx = 1. 'new' = every request on a new connection. Everything shares this machine's"
        " cores, so a proxy that needs more CPU also takes it from client and servers.",
        [
            Table(
                kind,
                ["", "requests/s", "p50", "p99", "CPU per request", "requests/s, absolute", "spread"],
                [compare(proxy, nginx, kind) for proxy in running],
            )
            for kind in kinds
        ],
        notes=[
            f"{TITLES[name]} took {costs[0] * 1e6:.0f} us of CPU for a request when it was cold and {costs[-1] * 1e6:.0f} us after"
            f" {len(costs)} rounds of warming up: until then a JVM spends most of it on compiling"
            for name, costs in warming.items()
            if name == "bluegreen"
        ],
        data={"warming": warming, "closed": {proxy.name: proxy.measured for proxy in running}, "open": late, "shares": shares},
        not_run=[] if find("haproxy") else ["HAProxy is missing: apt-get install haproxy"],
    )
    for kind, (what, said) in itertools.product(kinds, (("perSecond", "requests/s"), ("cpu", "CPU per request"))):
        both = zip(ours.measured[kind], nginx.measured[kind], strict=True)
        figure.ratios.append(Ratio.of(f"balancer: {said} / nginx, {kind}", [mine[what] / theirs[what] for mine, theirs in both]))
    figure.tables.append(open_table(running, late))
    figure.tables.append(share_table(running, shares))
    for size, aim in AIMS.items():
        reached = ratio(ours, nginx, size, "perSecond")
        about = f"balancer: requests/s / nginx, {size}"
        figure.promises.append(Promise(f"requests/s >= {aim} of nginx at {size}B", f"{reached:.2f}", reached >= aim, of=about))
        cpu = ratio(ours, nginx, size, "cpu")
        about = f"balancer: CPU per request / nginx, {size}"
        figure.promises.append(Promise(f"CPU per request <= {AIM_CPU} of nginx at {size}B", f"{cpu:.2f}", cpu <= AIM_CPU, of=about))
    hits, total = shares["bluegreen"]
    fair = is_share_fair(hits, total, WEIGHTS[1] / sum(WEIGHTS))
    figure.promises.append(
        Promise("shares exact under 128 connections", f"{hits / total:.4f} of {total:,} on the side of weight 10", fair, must=True)
    )
    return figure


def warm_up(proxy: Proxy, kinds: dict[str, str], scale: Scale) -> list[float]:
    """All kinds of requests in turn until the CPU per request does not fall any more; its course at the first kind. C is born warm."""
    costs: list[float] = []
    for _ in range(scale.pick(5, 2) if proxy.name == "bluegreen" else 1):
        cost, *_ = [wrk(proxy, kind.split()[0], header, 2)["cpu"] for kind, header in kinds.items()]
        costs.append(cost)
        if len(costs) > 2 and costs[-1] > 0.95 * min(costs[:-1]):
            break
    return costs


def ratio(proxy: Proxy, other: Proxy, kind: str, what: str) -> float:
    return median(one[what] for one in proxy.measured[kind]) / median(one[what] for one in other.measured[kind])


def compare(proxy: Proxy, nginx: Proxy, kind: str) -> list[str]:
    rates = [one["perSecond"] for one in proxy.measured[kind]]
    ratios = [f"{ratio(proxy, nginx, kind, what):.2f}" for what in ("perSecond", "p50", "p99", "cpu")]
    return [TITLES[proxy.name], *ratios, f"{median(rates):,.0f}", f"±{spread(rates):.0%}"]


def open_table(running: list[Proxy], late: dict[str, dict[str, float]]) -> Table:
    rows = [[TITLES[proxy.name], *(f"{late[proxy.name][what]:.1f} ms" for what in ("p50", "p99", "longest"))] for proxy in running]
    caption = f"1k at {OPEN_RATE} requests a second on a recorded schedule, waiting counted"
    return Table(caption, ["", "p50", "p99", "longest"], rows)


def share_table(running: list[Proxy], shares: dict[str, tuple[int, int]]) -> Table:
    rows = [[TITLES[proxy.name], f"{hits / total:.4f}", f"{total:,}"] for proxy in running for hits, total in [shares[proxy.name]]]
    return Table(
        "Share of the side of weight 10 under 128 connections, counted by the servers (asked: 0.1)", ["", "share", "requests"], rows
    )


# --- Programs ---------------------------------------------------------------------------------------------------------------


@contextmanager
def proxies(*, with_haproxy: bool) -> Iterator[list[Proxy]]:
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    for colour in ("blue", "green"):
        root = FOLDER / colour
        root.mkdir()
        for name, size in (("health", 3), ("1k", 1024), ("100k", 102_400)):
            (root / name).write_bytes(b"x" * size)
        shutil.copy(root / "1k", root / "index.html")
    begun = []
    try:
        begun.append(Proxy("servers", BLUE, nginx_program("servers", servers())))
        begun.append(Proxy("nginx", NGINX, nginx_program("nginx", reverse_proxy())))
        if with_haproxy:
            begun.append(Proxy("haproxy", HAPROXY, haproxy_program()))
        begun.append(Proxy("bluegreen", OURS, our_program()))
        for one in begun:
            wait_for(f"an answer of {one.name}", lambda port=one.port: answers(port), 30)
        yield begun[1:]
    finally:
        for one in reversed(begun):
            one.end()


def answers(port: int) -> bool:
    done = subprocess.run(["curl", "-sf", "-o", "/dev/null", f"http://127.0.0.1:{port}/1k"], check=False)
    return done.returncode == 0


def nginx_program(name: str, http: str) -> subprocess.Popen[bytes]:
    folder = FOLDER / f"nginx-{name}"
    folder.mkdir()
    user = "user root;" if os.geteuid() == 0 else ""
    temporary = " ".join(f"{kind}_temp_path {folder};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(
        f"{user} daemon off; worker_processes {os.cpu_count()}; pid {folder}/pid; error_log {folder}/error.log;\n"
        f"events {{ worker_connections 4096; }}\n"
        f"http {{ access_log off; keepalive_requests 1000000; sendfile on; tcp_nodelay on; {temporary}\n{http}\n}}\n"
    )
    return subprocess.Popen([str(find("nginx")), "-c", str(folder / "nginx.conf"), "-p", str(folder)], stderr=subprocess.DEVNULL)


def servers() -> str:
    """The servers behind the proxies; a request with the header X-Count leaves a line in its colour's log."""
    counted = 'map $http_x_count $counted { default 0; "1" 1; }\nlog_format dot "x";\n'
    return counted + "\n".join(
        f"server {{ listen 127.0.0.1:{port} backlog=4096; root {FOLDER / colour}; default_type text/plain;"
        f" location / {{ try_files $uri /index.html; access_log {FOLDER / colour}.log dot if=$counted; }} }}"
        for colour, port in (("blue", BLUE), ("green", GREEN))
    )


def reverse_proxy() -> str:
    return (
        f"upstream sides {{ server 127.0.0.1:{BLUE} weight={WEIGHTS[0]}; server 127.0.0.1:{GREEN} weight={WEIGHTS[1]};"
        " keepalive 128; keepalive_requests 1000000; }\n"
        f"server {{ listen 127.0.0.1:{NGINX} backlog=4096; location / {{ proxy_pass http://sides; proxy_http_version 1.1;"
        ' proxy_set_header Connection ""; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; } }'
    )


def haproxy_program() -> subprocess.Popen[bytes]:
    file = FOLDER / "haproxy.cfg"
    file.write_text(
        f"""global
    nbthread {os.cpu_count()}
    maxconn 4096
defaults
    mode http
    timeout connect 5s
    timeout client 60s
    timeout server 60s
    http-reuse always
    option forwardfor
frontend front
    bind 127.0.0.1:{HAPROXY}
    default_backend sides
backend sides
    balance roundrobin
    server blue 127.0.0.1:{BLUE} weight {WEIGHTS[0]}
    server green 127.0.0.1:{GREEN} weight {WEIGHTS[1]}
"""
    )
    return subprocess.Popen([str(find("haproxy")), "-db", "-f", str(file)], stderr=subprocess.DEVNULL)


def our_program() -> subprocess.Popen[bytes]:
    sizes = [str(OURS), str(BLUE), str(WEIGHTS[0]), str(GREEN), str(WEIGHTS[1])]
    command = java("bench.BenchBalancer", *sizes, options=["-XX:+UseParallelGC", "-Xmx1g"])  # as ./bluegreen up
    return subprocess.Popen(command, stdin=subprocess.PIPE, cwd=ROOT)


# --- Measuring --------------------------------------------------------------------------------------------------------------


def wrk(proxy: Proxy, size: str, header: str, seconds: int, connections: int = CONNECTIONS) -> dict[str, float]:
    command = [str(find("wrk")), "-t", "2", "-c", str(connections), "-d", f"{seconds}s", "--latency"]
    command += ["-H", header] if header else []
    before = proxy.cpu()
    done = subprocess.run([*command, f"http://127.0.0.1:{proxy.port}/{size}"], check=True, capture_output=True, text=True)
    used = proxy.cpu() - before
    return parse(done.stdout, used)


def parse(said: str, cpu: float) -> dict[str, float]:
    """What wrk says: requests a second, percentiles in milliseconds, errors; with the CPU that each request took, in seconds."""
    units = {"us": 0.001, "ms": 1.0, "s": 1000.0}
    found = {percent: float(value) * units[unit] for percent, value, unit in re.findall(r"(\d+)%\s+([\d.]+)(us|ms|s)", said)}
    requests = int(re.search(r"(\d+) requests in", said).group(1))
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    sockets = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    return {
        "perSecond": float(re.search(r"Requests/sec:\s+([\d.]+)", said).group(1)),
        "p50": found["50"],
        "p99": found["99"],
        "requests": requests,
        "failed": (int(failed.group(1)) if failed else 0) + (sum(map(int, sockets.groups())) if sockets else 0),
        "cpu": cpu / requests,
    }


def open_loop(running: list[Proxy], seconds: int) -> dict[str, dict[str, float]]:
    """One after the other, from the moment at which each request is due; the first second is not counted."""
    loads = Loads(FOLDER)
    measured = {}
    for proxy in running:
        log = FOLDER / f"open-{proxy.name}.csv"
        loads.tell("begin", str(log), "127.0.0.1", str(proxy.port), str(OPEN_RATE))
        time.sleep(seconds + 1)
        loads.tell("end", str(log))
        answers = loadlog.read(log)
        steady = [answer for answer in answers if answer.due > answers[0].due + 1]
        waits = [(answer.over - answer.due) * 1000 for answer in steady]
        lost = sum(one.is_lost for one in steady)
        measured[proxy.name] = {"p50": median(waits), "p99": percentile(waits, 99), "longest": max(waits), "lost": lost}
    loads.end()
    return measured


def share(proxy: Proxy, seconds: int) -> tuple[int, int]:
    """Requests that reached the side of weight 10, and all."""
    logs = [FOLDER / f"{colour}.log" for colour in ("blue", "green")]
    before = [lines(log) for log in logs]
    wrk(proxy, "1k", "X-Count: 1", seconds, 128)
    time.sleep(0.5)
    blue, green = (lines(log) - old for log, old in zip(logs, before, strict=True))
    return green, blue + green


def lines(log: Path) -> int:
    return log.stat().st_size // 2 if log.exists() else 0


def cpu_of(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
