package pages

import (
	"regexp"
	"strings"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/law"
	"tirkeu/internal/town/ncalayer"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/wire"
)

// text is one SMS as the phone shows it.
type text struct {
	wire.Text
	Code string // the one-time code in it, if there is one
	Dead bool   // its time is over
}

// heldKey is one key of a resident.
type heldKey struct {
	Kind, Organisation, State, Tone string
	From, Until                     time.Time
}

// phonePage is what the page of one resident shows.
type phonePage struct {
	people.Resident
	Off   bool
	Texts []text
	Keys  []heldKey
	Mood  string
	Once  bool

	Wallet walletPage
	Moods  []string
}

// ownPhone is the phone of whoever's tab this is.
func ownPhone(v *visit) error {
	r, ok := v.who()
	if !ok {
		return v.redirect("/town/", "")
	}
	return v.phone(r)
}

func phone(v *visit) error {
	r, err := v.resident()
	if err != nil {
		return err
	}
	return v.phone(r)
}

// resident is the one named in the path.
func (v *visit) resident() (people.Resident, error) {
	r, ok := v.p.Town.People().Resident(v.r.PathValue("handle"))
	if !ok {
		return r, fault.New(fault.NotFound, "no such resident")
	}
	return r, nil
}

func (v *visit) phone(r people.Resident) error {
	x := phonePage{Resident: r, Off: r.Phone != "" && v.p.Town.Phones().IsOff(r.Phone)}
	now := v.p.Town.Clock().Now()
	code := codePattern(now)
	if r.Phone != "" {
		for _, t := range v.p.Town.Phones().Inbox(r.Phone) {
			x.Texts = append(x.Texts, text{t, code(t.Text), !t.Dies.IsZero() && !now.Before(t.Dies)})
		}
	}
	var err error
	if x.Keys, err = v.keys(r, now); err != nil {
		return err
	}
	x.Wallet = v.wallet(r)
	m := v.p.Town.NCALayer().MoodOf(r.Handle)
	x.Once, m.Times = m.Times > 0, 0
	for _, o := range moods {
		x.Moods = append(x.Moods, o.name)
		if o.mood == m {
			x.Mood = o.name
		}
	}
	return v.page("phone", v.t("town.phone.h", "name", r.Person.Name.Full()), x)
}

// codePattern finds a one-time code: as many digits as the rules of the day say, standing alone.
func codePattern(now time.Time) func(string) string {
	limits, _ := law.CodePolicy(civil.DateOf(now))
	word := regexp.MustCompile(`[\p{L}\d-]+`)
	return func(s string) string {
		for _, w := range word.FindAllString(s, -1) {
			if len(w) == limits.Digits && strings.Trim(w, "0123456789") == "" {
				return w
			}
		}
		return ""
	}
}

func (v *visit) keys(r people.Resident, now time.Time) ([]heldKey, error) {
	all, err := v.p.Town.Keys(r.Handle)
	if err != nil {
		return nil, err
	}
	var list []heldKey
	for i, h := range all {
		k := heldKey{Kind: string(h.Kind), State: "good", Tone: "ok", From: h.Key.Cert.NotBefore, Until: h.Key.Cert.NotAfter}
		for _, p := range r.Posts {
			if o, ok := v.p.Town.People().Organisation(p.BIN); ok && p.BIN.Digits() == h.BIN {
				k.Organisation = o.Name.In(string(v.lang))
			}
		}
		switch {
		case i == 0 && r.Key == people.KeyRevoked:
			k.State, k.Tone = "revoked", "err"
		case !now.Before(k.Until):
			k.State, k.Tone = "expired", "err"
		}
		list = append(list, k)
	}
	return list, nil
}

// power switches a phone off or on.
func power(v *visit) error {
	r, err := v.resident()
	if err != nil {
		return err
	}
	to := v.r.PostFormValue("to")
	if r.Phone == "" || to != "on" && to != "off" {
		return fault.New(fault.Invalid, "a phone is switched on or off")
	}
	if err := v.p.Town.Phones().SwitchOff(r.Phone, to == "off"); err != nil {
		return err
	}
	return v.redirect("/town/phone/"+r.Handle, "power")
}

// patience is how long a slow person thinks.
const patience = 10 * time.Second

// moods are what a resident may do when NCALayer asks him.
var moods = []struct {
	name string
	mood ncalayer.Mood
}{
	{"sign", ncalayer.Mood{}},
	{"cancel", ncalayer.Mood{Cancel: true}},
	{"error", ncalayer.Mood{Fail: "SIGNING_FAILURE"}},
	{"delay", ncalayer.Mood{Delay: patience}},
	{"any_key", ncalayer.Mood{AnyKey: true}},
}

// setMood says what a resident will do when he is asked to sign.
func setMood(v *visit) error {
	r, err := v.resident()
	if err != nil {
		return err
	}
	for _, o := range moods {
		if o.name != v.r.PostFormValue("mood") {
			continue
		}
		if v.r.PostFormValue("once") != "" && o.name != "sign" {
			o.mood.Times = 1
		}
		v.p.Town.NCALayer().SetMood(r.Handle, o.mood)
		return v.redirect("/town/phone/"+r.Handle, "key")
	}
	return fault.New(fault.Invalid, "nobody is of such a mood")
}
