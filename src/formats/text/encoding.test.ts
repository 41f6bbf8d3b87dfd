import iconv from "iconv-lite";
import { expect, test } from "vitest";
import { noticesIn, piecesOf } from "../../testing/files/file-items.ts";

test.each([
  ["gb18030", "姓名,电话\n王小明,13812345678\n李丽,13987654321\n张伟,13711112222\n"],
  ["gb18030", "姓名;地址\n欧阳娜;北京市海淀区\n"],
  ["gb18030", "客户,部门,电话\n司马懿,人事部,13812345678\n诸葛亮,财务部,13987654321\n"],
  ["big5", "姓名,電話,地址\n陳美玲,0912345678,臺北市大安區忠孝東路\n"],
  ["shift_jis", "氏名,電話番号,住所\n山田太郎,09012345678,東京都新宿区\n佐藤花子,08012345678,大阪市北区\n"],
  ["euc-jp", "氏名,電話番号,住所\n山田太郎,09012345678,東京都新宿区\nサトウ,08012345678,大阪市北区\n"],
  ["euc-kr", "이름,전화번호,주소\n김철수,01012345678,서울시 강남구\n이영희,01087654321,부산시\n"],
  ["iso-8859-7", "όνομα;επώνυμο;διεύθυνση\nΓιώργος;Παπαδόπουλος;Αθήνα\n"],
  ["iso-8859-7", "ΟΝΟΜΑ;ΕΠΩΝΥΜΟ\nΓΙΩΡΓΟΣ;ΠΑΠΑΔΟΠΟΥΛΟΣ\n"],
  ["windows-1251", "имя;фамилия;адрес\nИван;Петров;улица Ленина 5\nАнна;Сидорова;Москва\n"],
  ["koi8-r", "имя;фамилия;адрес\nИван;Петров;улица Ленина 5\nАнна;Сидорова;Москва\n"],
  ["windows-1252", "Vorname;Straße\nJürgen;Königstraße 5\n"],
  ["iso-8859-2", "imię;nazwisko;ulica\nŁukasz;Wójcik;Świętokrzyska 5\nJózef;Dąbrowski;Długa 7\n"],
])("a short table in %s is read as it was written, or the doubt is told: %s", async (encoding, text) => {
  const bytes = iconv.encode(text, encoding);
  const pieces = await piecesOf("a.csv", bytes);
  const read = pieces.find((piece) => piece.kind === "text");
  expect(read?.text).toBe(text);
});

test("a guess that may be wrong has a notice", async () => {
  expect((await noticesIn("a.txt", iconv.encode("客户名单", "gb18030"))).join()).toMatch(/its encoding is doubtful/);
  expect(await noticesIn("a.txt", iconv.encode("Jürgen wohnt in der Königstraße", "windows-1252"))).toEqual([]);
});
