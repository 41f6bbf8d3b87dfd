#!/usr/bin/env bash
# Two network namespaces with a lossy link: PostgreSQL and the coordinator in one, two workers in the other. The webshop
# example must complete, with the digests of a local run. Needs root, iproute2 and the programs of PostgreSQL.
#   test/torture/network/lossy-link.sh [LOSS in %] [DELAY in ms]
set -euo pipefail
cd "$(dirname "$0")/../../.."
loss=${1:-5} delay=${2:-20}
wct=$PWD/bin/wct.js
a=wct-a-$$ b=wct-b-$$
if ! ip netns add "$a" 2>/dev/null; then
  echo "skipped: network namespaces are not permitted here"
  exit 0
fi
pids=()
folder=$(mktemp -d /tmp/wct-link-XXXXXX)
finish() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait
  ip netns del "$a" 2>/dev/null || true
  ip netns del "$b" 2>/dev/null || true
  rm -rf "$folder"
}
trap finish EXIT
ip netns add "$b"
ip link add "wa$$" type veth peer name "wb$$"
ip link set "wa$$" netns "$a"
ip link set "wb$$" netns "$b"
ip -n "$a" addr add 10.93.0.1/24 dev "wa$$"
ip -n "$b" addr add 10.93.0.2/24 dev "wb$$"
for n in "$a" "$b"; do ip -n "$n" link set lo up; done
ip -n "$a" link set "wa$$" up
ip -n "$b" link set "wb$$" up
if ip netns exec "$a" tc qdisc add dev "wa$$" root netem loss "$loss%" delay "${delay}ms" 2>/dev/null; then
  ip netns exec "$b" tc qdisc add dev "wb$$" root netem loss "$loss%" delay "${delay}ms"
  echo "link: $loss % lost and $delay ms in each direction"
else
  # Without netem, a filter that drops at random does; the delay is missing then.
  chance=$(awk "BEGIN { print $loss / 100 }")
  if ip netns exec "$a" iptables -A INPUT -i "wa$$" -m statistic --mode random --probability "$chance" -j DROP 2>/dev/null; then
    ip netns exec "$b" iptables -A INPUT -i "wb$$" -m statistic --mode random --probability "$chance" -j DROP
    echo "link: $loss % lost in each direction (iptables; the kernel has no netem)"
  else
    echo "link: without loss (the kernel permits neither netem nor random drops)"
  fi
fi

bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin | sort -V | tail -1)
chown postgres "$folder"
as_postgres() { setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; }
as_postgres "$bin/initdb" -D "$folder/data" --auth=trust --username=owner --no-sync >/dev/null
echo "host all all 10.93.0.0/24 trust" >> "$folder/data/pg_hba.conf"
ip netns exec "$a" setpriv --reuid=postgres --regid=postgres --clear-groups "$bin/postgres" -D "$folder/data" \
  -c listen_addresses=10.93.0.1 -c port=5439 -c unix_socket_directories="$folder" >/dev/null 2>&1 &
pids+=($!)
until "$bin/psql" -h "$folder" -p 5439 -U owner -d postgres -qc "CREATE DATABASE wct" 2>/dev/null; do sleep 0.2; done

cp -r examples/webshop "$folder/shop"
cd "$folder/shop"
export WCT_STORE=postgres://owner@10.93.0.1:5439/wct?sslmode=disable
for n in 1 2; do
  ip netns exec "$b" node "$wct" worker --slots 2 2> "$folder/worker-$n" &
  pids+=($!)
done
for n in 1 2; do
  until grep -q ready "$folder/worker-$n"; do
    kill -0 "${pids[$n]}" 2>/dev/null || { cat "$folder/worker-$n"; exit 1; }
    sleep 0.2
  done
done
started=$(date +%s.%N)
ip netns exec "$a" node "$wct" run --remote=all -q
echo "remote: $(awk "BEGIN { printf \"%.1f\", $(date +%s.%N) - $started }") s"
digests() { node -e 'let t = ""; process.stdin.on("data", (d) => t += d).on("end", () => { for (const { id, digest } of JSON.parse(t).artifacts) console.log(id, digest); });'; }
ip netns exec "$a" node "$wct" inspect latest --json | digests > "$folder/remote"
ip netns exec "$a" node "$wct" verify latest
started=$(date +%s.%N)
node "$wct" run -q --store "$folder/local"
echo "local: $(awk "BEGIN { printf \"%.1f\", $(date +%s.%N) - $started }") s"
node "$wct" inspect latest --json --store "$folder/local" | digests > "$folder/made"
echo "artifacts: $(wc -l < "$folder/made"), of which other digests: $(comm -3 <(sort "$folder/remote") <(sort "$folder/made") | wc -l)"
diff "$folder/remote" "$folder/made"
left=$("$bin/psql" -h "$folder" -p 5439 -U owner -d wct -Atc "SELECT (SELECT count(*) FROM wct_jobs.job) + (SELECT count(*) FROM wct.claims) + (SELECT count(*) FROM wct.outcomes)")
echo "rows left in the queue: $left"
[[ $left == 0 ]]
