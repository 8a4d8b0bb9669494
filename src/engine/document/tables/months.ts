import { foldText } from '#engine/document/text/fold-text.js';

/**
 * Month names by language, January first; abbreviations are told by their first letters. Nominative and genitive where
 * dates use the latter, and those short forms that are no prefix of the full one.
 */
const monthNames: Readonly<Record<string, readonly string[]>> = {
  en: 'january february march april may june july august september october november december'.split(' '),
  fr: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' '),
  de: 'januar|jänner februar märz|mrz april mai juni juli august september oktober november dezember'.split(' '),
  es: 'enero febrero marzo abril mayo junio julio agosto septiembre|setiembre octubre noviembre diciembre'.split(' '),
  pt: 'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro'.split(' '),
  it: 'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre'.split(' '),
  nl: 'januari februari maart|mrt april mei juni juli augustus september oktober november december'.split(' '),
  pl: 'styczeń|stycznia luty|lutego marzec|marca kwiecień|kwietnia maj|maja czerwiec|czerwca lipiec|lipca sierpień|sierpnia wrzesień|września październik|października listopad|listopada grudzień|grudnia'.split(
    ' ',
  ),
  ro: 'ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie'.split(' '),
  cs: 'leden|ledna únor|února březen|března duben|dubna květen|května červen|června červenec|července srpen|srpna září říjen|října listopad|listopadu prosinec|prosince'.split(
    ' ',
  ),
  hr: 'siječanj|siječnja veljača|veljače ožujak|ožujka travanj|travnja svibanj|svibnja lipanj|lipnja srpanj|srpnja kolovoz|kolovoza rujan|rujna listopad|listopada studeni|studenoga prosinac|prosinca'.split(
    ' ',
  ),
  sl: 'januar februar marec april maj junij julij avgust september oktober november december'.split(' '),
  hu: 'január február március április május június július augusztus szeptember október november december'.split(' '),
  lt: 'sausis|sausio vasaris|vasario kovas|kovo balandis|balandžio gegužė|gegužės birželis|birželio liepa|liepos rugpjūtis|rugpjūčio|rgp rugsėjis|rugsėjo|rgs spalis|spalio lapkritis|lapkričio gruodis|gruodžio|grd'.split(
    ' ',
  ),
  lv: 'janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris'.split(' '),
  et: 'jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember'.split(' '),
  fi: 'tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu'.split(
    ' ',
  ),
  sv: 'januari februari mars april maj juni juli augusti september oktober november december'.split(' '),
  da: 'januar februar marts april maj juni juli august september oktober november december'.split(' '),
  no: 'januar februar mars april mai juni juli august september oktober november desember'.split(' '),
  tr: 'ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık'.split(' '),
  sq: 'janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor'.split(' '),
  ga: 'eanáir feabhra márta aibreán bealtaine meitheamh iúil lúnasa mfómhair|meánfómhair dfómhair|deireadh samhain nollaig'.split(
    ' ',
  ),
  el: 'ιανουάριος φεβρουάριος μάρτιος απρίλιος μάιος ιούνιος ιούλιος αύγουστος σεπτέμβριος οκτώβριος νοέμβριος δεκέμβριος'.split(
    ' ',
  ),
  ru: 'январь|января февраль|февраля март|марта апрель|апреля май|мая июнь|июня июль|июля август|августа сентябрь|сентября октябрь|октября ноябрь|ноября декабрь|декабря'.split(
    ' ',
  ),
  id: 'januari februari maret april mei juni juli agustus september oktober november desember'.split(' '),
  sk: 'január|januára február|februára marec|marca apríl|apríla máj|mája jún|júna júl|júla august|augusta september|septembra október|októbra november|novembra december|decembra'.split(
    ' ',
  ),
  ca: 'gener febrer març abril maig juny juliol agost setembre octubre novembre desembre'.split(' '),
  gl: 'xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro'.split(' '),
  eu: 'urtarrila otsaila martxoa apirila maiatza ekaina uztaila abuztua iraila urria azaroa abendua'.split(' '),
  mt: 'jannar frar marzu april mejju ġunju lulju awwissu settembru ottubru novembru diċembru'.split(' '),
  is: 'janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember'.split(' '),
  uk: 'січень|січня лютий|лютого березень|березня квітень|квітня травень|травня червень|червня липень|липня серпень|серпня вересень|вересня жовтень|жовтня листопад|листопада грудень|грудня'.split(
    ' ',
  ),
  be: 'студзень|студзеня люты|лютага сакавік|сакавіка красавік|красавіка травень|мая чэрвень|чэрвеня ліпень|ліпеня жнівень|жніўня верасень|верасня кастрычнік|кастрычніка лістапад|лістапада снежань|снежня'.split(
    ' ',
  ),
  bg: 'януари февруари март април май юни юли август септември октомври ноември декември'.split(' '),
  sr: 'јануар фебруар март април мај јун јул август септембар октобар новембар децембар'.split(' '),
  mk: 'јануари февруари март април мај јуни јули август септември октомври ноември декември'.split(' '),
  bs: 'januar februar mart april maj juni|jun juli|jul august|avgust septembar oktobar novembar decembar'.split(' '),
  az: 'yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr'.split(' '),
  uz: 'yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr'.split(' '),
  kk: 'қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан'.split(' '),
  ka: 'იანვარი თებერვალი მარტი აპრილი მაისი ივნისი ივლისი აგვისტო სექტემბერი ოქტომბერი ნოემბერი დეკემბერი'.split(' '),
  hy: 'հունվար փետրվար մարտ ապրիլ մայիս հունիս հուլիս օգոստոս սեպտեմբեր հոկտեմբեր նոյեմբեր դեկտեմբեր'.split(' '),
  he: 'ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר'.split(' '),
  ar: 'يناير|جانفي فبراير|فيفري|شباط مارس|آذار أبريل|أفريل|نيسان مايو|ماي|أيار يونيو|جوان|حزيران يوليو|جويلية|تموز أغسطس|أوت|آب|غشت سبتمبر|أيلول|شتنبر أكتوبر نوفمبر|نونبر ديسمبر|دجنبر'.split(
    ' ',
  ),
  'ar-Latn': 'yanayir fibrayir maris abril mayu yunyu yulyu aghustus sibtambar uktubar nufambar disambar'.split(' '),
  th: 'มกราคม|มค กุมภาพันธ์|กพ มีนาคม|มีค เมษายน|เมย พฤษภาคม|พค มิถุนายน|มิย กรกฎาคม|กค สิงหาคม|สค กันยายน|กย ตุลาคม|ตค พฤศจิกายน|พย ธันวาคม|ธค'.split(
    ' ',
  ),
  hi: 'जनवरी फ़रवरी|फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर|सितम्बर अक्टूबर|अक्तूबर नवंबर|नवम्बर दिसंबर|दिसम्बर'.split(' '),
  ms: 'januari februari mac april mei jun julai ogos september oktober november disember'.split(' '),
  sw: 'januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba'.split(' '),
  fil: 'enero pebrero marso abril mayo hunyo hulyo agosto setyembre oktubre nobyembre disyembre'.split(' '),
  roman: 'I II III IV V VI VII VIII IX X XI XII'.split(' '),
};

/** Words too common as parts of others to be told by their first letters. */
const shortestAbbreviation = 3;

const forms: readonly { readonly language: string; readonly word: string; readonly month: number }[] = Object.entries(
  monthNames,
).flatMap(([language, months]) =>
  months.flatMap((alternatives, index) =>
    alternatives.split('|').map((word) => ({ language, word: foldText(word), month: index + 1 })),
  ),
);

/**
 * The months (1–12) that a word may mean: a full name in any language of the table, its first three letters or more,
 * or a Roman numeral. Several when languages differ (`LIP` is June in Croatian, July in Polish), none when unknown.
 */
export function monthsOfWord(word: string): ReadonlySet<number> {
  const folded = foldText(word);
  const exact = forms.filter((form) => form.word === folded);
  if (exact.length > 0) return new Set(exact.map(({ month }) => month));
  if (folded.length < shortestAbbreviation) return new Set();
  const byPrefix = forms.filter((form) => form.language !== 'roman' && form.word.startsWith(folded));
  // English is on almost every travel document and its abbreviations are fixed by ICAO 9303-3: `MAR` is no marraskuu.
  const english = byPrefix.filter((form) => form.language === 'en');
  return new Set((english.length > 0 ? english : byPrefix).map(({ month }) => month));
}
