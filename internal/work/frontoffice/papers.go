package frontoffice

import (
	"context"
	"slices"
	"time"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/hall"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/work/scan"
)

// noTime is "as known now" for the register.
var noTime time.Time

// Limits of a paper's words, in bytes.
const (
	maxPapers = 20
	maxNumber = 64
	maxIssuer = 200
)

// AddPaper notes a document that the person put on the counter, with its scan when there is one.
func (d *Desk) AddPaper(ctx context.Context, operator iin.IIN, id string, p applicant.Paper, file []byte) (err error) {
	defer fault.Wrap(&err, "note a document")
	if !slices.Contains(PaperKinds(), p.Kind) || p.Number == "" || len(p.Number) > maxNumber || len(p.Issuer) > maxIssuer || len(p.Country) > 3 {
		return fault.New(fault.Invalid, "a document without kind or number")
	}
	if valid, _ := law.DocumentValid(p.Until, d.today()); !valid {
		return no("document_expired")
	}
	t, err := d.mine(ctx, operator, id)
	if err != nil {
		return err
	}
	if p.Scan, err = d.attach(ctx, t, p.Kind, file); err != nil {
		return err
	}
	w, err := readWork(t)
	if err != nil {
		return err
	}
	who, err := d.person(ctx, w.Person)
	if err != nil {
		return err
	}
	return d.edit(ctx, operator, id, func(_ *hall.Ticket, w *Work) error {
		if len(w.Papers) >= maxPapers {
			return no("papers_many")
		}
		w.Papers = append(w.Papers, p)
		w.weigh(who, d.today())
		return nil
	})
}

// DropPaper takes a note of a document back. Its scan stays, as what was scanned.
func (d *Desk) DropPaper(ctx context.Context, operator iin.IIN, id string, n int) (err error) {
	defer fault.Wrap(&err, "take the note of a document back")
	t, err := d.mine(ctx, operator, id)
	if err != nil {
		return err
	}
	w, err := readWork(t)
	if err != nil {
		return err
	}
	if n < 0 || n >= len(w.Papers) {
		return fault.New(fault.NotFound, "no such document")
	}
	who, err := d.person(ctx, w.Person)
	if err != nil {
		return err
	}
	return d.edit(ctx, operator, id, func(_ *hall.Ticket, w *Work) error {
		if n < len(w.Papers) {
			w.Papers = slices.Delete(w.Papers, n, n+1)
		}
		w.weigh(who, d.today())
		return nil
	})
}

// attach keeps a scan; "" when there is none.
func (d *Desk) attach(ctx context.Context, t hall.Ticket, kind applicant.PaperKind, file []byte) (digest string, err error) {
	if len(file) == 0 {
		return "", nil
	}
	have, err := d.Drawer.Scanned(ctx, t.ID)
	if err != nil {
		return "", err
	}
	if more, _ := law.MoreScans(len(have), d.today()); !more {
		return "", no("scan." + scan.ErrMany.Error())
	}
	largest, _ := law.ScanBytes(d.today())
	media, err := scan.Sniff(file, largest)
	if err != nil {
		return "", no("scan." + err.Error())
	}
	c := hall.Scan{Ticket: t.ID, Branch: t.Branch, Digest: scan.Digest(file), Kind: kind, Media: media, Size: len(file), By: t.Operator, At: d.Calendar.Now()}
	return c.Digest, d.Drawer.PutScan(ctx, c, file)
}

// Scan opens a scan of a ticket of the branch, and writes the look down.
func (d *Desk) Scan(ctx context.Context, operator iin.IIN, id, digest string) (c hall.Scan, body []byte, err error) {
	defer fault.Wrap(&err, "open a scan")
	t, err := d.Ticket(ctx, operator, id)
	if err != nil {
		return c, nil, err
	}
	w, err := readWork(t)
	if err != nil {
		return c, nil, err
	}
	all, err := d.Drawer.Scanned(ctx, t.ID)
	if err != nil {
		return c, nil, err
	}
	i := slices.IndexFunc(all, func(c hall.Scan) bool { return c.Digest == digest })
	if i < 0 {
		return c, nil, fault.New(fault.NotFound, "no such scan")
	}
	if err := d.glance(ctx, operator, t.Case, t.Person, w.Person); err != nil {
		return c, nil, err
	}
	body, err = d.Drawer.ScanBody(ctx, digest)
	return all[i], body, err
}
