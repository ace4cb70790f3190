#include "import/datewords.h"

#include "base/attr.h"

/* Words of a published date and of a change, longest first where one begins another. */
const struct str date_published[] = {
	STR_INIT("дата публікаціі"),
	STR_INIT("प्रकाशित"),
	STR_INIT("pubblicato il"),
	STR_INIT("giris tarihi"),
	STR_INIT("publicada em"),
	STR_INIT("publicado el"),
	STR_INIT("publicado em"),
	STR_INIT("기사등록"),
	STR_INIT("기사입력"),
	STR_INIT("diterbitkan"),
	STR_INIT("erstellt am"),
	STR_INIT("publicat la"),
	STR_INIT("publicat pe"),
	STR_INIT("megjelenes"),
	STR_INIT("publikacja"),
	STR_INIT("zverejneno"),
	STR_INIT("đang luc"),
	STR_INIT("erstellt"),
	STR_INIT("udgivet"),
	STR_INIT("승인"),
	STR_INIT("first published"),
	STR_INIT("originally published"),
	STR_INIT("first posted"),
	STR_INIT("this entry was posted"),
	STR_INIT("published"),
	STR_INIT("date published"),
	STR_INIT("posted"),
	STR_INIT("veroffentlicht"),
	STR_INIT("erschienen"),
	STR_INIT("publie"),
	STR_INIT("publiee"),
	STR_INIT("paru"),
	STR_INIT("mis en ligne"),
	STR_INIT("publicado"),
	STR_INIT("pubblicato"),
	STR_INIT("gepubliceerd"),
	STR_INIT("geplaatst"),
	STR_INIT("publication date"),
	STR_INIT("date of publication"),
	STR_INIT("publish date"),
	STR_INIT("publicerad"),
	STR_INIT("publisert"),
	STR_INIT("offentliggjort"),
	STR_INIT("julkaistu"),
	STR_INIT("opublikowano"),
	STR_INIT("data publikacji"),
	STR_INIT("publicat"),
	STR_INIT("publikovano"),
	STR_INIT("vydano"),
	STR_INIT("objavljeno"),
	STR_INIT("megjelent"),
	STR_INIT("yayınlanma tarihi"),
	STR_INIT("yayınlanma"),
	STR_INIT("yayın tarihi"),
	STR_INIT("опубликовано"),
	STR_INIT("дата публикации"),
	STR_INIT("опубліковано"),
	STR_INIT("публикация"),
	STR_INIT("δημοσιευση"),
	STR_INIT("δημοσιευτηκε"),
	STR_INIT("نشر في"),
	STR_INIT("نشر"),
	STR_INIT("تاريخ النشر"),
	STR_INIT("تاریخ انتشار"),
	STR_INIT("انتشار"),
	STR_INIT("פורסם"),
	STR_INIT("发布时间"),
	STR_INIT("发布日期"),
	STR_INIT("发布于"),
	STR_INIT("发布"),
	STR_INIT("发表于"),
	STR_INIT("发表时间"),
	STR_INIT("發布時間"),
	STR_INIT("發表時間"),
	STR_INIT("公開日"),
	STR_INIT("公開"),
	STR_INIT("掲載"),
	STR_INIT("投稿日"),
	STR_INIT("配信"),
	STR_INIT("입력"),
	STR_INIT("등록"),
	STR_INIT("작성"),
	STR_INIT("게시"),
};
const size_t date_published_count = ARRAY_LEN(date_published);

const struct str date_updated[] = {
	STR_INIT("τελευταια ενημερωση"),
	STR_INIT("последна промяна"),
	STR_INIT("ενημερωθηκε"),
	STR_INIT("laatst bijgewerkt op"),
	STR_INIT("ultima actualizacion"),
	STR_INIT("ultimo aggiornamento"),
	STR_INIT("ultima modificacion"),
	STR_INIT("ажурирано"),
	STR_INIT("data aktualizacji"),
	STR_INIT("senast uppdaterad"),
	STR_INIT("posledni uprava"),
	STR_INIT("sidst opdateret"),
	STR_INIT("ultima modifica"),
	STR_INIT("actualizado al"),
	STR_INIT("actualizado el"),
	STR_INIT("laatste update"),
	STR_INIT("sist oppdatert"),
	STR_INIT("zadnja izmjena"),
	STR_INIT("actualizat la"),
	STR_INIT("atualizada em"),
	STR_INIT("atualizado em"),
	STR_INIT("최종 수정"),
	STR_INIT("最后更新"),
	STR_INIT("最後更新"),
	STR_INIT("最終更新"),
	STR_INIT("modifica il"),
	STR_INIT("actualizat"),
	STR_INIT("diperbarui"),
	STR_INIT("modifie le"),
	STR_INIT("modositas"),
	STR_INIT("modositva"),
	STR_INIT("cap nhat"),
	STR_INIT("last updated"),
	STR_INIT("last modified"),
	STR_INIT("updated"),
	STR_INIT("modified"),
	STR_INIT("last update"),
	STR_INIT("zuletzt aktualisiert"),
	STR_INIT("aktualisiert"),
	STR_INIT("aktualisierung"),
	STR_INIT("mis a jour"),
	STR_INIT("mise a jour"),
	STR_INIT("modifie"),
	STR_INIT("actualizado"),
	STR_INIT("aggiornato"),
	STR_INIT("atualizado"),
	STR_INIT("bijgewerkt"),
	STR_INIT("laatst bijgewerkt"),
	STR_INIT("uppdaterad"),
	STR_INIT("oppdatert"),
	STR_INIT("opdateret"),
	STR_INIT("paivitetty"),
	STR_INIT("aktualizacja"),
	STR_INIT("zaktualizowano"),
	STR_INIT("aktualizovano"),
	STR_INIT("actualitzat"),
	STR_INIT("frissitve"),
	STR_INIT("guncelleme tarihi"),
	STR_INIT("guncelleme"),
	STR_INIT("guncellendi"),
	STR_INIT("son guncelleme"),
	STR_INIT("обновлено"),
	STR_INIT("изменено"),
	STR_INIT("оновлено"),
	STR_INIT("ενημερωση"),
	STR_INIT("اخر تحديث"),
	STR_INIT("تحديث"),
	STR_INIT("به روز رسانی"),
	STR_INIT("עודכן"),
	STR_INIT("更新时间"),
	STR_INIT("更新時間"),
	STR_INIT("更新日"),
	STR_INIT("更新于"),
	STR_INIT("更新"),
	STR_INIT("최종수정"),
	STR_INIT("수정"),
	STR_INIT("업데이트"),
};
const size_t date_updated_count = ARRAY_LEN(date_updated);

/* What may stand between dates. */
const char date_fillers[] =
	" date datum stand at on the of le am um uhr den der a de del il alle ore op om o d em la el las et und and h"
	" mon tue wed thu fri sat sun tues weds thurs monday tuesday wednesday thursday friday"
	" saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag mo di mi"
	" do fr sa so lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes"
	" miercoles jueves viernes sabado domingo lunedi martedi mercoledi giovedi venerdi"
	" sabato domenica maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"
	" time kl klo godz saat ora orario hs hrs as г года год р року в о і и το"
	" τησ στισ στη ωρα في الساعة يوم م ه ساعت در søndag mandag tirsdag tisdag"
	" onsdag torsdag fredag lørdag lordag sondag dzis poniedziałek wtorek"
	" sroda czwartek piatek sobota niedziela pondeli utery streda ctvrtek"
	" patek nedele pazartesi salı carsamba persembe cuma cumartesi pazar"
	" понедельник вторник среда четверг пятница суббота воскресенье пн вт ср"
	" чт пт сб вс الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعة السبت شنبه"
	" یکشنبه دوشنبه سهشنبه چهارشنبه پنجشنبه جمعه 星期一 星期二 星期三 星期四 星期五 星期六 星期日"
	" 周一 周二 周三 周四 周五 周六 周日 月 火 水 木 金 土 日 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 월 화 수 목"
	" 금 토 일 월요일 화요일 수요일 목요일 금요일 토요일 일요일 时间 日期 hetfo kedd szerda csutortok pentek szombat vasarnap senin selasa"
	" rabu kamis jumat sabtu minggu יום ראשון שני שלישי רביעי חמישי שישי שבת δευτερα τριτη τεταρτη πεμπτη παρασκευη σαββατο κυριακη"
	" понеділок вівторок середа четвер п ятниця субота неділя segunda terca quarta quinta sexta feira luni marti miercuri joi vineri sambata duminica maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai ponedjeljak utorak srijeda cetvrtak petak nedjelja понеделник сряда четвъртък петък събота неделя hai ba tu nam sau bay chu nhat सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार ";

const struct str date_reading_times[] = {
	STR_INIT("min read"),         STR_INIT("mins read"),
	STR_INIT("minute read"),      STR_INIT("minutes read"),
	STR_INIT("min lesezeit"),     STR_INIT("minuten lesezeit"),
	STR_INIT("min de lecture"),   STR_INIT("minutes de lecture"),
	STR_INIT("min de lectura"),   STR_INIT("min leestijd"),
	STR_INIT("minuten leestijd"), STR_INIT("min di lettura"),
};
const size_t date_reading_times_count = ARRAY_LEN(date_reading_times);

const struct str date_reading_labels[] = {
	STR_INIT("reading time"),      STR_INIT("lesezeit"),
	STR_INIT("lesedauer"),         STR_INIT("temps de lecture"),
	STR_INIT("tiempo de lectura"), STR_INIT("tempo di lettura"),
	STR_INIT("leestijd"),
};
const size_t date_reading_labels_count = ARRAY_LEN(date_reading_labels);

const struct str date_ages[] = {
	STR_INIT("minutes ago"), STR_INIT("minute ago"), STR_INIT("hours ago"),
	STR_INIT("hour ago"),    STR_INIT("days ago"),   STR_INIT("day ago"),
	STR_INIT("weeks ago"),   STR_INIT("week ago"),   STR_INIT("months ago"),
	STR_INIT("month ago"),   STR_INIT("years ago"),  STR_INIT("year ago"),
};
const size_t date_ages_count = ARRAY_LEN(date_ages);
