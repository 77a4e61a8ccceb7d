package ncalayer_test

import (
	"encoding/base64"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"tirkeu/internal/town"
	"tirkeu/internal/town/ncalayer"
	"tirkeu/internal/town/wire"
)

// talk is one conversation of the portal's script with the town's program.
type talk struct {
	name  string
	iin   string
	mood  ncalayer.Mood
	fault wire.Fault
	stop  bool // the person stops waiting after the greeting
	want  []string
	over  bool // because the greeting did not come in time
}

// talks are those with every trouble.
var talks = []talk{
	{"signs", aidana, ncalayer.Mood{}, wire.Fault{}, false, []string{"choose", "signed"}, false},
	{"an older shape", aidana, ncalayer.Mood{Shape: ncalayer.AsString}, wire.Fault{}, false, []string{"choose", "signed"}, false},
	{"with the certificate", aidana, ncalayer.Mood{Shape: ncalayer.AsObject}, wire.Fault{}, false, []string{"choose", "signed"}, false},
	{"thinks for a while", aidana, ncalayer.Mood{Delay: time.Second}, wire.Fault{}, false, []string{"choose", "signed"}, false},
	{"cancels", aidana, ncalayer.Mood{Cancel: true}, wire.Fault{}, false, []string{"choose", "cancelled"}, false},
	{"has no such key", zhanna, ncalayer.Mood{}, wire.Fault{}, false, []string{"choose", "cancelled"}, false},
	{"fails", aidana, ncalayer.Mood{Fail: "SIGNING_FAILURE"}, wire.Fault{}, false, []string{"choose", "failed"}, false},
	{"is waited for no more", aidana, ncalayer.Mood{Delay: time.Minute}, wire.Fault{}, true, []string{"choose", "stopped"}, false},
	{"is not there", aidana, ncalayer.Mood{}, wire.Fault{}, false, []string{"off"}, false},
	{"answers with an error", aidana, ncalayer.Mood{}, wire.Fault{Kind: wire.Error}, false, []string{"off"}, false},
	{"does not greet", aidana, ncalayer.Mood{}, wire.Fault{Kind: wire.Silent, Delay: 10 * time.Second}, false, []string{"off"}, true},
	{"greets too late", aidana, ncalayer.Mood{}, wire.Fault{Kind: wire.Slow, Delay: 10 * time.Second}, false, []string{"off"}, true},
	{"greets in time", aidana, ncalayer.Mood{}, wire.Fault{Kind: wire.Slow, Delay: time.Second}, false, []string{"choose", "signed"}, false},
	{"talks nonsense", aidana, ncalayer.Mood{}, wire.Fault{Kind: wire.Garbage}, false, []string{"choose", "wrong"}, false},
	{"says it twice", aidana, ncalayer.Mood{}, wire.Fault{Kind: wire.Duplicate}, false, []string{"choose", "signed"}, false},
	{"goes away", aidana, ncalayer.Mood{}, wire.Fault{}, false, []string{"choose", "lost"}, false},
}

// nobody is an address at which nothing listens.
func nobody(t *testing.T) string {
	t.Helper()
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := closed.Close(); err != nil {
		t.Fatal(err)
	}
	return "ws://" + closed.Addr().String() + "/"
}

// TestTheScriptTalks: the portal's script and the town's program over a socket.
func TestTheScriptTalks(t *testing.T) {
	fetched(t)
	r := start(t)
	for _, x := range talks {
		t.Run(x.name, func(t *testing.T) { x.run(t, r) })
	}
}

func (x talk) run(t *testing.T, r *town.Running) {
	r.NCALayer().SetMood("aidana", x.mood)
	r.Faults().Clear()
	if x.fault.Kind != "" {
		if err := r.Faults().Set(wire.Keys, x.fault); err != nil {
			t.Fatal(err)
		}
	}
	address := "ws" + strings.TrimPrefix(r.URL, "http") + town.PathNCALayer + "?who=aidana"
	data := base64.StdEncoding.EncodeToString([]byte("hello"))
	switch x.name {
	case "is not there":
		address = nobody(t)
	case "goes away":
		data = strings.Repeat("A", ncalayer.MaxMessage) // more than the program reads
	}
	var got []outcome
	script(t, map[string]any{"stop": x.stop, "patient": !x.over, "talk": map[string]any{"socket": address, "iin": x.iin, "data": data, "chain": chain(t, r), "lang": "kk"}}, &got)
	var ends []string
	for _, g := range got {
		ends = append(ends, g.End)
		if g.Limit != 3000 || !g.Off {
			t.Errorf("at %s: the limit of %d ms still runs: %v", g.End, g.Limit, !g.Off)
		}
	}
	if !slices.Equal(ends, x.want) {
		t.Fatalf("%v, want %v", ends, x.want)
	}
	last := got[len(got)-1]
	if last.Over != x.over {
		t.Errorf("the limit of the greeting went by: %v", last.Over)
	}
	if last.End == "signed" && signedBy(t, last.CMS).Subject.IIN != aidana {
		t.Error("signed by another")
	}
}
