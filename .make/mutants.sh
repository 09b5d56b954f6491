#!/bin/sh
# Breaks the promises one after another in a copy of this tree, and shows that the
# tests notice. Fails when they do not, and when a line that is to be broken is no
# longer there. mutants.sh [PATTERN] breaks only what is matched.
set -eu
list=$PWD/.make/mutants.txt
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
trap 'exit 130' INT TERM
git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -t "$copy"
cd "$copy"

missed=0
say() { printf '%-9s promise %s: %s (%s)\n' "$1" "$promise" "$what" "$file"; }
miss() {
	say "$1"
	missed=$((missed + 1))
}

# try breaks one line, and puts it back.
try() {
	cp "$file" whole
	sed -i "$script" "$file"
	if cmp -s "$file" whole; then
		miss GONE
	elif ! go test -count=1 -tags "${TAGS:-x11}" -run '^$' $packages >out 2>&1; then # split into words
		miss UNBUILT
		cat out
	elif go test -count=1 -tags "${TAGS:-x11}" -run "$tests" $packages >out 2>&1; then # the same
		miss SURVIVED
	else
		say caught
		sed -n 's/^ *--- FAIL: \([^ ]*\).*/          by \1/p' out | head -n 2
	fi
	mv whole "$file"
}

tab=$(printf '\t')
grep -v '^#' "$list" | grep -e "${1:-.}" >chosen
while IFS=$tab read -r promise what file script packages tests; do
	[ -z "$promise" ] || try
done <chosen
[ "$missed" -eq 0 ] || {
	echo "$missed not caught" >&2
	exit 1
}
