package people

import (
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/iin"
)

// actor is one line of the cast.
type actor struct {
	handle, number                 string
	surname, given, patronymic     string
	latinSurname, latinGiven, born string
	plan                           address.Names
}

func (a actor) resident(n int) Resident {
	return Resident{
		Handle: a.handle, Phone: phone(n), Plan: a.plan,
		Person: applicant.Person{
			IIN: person(a.number), Born: day(a.born), Citizenship: "KAZ", Status: applicant.Citizen, Capacity: applicant.Full,
			Name:      applicant.Name{Surname: a.surname, Given: a.given, Patronymic: a.patronymic, LatinSurname: a.latinSurname, LatinGiven: a.latinGiven},
			Documents: []applicant.Document{{Kind: "01", Number: "0999" + digits(n, 5), Issuer: "ҚР ІІМ", From: day("2020-02-03"), Until: day("2040-02-03")}},
		},
	}
}

// phone number n of the town.
func phone(n int) string { return "+7700000" + digits(n, 4) }

func digits(n, width int) string {
	out := make([]byte, width)
	for i := width - 1; i >= 0; i-- {
		out[i] = byte('0' + n%10)
		n /= 10
	}
	return string(out)
}

func person(number string) iin.IIN { return must(iin.Parse(number)) }
func entity(number string) iin.BIN { return must(iin.ParseBIN(number)) }
func day(s string) civil.Date      { return must(civil.ParseDate(s)) }

// must is for the data in this package, which tests read in full.
func must[T any](v T, err error) T {
	if err != nil {
		panic("the town's data: " + err.Error())
	}
	return v
}

var cast = []actor{
	{"aidana", "980412900113", "Сейтқали", "Айдана", "Болатқызы", "Seitkali", "Aidana", "1998-04-12", address.Names{
		KK: "Үш иесі бар пәтерге алты айға уақытша тіркелгісі келеді.", RU: "Хочет временно, на шесть месяцев, зарегистрироваться в квартире трёх собственников.", EN: "Wants to register for six months in a flat that three people own."}},
	{"serik", "710903900213", "Жақсыбеков", "Серік", "Ермекұлы", "Zhaksybekov", "Serik", "1971-09-03", address.Names{
		KK: "Айдана тұратын пәтердің жартысына иелік етеді.", RU: "Владеет половиной квартиры, где живёт Айдана.", EN: "Owns half of the flat where Aidana lives."}},
	{"gulnar", "740220900315", "Жақсыбекова", "Гүлнар", "Асқарқызы", "Zhaksybekova", "Gulnar", "1974-02-20", address.Names{
		KK: "Серіктің жұбайы, сол пәтердің ширегі өзінікі.", RU: "Жена Серика, ей принадлежит четверть той же квартиры.", EN: "Serik's wife; a quarter of the same flat is hers."}},
	{"timur", "961130900413", "Жақсыбеков", "Тимур", "Серікұлы", "Zhaksybekov", "Timur", "1996-11-30", address.Names{
		KK: "Олардың ұлы, пәтердің соңғы ширегіне ие.", RU: "Их сын, владеет последней четвертью.", EN: "Their son; he owns the last quarter."}},
	{"marina", "850617900514", "Ким", "Марина", "Викторовна", "Kim", "Marina", "1985-06-17", address.Names{
		KK: "Алматыда ауданы бірдей екі пәтері бар; біреуіне өзі тіркеледі.", RU: "У неё в Алматы две квартиры одной площади; регистрируется в своей.", EN: "Has two flats of the same area in Almaty; registers in her own."}},
	{"oleg", "790125900615", "Петренко", "Олег", "Иванович", "Petrenko", "Oleg", "1979-01-25", address.Names{
		KK: "Қарағандыдағы пәтердің екі иесінің бірі; басқа пәтерінде тіркеуге тыйым бар.", RU: "Один из двух собственников квартиры в Караганде; на другой его квартире запрет регистрации.", EN: "One of two owners of a flat in Karaganda; another flat of his is under a registration ban."}},
	{"natalia", "810808900713", "Петренко", "Наталья", "Сергеевна", "Petrenko", "Natalia", "1981-08-08", address.Names{
		KK: "Сол пәтердің екінші иесі; саяжайы кепілде.", RU: "Второй собственник той же квартиры; её дача в залоге.", EN: "The other owner of that flat; her dacha is mortgaged."}},
	{"kairat", "780519900813", "Омаров", "Қайрат", "Маратұлы", "Omarov", "Kairat", "1978-05-19", address.Names{
		KK: "Қызы Әлияның пәтеріне тіркелгісі келеді, бірақ иесі кәмелетке толмаған.", RU: "Хочет зарегистрироваться в квартире дочери, но собственник — несовершеннолетняя.", EN: "Wants to register in his daughter's flat, but its owner is a minor."}},
	{"daniyar", "051014900918", "Омаров", "Данияр", "Қайратұлы", "Omarov", "Daniyar", "2005-10-14", address.Names{
		KK: "Астанада күндізгі бөлімде оқиды, жатақханада тұрады.", RU: "Учится очно в Астане, живёт в общежитии.", EN: "Studies full time in Astana and lives in a dormitory."}},
	{"aliya", "140305901012", "Омарова", "Әлия", "Қайратқызы", "Omarova", "Aliya", "2014-03-05", address.Names{
		KK: "Мектеп оқушысы; атасынан қалған пәтердің иесі.", RU: "Школьница; собственница квартиры, доставшейся от деда.", EN: "A schoolgirl; owns a flat left by her grandfather."}},
	{"raushan", "491201901110", "Ахметова", "Раушан", "Омарқызы", "Akhmetova", "Raushan", "1949-12-01", address.Names{
		KK: "Сот әрекетке қабілетсіз деп таныған; пәтері бар.", RU: "Признана судом недееспособной; владеет квартирой.", EN: "Declared incapacitated by a court; owns a flat."}},
	{"bota", "760722901217", "Ахметова", "Бота", "Нұрланқызы", "Akhmetova", "Bota", "1976-07-22", address.Names{
		KK: "Анасы Раушанның қамқоршысы.", RU: "Опекун своей матери Раушан.", EN: "Guardian of her mother Raushan."}},
	{"yerlan", "520328901315", "Тұрсынов", "Ерлан", "Сапарұлы", "Tursynov", "Yerlan", "1952-03-28", address.Names{
		KK: "Қайтыс болған; пәтер әлі оның атында.", RU: "Умер; квартира ещё записана на него.", EN: "Has died; the flat is still in his name."}},
	{"dinara", "831009901417", "Тұрсынова", "Динара", "Ерланқызы", "Tursynova", "Dinara", "1983-10-09", address.Names{
		KK: "Мұраны рәсімдемей, әкесінің пәтеріне тіркелгісі келеді.", RU: "Хочет зарегистрироваться в квартире отца, не оформив наследства.", EN: "Wants to register in her late father's flat before the inheritance is settled."}},
	{"zhanna", "900115901515", "Ли", "Жанна", "Аркадьевна", "Li", "Zhanna", "1990-01-15", address.Names{
		KK: "Қызметкерлерге пәтер беретін серіктестіктің басшысы.", RU: "Руководит товариществом, которое даёт жильё работникам.", EN: "Heads a firm that houses its workers."}},
	{"saule", "680404901617", "Нұрғалиева", "Сәуле", "Тілеуқызы", "Nurgalieva", "Saule", "1968-04-04", address.Names{
		KK: "Жатақханасы бар университеттің басшысы.", RU: "Руководит университетом с общежитием.", EN: "Heads a university with a dormitory."}},
	{"viktor", "600927901715", "Шмидт", "Виктор", "Андреевич", "Schmidt", "Viktor", "1960-09-27", address.Names{
		KK: "Мобильді азаматтар базасында нөмірі жоқ; үйі пайдалануға берілмеген.", RU: "Его номера нет в базе мобильных граждан; дом не введён в эксплуатацию.", EN: "Has no number in the mobile citizens database; his house is not commissioned."}},
	{"asel", "930606901817", "Бекова", "Әсел", "Мұратқызы", "Bekova", "Assel", "1993-06-06", address.Names{
		KK: "ЭЦҚ мерзімі кеше бітті.", RU: "Срок её ЭЦП истёк вчера.", EN: "Her signature certificate expired yesterday."}},
	{"alua", "110818901918", "Бекова", "Алуа", "Арманқызы", "Bekova", "Alua", "2011-08-18", address.Names{
		KK: "Он алтыға толмаған; ол үшін анасы Әсел өтініш береді.", RU: "Ей нет шестнадцати; заявление подаёт мать, Асель.", EN: "Is under sixteen; her mother Assel applies for her."}},
	{"ruslan", "880211902013", "Қасымов", "Руслан", "Тимурұлы", "Kassymov", "Ruslan", "1988-02-11", address.Names{
		KK: "Мемлекеттік тұрғын үйді жалдаушы.", RU: "Наниматель государственного жилья.", EN: "Tenant of state housing."}},
	{"madina", "911123902115", "Қасымова", "Мәдина", "Ержанқызы", "Kassymova", "Madina", "1991-11-23", address.Names{
		KK: "Русланның жұбайы, жалдау шартында аты бар.", RU: "Жена Руслана, названа в договоре найма.", EN: "Ruslan's wife, named in the tenancy contract."}},
	{"farid", "870502902211", "Рахимов", "Фарид", "", "Rahimov", "Farid", "1987-05-02", address.Names{
		KK: "Тұруға ықтиярхаты бар шетелдік; қызмет тек халыққа қызмет көрсету орталығында.", RU: "Иностранец с видом на жительство; услуга только в Госкорпорации.", EN: "A foreigner with a residence permit: served at the State corporation only."}},
	{"yusuf", "920914902312", "Каримзада", "Юсуф", "", "Karimzada", "Yusuf", "1992-09-14", address.Names{
		KK: "Босқын куәлігі бар.", RU: "Имеет удостоверение беженца.", EN: "Holds a refugee certificate."}},
	{"arman", "900505902414", "Ибраев", "Арман", "Серікұлы", "Ibrayev", "Arman", "1990-05-05", address.Names{
		KK: "Санияның кіші пәтеріндегі соңғы орынға тіркелгісі келеді.", RU: "Хочет занять последнее место в маленькой квартире Сании.", EN: "Wants the last place in Saniya's small flat."}},
	{"arman2", "841217902517", "Ибраев", "Арман", "Серікұлы", "Ibrayev", "Arman", "1984-12-17", address.Names{
		KK: "Арманның аттасы; ол да сол орынды қалайды.", RU: "Полный тёзка Армана; хочет то же место.", EN: "Bears the very same name as Arman and wants the same place."}},
	{"saniya", "660331902615", "Дүйсенова", "Сания", "Қанатқызы", "Duisenova", "Saniya", "1966-03-31", address.Names{
		KK: "Астанадағы шағын пәтердің жалғыз иесі.", RU: "Единственная собственница маленькой квартиры в Астане.", EN: "Sole owner of a small flat in Astana."}},
	{"karina", "890420902913", "Орлова", "Карина", "Павловна", "Orlova", "Karina", "1989-04-20", address.Names{
		KK: "Азаматтығы жоқ, Қазақстанда тұрақты тұрады.", RU: "Лицо без гражданства, постоянно живёт в Казахстане.", EN: "Stateless, lives in Kazakhstan permanently."}},
	{"ivan", "580830903014", "Соколов", "Иван", "Петрович", "Sokolov", "Ivan", "1958-08-30", address.Names{
		KK: "Дауы сотта жатқан пәтердің иесі; жеке куәлігі жарамсыз.", RU: "Владеет спорной квартирой; удостоверение недействительно.", EN: "Owns a disputed flat; his ID card is void."}},
	{"nurlan", "800707902719", "Сәдуақас", "Нұрлан", "Бекұлы", "Saduakas", "Nurlan", "1980-07-07", address.Names{
		KK: "Көші-қон инспекторы: қаралуға жіберілген істерді шешеді.", RU: "Миграционный инспектор: рассматривает дела.", EN: "Migration officer: decides the cases sent for review."}},
	{"zarina", "950129902816", "Әбілова", "Зарина", "Қуатқызы", "Abilova", "Zarina", "1995-01-29", address.Names{
		KK: "Мемлекеттік корпорация операторы.", RU: "Оператор Госкорпорации.", EN: "Front-office operator of the State corporation."}},
	{"kamila", "750314929178", "Оспанова", "Камила", "Ерланқызы", "Ospanova", "Kamila", "1975-03-14", address.Names{
		KK: "Көші-қон қызметінің басшысы: есептерді оқып, істерді тексереді.", RU: "Руководитель миграционной службы: читает отчёты и проверяет дела.", EN: "Supervisor of the migration service: reads reports and audits cases."}},
	{"yerkin", "820618903112", "Тілеуов", "Еркін", "Асқарұлы", "Tileuov", "Yerkin", "1982-06-18", address.Names{
		KK: "Көші-қон инспекторы: басқа қызметкердің ұсынысын екінші болып қарайды.", RU: "Миграционный инспектор: вторым смотрит на предложение коллеги.", EN: "Migration officer: the second to look at what a colleague proposes."}},
}

// Legal entities of the town.
var (
	binFirm       = entity("110190000018")
	binUniversity = entity("120290000013")
	binPolice     = entity("130390000019")
	binCorp       = entity("140490000014")
	binAkimat     = entity("150590000018")
)

// UniversityBIN is the number of the university with dormitories.
func UniversityBIN() string { return binUniversity.Digits() }

// CorporationBIN is the number of the State corporation.
func CorporationBIN() string { return binCorp.Digits() }

func organisations() []Organisation {
	return append([]Organisation{
		{BIN: binFirm, Name: address.Names{KK: "«Самал-Үй» ЖШС", RU: "ТОО «Самал-Үй»", EN: "Samal-Ui LLP"}, Head: person("900115901515")},
		{BIN: binUniversity, Name: address.Names{KK: "«Дала университеті» КеАҚ", RU: "НАО «Дала университеті»", EN: "Dala University"}, Head: person("680404901617")},
		{BIN: binPolice, Name: address.Names{KK: "Көші-қон қызметі басқармасы", RU: "Управление миграционной службы", EN: "Migration service department"}, Head: person("800707902719")},
		{BIN: binCorp, Name: address.Names{KK: "«Азаматтарға арналған үкімет» мемлекеттік корпорациясы", RU: "Госкорпорация «Правительство для граждан»", EN: "State corporation Government for Citizens"}},
		{BIN: binAkimat, Name: address.Names{KK: "Теміртау қаласының тұрғын үй бөлімі", RU: "Отдел жилищных отношений города Темиртау", EN: "Temirtau housing department"}},
	}, stays()...)
}

// died is the day of Yerlan's death.
var died = civil.Date{Year: 2025, Month: time.August, Day: 19}
