#include "import/monthnames.h"

#include "base/attr.h"
#include "import/wordlist.h"

/* In any case that a date has them in. Two words of Arabic are one (dateplain.h). */
static const char *const months[] = {
	" january januar janner jaenner janvier janv enero ene gennaio gen"
	" janeiro januari jan ian ianuarie gener styczen stycznia sty ledna"
	" leden ocak oca tammikuuta tammikuu январь января янв січня січень"
	" يناير كانونالثاني جانفي ژانویه ינואר בינואר जनवरी ιανουαριου ιανουαριοσ ιαν"
	" januara sijecnja јануар јануара януари ",
	" february feb februar fevrier fev fevr febrero febbraio fevereiro"
	" februari feber februarie febrer luty lutego lut unora unor subat sub"
	" helmikuuta helmikuu февраль февраля фев февр лютого лютии فبراير شباط"
	" فيفري فوریه פברואר בפברואר फरवरी फ़रवरी φεβρουαριου φεβρουαριοσ φεβ veljace"
	" фебруар фебруара февруари ",
	" march mar marz maerz mrz mars marzo marco maart maret mrt marts martie marc"
	" marzec marca brezna brezen mart maaliskuuta maaliskuu marcius март"
	" марта мар березня березень مارس اذار מרץ במרץ מרס במרס मार्च μαρτιου μαρτιοσ μαρ"
	" ozujka ",
	" april apr avril avr abril abr aprile aprilie kwiecien kwietnia kwi"
	" dubna duben nisan nis huhtikuuta huhtikuu aprilis апрель апреля апр"
	" квітня квітень ابريل نيسان افريل اوریل אפריל באפריל अप्रैल απριλιου απριλιοσ"
	" απρ travnja ",
	" may mai mayo maggio mag maio mei maj maig maja kvetna kveten mayıs"
	" toukokuuta toukokuu majus маи мая травня травень مايو ايار ماي مه מאי"
	" במאי मई μαιου μαιοσ svibnja ",
	" june jun juni juin junio giugno giu junho iunie juny czerwiec czerwca"
	" cze cervna cerven haziran haz kesakuuta kesakuu junius июнь июня июн"
	" червня червень يونيو حزيران جوان ژوين יוני ביוני जून ιουνιου ιουνιοσ ιουν"
	" lipnja ",
	" july jul juli juillet juil julio luglio lug julho iulie juliol lipiec"
	" lipca cervence cervenec temmuz tem heinakuuta heinakuu julius июль"
	" июля июл липня липень يوليو تموز جويلية ژويیه ژوییه יולי ביולי जुलाई"
	" ιουλιου ιουλιοσ ιουλ srpnja ",
	" august aug aout agosto agustus ago augustus augusti agost sierpien sierpnia"
	" sie srpna srpen agustos agu elokuuta elokuu augusztus август августа"
	" авг серпня серпень اغسطس اب اوت אוגוסט באוגוסט अगस्त αυγουστου αυγουστοσ"
	" αυγ kolovoza ",
	" september sep sept septembre septiembre settembre set setembro"
	" septembrie setembre wrzesien wrzesnia wrz zari eylul eyl syyskuuta"
	" syyskuu szeptember szept сентябрь сентября сен сент вересня вересень"
	" سبتمبر ايلول سپتامبر ספטמבר בספטמבר सितंबर सितम्बर σεπτεμβριου σεπτεμβριοσ σεπ rujna ",
	" october oct oktober okt octobre octubre ottobre ott outubro octombrie"
	" pazdziernik pazdziernika paz rijna rijen ekim eki lokakuuta lokakuu"
	" октябрь октября окт жовтня жовтень اكتوبر تشرينالاول اکتبر אוקטובר"
	" באוקטובר अक्टूबर अक्तूबर οκτωβριου οκτωβριοσ οκτ ",
	" november nov novembre noviembre novembro noiembrie listopadu listopada kasım"
	" kas marraskuuta marraskuu ноябрь ноября ноя нояб листопада листопад"
	" نوفمبر تشرينالثاني نوامبر נובמבר בנובמבר नवंबर नवम्बर νοεμβριου νοεμβριοσ νοε"
	" studenoga novembar ",
	" december dec dezember dez decembre diciembre dic dicembre dezembro"
	" decembrie desember desembre grudzien grudnia gru prosince prosinec"
	" aralık ara joulukuuta joulukuu декабрь декабря дек грудня грудень"
	" ديسمبر كانونالاول دسامبر דצמבר בדצמבר दिसंबर दिसम्बर δεκεμβριου δεκεμβριοσ δεκ"
	" prosinca decembar ",
};

int month_named(struct str word)
{
	for (size_t i = 0; i < ARRAY_LEN(months); i++)
		if (word_in(months[i], word))
			return (int)i + 1;
	return 0;
}
