// Package release is the content folder: how it is built, signed and verified.
//
// A release is a catalogue with its photos, numbered 1, 2, 3 … and signed by an
// organiser. It lives in a folder whose bytes are the same on a stick, on a web
// server and inside the hub:
//
//	metadata/   The Update Framework (TUF): N.root.json, timestamp.json,
//	            N.snapshot.json, N.targets.json; N grows with every release and
//	            withdrawal, for root it is the number of the key change
//	targets/    <sha256>.update.json and <sha256>.release.json, the manifest for
//	            programs that know of patches and for older ones;
//	            <sha256>.withdrawn.json, products that are hidden at once;
//	            <sha256>.programs.json, the newest packages of the program
//	files/      <sha256>: catalogue (zstd), patches to it and to the index from
//	            earlier releases, photo packs (ZIP, stored), pack index (zstd),
//	            packages of the program (.deb, .zip)
//
// TUF signs the manifests, these name every other file by SHA-256 and length,
// large ones piece by piece too, and every byte is checked against that before
// it is used. The folder supports the last few releases; what none of them needs
// is removed when the next is published. It promises:
//
//   - nothing is accepted that the pinned root does not vouch for, nor anything
//     older than what was accepted before, nor files of two releases;
//   - a refused release changes nothing: trust moves only with
//     [Candidate.Commit], after the kiosk has switched;
//   - every error wraps one of the classes of errors.go and, where a file is to
//     blame, a [FileError] with its name;
//   - a reader of a folder that is being published to, or whose publisher died,
//     sees the whole old release or the whole new one;
//   - whatever is read is bounded in size before it is read;
//   - what was verified of a large file is never read twice, whatever broke off;
//   - a product that was withdrawn is not shown again by older metadata.
//
// Where the bytes come from is a [Source]: [Dir], [FS] or [HTTP]. A publisher
// starts with [GenerateKeys] and [Publish], a kiosk with [OpenTrust] and
// [Trust.Check], an auditor with [VerifyAll].
package release
