package main

import (
	"net/url"

	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
)

// spending is an act of an owner for which a tenant registers or is invited.
func spending(by, path string, form url.Values) act {
	return act{by: by, path: path, form: form, spends: true}
}

// struckByOwner is a registration that its only owner may end.
func struckByOwner(sign bool) func(*world, string) act {
	return func(w *world, tenant string) act {
		w.registered(tenant, people.TwinB, "marina", 3)
		page := "/home/" + people.RKA(people.TwinB).Digits() + "/remove/" + w.entry(tenant).ID
		if !sign {
			return spending("owner", page, fields("reason=left"))
		}
		page += "/sign?reason=left&request=q1"
		cms := must[string](w)(w.who("marina").Signature(w.page(w.who("marina").Get(page)), ""))
		return spending("owner", page, url.Values{"method": {"eds"}, "cms": {cms}})
	}
}

// confirming is an application of one of three owners to strike a tenant off, and an act of it.
func confirming(by, path, form string, before ...func(w *world, ref string)) func(*world, string) act {
	return func(w *world, tenant string) act {
		asked := w.asked(tenant, people.ThreeOwners, "serik", 3)
		for _, o := range []string{"serik", "gulnar", "timur"} {
			w.page(w.who(o).Agree(asked))
		}
		w.stands(asked, registration.Done)
		ref, _ := w.strikes("gulnar", people.ThreeOwners, w.entry(tenant).ID)
		w.removal(ref, removal.Confirming)
		for _, do := range before {
			do(w, ref)
		}
		a := spending(by, "/removals/"+ref+path, fields(form))
		a.sees = map[string]int{"applicant": 409} // who is to be struck off
		return a
	}
}

// summonedOwner is an owner's application that an officer means to refuse, and an act of the owner. It is in
// Karaganda: the tenants of the others have filled what the capital's norm allows.
func summonedOwner(path, form string) func(*world, string) act {
	return func(w *world, tenant string) act {
		asked := w.asked(tenant, people.TwoOwners, "oleg", 3)
		for _, o := range []string{"oleg", "natalia"} {
			w.page(w.who(o).Agree(asked))
		}
		w.stands(asked, registration.Done)
		ref, _ := w.strikes("oleg", people.TwoOwners, w.entry(tenant).ID)
		w.removal(ref, removal.Confirming)
		w.objects(tenant, ref)
		n := w.who("nurlan")
		p := w.page(n.Get("/struck/removals/" + ref))
		w.page(n.Fill(p, p.Form("decision"), walker.Fields{"decision": "summon", "ground": "R04"}))
		w.removal(ref, removal.Summoned)
		a := spending("oleg", "/removals/"+ref+path, fields(form))
		a.sees = map[string]int{"applicant": 409} // who is to be struck off
		return a
	}
}

func confirmed(w *world, ref string) { w.page(w.who("serik").ConfirmRemoval(ref)) }

// struckOff is a tenant who was struck off and may object.
func struckOff(w *world, tenant string) act {
	w.registered(tenant, people.TwinB, "marina", 3)
	ref, _ := w.strikes("marina", people.TwinB, w.entry(tenant).ID)
	w.removal(ref, removal.Ended)
	return act{by: "applicant", path: "/removals/" + ref + "/object", form: url.Values{}, sees: map[string]int{"owner": 409}}
}

func confirmSigned(w *world, tenant string) act {
	a := confirming("serik", "/sign", "")(w, tenant)
	cms := must[string](w)(w.who("serik").Signature(w.page(w.who("serik").Get(a.path)), ""))
	a.form = url.Values{"method": {"eds"}, "cms": {cms}}
	a.sees["applicant"] = 303 // to the page that he may see
	return a
}

func inviting(w *world, tenant string) act {
	form := fields("kind=temporary&months=3&purpose=work")
	form.Set("iin", w.iin(tenant))
	return spending("owner", "/home/"+people.RKA(people.TwinB).Digits()+"/invite", form)
}

func inviteSigned(w *world, tenant string) act {
	marina, a := w.who("marina"), inviting(w, tenant)
	p := w.page(marina.Get(a.path))
	p = w.page(marina.Fill(p, p.Form("iin"), map[string]string{"iin": w.iin(tenant), "kind": "temporary", "months": "3", "purpose": "work"}))
	cms := must[string](w)(marina.Signature(p, ""))
	return spending("owner", p.Path(), url.Values{"method": {"eds"}, "cms": {cms}})
}

func inviteStruck(w *world, tenant string) act {
	i, _ := w.invites("marina", people.TwinB, tenant, 3)
	return spending("owner", "/invitations/"+i.Request+"/cancel", url.Values{})
}

// takenUp is an invitation that opens to the invited alone.
func takenUp(w *world, tenant string) act {
	i, _ := w.invites("marina", people.TwinB, tenant, 3)
	return act{by: "applicant", path: "/invited/" + i.Request, form: url.Values{}}
}

// tenants are those who apply in the matrix, one a form. They own nothing of people.ThreeOwners and people.TwoOwners.
var tenants = []string{
	"aidana", "arman", "arman2", "kairat", "daniyar", "dinara", "ruslan", "madina",
	"bota", "zarina", "zhanna", "saule", "saniya",
}
