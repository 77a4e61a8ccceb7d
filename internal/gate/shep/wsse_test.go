package shep_test

import (
	"bytes"
	"context"
	"net/http/httptest"
	"testing"
	"time"

	"tirkeu/eds/cert"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/gate/shep"
	"tirkeu/internal/town"
	"tirkeu/internal/town/ca"
)

func TestSignedMessages(t *testing.T) {
	for _, f := range ca.Families() {
		r, err := town.Open(t.TempDir(), town.Options{Keys: f, URL: "http://127.0.0.1"})
		if err != nil {
			t.Fatal(err)
		}
		anchors, err := r.CA().Anchors(f)
		if err != nil {
			t.Fatal(err)
		}
		check := shep.CheckWith(shep.Peer{Trusted: cert.NewPool(anchors...), BINs: []string{town.PortalBIN}, Now: r.Clock().Now})
		doc := shep.Response{MessageID: "a", Code: shep.Success, Data: []byte("<r>1</r>")}.Marshal()
		signed := func(kind ca.Kind, state ca.State, bin string) []byte {
			k, err := r.CA().Key(ca.Order{Family: f, Kind: kind, State: state, Holder: ca.Holder{IIN: "980412900113", BIN: bin, Organization: "S"}})
			if err != nil {
				t.Fatal(err)
			}
			out, err := shep.SignWith(k.Signer, k.Cert)(doc)
			if err != nil {
				t.Fatal(err)
			}
			return out
		}
		good := signed(ca.System, ca.Valid, town.PortalBIN)
		part, err := check(good)
		if err != nil {
			t.Fatal(err)
		}
		back, err := shep.ParseResponse(part)
		if err != nil || string(back.Data) != "<r>1</r>" {
			t.Errorf("%s: %q, %v", f, back.Data, err)
		}
		for name, bad := range map[string][]byte{
			"unsigned":              doc,
			"changed":               bytes.Replace(good, []byte("<r>1</r>"), []byte("<r>2</r>"), 1),
			"another firm's system": signed(ca.System, ca.Valid, town.GatewayBIN),
			"a head's key":          signed(ca.Head, ca.Valid, town.PortalBIN),
			"expired":               signed(ca.System, ca.Expired, town.PortalBIN),
			"unknown authority":     signed(ca.System, ca.Strange, town.PortalBIN),
			"document type":         append([]byte("<!DOCTYPE x>"), good...),
		} {
			if _, err := check(bad); err == nil {
				t.Errorf("%s, %s: believed", f, name)
			}
		}
	}
}

// TestSignedBodies: a question that is signed itself is judged as an envelope is, and covered as a whole.
func TestSignedBodies(t *testing.T) {
	for _, f := range ca.Families() {
		r, err := town.Open(t.TempDir(), town.Options{Keys: f, URL: "http://127.0.0.1"})
		if err != nil {
			t.Fatal(err)
		}
		anchors, err := r.CA().Anchors(f)
		if err != nil {
			t.Fatal(err)
		}
		check := shep.CheckBodyWith(shep.Peer{Trusted: cert.NewPool(anchors...), BINs: []string{town.PortalBIN}, Now: r.Clock().Now})
		doc := []byte(`<n:q xmlns:n="urn:q"><BIN>1</BIN></n:q>`)
		signed := func(doc []byte, kind ca.Kind, state ca.State, bin string) []byte {
			k, err := r.CA().Key(ca.Order{Family: f, Kind: kind, State: state, Holder: ca.Holder{IIN: "980412900113", BIN: bin, Organization: "S"}})
			if err != nil {
				t.Fatal(err)
			}
			out, err := shep.SignBodyWith(k.Signer, k.Cert)(doc)
			if err != nil {
				t.Fatal(err)
			}
			return out
		}
		good := signed(doc, ca.System, ca.Valid, town.PortalBIN)
		if got, err := check(good); err != nil || !bytes.Equal(got, doc) {
			t.Errorf("%s: %s, %v", f, got, err)
		}
		for name, bad := range map[string][]byte{
			"unsigned":              doc,
			"changed":               bytes.Replace(good, []byte("<BIN>1</BIN>"), []byte("<BIN>2</BIN>"), 1),
			"signed twice":          signed(good, ca.System, ca.Valid, town.PortalBIN),
			"another firm's system": signed(doc, ca.System, ca.Valid, town.GatewayBIN),
			"a head's key":          signed(doc, ca.Head, ca.Valid, town.PortalBIN),
			"expired":               signed(doc, ca.System, ca.Expired, town.PortalBIN),
			"unknown authority":     signed(doc, ca.System, ca.Strange, town.PortalBIN),
			"document type":         append([]byte("<!DOCTYPE x>"), good...),
			"too large":             append(bytes.Clone(good), bytes.Repeat([]byte(" "), shep.MaxSize)...),
		} {
			if _, err := check(bad); err == nil {
				t.Errorf("%s, %s: believed", f, name)
			}
		}
	}
}

func TestATownThatSignsHearsOnlyThePortal(t *testing.T) {
	r, err := town.Start(t.TempDir(), town.Options{Signed: true})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Stop()
	set, err := r.SHEP()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := shep.New(set).Call(context.Background(), "BMG_PhoneByIIN", []byte("<phoneRequest><iin>980412900113</iin></phoneRequest>")); err != nil {
		t.Fatal(err)
	}
	bare := set
	bare.Sign = nil
	if _, err := shep.New(bare).Call(context.Background(), "BMG_PhoneByIIN", []byte("<q/>")); !fault.Is(err, fault.Unavailable) {
		t.Errorf("unsigned: %v", err)
	}
	impostor := httptest.NewServer(&server{answers: []func(shep.Request) (int, []byte){answer(shep.Success, "<r/>")}})
	defer impostor.Close()
	set.URL, set.Timeout = impostor.URL, time.Second
	if got, err := shep.New(set).Call(context.Background(), "S", []byte("<q/>")); err == nil {
		t.Errorf("an unsigned answer is believed: %q", got)
	}
}
