package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
)

// universityBIN is the university of the town, whose head is Saule.
const universityBIN = "120290000013"

// dormitory is the university's office half-way through its year: one list is in the register, and on another
// rows are to be mended.
func dormitory(x *cast) error {
	w, err := walker.New(x.town.Town, "saule", "http://localhost:"+x.port)
	if err != nil {
		return err
	}
	defer w.Close()
	if _, err := w.SignInByEDS(universityBIN); err != nil {
		return err
	}
	p, err := w.Get("/org/lists")
	if err != nil || strings.Contains(string(p.Body), "<tbody>") {
		return err // a scene that broke off is not played twice
	}
	path, err := x.sends(w, students(1, 24))
	if err != nil {
		return err
	}
	if err := x.signs(w, path); err != nil {
		return err
	}
	rows := students(25, 40)
	rows[3] = "9" + rows[3]
	rows[7] = strings.Replace(rows[7], ";16;", ";916;", 1)
	rows[11] = rows[10]
	_, err = x.sends(w, rows)
	return err
}

// students are lines of a list: people of the campus and their rooms.
func students(from, to int) (lines []string) {
	all, _, _ := people.Campus()
	for n := from; n <= to; n++ {
		s := all[n-1].Person
		lines = append(lines, fmt.Sprintf("%s;%s;%d;%d", s.IIN.Digits(), s.Name.Full(), (n+1)/people.CampusBeds, (n+1)%people.CampusBeds+1))
	}
	return lines
}

// sends pastes a list and gives its path.
func (x *cast) sends(w *walker.Walker, lines []string) (string, error) {
	campus := people.CampusRoom(0).Digits()
	p, err := w.Get("/org/lists/new?house=" + campus)
	if err != nil {
		return "", err
	}
	p, err = w.Fill(p, p.Form("paste"), walker.Fields{"house": campus, "months": "10", "paste": "ИИН;ФИО;Комната;Место\n" + strings.Join(lines, "\n")})
	if err == nil && !strings.HasPrefix(p.Path(), "/org/lists/") {
		err = fmt.Errorf("the list went to %s: %v", p.Path(), p.Errors)
	}
	if err != nil {
		return "", err
	}
	return p.Path(), nil
}

// signs files what is ready on a list and signs it.
func (x *cast) signs(w *walker.Walker, path string) error {
	p, err := x.offers(w, path, "/file")
	if err == nil {
		_, err = w.Fill(p, p.FormTo("/file"), nil)
	}
	if err == nil {
		p, err = x.offers(w, path+"/sign", "/sign")
	}
	if err != nil {
		return err
	}
	cms, err := w.Signature(p, universityBIN)
	if err == nil {
		_, err = w.Fill(p, p.Form("cms"), walker.Fields{"cms": cms})
	}
	return err
}

// offers waits until a page has a form to an address that ends so.
func (x *cast) offers(w *walker.Walker, path, action string) (*walker.Page, error) {
	for end := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		p, err := w.Get(path)
		if err != nil {
			return nil, err
		}
		if f := p.FormTo(action); f != nil {
			return p, nil
		}
		if x.ctx.Err() != nil || time.Now().After(end) {
			return nil, errors.Join(x.ctx.Err(), fmt.Errorf("%s does not offer %s", path, action))
		}
	}
}
