package cabinet

import (
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/desk/frame"
)

// paperView is a paper for the applicant to print: that the owners were asked, when, and what they
// answered. Owners are numbers, as everywhere that an applicant looks.
type paperView struct {
	Case   registration.Case
	Name   string
	Owners []ownerLine
	Now    time.Time
}

// asked shows the paper once the owners have been asked.
func (c *Cabinet) askedPaper(v *frame.Visit) error {
	k, err := c.mine(v)
	if err != nil {
		return err
	}
	if k.SignedBy == "" || k.SignPending || len(k.Others()) == 0 {
		return fault.New(fault.NotFound, "no owner was asked")
	}
	return v.Page("asked", v.T("paper.asked"), paperView{k, k.Who.Name.Full(), ownerLines(k), c.Calendar.Now()})
}
