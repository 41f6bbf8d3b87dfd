import iconv from "iconv-lite";

/** The most frequent characters of Chinese, and those of names, addresses and tables. */
const chinese =
  "的一是不了人我在有他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眼体别处总才场师书比住员九笑性通目华报立马命张活难神数件安表原车白应路期叫死常提感金何更反合放做系计或司利受光王果亲界及今京务制解各任至清物台象记边共风战干接它许八特觉望直服毛林题建南度统色字请交爱让认算论百吃义科怎元社术结六功指思非流每青管夫连远资队跟带花快条院变联权往展该领传近留红治决周保达办运武半候七必城父强步完革深区即求品士转量空甚众技轻程告江语英基派满式李息写呢识极令黄德收脸钱党倒未持取设始版双历越史商千片容研像找友孩站广改议形委早房音火际则首单据导影失拿网香似斯专石若兵弟谁校读志飞观争究包组造落视济喜离虽坏兴切故证姓址邮编号码赵刘陈杨吴孙朱胡郭罗宋郑韩唐冯董萧曹袁邓傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田范廖邹熊陆郝孔崔康邱秦顾侯邵孟龙段雷钱汤黎易常丽伟芳娜敏静秀娟英华慧巧淑惠珠翠雅芝玉萍红娥玲芬芳燕彩春菊兰凤洁梅琳素云莲真环雪荣爱妹霞街镇县省村弄室楼栋层单元客户订购价";
const traditional =
  "的一是不了人我在有他這中大來上國個到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可裡後小麼心多天而能好都然沒日於起還發成事只作當想看文無開手十用主行方又如前所本見經頭面公同三已老從動兩長名姓電話址號碼郵編號區路市縣鄉鎮街段巷弄樓室臺北高雄陳林黃張李王吳劉蔡楊許鄭謝郭洪曾邱廖賴徐周葉蘇莊呂江何蕭羅高簡朱鍾彭游詹胡施沈余趙盧梁顏柯孫魏翁戴范宋方鄧杜侯曹薛傅丁溫紀蔣歐唐馬董美玲雅婷志明俊傑建宏怡君淑芬惠";
const frequent: ReadonlySet<string> = new Set(chinese + traditional);

/** A share of characters that a text of this encoding consists of; undefined if a byte is invalid in it. */
export function plausibility(bytes: Uint8Array, encoding: string): number | undefined {
  const text = iconv.decode(Buffer.from(bytes), encoding);
  if (text.includes("\uFFFD")) return undefined;
  const others = [...text].filter((character) => character > "\u007f");
  if (others.length === 0) return 1;
  return isEastAsian(encoding) ? eastAsianShare(others) : wordShare(text);
}

export const isEastAsian = (encoding: string): boolean => /^(?:gb|big5|shift|euc|iso-2022|windows-949)/.test(encoding);

/** Frequent characters, kana and Hangul; rare ones are what another encoding looks like. */
function eastAsianShare(characters: readonly string[]): number {
  const usual = characters.filter(
    (one) =>
      frequent.has(one) ||
      /[\p{Script=Hiragana}\p{Script=Katakana}ー、。「」（），：；！？　]/u.test(one) ||
      /[가-힣]/.test(one),
  );
  const known = usual.length / characters.length;
  const ideographs = characters.filter((one) => /\p{Script=Han}/u.test(one)).length / characters.length;
  // Two frequent characters in three are what a text of names has.
  return Math.min(1, known + (ideographs > 0.9 && known > 0.4 ? 0.3 : 0));
}

/**
 * The share of words that are written as words are: letters without symbols between them, and no capital after a small
 * letter.
 */
function wordShare(text: string): number {
  const words = text.split(/[\s\d\p{P}<>=+|~^`$]+/u).filter((word) => [...word].some((one) => one > "\u007f"));
  if (words.length === 0) return 0;
  const usual = words.filter((word) => /^\p{Lu}?[\p{Ll}\p{Lo}\p{M}]+$|^[\p{Lu}\p{M}]+$/u.test(word));
  return usual.length / words.length;
}
