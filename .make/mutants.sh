#!/bin/sh
# Breaks each promise of cmd/house/promises.md on purpose, in a copy of this tree, and
# shows that one of the tests which stand beside it notices. Fails when none does, when
# what is to be broken is no longer there or does not build, and when a test fails though
# nothing is broken: it would notice anything.
# mutants.sh [PATTERN] breaks only those whose name, promise or file is matched.
set -eu
page=$PWD/cmd/house/promises.md
list=$PWD/.make/mutants.txt
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
trap 'exit 130' INT TERM
git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -t "$copy"
cd "$copy"
tab=$(printf '\t')

# Of the page: the name of a mutant, its promise, and package:Test|Test … in the order named.
awk -F'|' '
	function cells(text, into,   n) {
		n = 0
		while (match(text, /`[^`]+`/)) {
			into[++n] = substr(text, RSTART + 1, RLENGTH - 2)
			text = substr(text, RSTART + RLENGTH)
		}
		return n
	}
	/^## / { promise = $0; sub(/^## /, "", promise); sub(/\..*/, "", promise) }
	/^\|/ {
		packages = 0; split("", tests); split("", order)
		count = cells($3, named)
		for (i = 1; i <= count; i++) {
			dot = match(named[i], /\.[^.]*$/)
			package = substr(named[i], 1, dot - 1)
			if (!(package in tests)) order[++packages] = package
			tests[package] = (package in tests ? tests[package] "|" : "") substr(named[i], dot + 1)
		}
		line = ""
		for (i = 1; i <= packages; i++) line = line " " order[i] ":" tests[order[i]]
		count = cells($4, named)
		for (i = 1; i <= count; i++) print named[i] "\t" promise "\t" line
	}' "$page" >.held

# run runs tests of a package, one after another: package:Test|Test. What is broken may
# wait for ever.
run() {
	go test -vet=off -count=1 -timeout "${2:-2m}" -tags "${TAGS:-x11}" -run "^(${1#*:})\$" "./${1%%:*}" >.out 2>&1
}

# sound runs all tests of a package that the page names, once, on what is not broken.
: >.sound
sound() {
	package=${1%%:*}
	grep -qx "$package" .sound && return
	all=$(cut -f3 .held | tr ' ' '\n' | sed -n "s|^$package:||p" | tr '|' '\n' | sort -u | paste -sd'|' -)
	run "$package:$all" 15m && echo "$package" >>.sound
}

missed=0
say() { printf '%-9s promise %s: %s (%s)%s\n' "$1" "$promise" "$what" "$name" "${2:+ by $2}"; }
miss() {
	say "$1"
	sed 's/^/          /' .out | tail -n 15
	missed=$((missed + 1))
}

# failed names the first test that failed in the last run, or that never ended.
failed() { sed -n -e 's/^--- FAIL: \([^ ]*\).*/\1/p' -e 's/^		*\(Test[^ ]*\) (.*s)$/\1, which did not end/p' .out | head -n 1; }

# try breaks one line for the tests of one package after another, until one fails.
try() {
	: >.out
	sed "$script" "$file" >.broken
	if cmp -s .broken "$file"; then
		miss GONE
		return
	fi
	for step in $steps; do # split into words
		if ! sound "$step"; then
			miss UNSOUND
			return
		fi
		cp "$file" .whole
		cat .broken >"$file"
		noticed=0
		case $step in
		cmd/*) run "$step" 10m ;;
		*) run "$step" ;;
		esac || noticed=1
		cat .whole >"$file"
		if grep -q -e '\[build failed\]' -e '\[setup failed\]' .out; then
			miss UNBUILT
			return
		elif [ "$noticed" = 1 ]; then
			say caught "${step%%:*}.$(failed)"
			return
		fi
	done
	miss SURVIVED
}

grep -v -e '^#' -e '^$' "$list" >.list
cut -f1 .held | while read -r name; do
	grep -q "^$name$tab" .list || { echo "$page names $name, $list has none" >&2; exit 1; }
done
while IFS=$tab read -r name what file script <&3; do
	held=$(grep "^$name$tab" .held) || { echo "$page does not name $name" >&2; exit 1; }
	promise=$(printf %s "$held" | cut -f2)
	steps=$(printf %s "$held" | cut -f3)
	printf '%s promise %s %s\n' "$name" "$promise" "$file" | grep -q -e "${1:-.}" || continue
	try
done 3<.list
[ "$missed" -eq 0 ] || {
	echo "$missed not caught" >&2
	exit 1
}
