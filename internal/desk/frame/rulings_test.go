package frame

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/law"
	"tirkeu/internal/words"
)

func second[T any](_ T, f law.Finding) law.Finding { return f }
func third[T, U any](_ T, _ U, f law.Finding) law.Finding {
	return f
}

// judged is every rule of the book by the name of its function, asked on a day in all the ways that change its answer.
func judged(d civil.Date) map[string][]law.Finding {
	all := map[string][]law.Finding{
		"AskLimit": {second(law.AskLimit(d))}, "RefuseTries": {second(law.RefuseTries(d))}, "RemindEvery": {second(law.RemindEvery(d))},
		"MinorAge": {second(law.MinorAge(d))}, "SelfAge": {second(law.SelfAge(d))}, "AdultAge": {second(law.AdultAge(d))},
		"CapitalNorm": {second(law.CapitalNorm(d, "710000000")), second(law.CapitalNorm(d, "750000000")), second(law.CapitalNorm(d, ""))},
		"CodePolicy":  {second(law.CodePolicy(d))}, "Complaints": {second(law.Complaints(d))}, "Generous": {second(law.Generous(1, d))}, "SmallestCell": {second(law.SmallestCell(d))}, "Sessions": {second(law.Sessions(d, false)), second(law.Sessions(d, true))}, "ComplaintBy": {second(law.ComplaintBy(d.Start()))}, "ComplainUntil": {second(law.ComplainUntil(d))}, "HearingNotice": {second(law.HearingNotice(d))},
		"ConsentWindow": {second(law.ConsentWindow(d))}, "ConsentKeeping": {second(law.ConsentKeeping(d))},
		"CounterPolicy": {second(law.CounterPolicy(d))}, "OwnerMustCome": {second(law.OwnerMustCome(d))},
		"CounterServes":   {second(law.CounterServes(law.CounterCase{}, d)), second(law.CounterServes(law.CounterCase{Foreign: true}, d))},
		"OwnerByAttorney": {second(law.OwnerByAttorney(d))}, "CrowdingDays": {second(law.CrowdingDays(d))},
		"Crowded":      {second(law.Crowded(law.Load{}, d)), second(law.Crowded(law.Load{People: 40, Area: 5430, Fresh: 9}, d))},
		"ElderlyFirst": {second(law.ElderlyFirst(d, d))}, "PriorityNext": {second(law.PriorityNext(9, d))}, "WaitsLong": {second(law.WaitsLong(90*time.Second, d))},
		"ScanBytes": {second(law.ScanBytes(d))}, "MoreScans": {second(law.MoreScans(99, d))},
		"Insistent": {second(law.Insistent(0, d)), second(law.Insistent(99, d))}, "PhoneShared": {second(law.PhoneShared(1, d)), second(law.PhoneShared(99, d))},
		"RulesDay":    {second(law.RulesDay(civil.Date{}, d)), second(law.RulesDay(d.AddDays(-1), d))},
		"GuestMonths": {second(law.GuestMonths(d))}, "RegisterBy": {second(law.RegisterBy(d))},
		"LatenessOn":     {second(law.LatenessOn(d, d)), second(law.LatenessOn(d.AddDays(-15), d)), second(law.LatenessOn(d.AddDays(-99), d))},
		"AddressDiffers": {second(law.AddressDiffers(true, true, d)), second(law.AddressDiffers(false, true, d))},
		"MayOpen":        {second(law.MayOpen(0, d)), second(law.MayOpen(99, d))}, "MaxActive": {second(law.MaxActive(d))},
		"NeedsPermanent": {second(law.NeedsPermanent(d))}, "Fee": {second(law.Fee(d))}, "MCI": {third(law.MCI(d))},
		"AreaTolerance": {second(law.AreaTolerance(d))}, "AreaMatches": {second(law.AreaMatches(1, 1, d)), second(law.AreaMatches(5430, 9999, d))},
		"TellOwners": {second(law.TellOwners(d))}, "DocumentValid": {second(law.DocumentValid(d, d)), second(law.DocumentValid(civil.Date{}, d))},
		"ConsentReminders": {second(law.ConsentReminders(time.Hour, d)), second(law.ConsentReminders(72*time.Hour, d))},
		"EndReminders":     {third(law.EndReminders(d))}, "UndoWindow": {second(law.UndoWindow(d))}, "ObjectBy": {second(law.ObjectBy(d.Start()))},
		"AddressWatch": {second(law.AddressWatch(d))}, "JointWait": {second(law.JointWait(d))}, "PapersBefore": {second(law.PapersBefore(true, d)), second(law.PapersBefore(false, d))}, "TicketsBefore": {second(law.TicketsBefore(d))}, "Revives": {second(law.Revives(d))}, "NormAskedAgain": {second(law.NormAskedAgain(d))}, "HearingBy": {second(law.HearingBy(d.Start()))}, "CoOwnersConfirm": {second(law.CoOwnersConfirm(d))},
		"ExtendFrom": {second(law.ExtendFrom(d))}, "RegisterBeforeEnd": {second(law.RegisterBeforeEnd(d))}, "RenewAt": {second(law.RenewAt(d, d))},
		"RecordTerm": {second(law.RecordTerm(d))}, "CounterServiceTerm": {second(law.CounterServiceTerm(d))}, "AddressPageTerm": {second(law.AddressPageTerm(d))},
		"TenantAnswers": {second(law.TenantAnswers(true, d)), second(law.TenantAnswers(false, d))},
		"TenancyAllows": {second(law.TenancyAllows(true, false, d)), second(law.TenancyAllows(false, true, d))},
		"TermAllowed":   {second(law.TermAllowed(6, false, d)), second(law.TermAllowed(99, true, d))}, "TermRange": {third(law.TermRange(d))},
		"TermEnd": {third(law.TermEnd(d.Start(), 6, civil.Date{})), third(law.TermEnd(d.Start(), 6, d))}, "DraftKeep": {second(law.DraftKeep(d))},
		"SignWindow": {second(law.SignWindow(d))}, "SilenceWait": {second(law.SilenceWait(d))}, "ReviewTerm": {second(law.ReviewTerm(d))},
		"ReviewBy": {second(law.ReviewBy(d.Start()))},

		"BranchServes":   {second(law.BranchServes("710000000", []string{"710000000", "351010000"}, d)), second(law.BranchServes("710000000", nil, d))},
		"ArrivalPapers":  {third(law.ArrivalPapers(law.Arrived{}, d)), third(law.ArrivalPapers(law.Arrived{Passport: true}, d)), third(law.ArrivalPapers(law.Arrived{Return: true, NoCitizenship: true}, d))},
		"TeenIdentified": {second(law.TeenIdentified(true, d)), second(law.TeenIdentified(false, d))},
		"OnlyTemporary":  {third(law.OnlyTemporary(law.Bare, d)), third(law.OnlyTemporary(law.Refugee, d)), third(law.OnlyTemporary("", d))},
		"PowerHolds":     {second(law.PowerHolds(law.PowerSeen{}, d)), second(law.PowerHolds(law.PowerSeen{Known: true, Covers: true, Parties: true, From: d, Until: d.AddDays(1)}, d))},
	}
	for _, c := range []law.Channel{law.Portal, law.Mobile, law.Bank, law.CounterWindow, ""} {
		all["ApplicantMethods"] = append(all["ApplicantMethods"], second(law.ApplicantMethods(d, c)))
		all["OwnerMethods"] = append(all["OwnerMethods"], second(law.OwnerMethods(d, c)))
		all["OwnerLookup"] = append(all["OwnerLookup"], second(law.OwnerLookup(d, c)))
	}
	for _, r := range []law.Restriction{law.RegistrationBan, law.Arrest, law.Pledge, law.Dispute, ""} {
		all["RestrictionEffect"] = append(all["RestrictionEffect"], second(law.RestrictionEffect(r, d)))
	}
	for _, k := range []law.Kinship{law.KinNone, law.KinSpouse, law.KinParent, law.KinChild, law.KinAdoptive, law.KinSibling, law.KinGrandparent,
		law.KinGrandchild, law.KinRelative, law.KinSpouseOfKin, law.KinChildOfKin} {
		all["NormExempt"] = append(all["NormExempt"], second(law.NormExempt(k, false, true, d)))
	}
	return all
}

// ruleFuncs lists the functions of package law that give a finding.
func ruleFuncs(t *testing.T) (names []string) {
	t.Helper()
	files, err := filepath.Glob("../../core/law/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, findingFuncs(file)...)
	}
	return names
}

// findingFuncs lists the exported functions of a file whose last result is a finding.
func findingFuncs(file *ast.File) (names []string) {
	for _, decl := range file.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok || !fn.Name.IsExported() || fn.Recv != nil || fn.Type.Results == nil {
			continue
		}
		last := fn.Type.Results.List[len(fn.Type.Results.List)-1]
		if id, ok := last.Type.(*ast.Ident); ok && id.Name == "Finding" {
			names = append(names, fn.Name.Name)
		}
	}
	return names
}

// TestEveryFindingIsSaid: every answer and every input of every rule is words in each language, on days of all versions.
func TestEveryFindingIsSaid(t *testing.T) {
	funcs := ruleFuncs(t)
	if len(funcs) < 50 {
		t.Fatalf("only %d rules found", len(funcs))
	}
	for _, d := range []civil.Date{{Year: 2024, Month: 6, Day: 1}, {Year: 2025, Month: 12, Day: 1}, {Year: 2026, Month: 3, Day: 1}, {Year: 2031, Month: 1, Day: 1}} {
		all := judged(d)
		for _, name := range funcs {
			if len(all[name]) == 0 {
				t.Errorf("%s is not asked", name)
			}
			for _, f := range all[name] {
				checkFinding(t, f)
			}
		}
	}
}

func checkFinding(t *testing.T, f law.Finding) {
	t.Helper()
	for _, l := range words.Langs() {
		checkSaid(t, l, f)
	}
}

func checkSaid(t *testing.T, l words.Lang, f law.Finding) {
	t.Helper()
	text, ok := ruleWords(l, f.Answer)
	if !ok || text == "" || strings.Contains(text, words.Hole) {
		t.Errorf("%s %s: answer %q is said as %q", l, f.Norm, f.Answer, text)
	}
	if rule := ruleOf(l, f); rule == f.Norm || rule == "" || strings.ContainsAny(rule, "{}") {
		t.Errorf("%s %s: rule %q", l, f.Norm, rule)
	}
	for _, in := range f.Inputs {
		said := RuleInput(l, in)
		_, known := ruleWords(l, in.Value)
		number := strings.Trim(in.Value, "0123456789") == ""
		if !words.Has(ruleKey("input", in.Name)) || !known && !number || strings.Contains(said, words.Hole) {
			t.Errorf("%s %s: input %v is said as %q", l, f.Norm, in, said)
		}
	}
}

func TestRuleAnswer(t *testing.T) {
	cases := []struct {
		l            words.Lang
		answer, want string
	}{
		{words.RU, "yes", "да"}, {words.KK, "no", "жоқ"}, {words.EN, "not in force", "not in force"}, {words.RU, "review", "рассмотрит сотрудник"},
		{words.RU, "18 years", "18 лет"}, {words.KK, "18 years", "18 жас"}, {words.EN, "1 working days", "1 working day"},
		{words.RU, "10 0.01 m²", "0,1 м²"}, {words.EN, "5 0.01 m²", "0.05 m²"}, {words.RU, "enforce, 15 m²", "применяется, 15 м²"},
		{words.RU, "eds,code", "ЭЦП, код из SMS"}, {words.KK, "iin+area+street+house,iin+rka", "ЖСН, алаң, көше және үй, ЖСН мен МТК"},
		{words.RU, "72h0m0s", "3\u00a0дня"}, {words.RU, "3 in 720h0m0s", "3 раза за 30\u00a0дней"}, {words.EN, "5 in 1h0m0s", "5 times in 1\u00a0hour"},
		{words.RU, "2026-09-01", "1\u00a0сентября\u00a02026\u00a0г."}, {words.EN, "1..12", "1 to 12 months"}, {words.RU, "", "нет"},
		{words.RU, "72h0m0s, 1 extension of 72h0m0s, at most 240h0m0s", "срок ответа: 3\u00a0дня; продление: 1 раз на 3\u00a0дня; всего не больше: 10\u00a0дней"},
		{words.EN, "[36h0m0s 18h0m0s]", "when there is left: 1\u00a0day\u00a012\u00a0hours, 18\u00a0hours"},
		{words.EN, "person [30 10 3 0], owners [10]", "days before the end: to the person 30, 10, 3, 0; to the owners 10"},
		{words.RU, "RET-ND", "гражданин из-за рубежа без справки о снятии"}, {words.EN, "C16", "citizen of 16 or older"}, {words.RU, "not_actual", "РКА устарел"},
		{words.RU, "rest-home", "дом отдыха"}, {words.EN, "matched", "matched"},
		// what nobody knows stands as it is
		{words.RU, "maybe", "maybe"}, {words.RU, "5 parsecs", "5 parsecs"}, {words.RU, "eds,telepathy", "eds,telepathy"}, {words.RU, "a,", "a,"},
		{words.RU, "9999999999 years", "9999999999 years"}, {words.RU, "[]", "[]"}, {words.RU, "5 in long", "5 in long"}, {words.RU, "<b>", "<b>"},
	}
	for _, c := range cases {
		if got := RuleAnswer(c.l, c.answer); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.l, c.answer, got, c.want)
		}
	}
}

func TestRuleInput(t *testing.T) {
	for in, want := range map[law.Input]string{
		{Name: "area", Value: "5430"}: "площадь: 54,3 м²", {Name: "typed", Value: "-5"}: "введённая площадь: −5",
		{Name: "region", Value: "71"}: "регион: " + words.T(words.RU, "lobby.region.71"), {Name: "region", Value: "00"}: "регион: 00",
		{Name: "state rental", Value: "yes"}: "государственное жильё: да", {Name: "people", Value: "12000"}: "число людей: 12\u00a0000",
		{Name: "registers say", Value: "no"}: "по данным реестров: нет", {Name: "capacity", Value: "-1"}: "мест по нормативу: не ограничено", {Name: "capacity", Value: "0"}: "мест по нормативу: 0",
		{Name: "mood", Value: "grim"}: "mood: grim",
	} {
		if got := RuleInput(words.RU, in); got != want {
			t.Errorf("%v: %q, want %q", in, got, want)
		}
	}
}
