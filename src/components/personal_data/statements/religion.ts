import { behindTrigger, labelGap, oneOf, type Statement, valueEnd, wordEnd, wordsIn } from "./statement.ts";

const labels = `
religion religious_affiliation religious_denomination denomination konfession religionszugehörigkeit bekenntnis religionsbekenntnis glaubensbekenntnis konf. rel. kirchensteuermerkmal
kirchensteuermerkmale kist-merkmal kirchensteuer konfession_(freiwillig) confession appartenance_religieuse religión confesión confesión_religiosa religione confessione confessione_religiosa godsdienst kerkgenootschap
geloof gezindte kerkelijke_gezindte levensbeschouwing wyznanie religião confissão trossamfund trosretning trossamfunn religionstillhörighet samfundstillhörighet uskonto uskontokunta vyznání náboženství náboženské_vyznání náboženstvo vierovyznanie
vallás felekezet religie religia confesiune confesiunea vjeroispovijest veroizpoved usutunnistus ticība konfesija tikyba вероизповедание религия вероисповедание віросповідання θρήσκευμα
`;
/** As people write it in forms, with abbreviations; no name of a religion as a whole, which stands in articles. */
const english = `
roman_catholic r.c. catholic church_of_england c_of_e cofe c.of.e. c._of_e. church_of_ireland church_of_scotland anglican methodist baptist presbyterian quaker lutheran protestant greek_orthodox russian_orthodox mormon jewish muslim sunni shia hindu sikh buddhist atheist agnostic no_religion jehovah's_witness
`;
const southern = `
rimokatolička rimokatolik pravoslavna pravoslavac rimskokatoliška katoliška muslimanska luterlane õigeusklik katoļu luterāņu pareizticīgais katalikų stačiatikių liuteronų
`;
const values = oneOf(`
ev. evang. evang evangelisch evangelische ev.-luth. ev.-luth ev.luth. ev._luth. evangelisch-lutherisch ev.-ref. ev.ref. ev.-reformiert ev.-freikirchlich evangelikal freikirchlich r.k. r.-k. r._k. rk. röm.-kath.
röm._kath. röm.kath. rkath. röm.-katholisch römisch-katholisch kath. kath katholisch altkath. alt-katholisch griech.-orth. gr.-orth. griechisch-orthodox serb.-orth. russ.-orth. syr.-orth. orth. orthodox rum.-orth. islam. isl. islamisch muslimisch moslemisch muslim muslima alevitisch
sunnitisch schiitisch jüd. jüdisch isr. israelitisch buddh. buddhistisch hinduistisch konfessionslos konf.-los konf.los bekenntnislos o._b. o.b. ohne_bekenntnis ohne_konfession o._konf. keine neuapostolisch mennonitisch zeuge_jehovas zeugin_jehovas
catholique cath. cathol. protestante protestant prot. réformée réformé évangélique musulmane musulman juive juif israélite orthodoxe bouddhiste athée sans_confession sans_religion
católica católico cat. católica_romana evangélica evangélico musulmana musulmán judía judío ortodoxa testigo_de_jehová ateo atea agnóstico
cattolica cattolico romana_cattolica valdese musulmana musulmano ebraica ebreo ebrea ortodossa buddista induista nessuna
rooms-katholiek rooms_katholiek r.k. nederlands_hervormd ned._herv. ned.herv. n.h. hervormd herv. gereformeerd geref. protestants remonstrants doopsgezind islamitisch joods boeddhistisch
rzymskokatolickie rzymsko-katolickie rzym.-kat. rzym.kat. rz.-kat. rzym._kat. rkat. katolickie prawosławne ewangelickie ewangelicko-augsburskie ew.-augsb. grekokatolickie gr.-kat. muzułmańskie mojżeszowe bezwyznaniowy bezwyznaniowa świadkowie_jehowy
católico_romano evangélico evangélica muçulmano muçulmana judaica judeu espírita
svenska_kyrkan katolik muslim judisk folkekirken folkekirkelig medlem_af_folkekirken den_norske_kirke katolsk muslimsk jødisk ateist ev.lut. ev._lut. evankelis-luterilainen ortodoksi ortodoksinen katolinen islaminusko
římskokatolické ř.k. římskokat. evangelické českobratrské husitské bez_vyznání rímskokatolícke rím.-kat. rímskokatolícka evanjelické ev._a._v. gréckokatolícke gr.kat. bez_vyznania
római_katolikus róm._kat. r._kat. rk. református ref. evangélikus ev. görögkatolikus gör.kat. izraelita izr. baptista ortodoxă ortodox romano-catolică rom.-cat. greco-catolică reformată penticostală adventistă musulmană
източноправославно православно православен православная католическо мюсюлманско католик мусульманин иудей православний χριστιανός_ορθόδοξος χ.ο. ορθόδοξος καθολικός μουσουλμάνος müslüman hristiyan musevi alevi
${english} ${southern}`);
/** Two and three letters are also words: the line or the field ends behind them. */
const short =
  "(?:ev|rk|ak|vd|lt|rf|nak|rc|lds|nh|ger\\.|pkn|řk\\.)(?=[ \\t]*(?:$|\\r?\\n|[,;|\\t]))|(?<=(?:konf\\p{L}*\\.?|bekenntnis|merkmale?)[ :=\\t]{1,4})is(?=[ \\t]*(?:$|\\r?\\n|[;|\\t]))";

/** What a church owns or teaches, and no person. */
const buildings =
  "unterricht|kirche|gemeinde|schule|kindergarten|friedhof|church|school|parish|cemetery|service|église|école|iglesia|colegio|chiesa|scuola|kerk|kościół|parafia|igreja|kyrka|kirke|kirkko|kostel|templom|biserica|crkva|cerkev|angabe|angaben";

const never =
  /(?<!\p{L})(?:erbaut|baujahr|baustil|bauzeit|bistum|orgel|kirchengebäude|church of|chapel|built|architect|architecture|diocese|parish church|église|cathédrale|bâtie|iglesia|catedral|construida|chiesa|costruita|kerkgebouw|gebouwd|kościół|zbudowany|population|einwohner|capital|hauptstadt|nord-?deutschland|world)(?!\p{L})/iu;
const inForms = (id: string, labels: string, values: string): Statement => ({
  ...{ id, category: "religious", triggers: wordsIn(labels), person: "none", never },
  behind: behindTrigger(
    `${labelGap}(?<value>${values})${valueEnd}(?!\\.? (?:${buildings}))(?!, \\p{Lu}\\p{L}+ \\d)(?!, ?(?:${values})${wordEnd})`,
  ),
  signals: ["label for religion", "religion as written in forms"],
});

/** `Konfession: ev.`, `Religion: r.-k.`: a label of a form and what people write there. First names go with their own language. */
export const religion: readonly Statement[] = [
  inForms("religion", labels, `${values}|${short}`),
  inForms("religion, faith", "faith", `${oneOf(english)}|rc(?=[ \\t]*(?:$|\\r?\\n))`),
  inForms("religion, vera", "vera", oneOf(southern)),
  inForms("religion, dini", "dini", "müslüman|hristiyan|musevi|alevi"),
];
