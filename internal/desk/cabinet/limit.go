package cabinet

import (
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/desk/frame"
)

// How many applications one person may have checked in a day (ours): enough for a family that
// mistypes, too few to find out who owns what by trying.
const (
	checksPer = 24 * time.Hour
	checks    = 20
)

// probing refuses to check more applications than an honest applicant files.
func (c *Cabinet) probing(v *frame.Visit) error {
	ok, wait, err := c.Counter.Hit(v.R.Context(), "check:"+me(v).Digits(), checksPer, checks, c.Codes.Machine.Now())
	if err != nil || ok {
		return err
	}
	return fault.Later(wait, "too many applications checked")
}
