#!/bin/sh
# A look in one minute: a hub on the sample, a kiosk in the window enrolled at it,
# and three simulated kiosks that vote. Everything lies in a temporary folder and
# ends with Ctrl-C.
#   DEMO_ADDR  where the hub listens, default 127.0.0.1 on any free port
#   KIOSK_SIZE size of the kiosk's window
set -eu
.make/build.sh ./cmd/kiosk ./cmd/hub ./cmd/kioskctl
data=$(mktemp -d)
started=
finish() {
	trap - EXIT INT TERM
	for p in $started; do kill "$p" 2>/dev/null || true; done
	for p in $started; do wait "$p" 2>/dev/null || true; done
	rm -rf "$data"
}
trap finish EXIT
trap 'exit 130' INT TERM
fail() {
	echo "The demo did not start: $1" >&2
	tail -n 20 "$data"/*.log >&2 2>/dev/null || true
	exit 1
}

mkdir -p "$data/hub"
bin/kioskctl sample --out "$data/hub/content" --keys "$data/keys" >"$data/sample.log" 2>&1 || fail "no sample"
password=$(od -An -N9 -tx1 /dev/urandom | tr -d ' \n')
echo "$password" | bin/hub admin add demo --data "$data/hub" >"$data/admin.log" 2>&1 || fail "no account"
: >"$data/address"
bin/hub serve --data "$data/hub" --addr "${DEMO_ADDR:-127.0.0.1:0}" >"$data/address" 2>"$data/hub.log" &
started=$!
tries=0
until grep -q '^hub: http' "$data/address"; do
	tries=$((tries + 1))
	[ "$tries" -lt 300 ] && kill -0 "$started" 2>/dev/null || fail "the hub does not answer"
	sleep 0.1
done
url=$(sed -n 's/^hub: \(http[^ ]*[^/ ]\)\/*$/\1/p' "$data/address")

bin/kiosk setup --data "$data/kiosk" --root "$data/keys/root.json" --hub "$url" --name "Kiosk trong cửa sổ" >"$data/setup.log" 2>&1 || fail "the kiosk is not set up"
bin/kiosk sync --data "$data/kiosk" >"$data/sync.log" 2>&1 & # makes itself known
syncing=$!
started="$started $syncing"
id= tries=0
until [ -n "$id" ]; do
	tries=$((tries + 1))
	[ "$tries" -lt 300 ] || fail "the kiosk does not reach the hub"
	sleep 0.1
	id=$(bin/hub kiosks --data "$data/hub" 2>>"$data/admin.log" | sed -n 's/^\([0-9a-f]\{16\}\) .*/\1/p' | head -n 1)
done
kill "$syncing" 2>/dev/null || true # the window goes on with it
wait "$syncing" 2>/dev/null || true
bin/hub approve "$id" --data "$data/hub" >>"$data/admin.log" 2>&1 || fail "the kiosk is not approved"
bin/kioskctl simulate --hub "$url" --kiosks 3 --rate 0.3 --minutes 0 --beat 15s --report 30s --approve-with "$data/hub" >"$data/simulate.log" 2>&1 &
started="$started $!"

echo
echo "  The organiser's page:  $url"
echo "  Sign in as:            demo"
echo "  Password:              $password"
echo
if [ -n "${DISPLAY:-}" ]; then
	bin/kiosk --data "$data/kiosk" --windowed --size "${KIOSK_SIZE:-1280x720}" 2>"$data/kiosk.log" &
else
	echo "  No display here: the kiosk runs on a virtual one; look at screen.png, renewed every 5 s."
	.make/display.sh .make/watch.sh bin/kiosk --data "$data/kiosk" --size "${KIOSK_SIZE:-1080x1920}" 2>"$data/kiosk.log" &
fi
window=$!
started="$started $window"
echo "  Ctrl-C ends everything."
wait "$window" || true
