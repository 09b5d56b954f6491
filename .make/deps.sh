#!/bin/sh
# Installs what is missing of the named groups (build, run, test, windows, arm64, packages; screen and each reference of bench) through apt and npm;
# does and says nothing when all is there.
set -eu

missing=
need() { # need PACKAGE TEST...: the package, and a command that succeeds when it is there
	package=$1; shift
	"$@" >/dev/null 2>&1 || missing="$missing $package"
}
header() { [ -e "/usr/include/$1" ]; }
library() { [ -n "$(find /usr/lib -name "$1" -print -quit 2>/dev/null)" ]; }
font() { [ -n "$(find /usr/share/fonts -name '*.ttf' -print -quit 2>/dev/null)" ]; }

for group in "$@"; do
	case $group in
	build)
		need gcc command -v gcc
		need libc6-dev header stdlib.h
		need pkg-config command -v pkg-config
		need libgl1-mesa-dev header GL/gl.h
		need libx11-dev header X11/Xlib.h
		need libxcursor-dev header X11/Xcursor/Xcursor.h
		need libxrandr-dev header X11/extensions/Xrandr.h
		need libxinerama-dev header X11/extensions/Xinerama.h
		need libxi-dev header X11/extensions/XInput2.h
		need libxxf86vm-dev header X11/extensions/xf86vmode.h
		;;
	run)
		need libgl1-mesa-dri library 'swrast_dri.so'
		if [ -z "${DISPLAY:-}" ]; then
			need xvfb command -v Xvfb
			need imagemagick sh -c 'import -version'
		fi
		;;
	test)
		need xvfb command -v Xvfb
		need xdotool command -v xdotool
		need x11-xserver-utils command -v xrandr
		need xinput command -v xinput
		need xserver-xephyr command -v Xephyr
		need xserver-xorg-core test -x /usr/lib/xorg/Xorg
		need xserver-xorg-video-dummy library dummy_drv.so
		need zbar-tools command -v zbarimg
		need poppler-utils command -v pdftoppm
		need nginx-light sh -c 'PATH=$PATH:/usr/sbin command -v nginx'
		need imagemagick sh -c 'import -version'
		need nodejs command -v node
		need npm command -v npm
		need chromium command -v chromium
		need postgresql sh -c 'command -v initdb || ls /usr/lib/postgresql/*/bin/initdb'
		need dbus-daemon command -v dbus-daemon
		need systemd command -v systemd-analyze
		need dosfstools command -v mkfs.vfat
		need exfatprogs command -v mkfs.exfat
		need exfat-fuse command -v mount.exfat-fuse
		;;
	screen)
		need libgl1-mesa-dri library 'swrast_dri.so'
		need xvfb command -v Xvfb
		need xdotool command -v xdotool
		;;
	chromium)
		need chromium command -v chromium
		;;
	kiwix)
		need kiwix-tools command -v kiwix-serve
		need zim-tools command -v zimwriterfs
		;;
	nginx)
		need nginx-light sh -c 'PATH=$PATH:/usr/sbin command -v nginx'
		;;
	zstd)
		need zstd command -v zstd
		;;
	postgresql)
		need postgresql sh -c 'command -v initdb || ls /usr/lib/postgresql/*/bin/initdb'
		;;
	windows)
		need gcc-mingw-w64-x86-64 command -v x86_64-w64-mingw32-gcc
		need zip command -v zip
		;;
	arm64)
		need gcc-aarch64-linux-gnu command -v aarch64-linux-gnu-gcc
		need libc6-dev-arm64-cross sh -c 'test -e /usr/aarch64-linux-gnu/include/stdlib.h'
		for name in libgl1-mesa-dev libx11-dev libxcursor-dev libxrandr-dev libxinerama-dev libxi-dev libxxf86vm-dev; do
			need "$name:arm64" dpkg --status "$name:arm64"
		done
		;;
	packages)
		need debootstrap command -v debootstrap
		need systemd-container command -v systemd-nspawn
		need systemd command -v systemd-analyze
		need unzip command -v unzip
		need wine command -v wine
		need wine64 sh -c 'ls /usr/lib/wine/wine64'
		need qemu-user-static command -v qemu-aarch64-static
		need libgl1-mesa-dri:arm64 dpkg --status libgl1-mesa-dri:arm64
		;;
	esac
done

# axe-core looks at the hub's pages; its script comes from npm, into .npm/.
axe() {
	version=4.14.1
	grep -qs "\"version\": \"$version\"" .npm/node_modules/axe-core/package.json && return
	npm install --prefix .npm --no-save --no-audit --no-fund --ignore-scripts --loglevel error "axe-core@$version" >/dev/null
}

packages() {
	if ! command -v apt-get >/dev/null; then
		echo "Please install the equivalents of these Debian packages, then try again: $missing" >&2
		exit 1
	fi
	sudo=
	if [ "$(id -u)" != 0 ]; then
		sudo=sudo
		echo "Your password may be asked for: sudo installs the packages named next." >&2
	fi
	echo "Installing through apt (for building, showing and testing the kiosk's window): $missing" >&2
	export DEBIAN_FRONTEND=noninteractive
	case $missing in *:arm64*) $sudo dpkg --add-architecture arm64 ;; esac
	$sudo apt-get update -q >/dev/null
	$sudo apt-get install -y -q --no-install-recommends $missing >/dev/null
}

missing=$(printf '%s\n' $missing | sort -u | tr '\n' ' ')
[ -z "${missing% }" ] || packages
case " $* " in *" test "*) axe ;; esac
