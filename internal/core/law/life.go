package law

const servicePage = "egov.kz, service page \"Registration of population at place of residence\""

// lifeNorms are the grounds of the steps in the life of an application, which
// have no numbers of their own.
var lifeNorms = []Norm{
	{
		ID: Service, Basis: Act, Mark: Seed, Source: servicePage, Clause: "How to get the online service, items 1–3",
		Rule: Text{
			"Адам өтінішті порталда толтырып, оған қол қояды, ал оның барысын жеке кабинетінен көреді.",
			"Человек заполняет и подписывает заявление на портале, а за ходом следит в личном кабинете.",
			"A person fills in and signs the application on the portal and follows it in the personal account.",
		},
	}, {
		ID: Invitation, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "after NIT release, vlast.kz 67257, 18.11.2025: owners use the service",
		Rule: Text{
			"Меншік иесі келісімін алдын ала беріп, тұрғынды өтініш беруге шақыра алады.",
			"Собственник может заранее дать согласие и пригласить жильца подать заявление.",
			"An owner may give the consent beforehand and invite the resident to apply.",
		},
	}, {
		ID: Retracting, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "no source found",
		Rule: Text{
			"Меншік иесі жазба енгізіле бастағанға дейін келісімін кері ала алады.",
			"Собственник может взять согласие назад, пока не началось внесение записи.",
			"An owner may take the consent back until the entry is being made.",
		},
	}, {
		ID: Withdrawing, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "no source found",
		Rule: Text{
			"Өтініш беруші жазба енгізіле бастағанға дейін өтінішін кері ала алады.",
			"Заявитель может отозвать заявление, пока не началось внесение записи.",
			"The applicant may withdraw until the entry is being made.",
		},
	}, {
		ID: EveryOwner, Basis: Act, Mark: Seed, Source: servicePage, Clause: "How to get the online service, item 2",
		Rule: Text{
			"Тіркелу үшін өтініш берушіден басқа әр меншік иесінің келісімі керек.",
			"Для регистрации нужно согласие каждого собственника, кроме самого заявителя.",
			"Registration needs the consent of every owner other than the applicant.",
		},
	}, {
		ID: SoleOwner, Basis: Act, Mark: Seed, Source: servicePage, Clause: "How to get the online service, item 2",
		Rule: Text{
			"Жалғыз меншік иесі өз баспанасына ешкімнің келісімінсіз тіркеледі.",
			"Единственный собственник регистрируется в своём жилье без чьего-либо согласия.",
			"A sole owner registers at the own dwelling without anyone's consent.",
		},
	}, {
		ID: Fixing, Basis: Act, Mark: Seed, Source: servicePage, Clause: "Date of temporary registration; Result of the service delivery",
		Rule: Text{
			"Тіркеу ІІМ-нің ақпараттық жүйесіне жазылған сәттен басталады; басқа күнді таңдауға болмайды.",
			"Регистрация начинается с момента записи в информационной системе МВД; другую дату выбрать нельзя.",
			"Registration starts when it is fixed in the Ministry's information system; no other date can be chosen.",
		},
	}, {
		ID: Grounds, Basis: Act, Mark: Partly, Source: "Law \"On public services\" of 15.04.2013 No. 88-V", Clause: "Art. 19-1",
		Rule: Text{
			"Қызметтен тек тізімдегі негіздер бойынша және себебін көрсетіп бас тартылады.",
			"В услуге отказывают только по основаниям из закрытого перечня и с объяснением причин.",
			"The service is refused only on grounds of a closed list, and with reasons.",
		},
	}, {
		ID: Correcting, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "no source found",
		Rule: Text{
			"Қол қойылғанға дейінгі кедергі бас тарту емес: өтінішті түзетіп, қайта тексертуге болады.",
			"Препятствие до подписания — не отказ: заявление можно исправить и проверить снова.",
			"An obstacle found before signing is no refusal: the application may be corrected and checked again.",
		},
	}, {
		ID: HumanReview, Basis: Act, Mark: Partly, Source: "Digital Code of 09.01.2026 No. 255-VIII", Clause: "review of automated decisions; not yet in force in the copy read",
		Rule: Text{
			"Автоматты түрде шыққан теріс шешімді адамның қарауын сұрауға болады.",
			"Можно попросить, чтобы отрицательное автоматическое решение пересмотрел человек.",
			"One may ask a human to look again at an automated negative decision.",
		},
	}, {
		ID: ByOfficer, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "an officer never makes an entry directly",
		Rule: Text{
			"Көші-қон қызметінің қызметкері істі жалғастыра, қайтара немесе себебін айтып тоқтата алады.",
			"Сотрудник миграционной службы может пропустить дело дальше, вернуть его или отказать с объяснением.",
			"A migration officer may let a case go on, return it, or refuse with reasons.",
		},
	}, {
		ID: FourEyes, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "no source found",
		Rule: Text{
			"Кедергіге қарамастан істі жалғастыруды бір қызметкер ұсынып, екіншісі растайды.",
			"Пропустить дело вопреки препятствию предлагает один сотрудник, а подтверждает другой.",
			"To let a case pass in spite of an obstacle one officer proposes and another confirms.",
		},
	}, {
		ID: Ending, Basis: Act, Mark: Unconfirmed, Source: "MIA order of 30.03.2020 No. 267", Clause: "Annex 3, own application (text not read)",
		Rule: Text{
			"Тіркелген адам тіркеуін өзі мерзімінен бұрын аяқтай алады.",
			"Зарегистрированный человек может сам прекратить регистрацию раньше срока.",
			"A registered person may end the registration early.",
		},
	}, {
		ID: Expiring, Basis: Act, Mark: Unconfirmed, Source: "MIA order of 30.03.2020 No. 267", Clause: "Annex 5, end of term (text not read)",
		Rule: Text{
			"Уақытша тіркеу мерзімі біткенде өздігінен аяқталады; тұрақты мекенжай өзгермейді.",
			"Временная регистрация прекращается сама с концом срока; постоянный адрес остаётся.",
			"A temporary registration ends by itself with its term; the permanent address stays.",
		},
	}, {
		ID: Annulling, Basis: Act, Mark: Unconfirmed, Source: "Rules for registration of the population, 2024, doc. 32926677", Clause: "false data or documents (text not read)",
		Rule: Text{
			"Жалған мәліметпен енгізілген жазбаның күші жойылады.",
			"Запись, внесённую по ложным сведениям, аннулируют.",
			"An entry made on false data is annulled.",
		},
	},
}
