package proof

import (
	"testing"
	"time"

	"tirkeu/internal/core/iin"
)

func sample(t *testing.T) Proof {
	t.Helper()
	p, err := iin.Parse("900101300017")
	if err != nil {
		t.Fatal(err)
	}
	return Proof{Kind: EDS, Standing: Pending, Signer: p, Digest: "d", Lang: "kk", Rendering: []byte("text"), CMS: []byte("cms"), CodeHash: "h"}
}

func TestIDIsTheContent(t *testing.T) {
	base := sample(t)
	id := base.ID()
	if len(id) != 64 || base.ID() != id {
		t.Fatalf("id %q", id)
	}
	other, err := iin.Parse("850515400012")
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*Proof){
		"kind": func(p *Proof) { p.Kind = Code }, "signer": func(p *Proof) { p.Signer = other }, "digest": func(p *Proof) { p.Digest = "e" },
		"language": func(p *Proof) { p.Lang = "ru" }, "rendering": func(p *Proof) { p.Rendering = []byte("texts") },
		"signature": func(p *Proof) { p.CMS = []byte("cmt") }, "code": func(p *Proof) { p.CodeHash = "i" },
		"a byte moved over": func(p *Proof) { p.Rendering, p.CMS = []byte("textc"), []byte("ms") },
	} {
		p := base
		if change(&p); p.ID() == id {
			t.Errorf("%s does not move the ID", name)
		}
	}
	ink := Sealed(base, other, "110190000018")
	if ink.Kind != Ink || ink.Signer != other || ink.Operator != base.Signer || ink.BIN != "110190000018" || ink.ID() == id {
		t.Errorf("a sealed word: %+v", ink)
	}
	for name, change := range map[string]func(*Proof){
		"operator": func(p *Proof) { p.Operator = other }, "legal entity": func(p *Proof) { p.BIN = "" },
	} {
		p := ink
		if change(&p); p.ID() == ink.ID() {
			t.Errorf("%s does not move the ID of ink", name)
		}
	}
	for name, change := range map[string]func(*Proof){
		"standing": func(p *Proof) { p.Standing = Good }, "revocation answer": func(p *Proof) { p.OCSP = []byte{1} }, "time": func(p *Proof) { p.At = time.Unix(1, 0) },
	} {
		p := base
		if change(&p); p.ID() != id {
			t.Errorf("%s moves the ID: what comes later must not", name)
		}
	}
}
