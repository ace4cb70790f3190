#include "base/almanac.h"

#include <stddef.h>

#include "base/attr.h"

#define SUBTAG_MAX 8 /* the longest primary subtag that BCP 47 allows */

/* This table is the master copy. The first language is the one for all others. */
static const struct almanac almanacs[] = {
	{ "en ",
	  "January|February|March|April|May|June|July|August|September|October|November|December",
	  NULL, "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec",
	  "Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday",
	  "Sun|Mon|Tue|Wed|Thu|Fri|Sat", "AM|PM" },
	{ "ar ",
	  "يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر",
	  NULL,
	  "يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر",
	  "الأحد|الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت",
	  "الأحد|الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت", "ص|م" },
	{ "bg ",
	  "януари|февруари|март|април|май|юни|юли|август|септември|октомври|ноември|декември",
	  NULL, "яну|фев|март|апр|май|юни|юли|авг|сеп|окт|ное|дек",
	  "неделя|понеделник|вторник|сряда|четвъртък|петък|събота",
	  "нд|пн|вт|ср|чт|пт|сб", "пр.об.|сл.об." },
	{ "ca ",
	  "gener|febrer|març|abril|maig|juny|juliol|agost|setembre|octubre|novembre|desembre",
	  "de gener|de febrer|de març|d’abril|de maig|de juny|de juliol|d’agost|de setembre|"
	  "d’octubre|de novembre|de desembre",
	  "gen.|febr.|març|abr.|maig|juny|jul.|ag.|set.|oct.|nov.|des.",
	  "diumenge|dilluns|dimarts|dimecres|dijous|divendres|dissabte",
	  "dg.|dl.|dt.|dc.|dj.|dv.|ds.", "a. m.|p. m." },
	{ "cs ",
	  "leden|únor|březen|duben|květen|červen|červenec|srpen|září|říjen|listopad|prosinec",
	  "ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince",
	  "led|úno|bře|dub|kvě|čvn|čvc|srp|zář|říj|lis|pro",
	  "neděle|pondělí|úterý|středa|čtvrtek|pátek|sobota", "ne|po|út|st|čt|pá|so",
	  "dop.|odp." },
	{ "da ",
	  "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december",
	  NULL, "jan.|feb.|mar.|apr.|maj|jun.|jul.|aug.|sep.|okt.|nov.|dec.",
	  "søndag|mandag|tirsdag|onsdag|torsdag|fredag|lørdag",
	  "søn.|man.|tir.|ons.|tor.|fre.|lør.", "AM|PM" },
	{ "de ",
	  "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember",
	  NULL, "Jan.|Feb.|März|Apr.|Mai|Juni|Juli|Aug.|Sep.|Okt.|Nov.|Dez.",
	  "Sonntag|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag",
	  "So|Mo|Di|Mi|Do|Fr|Sa", "AM|PM" },
	{ "el ",
	  "Ιανουάριος|Φεβρουάριος|Μάρτιος|Απρίλιος|Μάιος|Ιούνιος|Ιούλιος|Αύγουστος|"
	  "Σεπτέμβριος|Οκτώβριος|Νοέμβριος|Δεκέμβριος",
	  "Ιανουαρίου|Φεβρουαρίου|Μαρτίου|Απριλίου|Μαΐου|Ιουνίου|Ιουλίου|Αυγούστου|"
	  "Σεπτεμβρίου|Οκτωβρίου|Νοεμβρίου|Δεκεμβρίου",
	  "Ιαν|Φεβ|Μαρ|Απρ|Μαΐ|Ιουν|Ιουλ|Αυγ|Σεπ|Οκτ|Νοε|Δεκ",
	  "Κυριακή|Δευτέρα|Τρίτη|Τετάρτη|Πέμπτη|Παρασκευή|Σάββατο",
	  "Κυρ|Δευ|Τρί|Τετ|Πέμ|Παρ|Σάβ", "π.μ.|μ.μ." },
	{ "es ",
	  "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|"
	  "diciembre",
	  NULL, "ene|feb|mar|abr|may|jun|jul|ago|sept|oct|nov|dic",
	  "domingo|lunes|martes|miércoles|jueves|viernes|sábado",
	  "dom|lun|mar|mié|jue|vie|sáb", "a. m.|p. m." },
	{ "fa ", "ژانویه|فوریه|مارس|آوریل|مه|ژوئن|ژوئیه|اوت|سپتامبر|اکتبر|نوامبر|دسامبر",
	  NULL, "ژانویه|فوریه|مارس|آوریل|مه|ژوئن|ژوئیه|اوت|سپتامبر|اکتبر|نوامبر|دسامبر",
	  "یکشنبه|دوشنبه|سه‌شنبه|چهارشنبه|پنجشنبه|جمعه|شنبه",
	  "یکشنبه|دوشنبه|سه‌شنبه|چهارشنبه|پنجشنبه|جمعه|شنبه",
	  "ق.ظ.|ب.ظ." },
	{ "fi ",
	  "tammikuu|helmikuu|maaliskuu|huhtikuu|toukokuu|kesäkuu|heinäkuu|elokuu|syyskuu|"
	  "lokakuu|marraskuu|joulukuu",
	  "tammikuuta|helmikuuta|maaliskuuta|huhtikuuta|toukokuuta|kesäkuuta|heinäkuuta|"
	  "elokuuta|syyskuuta|lokakuuta|marraskuuta|joulukuuta",
	  "tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu",
	  "sunnuntai|maanantai|tiistai|keskiviikko|torstai|perjantai|lauantai",
	  "su|ma|ti|ke|to|pe|la", "ap.|ip." },
	{ "fr ",
	  "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
	  NULL, "janv.|févr.|mars|avr.|mai|juin|juil.|août|sept.|oct.|nov.|déc.",
	  "dimanche|lundi|mardi|mercredi|jeudi|vendredi|samedi",
	  "dim.|lun.|mar.|mer.|jeu.|ven.|sam.", "AM|PM" },
	{ "he iw ",
	  "ינואר|פברואר|מרץ|אפריל|מאי|יוני|יולי|אוגוסט|ספטמבר|אוקטובר|נובמבר|דצמבר", NULL,
	  "ינו׳|פבר׳|מרץ|אפר׳|מאי|יוני|יולי|אוג׳|ספט׳|אוק׳|נוב׳|דצמ׳",
	  "יום ראשון|יום שני|יום שלישי|יום רביעי|יום חמישי|יום שישי|יום שבת",
	  "יום א׳|יום ב׳|יום ג׳|יום ד׳|יום ה׳|יום ו׳|שבת", "לפנה״צ|אחה״צ" },
	{ "hi ", "जनवरी|फ़रवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर|अक्टूबर|नवंबर|दिसंबर", NULL,
	  "जन॰|फ़र॰|मार्च|अप्रैल|मई|जून|जुल॰|अग॰|सित॰|अक्टू॰|नव॰|दिस॰",
	  "रविवार|सोमवार|मंगलवार|बुधवार|गुरुवार|शुक्रवार|शनिवार", "रवि|सोम|मंगल|बुध|गुरु|शुक्र|शनि",
	  "पूर्वाह्न|अपराह्न" },
	{ "hr ",
	  "siječanj|veljača|ožujak|travanj|svibanj|lipanj|srpanj|kolovoz|rujan|listopad|"
	  "studeni|prosinac",
	  "siječnja|veljače|ožujka|travnja|svibnja|lipnja|srpnja|kolovoza|rujna|listopada|"
	  "studenoga|prosinca",
	  "sij|velj|ožu|tra|svi|lip|srp|kol|ruj|lis|stu|pro",
	  "nedjelja|ponedjeljak|utorak|srijeda|četvrtak|petak|subota",
	  "ned|pon|uto|sri|čet|pet|sub", "AM|PM" },
	{ "hu ",
	  "január|február|március|április|május|június|július|augusztus|szeptember|október|"
	  "november|december",
	  NULL, "jan.|febr.|márc.|ápr.|máj.|jún.|júl.|aug.|szept.|okt.|nov.|dec.",
	  "vasárnap|hétfő|kedd|szerda|csütörtök|péntek|szombat", "V|H|K|Sze|Cs|P|Szo",
	  "de.|du." },
	{ "id in ",
	  "Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|"
	  "Desember",
	  NULL, "Jan|Feb|Mar|Apr|Mei|Jun|Jul|Agu|Sep|Okt|Nov|Des",
	  "Minggu|Senin|Selasa|Rabu|Kamis|Jumat|Sabtu", "Min|Sen|Sel|Rab|Kam|Jum|Sab",
	  "AM|PM" },
	{ "it ",
	  "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|"
	  "novembre|dicembre",
	  NULL, "gen|feb|mar|apr|mag|giu|lug|ago|set|ott|nov|dic",
	  "domenica|lunedì|martedì|mercoledì|giovedì|venerdì|sabato",
	  "dom|lun|mar|mer|gio|ven|sab", "AM|PM" },
	{ "ja ", "1月|2月|3月|4月|5月|6月|7月|8月|9月|10月|11月|12月", NULL,
	  "1月|2月|3月|4月|5月|6月|7月|8月|9月|10月|11月|12月",
	  "日曜日|月曜日|火曜日|水曜日|木曜日|金曜日|土曜日", "日|月|火|水|木|金|土",
	  "午前|午後" },
	{ "ko ", "1월|2월|3월|4월|5월|6월|7월|8월|9월|10월|11월|12월", NULL,
	  "1월|2월|3월|4월|5월|6월|7월|8월|9월|10월|11월|12월",
	  "일요일|월요일|화요일|수요일|목요일|금요일|토요일", "일|월|화|수|목|금|토",
	  "오전|오후" },
	{ "nb no ",
	  "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember",
	  NULL, "jan.|feb.|mars|apr.|mai|juni|juli|aug.|sep.|okt.|nov.|des.",
	  "søndag|mandag|tirsdag|onsdag|torsdag|fredag|lørdag",
	  "søn.|man.|tir.|ons.|tor.|fre.|lør.", "a.m.|p.m." },
	{ "nl ",
	  "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|"
	  "december",
	  NULL, "jan|feb|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec",
	  "zondag|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag",
	  "zo|ma|di|wo|do|vr|za", "a.m.|p.m." },
	{ "nn ",
	  "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember",
	  NULL, "jan.|feb.|mars|apr.|mai|juni|juli|aug.|sep.|okt.|nov.|des.",
	  "søndag|måndag|tysdag|onsdag|torsdag|fredag|laurdag",
	  "søn.|mån.|tys.|ons.|tor.|fre.|lau.", "f.m.|e.m." },
	{ "pl ",
	  "styczeń|luty|marzec|kwiecień|maj|czerwiec|lipiec|sierpień|wrzesień|październik|"
	  "listopad|grudzień",
	  "stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|"
	  "listopada|grudnia",
	  "sty|lut|mar|kwi|maj|cze|lip|sie|wrz|paź|lis|gru",
	  "niedziela|poniedziałek|wtorek|środa|czwartek|piątek|sobota",
	  "niedz.|pon.|wt.|śr.|czw.|pt.|sob.", "AM|PM" },
	{ "pt ",
	  "janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|"
	  "dezembro",
	  NULL, "jan.|fev.|mar.|abr.|mai.|jun.|jul.|ago.|set.|out.|nov.|dez.",
	  "domingo|segunda-feira|terça-feira|quarta-feira|quinta-feira|sexta-feira|sábado",
	  "dom.|seg.|ter.|qua.|qui.|sex.|sáb.", "AM|PM" },
	{ "ro ",
	  "ianuarie|februarie|martie|aprilie|mai|iunie|iulie|august|septembrie|octombrie|"
	  "noiembrie|decembrie",
	  NULL, "ian.|feb.|mar.|apr.|mai|iun.|iul.|aug.|sept.|oct.|nov.|dec.",
	  "duminică|luni|marți|miercuri|joi|vineri|sâmbătă",
	  "dum.|lun.|mar.|mie.|joi|vin.|sâm.", "a.m.|p.m." },
	{ "ru ",
	  "январь|февраль|март|апрель|май|июнь|июль|август|сентябрь|октябрь|ноябрь|декабрь",
	  "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря",
	  "янв.|февр.|мар.|апр.|мая|июн.|июл.|авг.|сент.|окт.|нояб.|дек.",
	  "воскресенье|понедельник|вторник|среда|четверг|пятница|суббота",
	  "вс|пн|вт|ср|чт|пт|сб", "AM|PM" },
	{ "sk ",
	  "január|február|marec|apríl|máj|jún|júl|august|september|október|november|december",
	  "januára|februára|marca|apríla|mája|júna|júla|augusta|septembra|októbra|novembra|"
	  "decembra",
	  "jan|feb|mar|apr|máj|jún|júl|aug|sep|okt|nov|dec",
	  "nedeľa|pondelok|utorok|streda|štvrtok|piatok|sobota", "ne|po|ut|st|št|pi|so",
	  "AM|PM" },
	{ "sv ",
	  "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|"
	  "december",
	  NULL, "jan.|feb.|mars|apr.|maj|juni|juli|aug.|sep.|okt.|nov.|dec.",
	  "söndag|måndag|tisdag|onsdag|torsdag|fredag|lördag",
	  "sön|mån|tis|ons|tors|fre|lör", "fm|em" },
	{ "tr ",
	  "Ocak|Şubat|Mart|Nisan|Mayıs|Haziran|Temmuz|Ağustos|Eylül|Ekim|Kasım|Aralık",
	  NULL, "Oca|Şub|Mar|Nis|May|Haz|Tem|Ağu|Eyl|Eki|Kas|Ara",
	  "Pazar|Pazartesi|Salı|Çarşamba|Perşembe|Cuma|Cumartesi",
	  "Paz|Pzt|Sal|Çar|Per|Cum|Cmt", "ÖÖ|ÖS" },
	{ "uk ",
	  "січень|лютий|березень|квітень|травень|червень|липень|серпень|вересень|жовтень|"
	  "листопад|грудень",
	  "січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|"
	  "грудня",
	  "січ.|лют.|бер.|квіт.|трав.|черв.|лип.|серп.|вер.|жовт.|лист.|груд.",
	  "неділя|понеділок|вівторок|середа|четвер|пʼятниця|субота",
	  "нд|пн|вт|ср|чт|пт|сб", "дп|пп" },
	{ "zh ", "1月|2月|3月|4月|5月|6月|7月|8月|9月|10月|11月|12月", NULL,
	  "1月|2月|3月|4月|5月|6月|7月|8月|9月|10月|11月|12月",
	  "星期日|星期一|星期二|星期三|星期四|星期五|星期六",
	  "周日|周一|周二|周三|周四|周五|周六", "上午|下午" },
};

const struct almanac *almanac_of(struct str language)
{
	char tag[SUBTAG_MAX + 1];
	size_t len = 0;

	while (len < language.len && len < SUBTAG_MAX && is_alpha(language.ptr[len])) {
		tag[len] = to_lower(language.ptr[len]);
		len++;
	}
	tag[len++] = ' ';
	for (size_t i = 0; i < ARRAY_LEN(almanacs); i++) {
		struct str tags = str_of(almanacs[i].tags);
		size_t at = str_find(tags, (struct str){ tag, len });

		if (at == 0 || (at != STR_NONE && tags.ptr[at - 1] == ' '))
			return &almanacs[i];
	}
	return &almanacs[0];
}

struct str almanac_name(const char *list, unsigned index)
{
	struct str name, rest = str_of(list);

	do
		str_cut(rest, '|', &name, &rest);
	while (index--);
	return name;
}
