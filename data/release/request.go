package release

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"
)

// The targets key may be on a machine without a network: a publisher that lacks it
// writes a request ([Input.Later]), a small file that says all there is to be
// signed. [SignRequest] answers it with a signature, smaller still, and [Seal]
// publishes what was asked for. Nothing is seen of it before.

// ErrOvertaken: something else was published since the request was made; it is to
// be made anew.
var ErrOvertaken = errors.New("something else was published meanwhile")

// Request is what is to be signed, for who signs to see.
type Request struct {
	Manifest  Manifest
	Withdrawn Withdrawal
	Programs  Programs
	Version   int64 // of the metadata that it will be
	Expires   time.Time
	Digest    string // SHA-256 of what is signed, in hexadecimal

	targets *targetsDoc
	signed  map[string][]byte
}

const (
	requestVersion   = 1
	signatureVersion = 1
	maxRequest       = 2*maxManifest + maxMetadata // bytes
)

type requestJSON struct {
	Request int               `json:"request"`
	Targets map[string][]byte `json:"targets"` // by name, base64
	Signed  json.RawMessage   `json:"signed"`  // TUF's metadata without signatures
}

type signatureJSON struct {
	Signature  int               `json:"signature"`
	Digest     string            `json:"digest"`
	Signatures map[string]string `json:"signatures"` // by key id, in hexadecimal
}

// ask hands out the request.
func (p *publisher) ask(version int64, targets *targetsDoc, signed map[string][]byte) error {
	doc, err := targets.ToBytes(false)
	if err != nil {
		return err
	}
	p.in.Later(encode(requestJSON{requestVersion, signed, doc}, ""))
	return nil
}

// ReadRequest reads a request and checks that what it shows is what it has signed.
// It returns [ErrCorrupt] or [ErrNewerFormat].
func ReadRequest(data []byte) (Request, error) {
	if len(data) > maxRequest {
		return Request{}, fmt.Errorf("read request: %w: longer than %d bytes", ErrCorrupt, maxRequest)
	}
	var j requestJSON
	if err := json.Unmarshal(data, &j); err != nil {
		return Request{}, fmt.Errorf("read request: %w: %w", ErrCorrupt, err)
	}
	if j.Request > requestVersion {
		return Request{}, fmt.Errorf("read request: %w", ErrNewerFormat)
	}
	r, err := j.request()
	if err != nil {
		return Request{}, fmt.Errorf("read request: %w", err)
	}
	return r, nil
}

func (j requestJSON) request() (r Request, err error) {
	if r.targets, err = metadata.Targets().FromBytes(j.Signed); err != nil {
		return r, fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	again, err := r.targets.ToBytes(false)
	if err != nil || !bytes.Equal(again, j.Signed) || len(r.targets.Signatures) > 0 || j.Request != requestVersion {
		return r, fmt.Errorf("%w: not as this program writes it", ErrCorrupt)
	}
	r.signed, r.Version, r.Expires = j.Targets, r.targets.Signed.Version, r.targets.Signed.Expires
	r.Digest = fileOf(j.Signed).SHA256
	return r, r.readTargets()
}

// readTargets reads what the request shows, all of which has to be signed by it.
func (r *Request) readTargets() (err error) {
	if !slices.Equal(slices.Sorted(maps.Keys(r.signed)), slices.Sorted(maps.Keys(r.targets.Signed.Targets))) {
		return fmt.Errorf("%w: it shows other files than it signs", ErrCorrupt)
	}
	for name, data := range r.signed {
		info := r.targets.Signed.Targets[name]
		if f := fileOf(data); hex.EncodeToString(info.Hashes["sha256"]) != f.SHA256 || info.Length != f.Length {
			return fmt.Errorf("%w: %s is not the one that is signed", ErrCorrupt, name)
		}
	}
	if r.Manifest, err = ParseManifest(r.signed[target]); err != nil {
		return err
	}
	if data, ok := r.signed[withdrawnTarget]; ok {
		if r.Withdrawn, err = ParseWithdrawal(data); err != nil {
			return err
		}
	}
	if data, ok := r.signed[programsTarget]; ok {
		r.Programs, err = ParsePrograms(data)
	}
	return err
}

// SignRequest signs a request with the targets keys that are among keys, and
// returns the signature's file.
func SignRequest(request []byte, keys Keys) ([]byte, error) {
	r, err := ReadRequest(request)
	if err != nil {
		return nil, err
	}
	root, err := keys.root()
	if err != nil {
		return nil, fmt.Errorf("sign request: %w", err)
	}
	if err := signWith(keys, root, metadata.TARGETS, r.targets); err != nil {
		return nil, fmt.Errorf("sign request: %w", err)
	}
	if len(r.targets.Signatures) == 0 {
		return nil, fmt.Errorf("sign request: no targets key among the keys")
	}
	out := signatureJSON{signatureVersion, r.Digest, map[string]string{}}
	for _, s := range r.targets.Signatures {
		out.Signatures[s.KeyID] = hex.EncodeToString(s.Signature)
	}
	return encode(out, "  "), nil
}

// Sealing is a request with its signatures.
type Sealing struct {
	Request    []byte
	Signatures [][]byte // files of [SignRequest]
	Keep       int      // as that of [Input]
}

// Seal publishes what a request asks for. It needs the snapshot and timestamp keys,
// and signatures of as many targets keys as the root wants. [ErrNotSigned] means
// that they are not, [ErrOvertaken] that the request is too old.
func Seal(ctx context.Context, repo string, keys Keys, in Sealing) (Manifest, error) {
	r, err := ReadRequest(in.Request)
	if err != nil {
		return Manifest{}, fmt.Errorf("seal release: %w", err)
	}
	p := publisher{ctx: ctx, keys: keys, in: Input{Keep: in.Keep, IssuedAt: r.Manifest.IssuedAt}}
	if err := p.seal(repo, r, in.Signatures); err != nil {
		return Manifest{}, fmt.Errorf("seal release: %w", err)
	}
	return r.Manifest, nil
}

func (p *publisher) seal(repo string, r Request, signatures [][]byte) error {
	if err := p.prepare(); err != nil {
		return err
	}
	for _, data := range signatures {
		if err := r.add(data, p.root.Signed.Roles[metadata.TARGETS].KeyIDs); err != nil {
			return err
		}
	}
	unlock, err := p.enter(repo)
	if err != nil {
		return err
	}
	defer unlock()
	if err := p.follows(repo, r); err != nil {
		return err
	}
	if err := p.putTargets(r.signed); err != nil {
		return err
	}
	if err := signWith(p.keys, p.root, metadata.TARGETS, r.targets); err != nil {
		return err
	}
	if err := p.root.VerifyDelegate(metadata.TARGETS, r.targets); err != nil {
		return fmt.Errorf("%w: %w", ErrNotSigned, err)
	}
	if err := p.vouch(r.Version, r.targets); err != nil {
		return err
	}
	return p.tidy(repo)
}

// add takes the signatures by known keys out of a signature's file.
func (r Request) add(data []byte, known []string) error {
	var j signatureJSON
	if err := json.Unmarshal(data, &j); err != nil || j.Signature != signatureVersion {
		return fmt.Errorf("%w: not a signature of this program", ErrCorrupt)
	}
	if j.Digest != r.Digest {
		return fmt.Errorf("%w: the signature is of another request", ErrMixed)
	}
	for _, id := range slices.Sorted(maps.Keys(j.Signatures)) {
		sig, err := hex.DecodeString(j.Signatures[id])
		if err != nil {
			return fmt.Errorf("%w: not a signature of this program", ErrCorrupt)
		}
		if slices.Contains(known, id) && !signedBy(r.targets.Signatures, id) {
			r.targets.Signatures = append(r.targets.Signatures, metadata.Signature{KeyID: id, Signature: sig})
		}
	}
	return nil
}

// follows tells whether the folder still is as it was when the request was made,
// with all files in it.
func (p *publisher) follows(repo string, r Request) error {
	c, _, err := p.candidate(repo)
	if err != nil {
		return err
	}
	version, number := int64(0), int64(0)
	if c != nil {
		version, number = c.version, c.Manifest.Number
	}
	if r.Version <= version || r.Manifest.Number < number || r.Version > max(version+1, r.Manifest.Number) {
		return fmt.Errorf("%w: the folder holds release %d", ErrOvertaken, number)
	}
	files := append(slices.Clone(r.Manifest.Packs), r.Manifest.Catalogue, r.Manifest.Index, r.Manifest.Settings)
	for _, x := range r.Programs.List {
		files = append(files, x.File)
	}
	for _, f := range files {
		if f != (File{}) && !p.holds(f) {
			return fmt.Errorf("%w: %w", ErrOvertaken, &FileError{fileName(f.SHA256), ErrMixed})
		}
	}
	return nil
}

// CheckSignature tells whether a signature's file is one for the request, not
// whether it is right: [Seal] does.
func CheckSignature(request, signature []byte) error {
	r, err := ReadRequest(request)
	if err != nil {
		return err
	}
	return r.add(signature, nil)
}
