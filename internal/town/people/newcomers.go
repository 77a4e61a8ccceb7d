package people

import (
	"tirkeu/internal/core/address"
	"tirkeu/internal/core/applicant"
)

// newcomers are those of the cast whom a counter or an organisation serves.
var newcomers = []actor{
	{"dauren", "870914904109", "Мұқанов", "Дәурен", "Асанұлы", "Mukanov", "Dauren", "1987-09-14", address.Names{
		KK: "Шетелден тұрақты тұруға келген азамат; екі құжаты да бар.", RU: "Гражданин, приехал из-за рубежа на постоянное жительство; оба документа при нём.", EN: "A citizen who came from abroad to stay; has both papers."}},
	{"erzhan", "940228904204", "Қалиев", "Ержан", "Болатұлы", "Kaliyev", "Erzhan", "1994-02-28", address.Names{
		KK: "Қайтып оралуға арналған куәлікпен келген; шетелде есептен шыққаны туралы құжат әлі жоқ.", RU: "Вернулся по свидетельству на возвращение; документа о снятии с учёта за рубежом ещё нет.", EN: "Came back with a certificate of return; the proof of deregistration abroad is still missing."}},
	{"saken", "820611904300", "Байжанов", "Сәкен", "Мұратұлы", "Baizhanov", "Saken", "1982-06-11", address.Names{
		KK: "Вахтада жүр; тіркелуді Мөлдірге сенімхатпен тапсырған.", RU: "Работает вахтой; зарегистрировать себя поручил Молдир по доверенности.", EN: "Works in shifts far away; Moldir has his power of attorney to register him."}},
	{"moldir", "910307904406", "Серікбай", "Мөлдір", "Ғалымқызы", "Serikbay", "Moldir", "1991-03-07", address.Names{
		KK: "Сенім білдірілген өкіл: сенімхаттарының бірі ғана жарамды.", RU: "Поверенная: из её доверенностей годится только одна.", EN: "An attorney: only one of her powers is of use."}},
	{"azamat", "860119904501", "Тоқтаров", "Азамат", "Ержанұлы", "Toktarov", "Azamat", "1986-01-19", address.Names{
		KK: "Сот әрекет қабілетін шектеген; ол үшін қамқоршысы Гауһар өтініш береді.", RU: "Ограничен судом в дееспособности; заявление подаёт попечитель Гаухар.", EN: "His capacity is limited by a court; his trustee Gaukhar applies for him."}},
	{"gaukhar", "590505904601", "Тоқтарова", "Гауһар", "Нұрқызы", "Toktarova", "Gaukhar", "1959-05-05", address.Names{
		KK: "Ұлы Азаматтың қамқоршысы.", RU: "Попечитель своего сына Азамата.", EN: "Trustee of her son Azamat."}},
	{"ainur", "790823904701", "Сағынова", "Айнұр", "Бақытқызы", "Sagynova", "Ainur", "1979-08-23", address.Names{
		KK: "Қонақүйдің басшысы.", RU: "Руководит гостиницей.", EN: "Heads a hotel."}},
	{"talgat", "690402904800", "Есенов", "Талғат", "Оразұлы", "Yessenov", "Talgat", "1969-04-02", address.Names{
		KK: "Аурухананың бас дәрігері.", RU: "Главный врач больницы.", EN: "Chief physician of a hospital."}},
	{"lyazzat", "711112904902", "Жүнісова", "Ләззат", "Кәрімқызы", "Zhunissova", "Lyazzat", "1971-11-12", address.Names{
		KK: "Қарттар үйінің басшысы.", RU: "Руководит домом престарелых.", EN: "Heads a home for the elderly."}},
	{"yerbol", "840630905009", "Мейрамов", "Ербол", "Қайратұлы", "Meiramov", "Yerbol", "1984-06-30", address.Names{
		KK: "Университеттің төлқұжат үстелі: қолдаухаттарға қол қою құқығы бар.", RU: "Паспортный стол университета: имеет право подписи ходатайств.", EN: "Passport desk of the university: may sign its applications."}},
	{"perizat", "970916905109", "Қуанова", "Перизат", "Әділқызы", "Kuanova", "Perizat", "1997-09-16", address.Names{
		KK: "Мемлекеттік корпорация операторы, Теміртау.", RU: "Оператор Госкорпорации, Темиртау.", EN: "Front-office operator of the State corporation in Temirtau."}},
}

// Legal entities where people stay.
var (
	binHotel    = entity("160690000015")
	binHospital = entity("170790000010")
	binCareHome = entity("180890000016")
)

func stays() []Organisation {
	return []Organisation{
		{BIN: binHotel, Name: address.Names{KK: "«Самал» қонақүйі» ЖШС", RU: "ТОО «Гостиница Самал»", EN: "Samal Hotel LLP"}, Head: person("790823904701")},
		{BIN: binHospital, Name: address.Names{KK: "«Қалалық аурухана» КМК", RU: "КГП «Городская больница»", EN: "City Hospital"}, Head: person("690402904800")},
		{BIN: binCareHome, Name: address.Names{KK: "«Мейірім» қарттар үйі» КММ", RU: "КГУ «Дом престарелых „Мейірім“»", EN: "Meirim Home for the Elderly"}, Head: person("711112904902")},
	}
}

// apart is what sets some of the newcomers apart.
var apart = map[string]func(*Resident){
	"dauren":  func(r *Resident) { paper(r, "02", "2021-05-01", "2031-05-01") },
	"erzhan":  func(r *Resident) { paper(r, "011", "2025-12-01", "2027-12-01") },
	"azamat":  func(r *Resident) { r.Phone, r.Key, r.Person.Capacity = "", NoKey, applicant.Limited },
	"ainur":   func(r *Resident) { r.Posts = []Post{{binHotel, "head"}} },
	"talgat":  func(r *Resident) { r.Posts = []Post{{binHospital, "head"}} },
	"lyazzat": func(r *Resident) { r.Posts = []Post{{binCareHome, "head"}} },
	"yerbol":  func(r *Resident) { r.Posts = []Post{{binUniversity, "signatory"}} },
	"perizat": func(r *Resident) { r.Posts, r.Staff = []Post{{binCorp, "employee"}}, "operator" },
}
