package lobby

import (
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/law"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/pulse"
)

// status shows how the state's registers answer. It asks none of them.
func (l *Lobby) status(v *frame.Visit) error {
	var lines []pulse.Line
	if l.Pulse != nil {
		lines = l.Pulse.Lines()
	}
	return v.Page("status", v.T("shell.foot.status"), lines)
}

// securityView holds how long a log-in of a citizen lasts.
type securityView struct{ Idle, Longest time.Duration }

// security tells how signing in and signing protect people, and how to report a weakness.
func (l *Lobby) security(v *frame.Visit) error {
	terms, _ := law.Sessions(civil.DateOf(l.Calendar.Now()), false)
	return v.Page("security", v.T("lobby.security.h"), securityView{terms.Idle, terms.Absolute})
}
