import { describe, expect, test } from "vitest";
import { credential } from "./index.ts";

const found = (text: string): readonly string[] =>
  [...credential.find(text)].map(({ start, end }) => text.slice(start, end));
const lines = (list: string): readonly string[] =>
  list
    .trim()
    .split("\n")
    .map((line) => line.replaceAll("\\$", "$").replaceAll("\\{", "{"));

/** One a line; the outermost brackets mark the secret. All of them are made up. */
const secrets = `
password: [hunter2!]
Passwort: [Sommer2024!]
Passwort lautet [Xy7#kQ9p]
mot de passe : [aZ9k!Pq2]
contraseña: [Verano#2023]
Hasło: [Zima_2024x], klucz
wachtwoord: [Fiets99x]
heslo: [K0cka-pes]
jelszó: [alma1234X]
salasana = [kissa.Koira7]
lösenord: [Hund42katt]
Парола: [Лято2024!]
пароль: [zima77Sneg]
smtp_password = [b7Kq!w2Zp9]
DB_PASSWORD=[p9Qw&77zz]
pwd=[q8!aaZ1b];Server=db
pwd=[sommerRegenTag7];Server=db
Passwort: [SommerRegen7]
Server=db;User Id=shop;Password=[q8!aaZ1b];
"password": "[tR0ub4dor&3]"
api_key=[9f8e7d6c5b4a39281706f5e4d3c2b1a0]
api_token = "[9f8e7d6c5b4a39281706f5e4d3c2b1a0]"
token [ghp_abCDefGH1jKLmnOPqrSTuvWX2zABcdEF3hIj]
[AKIAQ3EGRZ5T7WXYB2CD]
key is [sk_live_4eC39HqLyjWDarjtT1zdp7dc], rotate
[xoxb-493817265012-aQcdezGHIJ12]
postgres://shop:[hunter2x]@db.internal/orders
mongodb+srv://app:[k9!Pw7q]@cluster0.mongodb.net/x
https://ines:[geh3im99]@intern.muster.de/
Authorization: Bearer [abc123DEF456ghi789]
Authorization: Basic [aW5lczpnZWhlaW0=]
[eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U]
Kennwort [Qw7zzPL9k]. Bitte nicht weitergeben
pass: [Zp8#kkq1x]
?user=ines&password=[geh3im99]&x=1
client_secret: '[8Q~abcDEF123ghiJKL456mnoPQR789st]'
AccountKey=[Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MGFiY2RlZg==];End
parola este [Vara2024zi]
senha: [Verao!2024]
Passwort: [Sommerregen]
Your password is [hunter].
your new password is [Sommerregen]
Benutzer: max, Passwort: [Sommerregen]
Mot de passe : [Tournesol]
ton mot de passe est [tournesol]
Contraseña: [girasol]
tu contraseña es [girasol], no la compartas
La tua password è [girasole]
Password: [girasole]
Wachtwoord: [zonnebloem]
je wachtwoord is [zonnebloem]
Hasło: [slonecznik]
Twoje hasło to [slonecznik]
Heslo: [slunecnice]
Vaše heslo je [slunecnice]
Lösenord: [solros]
ditt lösenord är [solros]
Adgangskode: [solsikke]
Din adgangskode er [solsikke].
Passordet er [solsikke99]
Salasana: [auringonkukka]
Salasanasi on [Kissa123]
jelszó: [napraforgo]
Parola: [floarea]
Parola ta este [Vara2024]
Пароль: [podsolnuh]
пароль: [подсолнух]
Κωδικός: [iliotropio]
şifre: [aycicegi]
Şifreniz [Aycicek99]
lozinka: [suncokret]
geslo: [soncnica]
Wifi Passwort für die Gäste: [Xy7kQ9pL]
password for staging: [Abc!deFGhi]
Password (temporary): [Xk7aa9Lm]
mot de passe du wifi : [qsdfGHJK99]
the password has been changed to [Xy7kQ9pL]
Passwort - [Xy7kQ9pL]
login is qa, pass: [osIUFLxrrp]
Kennwort lautet nun [Frühling22]
WLAN-Passwort: [gartenzwerg]
`;

describe("a secret is found whole", () => {
  test.each(lines(secrets))("%s", (marked) => {
    const secret = marked.slice(marked.indexOf("[") + 1, marked.lastIndexOf("]"));
    expect(found(marked.replace(`[${secret}]`, () => secret))).toEqual([secret]);
  });

  test("a private key is one finding from its first line to its last", () => {
    const key = `-----BEGIN PRIVATE KEY-----\n${"MIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n".repeat(4).replaceAll("\n", "")}\n-----END PRIVATE KEY-----`;
    expect(found(`key:\n${key}\nend`)).toEqual([key]);
  });
});

/** Placeholders, code and prose about passwords. */
const others = String.raw`
password: string
password = getPassword()
password: <password>
PASSWORD=\${PASSWORD}
password: changeme
password: xxx
password=******
const password = req.body.password;
password: process.env.DB_PASSWORD
"password": "example"
The password is required
Das Passwort ist falsch
password: z.string().min(8)
password must contain 8 characters
reset your password in 24 hours
token: CancellationToken
secret: true
https://user:password@host/path
postgres://user:pass@localhost/db
postgres://postgres:postgres@localhost:5432/db
http://localhost:3000/@scope
password_hash VARCHAR(255)
api_key=YOUR_API_KEY
api_key: "your-api-key-here-123456"
AKIAIOSFODNN7EXAMPLE
the token expires at 12:30
password: null,
passwords like 12345678 are weak
pass 3 of 5
key: 42
const token = tokens[index];
password: {{ vault_password }}
password: "$\{{ secrets.PASSWORD }}"
SECRET_KEY = os.environ["SECRET_KEY"]
Authorization: Bearer <token>
Authorization: Bearer $TOKEN
session token expired
compass: north45
bypass=enabled2
passwordField: TextField1
-----BEGIN PRIVATE KEY-----
type: "password"
Password (min. 8 characters): 
pass@1 = 45.2%
tokens: 128000
const pass = !this.result.issues || other
pass = this.options.isEqual?.(received, properties) ?? false
exports.AuthenticationMD5Password = AuthenticationMD5Password;
the single-pass addInt32PrefixedString write path
~<5p0Pw;5qlJwNZt*@3p1Pw:5p/Ou!5p2JvG
Passwort: vergessen?
Password: required
Password: Reset
Passwort: Pflichtfeld
password is incorrect.
Your password is weak.
Your password is expired.
Dein Passwort ist falsch.
Votre mot de passe est incorrect.
Su contraseña es incorrecta
Twoje hasło wygasło
Password: must contain eight letters
the password is stored securely
Password policy for users: see intranet
Passwort: siehe Anhang
Passwort: folgt
Passwort: kommt separat
Password: sent separately
password: String
"password": "Wachtwoord"
"pass": "Bestanden"
password: Kennwort
Parole: amore e pace
Mots de passe : conseils
clave: importante
token: expired
password for the portal: https://x.example.org/abc123
password reset link for jane: 2024-10-10
Passwort ändern
pass the salt
Password: ______
your password is safe with us
Please enter your password
Password: [hidden]
Forgot your password? Click here: login
compass: northern
Kennwort: Lieferung 4711 bitte angeben
interface A { password: Secret; }
password - min. 8 characters
pass - failed 3 tests
pass C++/CLI compile
Passwort zurücksetzen
reset password to default
`;

describe("what stands for a secret is none", () => {
  test.each(lines(others))("%s", (text) => {
    expect(found(text)).toEqual([]);
  });
});

test("long runs of words for secrets are read in time that grows with their length", () => {
  for (const piece of [
    "password ",
    "password: ",
    "token=",
    "sk-",
    "eyJaaaaaaaaaa.",
    "a://b:",
    "pass",
    "-----BEGIN PRIVATE KEY-----",
  ]) {
    const text = piece.repeat(100_000 / piece.length);
    const start = performance.now();
    for (const _ of credential.find(text));
    expect(performance.now() - start, piece).toBeLessThan(3000);
  }
});
