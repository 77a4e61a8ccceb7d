package sms_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/gate/sms"
	"tirkeu/internal/town"
	"tirkeu/internal/town/wire"
)

const aidana = "+77000000101"

func start(t *testing.T) (*town.Running, *sms.Gate) {
	t.Helper()
	r, err := town.Start(t.TempDir(), town.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Stop(); err != nil {
			t.Error(err)
		}
	})
	return r, gate(r, time.Minute)
}

func gate(r *town.Running, patience time.Duration) *sms.Gate {
	return sms.New(sms.Settings{URL: r.URL + town.PathSMS, From: "1414", Timeout: patience, Now: r.Clock().Now})
}

func text(id string) keeping.Text { return keeping.Text{ID: id, Phone: aidana, Body: "код 482913"} }

func TestATextArrivesOnce(t *testing.T) {
	r, g := start(t)
	ctx := context.Background()
	for range 3 {
		status, err := g.Send(ctx, text("tell:1:iin/2?x"))
		if err != nil || status != sms.Sent && status != sms.Delivered {
			t.Fatalf("%s, %v", status, err)
		}
	}
	if status, err := g.Status(ctx, "tell:1:iin/2?x"); status != sms.Delivered || err != nil {
		t.Errorf("%s, %v", status, err)
	}
	in := r.Phones().Inbox(aidana)
	if len(in) != 1 || in[0].Text != "код 482913" || in[0].From != "1414" {
		t.Errorf("in the phone: %+v", in)
	}
	if status, err := g.Status(ctx, "never"); status != sms.Absent || err != nil {
		t.Errorf("never sent: %s, %v", status, err)
	}
}

func TestALostAnswerIsUnknownAndAskedFor(t *testing.T) {
	for _, c := range []struct {
		fault wire.Fault
		send  string // what Send tells
		then  string // what Status tells afterwards
		texts int
	}{
		{wire.Fault{Kind: wire.Late, Delay: time.Minute, Times: 1}, sms.Unknown, sms.Delivered, 1},
		{wire.Fault{Kind: wire.Silent, Times: 1}, sms.Unknown, sms.Absent, 0},
		{wire.Fault{Kind: wire.Garbage, Times: 1}, sms.Unknown, sms.Absent, 0},
		{wire.Fault{Kind: wire.Slow, Delay: time.Millisecond, Times: 1}, sms.Sent, sms.Delivered, 1},
		{wire.Fault{Kind: wire.Duplicate, Times: 1}, sms.Sent, sms.Delivered, 2},
	} {
		r, g := start(t)
		if err := r.Faults().Set(wire.Texts, c.fault); err != nil {
			t.Fatal(err)
		}
		sender := g
		if c.fault.Kind == wire.Late || c.fault.Kind == wire.Silent {
			sender = gate(r, 2*time.Second) // the text has gone, the answer does not come
		}
		status, err := sender.Send(context.Background(), text("a"))
		if status != c.send || err != nil {
			t.Errorf("%s: sent: %s, %v", c.fault.Kind, status, err)
		}
		if status, err = g.Status(context.Background(), "a"); status != c.then || err != nil {
			t.Errorf("%s: then: %s, %v", c.fault.Kind, status, err)
		}
		if n := len(r.Phones().Inbox(aidana)); n != c.texts {
			t.Errorf("%s: %d texts, want %d", c.fault.Kind, n, c.texts)
		}
	}
}

func TestABusyGatewayDidNotTakeIt(t *testing.T) {
	r, g := start(t)
	if err := r.Faults().Set(wire.Texts, wire.Fault{Kind: wire.Error}); err != nil {
		t.Fatal(err)
	}
	if status, err := g.Send(context.Background(), text("a")); status != sms.Queued || !fault.Is(err, fault.Unavailable) {
		t.Errorf("%s, %v", status, err)
	}
	if status, err := g.Status(context.Background(), "a"); status != sms.Unknown || !fault.Is(err, fault.Unavailable) {
		t.Errorf("%s, %v", status, err)
	}
	if len(r.Phones().Inbox(aidana)) != 0 {
		t.Error("it arrived")
	}
}

func TestATextDiesOnTheInstant(t *testing.T) {
	r, _ := start(t)
	now := r.Clock().Now()
	g := sms.New(sms.Settings{URL: r.URL + town.PathSMS, Now: func() time.Time { return now }})
	for id, c := range map[string]struct {
		dies time.Time
		want string
	}{
		"a microsecond before": {now.Add(-time.Microsecond), sms.Dead},
		"the instant":          {now, sms.Dead},
		"an hour after":        {now.Add(time.Hour), sms.Sent},
		"never":                {time.Time{}, sms.Sent},
	} {
		m := text(id)
		m.Dies = c.dies
		if status, err := g.Send(context.Background(), m); status != c.want || err != nil {
			t.Errorf("%s: %s, %v", id, status, err)
		}
	}
	if n := len(r.Phones().Inbox(aidana)); n != 2 {
		t.Errorf("%d texts, want 2", n)
	}
}

func TestAPhoneThatIsOff(t *testing.T) {
	r, g := start(t)
	ctx := context.Background()
	if err := r.Phones().SwitchOff(aidana, true); err != nil {
		t.Fatal(err)
	}
	dying := text("dying")
	dying.Dies = r.Clock().Now().Add(5 * time.Minute)
	for _, m := range []keeping.Text{text("staying"), dying} {
		if status, err := g.Send(ctx, m); status != sms.Sent || err != nil {
			t.Fatalf("%s, %v", status, err)
		}
		if status, err := g.Status(ctx, m.ID); status != sms.Sent || err != nil {
			t.Errorf("while off: %s, %v", status, err)
		}
	}
	if err := r.Clock().Advance(5 * time.Minute); err != nil {
		t.Fatal(err)
	}
	if err := r.Phones().SwitchOff(aidana, false); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]string{"staying": sms.Delivered, "dying": sms.Failed} {
		if status, err := g.Status(ctx, id); status != want || err != nil {
			t.Errorf("%s: %s, %v", id, status, err)
		}
	}
	if n := len(r.Phones().Inbox(aidana)); n != 1 {
		t.Errorf("%d texts, want 1", n)
	}
}

func TestNobodyHasThePhone(t *testing.T) {
	_, g := start(t)
	m := text("a")
	m.Phone = "+77000009999"
	if _, err := g.Send(context.Background(), m); err != nil {
		t.Fatal(err)
	}
	if status, err := g.Status(context.Background(), "a"); status != sms.Failed || err != nil {
		t.Errorf("%s, %v", status, err)
	}
}

func TestErrorsNameNeitherPhoneNorText(t *testing.T) {
	g := sms.New(sms.Settings{URL: "http://127.0.0.1:1"})
	_, err := g.Status(context.Background(), "tell:980412900113")
	if err == nil || strings.Contains(err.Error(), "980412900113") {
		t.Errorf("%v", err)
	}
	bad := text("a")
	bad.Phone = "7700"
	if _, err := g.Send(context.Background(), bad); !fault.Is(err, fault.Invalid) || strings.Contains(err.Error(), "7700") {
		t.Errorf("%v", err)
	}
}

func TestPhones(t *testing.T) {
	for s, want := range map[string]bool{
		"+7700000010": true, "+77000000101": true, "+1234567": false, "+12345678": true, "+123456789012345": true,
		"+1234567890123456": false, "77000000101": false, "+0700000010": false, "+7700000010a": false, "": false,
	} {
		if sms.IsPhone(s) != want {
			t.Errorf("%q: %v", s, !want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"to":"+77000000101","text":"a"}`))
	f.Add([]byte(`{"id":"a","status":"sent"}`))
	f.Add([]byte(`{"id":"a","status":"sent"}{}`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		if m, err := sms.ParseMessage(doc); err == nil && (!sms.IsPhone(m.To) || m.Text == "") {
			t.Errorf("%+v", m)
		}
		if r, err := sms.ParseReceipt(doc); err == nil && r.Status == "" {
			t.Errorf("%+v", r)
		}
	})
}
