package consent

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
)

// Several statements are signed as one: a family's, or an organisation's list. The signed digest is
// the root of a Merkle tree whose leaves are the digests of the single statements, in the order in
// which they are read, so that every case holds a short proof that its own statement was signed and
// nobody needs the whole list for it. Leaves and nodes are hashed under names of their own (as
// RFC 9162, section 2.1, does with one byte), and a node without a partner goes up unchanged.
const (
	leafName = "tirkeu/joint/leaf"
	nodeName = "tirkeu/joint/node"
)

// maxPath bounds a way to the root: a list has at most 2^16 statements.
const maxPath = 16

// MaxJoint is the largest number of statements that are signed as one.
const MaxJoint = 1000

// Marks of a step of the way: on which side the other digest stands.
const (
	onLeft  = "<"
	onRight = ">"
)

func leafOf(digest string) string { return sumOf(leafName, digest) }

func sumOf(parts ...string) string {
	var b []byte
	for _, p := range parts {
		b = netstring(b, p)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// Root is the digest of the joint statement over the digests of single ones, lower-case hex; "" for none.
func Root(digests []string) string {
	root, _ := climb(digests, -1)
	return root
}

// Path is the way from the i-th digest to the root; Climb goes it. It is empty for a number out of range.
func Path(digests []string, i int) []string {
	_, path := climb(digests, i)
	return path
}

func climb(digests []string, i int) (root string, path []string) {
	if len(digests) == 0 {
		return "", nil
	}
	row := make([]string, len(digests))
	for j, d := range digests {
		row[j] = leafOf(d)
	}
	for len(row) > 1 {
		if i >= 0 && i < len(row) {
			path = append(path, stepAt(row, i)...)
			i /= 2
		}
		row = rowAbove(row)
	}
	return row[0], path
}

func stepAt(row []string, i int) []string {
	switch {
	case i%2 == 1:
		return []string{onLeft + row[i-1]}
	case i+1 < len(row):
		return []string{onRight + row[i+1]}
	}
	return nil
}

func rowAbove(row []string) []string {
	var up []string
	for j := 0; j < len(row); j += 2 {
		if j+1 == len(row) {
			up = append(up, row[j])
			continue
		}
		up = append(up, sumOf(nodeName, row[j], row[j+1]))
	}
	return up
}

// Climb goes the way from a statement's digest and returns the root that it leads to. It is false for
// a way that is no way: too long, or with a step that is no digest.
func Climb(digest string, path []string) (root string, ok bool) {
	if len(path) > maxPath || !isDigest(digest) {
		return "", false
	}
	at := leafOf(digest)
	for _, step := range path {
		if len(step) != digestLen+1 || !isDigest(step[1:]) {
			return "", false
		}
		switch step[:1] {
		case onLeft:
			at = sumOf(nodeName, step[1:], at)
		case onRight:
			at = sumOf(nodeName, at, step[1:])
		default:
			return "", false
		}
	}
	return at, true
}

func isDigest(s string) bool {
	return len(s) == digestLen && strings.Trim(s, "0123456789abcdef") == ""
}

// Item is one statement of a joint one, as its line shows it.
type Item struct {
	Statement Statement
	Name      string // full name of the person
	Place     string // room and bed, where there are any
}

// Roles of those who sign a joint statement.
const (
	AsJointApplicant Role = "joint_applicant" // for himself and those for whom he may act
	AsJointOwner     Role = "joint_owner"
	AsAdministration Role = "administration" // of an organisation, for the people on its list
)

// RenderJoint is the plain UTF-8 text of several statements for one reader, as Render is for one. All
// are of one address. Each line shows the person, the IIN masked, the type and the term; the last line
// is the root. View.Names is not used. It is nil for a role or language without words.
func RenderJoint(items []Item, v View) []byte {
	if len(items) == 0 || len(items) > MaxJoint {
		return nil
	}
	words, err := texts.ReadFile("texts/v1." + string(v.Role) + "." + v.Lang + ".txt")
	if err != nil || strings.ContainsAny(v.Lang+string(v.Role), "./") {
		return nil
	}
	fill := strings.NewReplacer(
		"{signer}", oneLine(v.Signer),
		"{persons}", itemLines(items, v.Lang),
		"{address}", oneLine(v.Address),
		"{digest}", Root(Digests(items)),
	)
	return []byte(fill.Replace(string(words)))
}

// Digests lists the digests of the items' statements, in order: the leaves of their root.
func Digests(items []Item) []string {
	out := make([]string, len(items))
	for i, it := range items {
		out[i] = it.Statement.Digest()
	}
	return out
}

func itemLines(items []Item, lang string) string {
	lines := make([]string, len(items))
	for i, it := range items {
		line := strconv.Itoa(i+1) + ". " + oneLine(it.Name)
		for _, p := range it.Statement.Persons {
			line += ", " + iinWord[lang] + " " + p.String()
		}
		line += ", " + kinds[lang][it.Statement.Type] + ", " + term(it.Statement, lang) + ", " + purposes[lang][it.Statement.Purpose]
		if place := oneLine(it.Place); place != "" {
			line += ", " + place
		}
		lines[i] = line
	}
	return strings.Join(lines, "\n")
}

var kinds = map[string]map[Type]string{
	"kk": {Temporary: "уақытша", Permanent: "тұрақты"},
	"ru": {Temporary: "временно", Permanent: "постоянно"},
	"en": {Temporary: "temporary", Permanent: "permanent"},
}
