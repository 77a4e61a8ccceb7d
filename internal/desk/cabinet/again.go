package cabinet

import (
	"fmt"
	"strconv"
	"time"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/work/drafting"
)

// formOf turns a filed application back into the form it came from.
func formOf(k registration.Case) drafting.Form {
	f := drafting.Form{
		For: "me", Kind: string(k.Statement.Type), Purpose: string(k.Statement.Purpose), Own: "no", Typed: k.Typed,
	}
	if k.Person != k.Filer {
		f.For, f.Person, f.Name = "ward", k.Person.Digits(), k.Who.Name.Full()
		if k.Category == applicant.Teen {
			f.For = "child"
		}
	}
	if !k.Hold.IsZero() {
		f.Wait = waitLast
	}
	if k.Statement.Months > 0 {
		f.Months = strconv.Itoa(k.Statement.Months)
	}
	if k.Self {
		f.Own = "yes"
	}
	if text, err := k.Claim.Owner.MarshalText(); err == nil && !k.Self {
		f.Owner = string(text)
	}
	if !k.Claim.RKA.IsZero() {
		f.RKA, f.Search = k.Claim.RKA.Digits(), k.Claim.RKA.Digits()
		return f
	}
	f.Building, f.Search = k.Claim.Building.Digits(), k.Claim.Building.Digits()
	f.Area = fmt.Sprintf("%d.%02d", k.Claim.Area/100, k.Claim.Area%100)
	return f
}

// recordTerm is how long the record may take after the last signature.
func recordTerm(now time.Time) time.Duration {
	d, _ := law.RecordTerm(civil.DateOf(now))
	return d
}

// termEnd is the last day of a term that would begin now.
func termEnd(from time.Time, months int) time.Time {
	last, _ := civil.Term(from, months)
	return last.Start()
}
