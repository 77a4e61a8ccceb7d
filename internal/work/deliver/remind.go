package deliver

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/notice"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/work/office"
)

// EntryBooks reads an entry.
type EntryBooks interface {
	Entry(ctx context.Context, id string) (register.Entry, error)
}

// ErrandBooks takes errands that no act left behind.
type ErrandBooks interface {
	Commit(ctx context.Context, w writ.Writ) (writ.Receipt, error)
}

// CaseBooks reads the case that made an entry.
type CaseBooks interface {
	Case(ctx context.Context, ref string) (registration.Case, error)
}

// Reminders tells people that the end of a registration is near. An alarm's key is
// "remind:<entry>:<days>"; one that comes twice tells once, by the errand's key.
type Reminders struct {
	Entries EntryBooks
	Books   ErrandBooks
	Cases   CaseBooks
	Wake    func()
}

// Remind writes an errand for each person who must be told.
func (r *Reminders) Remind(ctx context.Context, a writ.Alarm) (err error) {
	defer fault.Wrap(&err, "remind")
	e, err := r.Entries.Entry(ctx, a.Ref)
	if err != nil || e.Status != register.Active {
		return err
	}
	c, err := r.Cases.Case(ctx, e.Case)
	if err != nil {
		return err
	}
	days := a.Key[strings.LastIndexByte(a.Key, ':')+1:]
	var w writ.Writ
	for _, m := range e.Reminders() {
		if strconv.Itoa(m.Days) != days {
			continue
		}
		for _, n := range notice.Remind(e, m, office.HomeOf(c)) {
			if err := remind(&w, a.Key, c, n); err != nil {
				return err
			}
		}
	}
	if _, err = r.Books.Commit(ctx, w); err == nil && r.Wake != nil {
		r.Wake()
	}
	return err
}

func remind(w *writ.Writ, key string, c registration.Case, n notice.Addressed) error {
	t, err := office.Of(n, c.Statement.Request)
	if err != nil {
		return err
	}
	body, err := json.Marshal(t)
	if err != nil {
		return err
	}
	w.Errands = append(w.Errands, writ.Errand{
		Key: office.Key(office.Tell, key, t.To), Kind: office.Tell, Case: c.Ref, Body: string(body),
	})
	return nil
}
