package pages

import (
	"net/http"
	"time"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/town/people"
)

// card is one resident on the front page.
type card struct {
	people.Resident
	Plan   string
	Cases  []Standing
	Owns   []dwelling.Dwelling
	Posts  []string // where he works, in words
	Dead   bool
	Latin  string
	Chosen bool
}

// group is a part of the residents under one heading.
type group struct {
	Key   string // of its heading
	Cards []card
}

// frontPage is what the front page shows.
type frontPage struct {
	Groups []group
	Next   time.Time // zero: nothing happens by itself
	Faults int       // wires that do not work as they should
	Played int       // scenes played so far
	Scenes int       // of so many; zero when all are
}

func front(v *visit) error {
	x := frontPage{Faults: len(v.p.Town.Faults().On()) + len(v.muted())}
	if v.p.Scenes != nil {
		if x.Played, x.Scenes = v.p.Scenes(); x.Scenes > 0 {
			v.w.Header().Set("Refresh", "2")
		}
	}
	var err error
	if x.Next, err = v.nextEvent(); err != nil {
		return err
	}
	groups := map[string][]card{}
	for _, r := range v.residents() {
		c, err := v.card(r)
		if err != nil {
			return err
		}
		k := groupOf(r)
		groups[k] = append(groups[k], c)
	}
	for _, k := range []string{"town.people.citizens", "town.people.heads", "town.people.staff"} {
		x.Groups = append(x.Groups, group{k, groups[k]})
	}
	return v.page("front", v.t("town.front.h"), x)
}

func groupOf(r people.Resident) string {
	if r.Staff != "" {
		return "town.people.staff"
	}
	for _, p := range r.Posts {
		if p.Role == "head" {
			return "town.people.heads"
		}
	}
	return "town.people.citizens"
}

func (v *visit) card(r people.Resident) (card, error) {
	c := card{Resident: r, Plan: r.Plan.In(string(v.lang)), Dead: !r.Person.Died.IsZero(), Latin: latin(r.Person.Name), Chosen: v.p.Whose(v.r) == r.Handle}
	c.Owns = v.p.Town.People().OwnedBy(iin.PersonParty(r.Person.IIN))
	for _, p := range r.Posts {
		if o, ok := v.p.Town.People().Organisation(p.BIN); ok {
			c.Posts = append(c.Posts, o.Name.In(string(v.lang)))
		}
	}
	var err error
	c.Cases, err = v.p.Cases.Of(v.r.Context(), v.lang, r.Person.IIN)
	return c, err
}

// latin is the name as a passport has it, for those who do not read Cyrillic.
func latin(n applicant.Name) string {
	if n.LatinSurname == "" {
		return n.LatinGiven
	}
	return n.LatinSurname + " " + n.LatinGiven
}

// become makes this browser the tab of a resident, or of nobody.
func become(v *visit) error {
	handle := v.r.PostFormValue("who")
	if handle == "" {
		v.keep(whoCookie, "", -1)
		v.leave()
		return v.redirect("/town/", "")
	}
	if _, ok := v.p.Town.People().Resident(handle); !ok {
		return fault.New(fault.NotFound, "no such resident")
	}
	v.keep(whoCookie, handle, 0)
	v.leave()
	http.Redirect(v.w, v.r, "/"+string(v.lang)+"/", http.StatusSeeOther)
	return nil
}

// leave ends what the person before was doing in the portal.
func (v *visit) leave() {
	if v.p.Leave != nil {
		v.p.Leave(v.w, v.r)
	}
}
