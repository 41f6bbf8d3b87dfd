// Licences of packages that name one in their package.json and in their repository, but publish no file with its text.

/** The ISC licence as SPDX lists it, for these holders of the copyright. */
const isc = (holders: readonly string[]): string => `ISC License

${holders.map((holder) => `Copyright (c) ${holder}`).join("\n")}

Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted,
provided that the above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL
IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN
ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THIS SOFTWARE.`;

/** Text by package name. The holders are those of the package's repository. */
export const licenceTexts: Readonly<Record<string, string>> = {
  // saxes is a fork of sax.
  saxes: isc(["Contributors", "Isaac Z. Schlueter and Contributors"]),
};
