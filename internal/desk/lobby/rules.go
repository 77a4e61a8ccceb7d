package lobby

import (
	"encoding/base64"

	"tirkeu/internal/core/law"
	"tirkeu/internal/desk/frame"
)

func base64Of(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

// rules lists every norm with its source, dates and mark: ours are shown as ours.
func (l *Lobby) rules(v *frame.Visit) error {
	return v.Page("rules", v.T("shell.foot.law"), law.Norms())
}
