package cabinet

import (
	"net/url"
	"slices"
	"strconv"
	"time"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/desk/frame"
)

// service is one line of the history of services. Exactly one of Case, Removal and Invitation is set.
type service struct {
	Kind       string // temporary, permanent, removal or invitation
	Whom       string // for or about whom: me, child, ward or other
	State      string // words key of how it stands
	Opened     time.Time
	Case       *registration.Case
	Removal    *removal.Case
	Invitation *keeping.Invitation
}

// Kinds of services and for whom they are, in the order in which they are offered.
var (
	serviceKinds = []string{"temporary", "permanent", "removal", "invitation"}
	serviceWhoms = []string{"me", "child", "ward", "other"}
)

// historyMonths are the times to choose from, in months back from today; 0 is all.
var historyMonths = []int{1, 3, 12}

// historyPage is how many services one page shows.
const historyPage = 20

// sieve is what a visitor asked to see of his history; the zero one lets everything through.
type sieve struct {
	Kind, Whom, State string
	Months            int
}

// historyView is the history of services: what is offered to choose from, what is chosen, and one page.
type historyView struct {
	sieve
	All, Found   int
	Kinds, Whoms []string
	States       []string
	Periods      []int
	List         []service
	Page, Pages  int
	Prev, Next   string // queries of the pages beside; "" for none
}

func (c *Cabinet) history(v *frame.Visit) error {
	all, err := c.services(v)
	if err != nil {
		return err
	}
	return v.Page("history", v.T("account.history.h"), browse(all, v.R.URL.Query(), civil.DateOf(c.Calendar.Now())))
}

// services are everything that a person asked for or that was asked about him, newest first. What an
// organisation petitioned for stands at the person's address.
func (c *Cabinet) services(v *frame.Visit) ([]service, error) {
	ctx := v.R.Context()
	cases, err := c.Look.Mine(ctx, me(v))
	if err != nil {
		return nil, err
	}
	removals, err := c.Look.RemovalsOf(ctx, me(v))
	if err != nil {
		return nil, err
	}
	invitations, err := c.Invites.By(ctx, v.Who.Party())
	if err != nil {
		return nil, err
	}
	var out []service
	for _, k := range cases {
		out = append(out, ofCase(k, me(v)))
	}
	for _, k := range removals {
		switch removal.RoleIn(k, actor(v)) {
		case removal.Filer, removal.CoOwner, removal.Resident:
			out = append(out, ofRemoval(k, me(v)))
		}
	}
	for _, i := range invitations {
		out = append(out, service{Kind: "invitation", Whom: "other", State: "home.invite.state_" + c.inviteState(i), Opened: i.Made, Invitation: &i})
	}
	slices.SortStableFunc(out, func(a, b service) int { return b.Opened.Compare(a.Opened) })
	return out, nil
}

func ofCase(k registration.Case, me iin.IIN) service {
	s := service{Kind: string(k.Statement.Type), Whom: "me", State: "status." + string(k.State), Opened: k.Opened, Case: &k}
	if k.State == registration.Consenting {
		s.State = "status.consenting.short"
	}
	switch {
	case k.Person == me:
	case k.Power != nil:
		s.Whom = "other"
	case k.Category == applicant.Teen:
		s.Whom = "child"
	default:
		s.Whom = "ward"
	}
	return s
}

func ofRemoval(k removal.Case, me iin.IIN) service {
	s := service{Kind: "removal", Whom: "other", State: "status.removal." + removalStatus(k.State), Opened: k.Opened, Removal: &k}
	if k.State == removal.Confirming {
		s.State = "status.consenting.short"
	}
	if k.Statement.Person == me {
		s.Whom = "me"
	}
	return s
}

// browse sifts the services by what the address asks for, and cuts out one page. What cannot be chosen is not
// heard, and a page past the end is the last one.
func browse(all []service, q url.Values, today civil.Date) historyView {
	x := historyView{All: len(all), Periods: historyMonths, Page: 1}
	for _, k := range serviceKinds {
		if slices.ContainsFunc(all, func(s service) bool { return s.Kind == k }) {
			x.Kinds = append(x.Kinds, k)
		}
	}
	for _, w := range serviceWhoms {
		if slices.ContainsFunc(all, func(s service) bool { return s.Whom == w }) {
			x.Whoms = append(x.Whoms, w)
		}
	}
	for _, s := range all {
		if !slices.Contains(x.States, s.State) {
			x.States = append(x.States, s.State)
		}
	}
	x.Kind, x.Whom, x.State = oneOfThese(x.Kinds, q.Get("kind")), oneOfThese(x.Whoms, q.Get("whom")), oneOfThese(x.States, q.Get("state"))
	if n, err := strconv.Atoi(q.Get("months")); err == nil && slices.Contains(historyMonths, n) {
		x.Months = n
	}
	found := slices.DeleteFunc(slices.Clone(all), func(s service) bool { return !x.lets(s, today) })
	x.Found, x.Pages = len(found), max((len(found)+historyPage-1)/historyPage, 1)
	if n, err := strconv.Atoi(q.Get("page")); err == nil {
		x.Page = min(max(n, 1), x.Pages)
	}
	from := (x.Page - 1) * historyPage
	x.List = found[from:min(from+historyPage, len(found))]
	if x.Page > 1 {
		x.Prev = x.query(x.Page - 1)
	}
	if x.Page < x.Pages {
		x.Next = x.query(x.Page + 1)
	}
	return x
}

func oneOfThese(list []string, value string) string {
	if slices.Contains(list, value) {
		return value
	}
	return ""
}

// lets tells whether a service passes. So many months back begin with the same day of that month.
func (f sieve) lets(s service, today civil.Date) bool {
	return (f.Kind == "" || f.Kind == s.Kind) && (f.Whom == "" || f.Whom == s.Whom) && (f.State == "" || f.State == s.State) &&
		(f.Months == 0 || !s.Opened.Before(today.AddMonths(-f.Months).Start()))
}

// Sifts tells whether anything was chosen.
func (f sieve) Sifts() bool { return f != sieve{} }

// query is the address of another page of the same choice, after the question mark.
func (f sieve) query(page int) string {
	q := url.Values{"page": {strconv.Itoa(page)}}
	for name, value := range map[string]string{"kind": f.Kind, "whom": f.Whom, "state": f.State} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if f.Months > 0 {
		q.Set("months", strconv.Itoa(f.Months))
	}
	return q.Encode()
}
