#!/bin/sh
# The packages in a clean Debian that boots its own systemd: what is promised of
# installing, starting, freezing, updating, taking back and removing, each with the
# real programs. As root; about fifteen minutes, the most of it waiting.
#   packages-test.sh system     that (what is done when nothing is said)
#   packages-test.sh elsewhere  all packages built twice, and those for other platforms started
#   SUITE  bookworm (default) or trixie
#   ROOTS  folder that keeps the clean system between runs, default .packages
#   KEEP   1: leave the tried system behind, to look at
#
# The screen is a virtual one (Xvfb): containers have no graphics card.
set -eu
.make/deps.sh packages
suite=${SUITE:-bookworm}
roots=$(mkdir -p "${ROOTS:-.packages}" && cd "${ROOTS:-.packages}" && pwd)
base=$roots/$suite
work=$(mktemp -d -p "$roots")
root=$work/root
here=$(pwd)
container=
finish() {
	trap - EXIT INT TERM
	[ -z "$container" ] || { kill -TERM "$container" 2>/dev/null; wait "$container" 2>/dev/null; } || true
	[ "${KEEP:-}" = 1 ] || rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

passed=0 failed=0
ok() { echo "ok    $1"; passed=$((passed + 1)); }
fail() { echo "FAIL  $1"; failed=$((failed + 1)); }
check() { # check WHAT COMMAND...
	what=$1; shift
	if "$@" >"$work/last" 2>&1; then ok "$what"; else fail "$what"; tail -n 15 "$work/last"; fi
}
refuses() { what=$1; shift; if "$@" >"$work/last" 2>&1; then fail "$what"; else ok "$what"; fi; }
says() { grep -q "$1" "$work/last"; }
# until_true SECONDS COMMAND...
until_true() {
	end=$(($(date +%s) + $1)); shift
	until "$@" >/dev/null 2>&1; do
		[ "$(date +%s)" -lt "$end" ] || return 1
		sleep 0.3
	done
}

# Three versions that were really built: this commit, and two after it.
versions() {
	ONLY=linux/amd64 DIST=$work/one .make/packages.sh
	git clone -q . "$work/next"
	next two
	next three
	# And one that says it is another version than it is, so that it never reports as that.
	(cd "$work/next" && ONLY=linux/amd64 DIST=$work/bad VERSION=v9.9.9 .make/packages.sh)
	ctl=$work/two/build/linux-amd64/kioskctl
}

next() { # next NAME: builds the version after the last one
	(cd "$work/next" && export GIT_AUTHOR_NAME=test GIT_AUTHOR_EMAIL=test@hangviet.example GIT_COMMITTER_NAME=test \
		GIT_COMMITTER_EMAIL=test@hangviet.example && export GIT_COMMITTER_DATE="@$(($(git log -1 --format=%ct) + 60)) +0000" &&
		git commit -q --allow-empty -m "the version $1" && ONLY=linux/amd64 DIST=$work/$1 .make/packages.sh)
}

clean_system() {
	if [ ! -e "$base.ready" ]; then
		rm -rf "$base"
		debootstrap --variant=minbase --include=systemd,systemd-sysv,dbus,xvfb,xdotool "$suite" "$base" >"$roots/$suite.log" 2>&1
		touch "$base.ready"
	fi
	cp -a "$base" "$root"
	printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d" # nothing starts before the system boots
	chmod +x "$root/usr/sbin/policy-rc.d"
	mkdir -p "$root/srv"
	cp "$work"/one/*.deb "$root/srv/"
}

field() { dpkg-deb --field "$1" Hangviet-Version; }
inside() { nsenter -t "$leader" -m -u -i -n -p -- "$@"; }
as_kiosk() { inside setpriv --reuid hangviet --regid hangviet --clear-groups env LANG=en_US.UTF-8 HOME=/var/lib/hangviet "$@"; }
unit() { inside systemctl show -P "$2" "$1"; }

installed() {
	check "hangviet-kiosk installs by apt" chroot "$root" sh -c 'apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends /srv/hangviet-kiosk_*.deb'
	check "hangviet-hub installs by apt" chroot "$root" sh -c 'DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends /srv/hangviet-hub_*.deb'
	rm "$root/usr/sbin/policy-rc.d"
	check "the account has no shell" grep -q '^hangviet:.*:/var/lib/hangviet:/usr/sbin/nologin$' "$root/etc/passwd"
	check "its folder is its own" sh -c "[ \"\$(chroot '$root' stat -c %U:%a /var/lib/hangviet)\" = hangviet:700 ]"
	check "the updater's folder is root's" sh -c "[ \"\$(chroot '$root' stat -c %U:%a /var/lib/hangviet-update)\" = root:755 ]"
	for file in usr/bin/kiosk usr/sbin/kiosk-setup usr/lib/hangviet/kiosk-update usr/lib/udev/rules.d/99-hangviet.rules \
		usr/share/polkit-1/rules.d/50-hangviet.rules usr/lib/systemd/journald.conf.d/50-hangviet.conf usr/bin/hangviet-hub usr/bin/kioskctl; do
		check "there is $file" test -s "$root/$file"
	done
	check "nothing starts before kiosk-setup" test ! -e "$root/etc/systemd/system/graphical.target.wants/hangviet-kiosk.service"
	check "systemd finds no fault in the units" chroot "$root" sh -c '! systemd-analyze verify /usr/lib/systemd/system/hangviet-* 2>&1 | grep hangviet'
	for service in kiosk hub pin; do
		score=$(chroot "$root" systemd-analyze security --offline=true "/usr/lib/systemd/system/hangviet-$service.service" | sed -n 's/.*exposure level.*: \([0-9.]*\) .*/\1/p')
		check "systemd's score of hangviet-$service is $score, at most 3.0" awk -v s="$score" 'BEGIN { exit !(s != "" && s <= 3.0) }'
	done
	check "kiosk status answers" chroot "$root" setpriv --reuid hangviet --regid hangviet --clear-groups env HOME=/var/lib/hangviet kiosk status --data /var/lib/hangviet --lang en
}

boots() {
	mkdir -p "$root/etc/systemd/system/hangviet-display.service.d" "$root/etc/systemd/system/hangviet-update.service.d"
	printf '[Service]\nExecStart=\nExecStart=/usr/bin/Xvfb :0 -screen 0 1080x1920x24 -nolisten tcp -auth /run/hangviet-display/cookie\n' \
		>"$root/etc/systemd/system/hangviet-display.service.d/test.conf"
	printf '[Service]\nExecStart=\nExecStart=/usr/lib/hangviet/kiosk-update run --within 100s\n' \
		>"$root/etc/systemd/system/hangviet-update.service.d/test.conf"
	systemd-nspawn --quiet -D "$root" --register=no --keep-unit --boot --private-network >"$work/boot.log" 2>&1 </dev/null &
	container=$!
	until_true 60 pgrep -P "$container"
	leader=$(pgrep -P "$container")
	check "the system boots" until_true 60 inside sh -c 'systemctl is-system-running | grep -qE "running|degraded"'
}

organiser() {
	"$ctl" sample --out "$work/content" --keys "$work/keys" >/dev/null 2>&1
	deliver
	cp "$work/keys/root.json" "$root/srv/root.json"
	check "kiosk-setup makes a kiosk of it" inside env LANG=en_US.UTF-8 kiosk-setup --turn normal --root /srv/root.json -- --name "Kiosk thử"
	check "updates go by the organiser's root" cmp "$work/keys/root.json" "$root/var/lib/hangviet-update/trust/pinned.json"
	check "the kiosk says it is ready within 60 s" until_true 60 sh -c "[ \"\$(nsenter -t $leader -m -p -- systemctl show -P SubState hangviet-kiosk)\" = running ]"
	check "it is the account's" sh -c "nsenter -t $leader -m -p -- ps -o user= -C kiosk | grep -qx hangviet || nsenter -t $leader -m -p -- stat -c %U /proc/\$(nsenter -t $leader -m -p -- systemctl show -P MainPID hangviet-kiosk) | grep -qx hangviet"
	check "a stick's content comes in" as_kiosk kiosk import --data /var/lib/hangviet --from /srv/content
	key=$(identity)
}

# the kiosk's own name for itself, which its key makes.
identity() { as_kiosk kiosk status --data /var/lib/hangviet --json | sed -n 's/^ *"kiosk": "\([0-9a-f]*\)".*/\1/p'; }

deliver() { # the organiser's folder, as on a stick
	rm -rf "$root/srv/content"
	cp -a "$work/content" "$root/srv/content"
	chmod -R a+rX "$root/srv"
}

freezes() {
	before=$(unit hangviet-kiosk MainPID)
	began=$(date +%s)
	inside sh -c "kill -STOP $before"
	check "a kiosk that stands still is back" until_true 20 fresh "$before"
	took=$(($(date +%s) - began))
	check "after $took s, at most 20" test "$took" -le 20
	check "and knows that it stood still" inside sh -c "grep -q '^kind frozen' /var/lib/hangviet/runs/*.crash"
	now=$(unit hangviet-kiosk MainPID)
	inside sh -c "kill -KILL $now"
	check "a kiosk that was killed is back within 10 s" until_true 10 fresh "$now"
}

fresh() { # another process than $1, and ready
	pid=$(unit hangviet-kiosk MainPID)
	[ "$pid" != 0 ] && [ "$pid" != "$1" ] && [ "$(unit hangviet-kiosk SubState)" = running ]
}

version_inside() { inside dpkg-query -W -f '${Hangviet-Version}' hangviet-kiosk; }
outcome() { sed -n 's/.*"outcome":"\([a-z]*\)","version":"\([^"]*\)".*/\1 \2/p' "$root/var/lib/hangviet-update/result.json" 2>/dev/null; }
ended() { [ "$(outcome)" = "$1" ] && [ ! -e "$root/var/lib/hangviet-update/state.json" ]; }

# gives out a package, and has the kiosk take it as from a stick.
give() {
	check "kioskctl program signs $(field "$1")" "$ctl" program --repo "$work/content" --keys "$work/keys" "$1"
	deliver
	check "a stick brings it" as_kiosk kiosk import --data /var/lib/hangviet --from /srv/content
}

updates() {
	old=$(version_inside)
	new=$(field "$work"/two/hangviet-kiosk_*.deb)
	give "$work"/two/hangviet-kiosk_*.deb
	sleep 2
	check "an open kiosk is not updated" test "$(version_inside)" = "$old"
	# The kiosk closes: it serves in an hour that is not now.
	hour=$((($(TZ=UTC-7 date +%H | sed "s/^0//") + 12) % 24))
	as_kiosk kiosk setup --data /var/lib/hangviet --hours "$(printf '%02d:00-%02d:30' "$hour" "$hour")" >/dev/null
	check "a closed one is, and reports well" until_true 300 ended "installed $new"
	check "the new version runs" sh -c "grep -q '\"version\":\"$new\"' '$root/run/hangviet/health.json' || nsenter -t $leader -m -- grep -q '\"version\":\"$new\"' /run/hangviet/health.json"
	check "the old package is kept" test -s "$root/var/lib/hangviet-update/packages/$old.package"
	check "the ledger is the one before" as_kiosk kiosk status --data /var/lib/hangviet
	check "the settings are the ones before" sh -c "nsenter -t $leader -m -p -- setpriv --reuid hangviet --regid hangviet --clear-groups kiosk status --data /var/lib/hangviet --json | grep -q '\"name\": \"Kiosk thử\"'"
	check "its key is the one before" test "$(identity)" = "$key"

	networks

	give "$work"/bad/hangviet-kiosk_*.deb
	check "a version that does not report is taken back" until_true 400 ended "back v9.9.9"
	check "the version before is installed" test "$(version_inside)" = "$new"
	check "and runs" until_true 60 sh -c "[ \"\$(nsenter -t $leader -m -p -- systemctl show -P SubState hangviet-kiosk)\" = running ]"
	check "the kiosk tells of it" until_true 100 sh -c "nsenter -t $leader -m -p -- setpriv --reuid hangviet --regid hangviet --clear-groups kiosk status --data /var/lib/hangviet --json | grep -q E-PROGRAM"
}

# The same by network: the hub of the package serves the content.
networks() {
	new=$(field "$work"/three/hangviet-kiosk_*.deb)
	check "kioskctl program signs $new" "$ctl" program --repo "$work/content" --keys "$work/keys" "$work"/three/hangviet-kiosk_*.deb
	rm -rf "$root/var/lib/hangviet-hub/content"
	cp -a "$work/content" "$root/var/lib/hangviet-hub/content"
	inside chown -R hangviet-hub:hangviet-hub /var/lib/hangviet-hub/content
	inside systemctl start hangviet-hub
	check "the hub brings it" until_true 60 as_kiosk kiosk sync --once --data /var/lib/hangviet --hub http://127.0.0.1:8080
	check "it is installed, and reports well" until_true 300 ended "installed $new"
	check "it is there" test "$(version_inside)" = "$new"
	inside systemctl stop hangviet-hub
}

# What the kiosk's account may do to its own folder must not lead to an installation.
tampers() {
	now=$(version_inside)
	staged=$root/var/lib/hangviet/program
	# As if the version had never come before: what root has verified is used again.
	rm -f "$root/var/lib/hangviet-update/result.json" "$root"/var/lib/hangviet-update/packages/v9.9.9.package
	for file in "$staged"/files/*; do printf 'x' | dd of="$file" bs=1 seek=100000 conv=notrunc 2>/dev/null; done
	inside sh -c 'echo {} >/var/lib/hangviet/program/wanted'
	check "a tampered package is refused" until_true 60 ended "refused v9.9.9"
	check "and nothing was installed" test "$(version_inside)" = "$now"
}

removes() {
	check "removing says that ballots stay" sh -c "nsenter -t $leader -m -u -i -n -p -- apt-get remove -y -q hangviet-kiosk 2>&1 | tee '$work/said' >/dev/null; grep -q 'stay in /var/lib/hangviet' '$work/said'"
	check "the ledger is still there" test -s "$root/var/lib/hangviet/kiosk.db"
	check "the programs are gone" test ! -e "$root/usr/bin/kiosk"
	check "no unit is left on" test ! -e "$root/etc/systemd/system/graphical.target.wants/hangviet-kiosk.service"
	noted=$(cat "$root/var/lib/hangviet/.removed" 2>/dev/null || true)
	check "what has no receipt is noted ($noted)" test "$noted" = 0
	echo 3 >"$root/var/lib/hangviet/.removed"
	check "a purge says that it keeps ballots without a receipt" sh -c "nsenter -t $leader -m -u -i -n -p -- apt-get purge -y -q hangviet-kiosk 2>&1 | tee '$work/said' >/dev/null; grep -q 'kiosk.db is kept' '$work/said'"
	check "and does" test -s "$root/var/lib/hangviet/kiosk.db"
	check "the hub's data outlives a purge" sh -c "nsenter -t $leader -m -u -i -n -p -- apt-get purge -y -q hangviet-hub >/dev/null 2>&1; test -d '$root/var/lib/hangviet-hub'"
}

# The same commit, built in another folder, for every platform.
reproducible() {
	DIST=$work/one .make/packages.sh
	git clone -q . "$work/again"
	(cd "$work/again" && .make/packages.sh)
	check "built twice, the packages are the same bytes" cmp "$work/one/SHA256SUMS" "$work/again/dist/SHA256SUMS"
}

# The other platforms, as far as they can be started here: arm64 by qemu's user mode,
# Windows by Wine. Debian's Wine 8 has no ProcessPrng, which Go needs, so it is lent
# one; and it cannot delete files as Go does, so that content cannot be taken.
others() {
	check "the arm64 package is one" sh -c "dpkg-deb --field '$work'/one/hangviet-kiosk_*_arm64.deb Architecture | grep -qx arm64"
	dpkg-deb -x "$work"/one/hangviet-kiosk_*_arm64.deb "$work/arm64"
	arm="qemu-aarch64-static $work/arm64/usr/bin/kiosk"
	check "arm64: kiosk status" $arm status --data "$work/arm-data" --lang en
	check "arm64: the window is there and its thread goes round" .make/display.sh sh -c "
		LIBGL_ALWAYS_SOFTWARE=1 $arm --data '$work/arm-data' --windowed --size 720x1280 --health '$work/arm.json' & p=\$!
		n=0; until [ -s '$work/arm.json' ] || [ \$n -ge 120 ]; do sleep 1; n=\$((n + 1)); done
		kill \$p; wait \$p; test -s '$work/arm.json'"
	mkdir "$work/windows"
	(cd "$work/windows" && unzip -q ../one/*_windows_amd64.zip)
	export WINEPREFIX="$work/wine" WINEDEBUG=-all WINEDLLOVERRIDES=bcryptprimitives=n
	wineboot --init >/dev/null 2>&1 || true
	printf '#include <windows.h>\nBOOLEAN NTAPI SystemFunction036(PVOID, ULONG);\n__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T n) { return SystemFunction036(data, (ULONG)n); }\n' >"$work/prng.c"
	x86_64-w64-mingw32-gcc -shared -o "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" "$work/prng.c" -ladvapi32
	for program in hub kioskctl; do
		check "Windows: $program --help" .make/display.sh sh -c "wine '$work/windows/hangviet-kiosk/$program.exe' help"
	done
	check "Windows: kiosk status" .make/display.sh wine "$work/windows/hangviet-kiosk/kiosk.exe" status --data 'C:\kiosk' --lang en
}

case ${1:-system} in
system)
	versions
	clean_system
	installed
	boots
	organiser
	freezes
	updates
	tampers
	removes
	;;
elsewhere)
	reproducible
	others
	;;
esac
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
