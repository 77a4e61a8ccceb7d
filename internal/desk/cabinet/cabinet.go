// Package cabinet holds the windows of a signed-in citizen: the application, the request to an
// owner, and the personal account. A window parses, calls work, and prints.
package cabinet

import (
	"context"
	"embed"

	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/drafting"
	"tirkeu/internal/work/invite"
	"tirkeu/internal/work/lookup"
	"tirkeu/internal/work/office"
	"tirkeu/internal/work/signing"
)

//go:embed pages/*.html
var pages embed.FS

// Door is the office.
type Door interface {
	Do(ctx context.Context, o office.Order) (office.Outcome, error)
	Replayed(ctx context.Context, key string) (ref string, done bool, err error)
}

// Cabinet has what its windows call. Fields are set once.
type Cabinet struct {
	Door     Door
	Look     *lookup.Desk
	Drafts   *drafting.Drafts
	Families *drafting.Families
	Invites  *invite.Invites
	Codes    *signing.Codes
	Seal     signing.Seal
	Calendar signing.Clock
	Salt     string // of code words
	NCALayer NCALayer
	Egov     Egov
	Shelf    Shelf
	Shields  Shields
	Nudger   Nudger
	Papers   Papers
	Base     string // public address, for QR codes
	Counter  office.Counter
	Evidence lookup.Evidence // what lies beside facts
	Notes    office.Notes    // … and where the applicant's own words go
	Plaints  lookup.Complaints

	Proposals lookup.Proposals // of officers, to strike an entry
}

// NCALayer is how the signing pages reach the signer's program.
type NCALayer struct {
	URL   string   // of the socket, as the browser sees it
	Chain []string // PEM certificates to choose keys from; nil in production: the national CA only
}

// Mount registers the windows.
func (c *Cabinet) Mount(f *frame.Frame) {
	me := []frame.Role{frame.Citizen}
	get := func(path string, page func(*frame.Visit) error) frame.Route {
		return frame.Route{Method: "GET", Path: path, Roles: me, Page: page}
	}
	post := func(path string, page func(*frame.Visit) error) frame.Route {
		return frame.Route{Method: "POST", Path: path, Roles: me, Page: page}
	}
	signs := func(r frame.Route) frame.Route { r.Signs, r.Limit = true, 2<<20; return r }
	f.Add(frame.Pages{FS: pages, Dir: "pages"},
		get("/apply", c.applyStart), post("/apply", c.applyBegin),
		get("/apply/{ref}", c.applyResume), post("/apply/{ref}/drop", c.applyDrop),
		get("/apply/{ref}/who", c.unless(c.who)), post("/apply/{ref}/who", c.unless(c.whoSave)),
		get("/apply/{ref}/what", c.unless(c.what)), post("/apply/{ref}/what", c.unless(c.whatSave)),
		get("/apply/{ref}/where", c.unless(c.where)), post("/apply/{ref}/where", c.unless(c.whereSave)),
		get("/apply/{ref}/check", c.check), post("/apply/{ref}/check", c.file),
		get("/account/cases", c.history), get("/account/cases/{ref}", c.caseOpen), get("/account/cases/{ref}/rules", c.caseRules),
		signs(get("/account/cases/{ref}/sign", c.sign)), signs(post("/account/cases/{ref}/sign", c.signChosen)),
		get("/account/cases/{ref}/mobile", c.signMobile), get("/requests/{ref}/mobile", c.agreeMobile),
		get("/account/cases/{ref}/code", c.code), post("/account/cases/{ref}/code", c.codeSign),
		get("/account/cases/{ref}/withdraw", c.withdraw), post("/account/cases/{ref}/withdraw", c.withdrawDo),
		post("/account/cases/{ref}/remind", c.remind),
		post("/account/cases/{ref}/extend", c.extend), post("/account/cases/{ref}/again", c.again),
		post("/account/cases/{ref}/family", c.familyAdd), post("/account/registration/{id}/renew", c.renew),
		post("/account/cases/{ref}/correct", c.correct), post("/account/cases/{ref}/appeal", c.appeal),
		post("/account/cases/{ref}/say", c.say), post("/account/cases/{ref}/waive", c.waive),
		get("/account/cases/{ref}/complain", c.complainCase), post("/account/cases/{ref}/complain", c.complainCaseDo),
		get("/account/registration/{id}/complain", c.complainEntry), post("/account/registration/{id}/complain", c.complainEntryDo),
		get("/account/complaints/{ref}", c.plaint), post("/account/complaints/{ref}/withdraw", c.plaintWithdraw),
		get("/requests", c.asked),
		get("/requests/{ref}", c.request), post("/requests/{ref}", c.answer),
		signs(get("/requests/{ref}/sign", c.agree)), signs(post("/requests/{ref}/sign", c.agreeSign)),
		get("/requests/{ref}/done", c.answered), post("/requests/{ref}/retract", c.retract),
		get("/account", c.account), get("/account/notices", c.notices),
		get("/account/notice/{number}", c.notification), get("/account/notice/{number}/pdf", c.notificationPDF),
		get("/account/certificate", c.certificatePDF), get("/account/cases/{ref}/refusal", c.refusalPDF),
		get("/account/cases/{ref}/asked", c.askedPaper), get("/account/cases/{ref}/signed", c.signedPage),
		get("/account/cases/{ref}/signed/text", c.signedText), get("/account/cases/{ref}/signed/cms", c.signedCMS),
		get("/account/registration", c.addresses),
		get("/account/registration/{id}/end", c.end), post("/account/registration/{id}/end", c.endDo),
		get("/account/settings", c.settings), post("/account/settings", c.settingsSave), post("/account/leave-all", c.leaveAll),
		get("/account/access", c.access), get("/account/hearings/{ref}", c.struckPage), post("/account/hearings/{ref}", c.struckSay),
		post("/home/{rka}/lock", c.lock), post("/requests/{ref}/block", c.block),
		get("/home", c.homes), get("/home/{rka}", c.residents),
		get("/home/{rka}/remove/{id}", c.remove), post("/home/{rka}/remove/{id}", c.removeWhy),
		signs(get("/home/{rka}/remove/{id}/sign", c.removeSign)), signs(post("/home/{rka}/remove/{id}/sign", c.removeFile)),
		get("/removals/{ref}", c.removal), post("/removals/{ref}", c.removalAnswer),
		signs(get("/removals/{ref}/sign", c.confirm)), signs(post("/removals/{ref}/sign", c.confirmSign)),
		get("/removals/{ref}/mobile", c.confirmMobile), get("/home/{rka}/remove/{id}/mobile", c.strikeMobile), get("/invitations/{request}/mobile", c.invitationMobile),
		post("/removals/{ref}/withdraw", c.removalWithdraw), post("/removals/{ref}/retract", c.removalRetract),
		post("/removals/{ref}/object", c.removalObject), post("/removals/{ref}/undo", c.removalUndo),
		post("/removals/{ref}/say", c.removalSay), post("/removals/{ref}/waive", c.removalWaive),
		get("/home/{rka}/invite", c.invite), post("/home/{rka}/invite", c.inviteSave),
		get("/invitations/{request}", c.invitation), post("/invitations/{request}/cancel", c.invitationCancel),
		signs(get("/invitations/{request}/sign", c.invitationSign)), signs(post("/invitations/{request}/sign", c.invitationSigned)),
		get("/invited", c.invited), post("/invited", c.invitedFind), post("/invited/{request}", c.invitedTake),
	)
}

// me is the visitor as a citizen who speaks for himself.
func me(v *frame.Visit) iin.IIN { return v.Who.Session.Person }

// actor is the visitor at the door of a case: himself, or speaking for his legal entity.
func actor(v *frame.Visit) registration.Actor {
	a := registration.Actor{Person: me(v)}
	if p := v.Who.Party(); p.IsEntity() {
		a.For = p
	}
	return a
}

// ref is the case or draft that the address names.
func ref(v *frame.Visit) string { return v.R.PathValue("ref") }
